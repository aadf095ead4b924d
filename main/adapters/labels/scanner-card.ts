import bwipjs from "bwip-js/node";
import { selfTestCodes } from "#shared/scanning/self-test.ts";
import type { LabelFonts } from "./label-fonts.ts";
import { drawBox, drawText, finishPdf, type PdfDrawing, startPdf } from "./pdf-drawing.ts";

/** A4 in points; the codes are laid out from the top. */
const [width, height] = [595, 842];
const left = 56;

const cards = [
  {
    title: "1  Letters, digits and signs",
    words: "Wrong signs: the scanner is set to another keyboard layout than this computer.",
    options: { bcid: "code128", text: selfTestCodes.layout },
    module: 1.06,
    tall: 60,
  },
  {
    title: "2  Two parts of a GS1 code",
    words: "Lot and serial run into each other: let the scanner send FNC1 as GS (or Ctrl and ]).",
    options: { bcid: "gs1-128", text: "(01)09521234543213(10)HFTEST(21)S1" },
    module: 1.06,
    tall: 60,
  },
  {
    title: "3  A long code",
    words: "Cut off: the scanner sends only part of what it reads.",
    options: { bcid: "qrcode", text: selfTestCodes.long },
    module: 3,
    tall: 0,
  },
] as const;

/** The self-test card on paper: the same codes as on the set-up page, for scanners that cannot read a screen. */
export async function scannerCard(fonts: LabelFonts, at: number): Promise<Uint8Array> {
  const drawing = await startPdf(fonts, { title: "Holdfast scanner card", at });
  const page = drawing.document.addPage([width, height]);
  const write = (text: string, y: number, size: number, weight: "regular" | "bold" = "regular") =>
    drawText(drawing, page, { text, weight, size, x: left, y });
  await write("Scanner card", height - 70, 24, "bold");
  await write("Open Scanners in Holdfast, then scan all three codes.", height - 94, 12);
  await write("The page says what each scan shows. Nothing on this card changes an order.", height - 110, 12);
  let y = height - 160;
  for (const card of cards) {
    await write(card.title, y, 15, "bold");
    await write(card.words, y - 18, 11);
    y -= 34 + (await drawSymbol(drawing, page, card, y - 34)) + 46;
  }
  return finishPdf(drawing);
}

/** Returns its height. */
async function drawSymbol(
  _drawing: PdfDrawing,
  page: Parameters<typeof drawBox>[0],
  { options, module, tall }: (typeof cards)[number],
  top: number,
): Promise<number> {
  const [symbol] = bwipjs.raw(options);
  if (symbol && "sbs" in symbol) {
    let x = left + 10 * module;
    for (const [index, modules] of symbol.sbs.entries()) {
      if (index % 2 === 0) drawBox(page, { x, y: top - tall, width: modules * module, height: tall });
      x += modules * module;
    }
    return tall;
  }
  if (!symbol || !("pixs" in symbol)) throw new Error(`No symbol was drawn for ${options.bcid}`);
  const { pixs, pixx, pixy } = symbol;
  for (const [index, dark] of pixs.entries()) {
    if (dark !== 1) continue;
    const [column, row] = [index % pixx, Math.floor(index / pixx)];
    const at = { x: left + (column + 4) * module, y: top - (row + 1) * module };
    drawBox(page, { ...at, width: module, height: module });
  }
  return pixy * module;
}
