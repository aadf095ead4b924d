import type { Diagnostics } from "#shared/care/care.ts";
import type { CodeOf } from "#shared/bridge/contract.ts";
import type { DeviceState } from "#shared/bridge/types.ts";
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
  printers: "Printers",
  printersHint: "Printers, what each prints for this bench, the queue, and what labels and slips look like.",
  openPrinting: "Printers and prints",
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
  save: "Save the settings",
  saved: "Settings saved",
  unsaved: "Not saved yet",
  onlyLead: "Only a lead can change these. Ask one to sign in.",
  diagnostics: "This installation",
  gotIt: "Got it",
  problemsLeft: "Some fields need mending first.",
} as const;

export const baudRates = [9600, 19_200, 38_400, 57_600, 115_200] as const;

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
