import type { RefusalText } from "../../app/refusal-words.ts";
import type { PrintState } from "#shared/printing/print-job-view.ts";
import type { Language, PrintRole, Tells } from "#shared/printing/printer.ts";

export const printingText = {
  title: "Printing",
  views: "What to look at",
  queue: "Queue",
  printers: "Printers",
  labelFile: "Label file",
  template: "Templates",
  gotIt: "Got it",
  copy: (copy: number) => `copy ${copy}`,
  onPrinter: (name: string) => `on ${name}`,
  noPrinter: "no printer",
  noPrints: "Nothing was printed yet",
  noPrintsDetail: "Labels, slips and receipts of this station stand here, from the moment they are asked for.",
  print: "Print",
  state: "State",
  queued: "Asked for",
  changed: "Since",
  printer: "Printer",
  question: "Did this label print?",
  questionDetail: "Nothing prints until you say.",
  yes: "Yes, it is here",
  no: "No, print it",
  retry: "Try again",
  again: "Print it again",
  copyQueued: (copy: number) => `Copy ${copy} of it is in the queue.`,
  move: "Move to",
  moveNow: "Move it",
  moved: "It goes to the other printer.",
  moveAsked: "The station that holds it was asked. It moves as soon as that station hears of it.",
  cancel: "Do not print it",
  cancelReason: "Not wanted, said at the queue",
  picture: "As it comes out of the printer",
  drawing: "Drawing it",
  noPicture: (detail: string) => `It cannot be shown: ${detail}. The printer may still know it.`,
  page: (page: number, of: number) => (of === 1 ? "The label" : `Page ${page} of ${of}`),
  pick: "Choose a print to see it",
  waits: (count: string) => `${count} waiting`,
  inDoubt: (count: string) => `${count} in doubt`,
  choosePrinter: "Choose a printer",

  noPrinters: "No printer is set up",
  noPrintersDetail: "Search for printers on the network, in this computer and on its USB ports, or type an address.",
  find: "Search for printers",
  finding: "Searching. It takes three seconds.",
  found: "Found",
  nothingFound: "No printer answered. Check that it is on and in the same network, or type its address.",
  setUp: "Set up",
  addByAddress: "Type an address",
  test: "Print a test",
  testSent: "A test is on its way. Look at the printer, and at the queue.",
  edit: "Change",
  remove: "Remove",
  removed: "The printer was removed. Its waiting prints can be moved to another.",
  usedFor: "This bench prints",
  none: "Nowhere",
  atStation: (name: string) => `at ${name}`,
  ready: "Ready",
  onlyLead: "Only a lead can change printers. Ask one to sign in.",
  saved: "Saved.",

  newPrinter: "A new printer",
  changePrinter: "Change the printer",
  name: "Name",
  nameProblem: "What people call it: Bench 1 labels.",
  kind: "Connected by",
  kinds: {
    tcp: "Network, raw (port 9100)",
    ipp: "Network, IPP",
    cups: "This computer's print system (CUPS)",
    usb: "USB",
    serial: "Serial line",
  },
  host: "Address",
  port: "Port",
  uri: "Address",
  uriHint: "ipp://192.0.2.9/ipp/print; for CUPS ipp://localhost:631/printers/NAME",
  path: "Port",
  baud: "Speed",
  flow: "Says that it is busy by",
  flows: {
    "xon-xoff": "XON/XOFF (most label printers)",
    "rts-cts": "RTS/CTS",
    "dtr-dsr": "DTR/DSR (most receipt printers)",
  },
  language: "Understands",
  dots: "Dots per inch",
  onlyUs: "Only Holdfast prints there",
  onlyUsHint: "Then the printer's own count of labels settles what is in doubt, and nobody is asked.",
  portProblem: "From 1 to 65535.",
  pathProblem: "A device like /dev/usb/lp0 or COM3.",
  baudProblem: "A speed like 9600.",
  tells: "Answers",
  tellsChoice: { counts: "Yes: it counts its labels", nothing: "No, or not known" },
  askIt: "Ask the printer",
  asking: "Asking the printer",
  save: "Save the printer",
  close: "Close",
  addressProblem: "An address like 192.0.2.7 or labels.local",

  templateTitle: {
    label: "The label of this station",
    slip: "The packing slip of this station",
    receipt: "The receipt of this station",
  },
  templateKind: "What to look at",
  templateKinds: { label: "Labels", slip: "Packing slips", receipt: "Receipts" },
  makeOwn: "Make a copy to change",
  builtInTemplate: (what: string) =>
    `${what} are made by the template that came with Holdfast. A copy can be changed in any text editor: its words in your language, logo, texts, parts.`,
  ownTemplate: "Change this file in any text editor. The picture below follows as soon as it is saved.",
  templateProblems: "This file has faults. The last one without is used until they are mended.",
  templateProblem: (file: string, line: number, field: string, words: string) =>
    `${file}, line ${line}${field === "" ? "" : `, ${field}`}: ${words}`,

  fileTitle: "A label somebody else made",
  fileDetail:
    "A carrier's ZPL goes to the label printer byte for byte, never scaled. A PDF is drawn at the printer's own dots.",
  chooseFile: "Choose a file",
  printFile: "Print it",
  filePrinted: "It is in the queue.",
  fileFacts: (name: string, labels: number) =>
    labels === 0 ? name : labels === 1 ? `${name}, one label` : `${name}, ${labels} labels`,
} as const;

export const stateText: Readonly<Record<PrintState, string>> = {
  queued: "Waits",
  sending: "Printing",
  sent: "Sent",
  printed: "Printed",
  confirmed: "Printed, seen",
  failed: "Not printed",
  unknown: "In doubt",
  voided: "Not wanted",
};

export const languageText: Readonly<Record<Language, string>> = {
  zpl: "Labels (ZPL)",
  escpos: "Receipts (ESC/POS)",
  pdf: "Pages (PDF)",
};

export const roleText: Readonly<Record<PrintRole, string>> = {
  label: "Labels",
  slip: "Packing slips",
  receipt: "Receipts",
  report: "Reports",
};

export const tellsText: Readonly<Record<Tells, string>> = {
  counts: "counts its labels, so a doubt settles itself",
  jobs: "keeps a list of jobs, so a doubt settles itself",
  nothing: "says nothing about a job; a person is asked when one breaks off",
};

export const answerRefusals: RefusalText<"prints.answer"> = {
  "job-unknown": "This print is not on this computer.",
  "not-in-doubt": "It is settled already.",
};
export const retryRefusals: RefusalText<"prints.retry"> = {
  "job-unknown": "This print is not on this computer.",
  "not-failed": "It is on its way already.",
};
export const moveRefusals: RefusalText<"prints.move"> = {
  "job-unknown": "This print is not on this computer.",
  "printer-unknown": "That printer is gone. Choose another.",
  "answer-first": "Say first whether it printed.",
  "too-late": "It is being printed, or was. Print it again on the other printer instead.",
};
export const voidRefusals: RefusalText<"prints.void"> = {
  "job-unknown": "This print is not on this computer.",
  "too-late": "It is being printed, or was.",
};
export const copyRefusals: RefusalText<"prints.copy"> = {
  "job-unknown": "This print is not on this computer.",
  "label-waiting": "The last print of it is not settled yet.",
};
export const testRefusals: RefusalText<"prints.test"> = { "no-printer": "That printer is gone." };
export const setupRefusals: RefusalText<"printers.save"> = {
  "role-missing": printingText.onlyLead,
  "printer-unknown": "That printer is gone.",
  "other-station": "Another station has this printer. Change it there.",
  "cannot-print": (role) => `That printer does not understand ${roleText[role as PrintRole].toLowerCase()}.`,
};
export const meetRefusals: RefusalText<"printers.meet"> = { "no-answer": (detail) => detail };
export const fileRefusals: RefusalText<"prints.file"> = {
  "not-a-file": "It cannot be read, or is larger than 4 MB.",
  "not-a-label": (detail) => `That is no label. ${detail}`,
  "no-printer": "No label printer is set up. Set one up under Printers.",
};
export const templateRefusals: RefusalText<"templates.makeOwn"> = {
  "role-missing": "Only a lead can change the template. Ask one to sign in.",
  "not-written": (detail) => `The copy could not be written: ${detail}`,
};
