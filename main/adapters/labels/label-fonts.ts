import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fontkit } from "./fontkit.ts";
import type { Font, Glyph } from "@pdf-lib/fontkit";

export type Weight = "regular" | "bold";

/** One bundled font file: its bytes for embedding, its outlines and widths for measuring and drawing. */
export interface LabelFont {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly font: Font;
}

/** For each weight the fonts that are tried in this order for a character. */
export type LabelFonts = Readonly<Record<Weight, readonly LabelFont[]>>;

/** A stretch of text set in one font, as glyphs with their places. All measures in units of 1/1000 of the type size. */
export interface TextRun {
  readonly font: LabelFont;
  readonly text: string;
  readonly width: number;
  readonly glyphs: readonly PlacedGlyph[];
}

export interface PlacedGlyph {
  readonly glyph: Glyph;
  readonly advance: number;
  readonly offsetX: number;
  readonly offsetY: number;
}

/**
 * Features that the PDF writer and the bitmap share. Ligatures are off: they save nothing on a label and copying text out
 * of the PDF would lose letters.
 */
export const fontFeatures = { liga: false, clig: false };

/** Atkinson Hyperlegible Next for its telling letters (0 and O, 1 and l), Noto Sans for Greek, Cyrillic and the rest. */
const files: Readonly<Record<Weight, readonly string[]>> = {
  regular: ["AtkinsonHyperlegibleNext-Regular", "NotoSans-Regular"],
  bold: ["AtkinsonHyperlegibleNext-Bold", "NotoSans-Bold"],
};

/** Reads the bundled fonts, about 1.1 MB. `assetsFolder` is the folder that holds `fonts/`; throws where a file is missing. */
export function openLabelFonts(assetsFolder: string): LabelFonts {
  const open = (name: string): LabelFont => {
    const bytes = new Uint8Array(readFileSync(join(assetsFolder, "fonts", `${name}.ttf`)));
    return { name, bytes, font: fontkit.create(bytes) };
  };
  return { regular: files.regular.map(open), bold: files.bold.map(open) };
}

/** The first character that no font of this weight can draw, if any. `text` comes from printableText. */
export function firstWithoutGlyph(fonts: LabelFonts, weight: Weight, text: string): string | undefined {
  for (const character of text) {
    if (!fonts[weight].some((font) => covers(font, character))) return character;
  }
  return undefined;
}

/**
 * Splits a line into runs of one font each. A word stays whole in the first font that has all of it, so that a name is not
 * patched together from two designs where that can be helped. Throws for a character that firstWithoutGlyph reports.
 */
export function setLine(fonts: LabelFonts, weight: Weight, text: string): TextRun[] {
  const pieces: { font: LabelFont; text: string }[] = [];
  const add = (font: LabelFont, piece: string): void => {
    const last = pieces.at(-1);
    if (last && last.font === font) last.text += piece;
    else pieces.push({ font, text: piece });
  };
  for (const word of text.split(/(?<= )/u)) {
    const whole = fonts[weight].find((font) => covers(font, word));
    if (whole) add(whole, word);
    else for (const character of word) add(fontFor(fonts, weight, character), character);
  }
  return pieces.map(layOut);
}

/** Width of a line at a type size, in the same unit as the size. */
export function lineWidth(fonts: LabelFonts, weight: Weight, text: string, size: number): number {
  const width = setLine(fonts, weight, text).reduce((sum, run) => sum + run.width, 0);
  return (width * size) / 1000;
}

function layOut({ font, text }: { font: LabelFont; text: string }): TextRun {
  const scale = 1000 / font.font.unitsPerEm;
  const { glyphs, positions } = font.font.layout(text, fontFeatures);
  const placed = glyphs.map((glyph, index): PlacedGlyph => {
    const position = positions[index];
    return {
      glyph,
      advance: (position?.xAdvance ?? glyph.advanceWidth) * scale,
      offsetX: (position?.xOffset ?? 0) * scale,
      offsetY: (position?.yOffset ?? 0) * scale,
    };
  });
  return { font, text, width: placed.reduce((sum, { advance }) => sum + advance, 0), glyphs: placed };
}

function fontFor(fonts: LabelFonts, weight: Weight, character: string): LabelFont {
  const font = fonts[weight].find((candidate) => covers(candidate, character));
  if (!font) throw new Error(`No bundled font has ${character}: firstWithoutGlyph must be asked before`);
  return font;
}

function covers({ font }: LabelFont, text: string): boolean {
  for (const character of text) {
    if (!font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) return false;
  }
  return true;
}
