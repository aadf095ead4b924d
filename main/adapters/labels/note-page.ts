import { firstWithoutGlyph, type LabelFonts } from "./label-fonts.ts";
import { drawText, finishPdf, startPdf } from "./pdf-drawing.ts";

const size = { width: 595.28, height: 841.89 };
const margin = 72;

/** A page with a few lines, the first one large: the test page of an office printer. */
export async function notePage(fonts: LabelFonts, lines: readonly string[], at: number): Promise<Uint8Array> {
  const drawing = await startPdf(fonts, { title: lines[0] ?? "", at });
  const page = drawing.document.addPage([size.width, size.height]);
  let y = size.height - margin;
  for (const [row, text] of lines.entries()) {
    const weight = row === 0 ? "bold" : "regular";
    const shown = [...text].filter((character) => firstWithoutGlyph(fonts, weight, character) === undefined).join("");
    y -= row === 0 ? 28 : 20;
    await drawText(drawing, page, { text: shown, weight, size: row === 0 ? 24 : 13, x: margin, y });
  }
  return await finishPdf(drawing);
}
