import type { PrintState } from "../printing/print-job-view.ts";
import type { Connection, Language, PrintDocument, Printer, PrintRole, Tells } from "../printing/printer.ts";
import type { TemplateProblem } from "../shipping/template-problem.ts";
import type { ChosenPrinters } from "../printing/printer-view.ts";

/** What crosses the bridge towards the screens about prints and printers. Times are UTC milliseconds. */

export interface PrintJobRow {
  readonly jobId: string;
  readonly title: string;
  readonly document: PrintDocument;
  readonly state: PrintState;
  readonly copy: number;
  readonly words: string;
  readonly queuedAt: number;
  readonly changedAt: number;
  readonly orderId: string;
  readonly parcelId: string;
  /** Empty where no printer is set up for it. */
  readonly printerId: string;
  readonly printerName: string;
  /** Why it does not come out yet; empty where nothing holds it up. */
  readonly waits: string;
}

/** Paper as it comes out, a PNG a page. */
export interface PrintPicture {
  readonly pages: readonly { readonly png: Uint8Array; readonly width: number; readonly height: number }[];
}

/** A label file that somebody else made, looked at before it is printed. */
export interface LabelFile {
  readonly path: string;
  readonly name: string;
  readonly kind: "zpl" | "pdf";
  /** 0 where it cannot be told. */
  readonly labels: number;
  /** Null where it cannot be drawn; `noPicture` says why. A printer may still know what to do with it. */
  readonly picture: PrintPicture | null;
  readonly noPicture: string;
}

export interface PrintPage {
  readonly jobs: readonly PrintJobRow[];
  readonly next: string | null;
  readonly waiting: number;
  readonly inDoubt: number;
}

export interface PrinterRow {
  readonly printer: Printer;
  readonly stationId: string;
  readonly stationName: string;
  /** This station has it. */
  readonly isOwn: boolean;
  /** Named by the station's settings and not yet in the list of its own. */
  readonly isFromSettings: boolean;
  readonly address: string;
  /** Why it does not print now, in words; empty while it does, or where that is not known. */
  readonly trouble: string;
  readonly chosenFor: readonly PrintRole[];
}

export interface PrintersState {
  readonly printers: readonly PrinterRow[];
  readonly chosen: ChosenPrinters;
}

/** A printer that was found, not yet set up. */
export interface FoundPrinter {
  readonly name: string;
  readonly connection: Connection;
  readonly language: Language;
  readonly how: "network" | "cups" | "usb";
}

/** What a printer says about itself. */
export interface PrinterAnswer {
  readonly language: Language;
  readonly tells: Tells;
  /** Null where it does not say. */
  readonly dotsPerInch: number | null;
  readonly model: string;
  /** Why it would not print now, in words; empty where nothing is wrong. */
  readonly trouble: string;
}

/** A template of this station, with a made-up document as it would print. */
export interface TemplateState {
  readonly path: string;
  /** Somebody made one for this station. */
  readonly isOwn: boolean;
  /** While there are any, documents are made by the last template without. */
  readonly problems: readonly TemplateProblem[];
  readonly picture: PrintPicture | null;
  readonly noPicture: string;
}
