import { noPrinters, type PrinterView, settingsPrinter, settingsPrinterId } from "#shared/printing/printer-view.ts";
import { type PrintDocument, type PrintRole, roleOf } from "#shared/printing/printer.ts";
import { printerIds } from "../../store/work-list.ts";
import { settingsOf, type StationContext, stationView } from "../station-context.ts";

/** Every printer this station knows of: its own, those of other stations, and the one its settings name by address. */
export function listPrinters(context: StationContext): PrinterView[] {
  const listed = printerIds(context.statements).flatMap((id) => readPrinter(context, id) ?? []);
  const named = settingsPrinter(context.store.stationId, settingsOf(context));
  return named && !listed.some(({ printerId }) => printerId === named.printerId) ? [named, ...listed] : listed;
}

export function printerOf(context: StationContext, printerId: string): PrinterView | undefined {
  const { stationId } = context.store;
  const listed = readPrinter(context, printerId);
  if (listed || printerId !== settingsPrinterId(stationId)) return listed;
  return settingsPrinter(stationId, settingsOf(context));
}

function readPrinter(context: StationContext, printerId: string): PrinterView | undefined {
  const view = context.log.read("people", printerId);
  return view?.kind === "printer" && view.stationId !== "" ? view : undefined;
}

/** The printer this station uses for a role; undefined where none is chosen or the chosen one is gone. */
export function printerFor(context: StationContext, role: PrintRole): PrinterView | undefined {
  const chosen = (stationView(context)?.printers ?? noPrinters)[role];
  if (chosen !== "") return printerOf(context, chosen);
  return role === "label" ? settingsPrinter(context.store.stationId, settingsOf(context)) : undefined;
}

/** Where a job goes: the printer it names, or the one its holder uses for such documents. */
export function printerOfJob(
  context: StationContext,
  job: { readonly printerId: string; readonly document: PrintDocument },
): PrinterView | undefined {
  return job.printerId === "" ? printerFor(context, roleOf(job.document)) : printerOf(context, job.printerId);
}

/** What a new job of this document says about where it goes; nothing where no printer is set up yet. */
export function destination(
  context: StationContext,
  document: PrintDocument,
): { readonly printerId?: string; readonly holder?: string } {
  const printer = printerFor(context, roleOf(document));
  return printer ? { printerId: printer.printerId, holder: printer.stationId } : {};
}

/** Dots of the label printer, as labels are laid out for it. */
export function labelDots(context: StationContext): 203 | 300 {
  const dots = printerFor(context, "label")?.dotsPerInch ?? settingsOf(context).printerDotsPerInch;
  return dots >= 280 ? 300 : 203;
}
