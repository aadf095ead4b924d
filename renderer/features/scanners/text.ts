import type { CodeOf } from "#shared/bridge/contract.ts";
import type { AssociationWarning } from "#shared/scanning/gs1/associations.ts";
import type { NoiseReason } from "#shared/scanning/frame-splitter.ts";
import type { SelfTestFinding } from "#shared/scanning/self-test.ts";
import type { ScaleStanding } from "#shared/weighing/scale-watch.ts";
import type { ScaleProtocol } from "#shared/weighing/serial-scales.ts";
import { weightText } from "#shared/weighing/weight.ts";

export const scannersText = {
  title: "Scanners and scale",
  devices: "At this station",
  none: "No scanner is plugged in",
  noneDetail: "Plug one in: it shows up here by itself. A scanner that types like a keyboard works at once.",
  noneForScale:
    "No scale is set up. Plug one in and choose it under At this station; until then boxes get the catalogue’s weight.",
  found: "Plugged in, not used yet",
  asScanner: "Use as scanner",
  asScale: "Use as scale",
  change: "Change",
  setUp: "Name it",
  forget: "Forget",
  ready: "Ready",
  plugAndScan: "Works by itself",
  usb: "USB HID",
  serial: "Serial",
  personOf: (name: string) => `scans are ${name}’s`,
  lastScan: (at: string) => `last scan ${at}`,
  noScanYet: "no scan yet",
  onlyLead: "Only a lead can change these. Ask one to sign in.",
  gotIt: "Got it",

  feed: "What arrives",
  feedHint: "Scan anything",
  feedEmpty: "Scan anything: every byte of it shows up at once.",
  keyboard: "Scanner that types",
  bytes: "Bytes",
  noSymbology: "no symbology sent",

  card: "Test card",
  cardHint: "Scan all three codes. What is set wrong is named.",
  savePaper: "Save for paper",
  saveCommands: "Command barcodes",
  saved: (path: string) => `Saved as ${path}. Print it at full size`,
  waiting: "Not scanned yet",
  codes: {
    layout: "Letters, digits and signs",
    gs1: "Two parts of a GS1 code",
    long: "A long code",
  },
  right: "Right",

  typing: "Scanner that types",
  typingHint:
    "Holdfast tells it from a person by its speed. Best: let it send F9 or Ctrl+B first, then no speed matters.",
  teach: "Learn its speed",
  teaching: (count: number) => `Scan any code, ${3 - count} more ${count === 2 ? "time" : "times"}`,
  teachStop: "Stop",
  taught: (milliseconds: number) => `Learnt: a key every ${milliseconds} ms`,
  notTaught: "Not learnt: the usual speeds are taken",
  forgetSpeed: "Forget it",
  noEnd: "Keys came as fast as a scanner’s, but no Enter behind them. Set the scanner to send Enter (CR) at the end.",

  scale: "Scale",
  tolerance: "A box may be off by",
  toleranceGrams: "Grams",
  tolerancePercent: "Percent",
  toleranceHint: "Carton and padding weigh too. Beyond this the bench stops and a lead decides.",
  toleranceProblem: "A whole number.",
  save: "Save",

  dialogTitle: (isScale: boolean) => (isScale ? "Scale" : "Scanner"),
  name: "Name",
  nameProblem: "It needs a name.",
  person: "Whose scans",
  whoever: "Whoever is signed in",
  speed: "Speed",
  baud: (rate: number) => `${rate} baud`,
  format: "Bits and parity",
  suffix: "End of a code",
  suffixes: { "line-end": "CR or LF (best)", none: "None: a pause ends it" },
  protocol: "Language",
  unit: "Unit it is set to",
  cancel: "Back",
} as const;

export const formats = {
  "8n1": { label: "8 bits, no parity", line: { dataBits: 8, parity: "none", stopBits: 1 } },
  "7e1": { label: "7 bits, even parity", line: { dataBits: 7, parity: "even", stopBits: 1 } },
  "7o1": { label: "7 bits, odd parity", line: { dataBits: 7, parity: "odd", stopBits: 1 } },
  "8e1": { label: "8 bits, even parity", line: { dataBits: 8, parity: "even", stopBits: 1 } },
} as const;

export const protocolText: Readonly<Record<ScaleProtocol, string>> = {
  "mt-sics": "Mettler-Toledo (MT-SICS)",
  nci: "NCI, SCP-01 (Fairbanks, Brecknell, Avery)",
  "toledo-8213": "Toledo 8213 and 8217",
};

export const rememberRefusals: Readonly<Record<CodeOf<"devices.remember">, string>> = {
  "role-missing": scannersText.onlyLead,
};
export const forgetRefusals: Readonly<Record<CodeOf<"devices.forget">, string>> = {
  "role-missing": scannersText.onlyLead,
  "device-unknown": "It is forgotten already.",
};
export const teachRefusals: Readonly<Record<CodeOf<"devices.teachWedge">, string>> = {
  "role-missing": scannersText.onlyLead,
};
export const toleranceRefusals: Readonly<Record<CodeOf<"devices.setTolerance">, string>> = {
  "role-missing": scannersText.onlyLead,
};

/** What a test scan shows, and what to do about it. */
export function findingWords(finding: SelfTestFinding): string {
  switch (finding.kind) {
    case "right":
      return scannersText.right;
    case "layout":
      return finding.layout === "unknown"
        ? "Some signs are garbled: the scanner is set to another keyboard layout than this computer. Set it to this computer’s."
        : `The computer reads it as a ${finding.layout} keyboard: set the scanner to ${finding.layout}, or to virtual COM.`;
    case "caps-lock":
      return "Small and capital letters are swapped: Caps Lock is on, or the scanner turns the case round.";
    case "separator-missing":
      return "The separator is missing: lot and serial would run into each other. Set the scanner to send GS for FNC1.";
    case "cut-off":
      return "The code is cut off: the scanner sends only a part of it. Raise its longest length.";
  }
}

export function noiseWords(reason: NoiseReason): string {
  switch (reason) {
    case "no-suffix":
      return "No end came: set the scanner to send CR at the end of each code.";
    case "even-parity":
      return "The line is wrong: this scanner sends 7 bits with even parity. Choose that under Change, or set the scanner to 8 bits.";
    case "odd-parity":
      return "The line is wrong: this scanner sends 7 bits with odd parity. Choose that under Change, or set the scanner to 8 bits.";
    case "too-long":
      return "More than any barcode holds came without an end. Set the scanner to send CR.";
    case "broken-report":
      return "A report was broken. Scan it again; if it stays so, try another cable or port.";
  }
}

export function warningWords(warning: AssociationWarning): string {
  switch (warning.code) {
    case "needs":
      return `(${warning.ai}) usually comes with ${warning.oneOf.map((group) => group.map((ai) => `(${ai})`).join(" and ")).join(", or ")}`;
    case "excludes":
      return `(${warning.ai}) and (${warning.other}) do not go together`;
    case "twice":
      return `(${warning.ai}) stands twice with two values`;
  }
}

/** The scale in a few words; the weight itself stands large beside them. */
export function scaleWords(scale: ScaleStanding): { readonly figure: string; readonly words: string } {
  switch (scale.kind) {
    case "ready":
      return { figure: weightText(scale.weight), words: "Stable" };
    case "moving":
      return { figure: scale.weight ? weightText(scale.weight) : "–", words: "Moving" };
    case "not-emptied":
      return { figure: weightText(scale.weight), words: "Empty it once, then weigh" };
    case "empty":
      return { figure: "0", words: "Empty" };
    case "stale":
      return { figure: "–", words: "Sends nothing. Is it on?" };
    case "trouble":
      return {
        figure: "–",
        words: {
          "under-zero": "Under zero: press its zero key",
          overload: "Too heavy for it",
          calibrate: "Wants calibration",
          fault: "Reports a fault",
        }[scale.reason],
      };
    case "none":
    case "away":
      return { figure: "–", words: "Not connected" };
  }
}

/** Control characters as their names, so that what separates can be seen. */
export function visible(text: string): string {
  const names: Readonly<Record<string, string>> = { "\u001d": "<GS>", "\u001e": "<RS>", "\u0004": "<EOT>" };
  return [...text].map((character) => names[character] ?? character).join("");
}
