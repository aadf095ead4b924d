import type { PrinterAnswer, PrinterRow, PrintersState } from "#shared/bridge/print-types.ts";
import { draft } from "#shared/facts/kinds.ts";
import { ok } from "#shared/kernel/result.ts";
import { troubleWords } from "#shared/printing/printer-trouble.ts";
import {
  canPrint,
  type Connection,
  connectionText,
  type Language,
  type Printer,
  printRoles,
} from "#shared/printing/printer.ts";
import { type ChosenPrinters, noPrinters, type PrinterView, settingsPrinterId } from "#shared/printing/printer-view.ts";
import { meetIppPrinter } from "../../adapters/printers/ipp-printer.ts";
import { meetZebra } from "../../adapters/printers/zebra-printer.ts";
import {
  actAsPerson,
  may,
  refuse,
  type Reply,
  settingsOf,
  stationNameOf,
  type StationContext,
  stationView,
} from "../station-context.ts";
import type { PrintQueue } from "./print-queue.ts";
import { listPrinters, printerFor, printerOf } from "./printers.ts";

export function printersState(context: StationContext, queue: PrintQueue): PrintersState {
  const chosen = chosenPrinters(context);
  return {
    printers: listPrinters(context).map((printer) => rowOf(context, queue, printer, chosen)),
    chosen,
  };
}

/** What stands chosen, with the label printer of the settings where nothing else is. */
function chosenPrinters(context: StationContext): ChosenPrinters {
  const chosen = stationView(context)?.printers ?? noPrinters;
  return { ...chosen, label: printerFor(context, "label")?.printerId ?? "" };
}

function rowOf(context: StationContext, queue: PrintQueue, view: PrinterView, chosen: ChosenPrinters): PrinterRow {
  const { kind: _kind, stationId, ...printer } = view;
  const found = queue.troubleOf(printer.printerId);
  const isListed = context.log.read("people", printer.printerId) !== undefined;
  return {
    printer,
    stationId,
    stationName: stationNameOf(context, stationId),
    isOwn: stationId === context.store.stationId,
    isFromSettings: !isListed,
    address: connectionText(printer.connection),
    trouble: found ? troubleWords(found.trouble) : "",
    chosenFor: printRoles.filter((role) => chosen[role] === printer.printerId),
  };
}

/** Asks a printer who it is, before it is set up. */
export async function meetPrinter(connection: Connection, language: Language): Reply<PrinterAnswer, "no-answer"> {
  if (connection.kind === "ipp") {
    const self = await meetIppPrinter(connection.uri);
    if (self === "unreachable") return refuse("no-answer", troubleWords("unreachable"));
    const takesZpl = self.formats.some((format) => format.includes("zpl") || format.includes("zebra"));
    return ok({
      language: takesZpl ? "zpl" : language === "zpl" ? "zpl" : "pdf",
      tells: "jobs",
      dotsPerInch: self.dotsPerInch,
      model: self.model,
      trouble: self.trouble ? troubleWords(self.trouble) : "",
    });
  }
  const self = await meetZebra(connection);
  if (typeof self === "string") return refuse("no-answer", troubleWords(self));
  if (!self) return ok({ language, tells: "nothing", dotsPerInch: null, model: "", trouble: "" });
  return ok({
    language: "zpl",
    tells: self.counts ? "counts" : "nothing",
    dotsPerInch: self.dotsPerInch,
    model: "",
    trouble: self.trouble ? troubleWords(self.trouble) : "",
  });
}

type SetupCode = "role-missing" | "printer-unknown" | "other-station" | "cannot-print";

/** A new printer of this station, or new settings of one it has. */
export async function savePrinter(
  context: StationContext,
  printer: Printer,
): Reply<{ readonly printerId: string }, SetupCode> {
  if (!may(context, "printer.configured")) return refuse("role-missing");
  const { stationId } = context.store;
  const present = printerOf(context, printer.printerId);
  if (present && present.stationId !== stationId) return refuse("other-station");
  await actAsPerson(context, (act) => {
    act.append([draft(`printer/${printer.printerId}`, "printer.configured", { stationId, printer })]);
  });
  return ok({ printerId: printer.printerId });
}

export async function removePrinter(context: StationContext, printerId: string): Reply<null, SetupCode> {
  if (!may(context, "printer.removed")) return refuse("role-missing");
  const present = printerOf(context, printerId);
  if (!present) return refuse("printer-unknown");
  const { stationId } = context.store;
  if (present.stationId !== stationId) return refuse("other-station");
  await actAsPerson(context, (act) => {
    const settings = settingsOf(context);
    // Named by the settings, it would come back from there.
    if (printerId === settingsPrinterId(stationId) && settings.printerHost !== "") {
      const without = { ...settings, printerHost: "" };
      act.append([draft(`station/${stationId}`, "station.configured", { stationId, settings: without })]);
    }
    if (act.read("people", printerId)) {
      act.append([draft(`printer/${printerId}`, "printer.removed", { stationId, printerId })]);
    }
    const chosen = stationView(context)?.printers;
    if (chosen && printRoles.some((role) => chosen[role] === printerId)) {
      const printers = Object.fromEntries(
        printRoles.map((role) => [role, chosen[role] === printerId ? "" : chosen[role]]),
      );
      act.append([
        draft(`station/${stationId}`, "printer.chosen", { stationId, printers: printers as ChosenPrinters }),
      ]);
    }
  });
  return ok(null);
}

export async function choosePrinters(context: StationContext, printers: ChosenPrinters): Reply<null, SetupCode> {
  if (!may(context, "printer.chosen")) return refuse("role-missing");
  const unknown = printRoles.find((role) => printers[role] !== "" && !printerOf(context, printers[role]));
  if (unknown) return refuse("printer-unknown", unknown);
  const unable = printRoles.find((role) => {
    const printer = printerOf(context, printers[role]);
    return printer !== undefined && !canPrint(role, printer.language);
  });
  if (unable) return refuse("cannot-print", unable);
  const { stationId } = context.store;
  await actAsPerson(context, (act) =>
    act.append([draft(`station/${stationId}`, "printer.chosen", { stationId, printers: { ...printers } })]),
  );
  return ok(null);
}
