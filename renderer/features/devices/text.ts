import type { Diagnostics } from "#shared/care/care.ts";
import type { CodeOf } from "#shared/bridge/contract.ts";
import type { DeviceState } from "#shared/bridge/types.ts";
import type { PrintState } from "#shared/printing/print-job-view.ts";
import type { Format } from "../../platform/format.ts";

export const devicesText = {
  title: "Devices",
  scanner: "Scanner",
  scannerPath: "Serial port",
  scannerPathHint: "Only for a port no list shows. Scanners on USB are set up on the page for scanners.",
  scannersHint: "Scanners and the scale: what is plugged in, what arrives, the test card.",
  setUpScanners: "Scanners and scale",
  baud: "Speed",
  baudChoice: (rate: string) => `${rate} baud`,
  lastScans: "Last scans",
  noScans: "Scan anything: what was read shows up at once.",
  printer: "Label printer",
  printerHost: "Network address",
  printerHostHint: "Name or IP of a ZPL printer. Leave it empty to keep labels as PDF only.",
  printerPort: "Port",
  dots: "Resolution",
  dotsChoice: { "203": "203 dpi", "300": "300 dpi" },
  test: "Print a test label",
  testSent: "A test label is on its way. Look at the printer, and at the list of prints.",
  shipFrom: "Ship from",
  name: "Name",
  company: "Company",
  line1: "Address",
  line2: "Address, second line",
  city: "City",
  region: "County or state",
  postcode: "Postcode",
  country: "Country",
  phone: "Phone",
  work: "Work",
  currency: "Currency",
  currencyProblem: "Three letters, like GBP.",
  prefix: "GS1 company prefix",
  prefixProblem: "7 to 10 digits.",
  prefixExample:
    "952 is the range kept for examples. Labels made with it are for trying out: put in your own prefix before real parcels leave.",
  prefixHint: "Box numbers on labels are made from it.",
  perList: "Orders on a pick list",
  perListProblem: "From 1 to 12.",
  portProblem: "From 1 to 65535.",
  save: "Save the settings",
  saved: "Settings saved",
  unsaved: "Not saved yet",
  onlyLead: "Only a lead can change these. Ask one to sign in.",
  prints: "Prints",
  noPrints: "Nothing was printed yet.",
  question: "Did this label print?",
  questionDetail: "Nothing prints until you say.",
  yes: "Yes, it is here",
  no: "No, print it",
  retry: "Try again",
  copy: (copy: number) => `copy ${copy}`,
  diagnostics: "This installation",
  gotIt: "Got it",
  problemsLeft: "Some fields need mending first.",
} as const;

export const baudRates = [9600, 19_200, 38_400, 57_600, 115_200] as const;

export const printStateText: Readonly<Record<PrintState, string>> = {
  queued: "Waits for the printer",
  sending: "Being sent",
  sent: "Sent",
  printed: "Printed",
  confirmed: "Printed, seen",
  failed: "Not printed",
  unknown: "In doubt",
  voided: "Not wanted any more",
};

export function deviceWords(state: DeviceState, format: Format): string {
  switch (state.kind) {
    case "none":
      return "Not set up";
    case "ready":
      return state.lastAt === null ? "Ready" : `Ready, last used ${format.clock(state.lastAt)}`;
    case "trouble":
      return state.words;
  }
}

export function diagnosticsWords(found: Diagnostics, format: Format): readonly { term: string; value: string }[] {
  return [
    { term: "Version", value: found.version },
    { term: "Facts saved", value: format.count(found.facts) },
    { term: "Store", value: `${format.fileSize(found.storeBytes)}, log ${format.fileSize(found.walBytes)}` },
    { term: "Driver", value: found.driver },
    { term: "Where", value: found.storePath },
  ];
}

export const configureRefusals: Readonly<Record<CodeOf<"station.configure">, string>> = {
  "role-missing": devicesText.onlyLead,
};

export const answerRefusals: Readonly<Record<CodeOf<"prints.answer">, string>> = {
  "job-unknown": "This print is not on this computer.",
  "not-in-doubt": "Somebody has answered already.",
};

export const retryRefusals: Readonly<Record<CodeOf<"prints.retry">, string>> = {
  "job-unknown": "This print is not on this computer.",
  "not-failed": "It is on its way already.",
};

export const testRefusals: Readonly<Record<CodeOf<"prints.test">, string>> = {
  "no-printer": "No label printer is set up. Type its address and save first.",
};
