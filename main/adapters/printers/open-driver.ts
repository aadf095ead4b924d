import type { Printer } from "#shared/printing/printer.ts";
import { IppPrinter } from "./ipp-printer.ts";
import type { PrinterDriver } from "./printer-driver.ts";
import { RawPrinter } from "./raw-printer.ts";
import { ReceiptPrinter } from "./receipt-printer.ts";
import { ZebraPrinter } from "./zebra-printer.ts";

export type OpenDriver = (printer: Printer) => PrinterDriver;

/** How a printer is spoken to, by its connection, its language and by what it can say. */
export function openDriver({ connection, language, tells, onlyUs }: Printer): PrinterDriver {
  if (connection.kind === "ipp") return new IppPrinter(connection.uri, connection.keeper);
  if (tells === "counts") return new ZebraPrinter(connection, onlyUs);
  return language === "escpos" ? new ReceiptPrinter(connection) : new RawPrinter(connection);
}
