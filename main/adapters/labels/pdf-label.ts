import { assertNever, ok, type Result } from "#shared/kernel/result.ts";
import type { LabelDotsPerInch, ShippingLabel } from "#shared/shipping/label-model.ts";
import type { LabelRefusal } from "#shared/shipping/label-refusal.ts";
import { barWidths } from "./code-128.ts";
import { fontsFor, type LabelFonts } from "./label-fonts.ts";
import { layOutLabel } from "./label-layout.ts";
import { builtInTemplate } from "./built-in-template.ts";
import type { ReadTemplate } from "./template-files.ts";
import type { LabelMark, TextMark } from "./label-marks.ts";
import { rectanglesOf } from "./symbol.ts";
import { drawBarcode, drawBox, drawText, finishPdf, type PdfDrawing, startPdf } from "./pdf-drawing.ts";
import type { PDFPage } from "pdf-lib";

/**
 * A 4 x 6 inch label as a one-page PDF with embedded fonts and bars as vectors. `dotsPerInch` is that of the printer it is
 * meant for: bars are whole dots of it. The same label gives the same bytes.
 */
export async function pdfLabel(
  opened: LabelFonts,
  label: ShippingLabel,
  dotsPerInch: LabelDotsPerInch,
  template: ReadTemplate = builtInTemplate,
): Promise<Result<Uint8Array, LabelRefusal>> {
  const fonts = fontsFor(opened, label.shipTo.country);
  const layout = layOutLabel(label, {
    fonts,
    template,
    dotsPerInch,
    hasPrinterFace: false,
    modulesOf: (content) => barWidths(content).reduce((sum, width) => sum + width, 0),
  });
  if (!layout.ok) return layout;
  const title = `Label ${label.orderNumber}, box ${label.boxIndex} of ${label.boxCount}`;
  const drawing = await startPdf(fonts, { title, at: label.packedAt });
  const page = drawing.document.addPage([4 * 72, 6 * 72]);
  for (const mark of layout.value) await drawMark(drawing, page, mark, 72 / dotsPerInch);
  return ok(await finishPdf(drawing));
}

/** `dot` is the size of a printer dot in points. */
async function drawMark(drawing: PdfDrawing, page: PDFPage, mark: LabelMark, dot: number): Promise<void> {
  switch (mark.kind) {
    case "fill":
      drawBox(page, boxOf(page, mark, dot));
      return;
    case "panel":
      drawBox(page, boxOf(page, mark, dot));
      for (const text of mark.texts) await drawLabelText(drawing, page, text, dot, 1);
      return;
    case "barcode":
      drawBarcode(page, mark.content, mark.module * dot, boxOf(page, { ...mark, width: 0 }, dot));
      return;
    case "dots":
      for (const { x, y, width, height } of rectanglesOf(mark.bitmap)) {
        drawBox(page, insideOf(boxOf(page, { x: mark.x + x, y: mark.y + y, width, height }, dot), dot * sliver));
      }
      return;
    case "text":
      await drawLabelText(drawing, page, mark, dot, 0);
      return;
    default:
      assertNever(mark);
  }
}

async function drawLabelText(
  drawing: PdfDrawing,
  page: PDFPage,
  mark: TextMark,
  dot: number,
  gray: number,
): Promise<void> {
  if (mark.face.kind === "printer") throw new Error("A PDF knows no font inside the printer");
  const { text, size, x, baseline } = mark;
  const y = page.getHeight() - baseline * dot;
  await drawText(drawing, page, { text, weight: mark.face.weight, size: size * dot, x: x * dot, y, gray });
}

/** Of a dot. A program that draws the page inks every dot an edge so much as touches, and figures are not exact. */
const sliver = 0.02;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function insideOf({ x, y, width, height }: Box, margin: number): Box {
  return { x: x + margin, y: y + margin, width: width - 2 * margin, height: height - 2 * margin };
}

/** Dots from the top left to points from the bottom left. */
function boxOf(page: PDFPage, mark: Box, dot: number): Box {
  return {
    x: mark.x * dot,
    y: page.getHeight() - (mark.y + mark.height) * dot,
    width: mark.width * dot,
    height: mark.height * dot,
  };
}
