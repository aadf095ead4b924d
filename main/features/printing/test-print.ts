import { draft } from "#shared/facts/kinds.ts";
import { ok } from "#shared/kernel/result.ts";
import type { PrinterView } from "#shared/printing/printer-view.ts";
import { connectionText } from "#shared/printing/printer.ts";
import type { LabelMaker } from "../../adapters/labels/label-maker.ts";
import { actAsPerson, refuse, type Reply, type StationContext } from "../station-context.ts";
import { printerFor, printerOf } from "./printers.ts";

/** A test page in the printer's own language, through the queue like any other print; the label printer where none is named. */
export async function testPrint(
  context: StationContext,
  labels: () => Promise<LabelMaker>,
  printerId: string | undefined,
): Reply<null, "no-printer"> {
  const printer = printerId === undefined ? printerFor(context, "label") : printerOf(context, printerId);
  if (!printer) return refuse("no-printer");
  const content = await testContent(printer, labels, context.clock());
  await actAsPerson(context, (act) => {
    const jobId = act.newId();
    act.append([
      draft(`print/${jobId}`, "print.queued", {
        jobId,
        orderId: "",
        parcelId: "",
        sessionId: "",
        document: "test",
        title: printer.language === "zpl" ? "Test label" : "Test page",
        copy: 1,
        reprintOf: "",
        printerId: printer.printerId,
        holder: printer.stationId,
        ...content,
      }),
    ]);
  });
  return ok(null);
}

type Content = { readonly content: string; readonly encoding: "utf-8" | "base64" };

async function testContent(printer: PrinterView, labels: () => Promise<LabelMaker>, at: number): Promise<Content> {
  const lines = ["Holdfast", "This printer works.", printer.name, connectionText(printer.connection)];
  switch (printer.language) {
    case "zpl": {
      const fields = lines.map(
        (text, row) => `^CF0,${row === 0 ? 60 : 36}^FO60,${80 + row * 80}^FH_^FD${escaped(text)}^FS`,
      );
      return { content: `^XA^CI28${fields.join("")}^XZ`, encoding: "utf-8" };
    }
    case "escpos":
      return { content: `\u001b@${lines.join("\n")}\n\n\n\n\u001dV\u0001`, encoding: "utf-8" };
    case "pdf": {
      const pdf = await (await labels()).note(lines, at);
      return { content: Buffer.from(pdf).toString("base64"), encoding: "base64" };
    }
  }
}

/** What ZPL gives a meaning, and what a printer's name may hold. */
function escaped(text: string): string {
  return text.replaceAll(/[\^~_\\]/g, (character) => `_${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
