import type { Fact } from "../facts/kinds.ts";
import type { StationSettings } from "../facts/kinds/people.ts";
import type { Printer, PrintRole } from "./printer.ts";

/** A printer and the station that has it: only that station sends to it, so that a printer has one writer. */
export interface PrinterView extends Printer {
  readonly kind: "printer";
  readonly stationId: string;
}

/** Which printer a bench uses for what; empty for none. */
export type ChosenPrinters = Readonly<Record<PrintRole, string>>;

export const noPrinters: ChosenPrinters = { label: "", slip: "", receipt: "", report: "" };

/** A printer that was removed stands as undefined fields would: it keeps its row with an empty station. */
export function foldPrinter(printer: PrinterView | undefined, fact: Fact): PrinterView | undefined {
  switch (fact.kind) {
    case "printer.configured":
      return { kind: "printer", stationId: fact.body.stationId, ...fact.body.printer };
    case "printer.removed":
      return printer && { ...printer, stationId: "" };
    default:
      return printer;
  }
}

/** The id of the printer that a station's settings name by address, as stations had it before printers had a list. */
export function settingsPrinterId(stationId: string): string {
  return `${stationId}/label-printer`;
}

/** The label printer of a station's settings as one of the list; undefined where none is named. */
export function settingsPrinter(stationId: string, settings: StationSettings): PrinterView | undefined {
  if (settings.printerHost === "") return undefined;
  return {
    kind: "printer",
    stationId,
    printerId: settingsPrinterId(stationId),
    name: "Label printer",
    connection: { kind: "tcp", host: settings.printerHost, port: settings.printerPort },
    language: "zpl",
    dotsPerInch: settings.printerDotsPerInch,
    tells: "nothing",
    onlyUs: false,
  };
}
