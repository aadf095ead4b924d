import {
  beginText,
  endText,
  fill,
  PDFArray,
  PDFDocument,
  PDFHexString,
  PDFNumber,
  PDFOperator,
  PDFOperatorNames,
  type PDFFont,
  type PDFName,
  type PDFPage,
  PrintScaling,
  rectangle,
  setFillingGrayscaleColor,
  setFontAndSize,
  setTextMatrix,
  setTextRise,
} from "pdf-lib";
import { barWidths, type BarcodeContent } from "./code-128.ts";
import type { LabelFont } from "./label-font.ts";
import { type LabelFonts, setLine, type TextRun, type Weight } from "./label-fonts.ts";
import { embedFont, type EmbeddedFont } from "./pdf-font.ts";

export interface PdfFacts {
  readonly title: string;
  /** UTC milliseconds; stands for both dates in the file, so that the same content gives the same bytes. */
  readonly at: number;
}

/** A document under way, with the bundled fonts it has used so far. */
export interface PdfDrawing {
  readonly document: PDFDocument;
  readonly fonts: LabelFonts;
  readonly embedded: Map<LabelFont, EmbeddedFont>;
  /** Under which name a page refers to a font. */
  readonly names: Map<PDFPage, Map<PDFFont, PDFName>>;
}

/** Points from the bottom left corner, as PDF counts; `gray` from 0 black to 1 white. */
export interface PdfText {
  readonly text: string;
  readonly weight: Weight;
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly gray?: number;
}

export interface PdfBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly gray?: number;
}

export async function startPdf(fonts: LabelFonts, { title, at }: PdfFacts): Promise<PdfDrawing> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(title);
  document.setProducer("Holdfast");
  document.setCreationDate(new Date(at));
  document.setModificationDate(new Date(at));
  // A label that a print dialogue shrinks "to fit" has bars that scanners miss.
  document.catalog.getOrCreateViewerPreferences().setPrintScaling(PrintScaling.None);
  return { document, fonts, embedded: new Map(), names: new Map() };
}

export async function finishPdf({ document }: PdfDrawing): Promise<Uint8Array> {
  return await document.save({ addDefaultPage: false });
}

/** One line; its letters come from printableText. */
export async function drawText(drawing: PdfDrawing, page: PDFPage, line: PdfText): Promise<void> {
  let { x } = line;
  for (const run of setLine(drawing.fonts, line.weight, line.text)) {
    const font = await embed(drawing, run.font);
    drawRun(page, fontName(drawing, page, font.font), font.codesOf(run.glyphs), run, { ...line, x });
    x += (run.width * line.size) / 1000;
  }
}

export function drawBox(page: PDFPage, { x, y, width, height, gray = 0 }: PdfBox): void {
  page.pushOperators(setFillingGrayscaleColor(gray), rectangle(x, y, width, height), fill());
}

/** Bars as filled rectangles from `x`, each a whole number of `module` points wide. */
export function drawBarcode(page: PDFPage, content: BarcodeContent, module: number, box: Omit<PdfBox, "width">): void {
  page.pushOperators(setFillingGrayscaleColor(box.gray ?? 0));
  let modules = 0;
  for (const [index, width] of barWidths(content).entries()) {
    if (index % 2 === 0) page.pushOperators(rectangle(box.x + modules * module, box.y, width * module, box.height));
    modules += width;
  }
  page.pushOperators(fill());
}

async function embed({ document, embedded }: PdfDrawing, font: LabelFont): Promise<EmbeddedFont> {
  const known = embedded.get(font);
  if (known) return known;
  const made = await embedFont(document, font);
  embedded.set(font, made);
  return made;
}

function fontName({ names }: PdfDrawing, page: PDFPage, font: PDFFont): PDFName {
  const ofPage = names.get(page) ?? new Map<PDFFont, PDFName>();
  names.set(page, ofPage);
  const name = ofPage.get(font) ?? page.node.newFontDictionary(font.name, font.ref);
  ofPage.set(font, name);
  return name;
}

/** pdf-lib's own drawText leaves out kerning and the places of accents; this sets each glyph where the font wants it. */
function drawRun(
  page: PDFPage,
  name: PDFName,
  codes: readonly string[],
  run: TextRun,
  { x, y, size, gray = 0 }: PdfText,
): void {
  page.pushOperators(
    beginText(),
    setFillingGrayscaleColor(gray),
    setFontAndSize(name, size),
    setTextMatrix(1, 0, 0, 1, x, y),
  );
  const { context } = page.doc;
  let array = PDFArray.withContext(context);
  let rise = 0;
  let pen = 0;
  let drawn = 0;
  const show = (): void => {
    if (array.size() > 0) page.pushOperators(PDFOperator.of(PDFOperatorNames.ShowTextAdjusted, [array]));
    array = PDFArray.withContext(context);
  };
  for (const [index, { glyph, advance, offsetX, offsetY }] of run.glyphs.entries()) {
    if (offsetY !== rise) {
      show();
      page.pushOperators(setTextRise((offsetY * size) / 1000));
      rise = offsetY;
    }
    const shift = pen + offsetX - drawn;
    if (Math.abs(shift) > 0.01) array.push(PDFNumber.of(-shift));
    array.push(PDFHexString.of(codes[index] ?? ""));
    drawn = pen + offsetX + (glyph.advanceWidth * 1000) / run.font.font.unitsPerEm;
    pen += advance;
  }
  show();
  if (rise !== 0) page.pushOperators(setTextRise(0));
  page.pushOperators(endText());
}
