import type { PDFPage } from "pdf-lib";
import { PNG } from "pngjs";
import { assertNever, err, ok, type Result } from "#shared/kernel/result.ts";
import type { LabelRefusal } from "#shared/shipping/label-refusal.ts";
import type { PackingSlip, Paper } from "#shared/shipping/packing-slip-model.ts";
import { builtInSlip } from "./built-in-template.ts";
import { fontsFor, type LabelFonts } from "./label-fonts.ts";
import { drawBarcode, drawBox, drawText, finishPdf, type PdfDrawing, startPdf } from "./pdf-drawing.ts";
import { planSlip } from "./packing-slip-layout.ts";
import type { SlipMark } from "./slip-block.ts";
import type { ReadTemplate } from "./template-files.ts";

/**
 * The sheet for inside the box as a PDF: who it is for, what was ordered, what is in this box and what still comes, on as
 * many numbered pages as the lines need. The same content gives the same bytes.
 */
export async function packingSlip(
  opened: LabelFonts,
  slip: PackingSlip,
  paper: Paper,
  template: ReadTemplate<"slip"> = builtInSlip,
): Promise<Result<Uint8Array, LabelRefusal>> {
  const fonts = fontsFor(opened, slip.shipTo.country);
  const plan = planSlip(fonts, slip, paper, template);
  if (!plan.ok) return err(plan.error);
  const title = `Packing slip ${slip.orderNumber}, box ${slip.boxIndex} of ${slip.boxCount}`;
  const drawing = await startPdf(fonts, { title, at: slip.packedAt });
  for (const marks of plan.value.pages) {
    const page = drawing.document.addPage([plan.value.width, plan.value.height]);
    for (const mark of marks) await drawMark(drawing, page, mark);
  }
  return ok(await finishPdf(drawing));
}

/** The plan counts down from the top of the page, PDF up from the bottom. */
async function drawMark(drawing: PdfDrawing, page: PDFPage, mark: SlipMark): Promise<void> {
  const up = page.getHeight();
  switch (mark.kind) {
    case "text":
      await drawText(drawing, page, { ...mark, y: up - mark.baseline });
      return;
    case "fill":
      drawBox(page, { ...mark, y: up - mark.y - mark.height });
      return;
    case "picture":
      page.drawImage(await drawing.document.embedPng(PNG.sync.write(mark.picture)), {
        x: mark.x,
        y: up - mark.y - mark.height,
        width: mark.width,
        height: mark.height,
      });
      return;
    case "barcode":
      drawBarcode(page, mark.content, mark.module, { ...mark, y: up - mark.y - mark.height });
      return;
    default:
      assertNever(mark);
  }
}
