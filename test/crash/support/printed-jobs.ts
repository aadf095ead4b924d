import { openDriver, type OpenDriver } from "#main/adapters/printers/open-driver.ts";
import { ZebraPrinter } from "#main/adapters/printers/zebra-printer.ts";
import type { Act } from "#main/store/fact-log.ts";
import { draft } from "#shared/facts/kinds.ts";
import type { Printer } from "#shared/printing/printer.ts";
import type { LabelPrinter } from "../../support/label-printer.ts";

export const printerId = "printer-under-test";

/** Waits as short as the fake printer is quick; the ratios are those of the app. */
export const quickDriver: OpenDriver = (printer) =>
  printer.connection.kind !== "ipp" && printer.tells === "counts"
    ? new ZebraPrinter(printer.connection, printer.onlyUs, { connectMs: 500, answerMs: 120, pollMs: 4, settleMs: 60 })
    : openDriver(printer);

export function zebra({ host, port }: LabelPrinter, change: Partial<Printer> = {}): Printer {
  return {
    printerId,
    name: "Bench labels",
    connection: { kind: "tcp", host, port },
    language: "zpl",
    dotsPerInch: 203,
    tells: "counts",
    onlyUs: true,
    ...change,
  };
}

/** About the size of a real label, so that it can be cut anywhere. */
export function labelText(name: string): string {
  return `^XA^CI28^FO50,50^A0N,40,40^FD${name}^FS^FO50,120^GB700,3,3^FS^FX${"-".repeat(1800)}^FS^XZ\n`;
}

export function timesPrinted(paper: readonly string[], name: string): number {
  return paper.filter((format) => format.includes(`^FD${name}^FS`)).length;
}

export function setUp(act: Act, stationId: string, printer: Printer): void {
  act.append([
    draft(`printer/${printer.printerId}`, "printer.configured", { stationId, printer }),
    draft(`station/${stationId}`, "printer.chosen", {
      stationId,
      printers: { label: printer.printerId, slip: "", receipt: "", report: "" },
    }),
  ]);
}

export function queueJob(act: Act, stationId: string, name: string, content: string): void {
  act.append([
    draft(`print/${name}`, "print.queued", {
      jobId: name,
      orderId: "",
      parcelId: "",
      sessionId: "",
      document: "label",
      title: name,
      content,
      copy: 1,
      reprintOf: "",
      printerId,
      holder: stationId,
    }),
  ]);
}
