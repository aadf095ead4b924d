import { join } from "node:path";
import { inVisualOrder, stretchesOf } from "./direction.ts";
import { fallbackFiles, type HanStyle, hanStyleOf } from "./fallback-fonts.ts";
import { LabelFont, type PlacedGlyph } from "./label-font.ts";

export type Weight = "regular" | "bold";

interface Fallback {
  readonly font: LabelFont;
  readonly letters: RegExp;
  readonly han: HanStyle | undefined;
}

/** For each weight the fonts that are tried first, in this order, and those for the letters that these lack. */
export interface LabelFonts {
  readonly first: Readonly<Record<Weight, readonly LabelFont[]>>;
  readonly fallbacks: Readonly<Record<Weight, readonly Fallback[]>>;
  /** How Han characters are written where the text does not show it itself, by kana or hangul. */
  readonly han: HanStyle;
  /** Lines set before: fitting a text asks for the same ones at one size after the other. */
  readonly lines: Map<string, readonly TextRun[]>;
}

/** A stretch of text set in one font, as glyphs with their places. All measures in units of 1/1000 of the type size. */
export interface TextRun {
  readonly font: LabelFont;
  readonly text: string;
  readonly width: number;
  readonly glyphs: readonly PlacedGlyph[];
}

/** Ligatures are off for Latin: they save nothing on a label, and copying text out of the PDF would lose letters. */
const plainFeatures = ["-liga", "-clig"];

/** Atkinson Hyperlegible Next for its telling letters (0 and O, 1 and l), Noto Sans for Greek, Cyrillic and the rest. */
const files: Readonly<Record<Weight, readonly string[]>> = {
  regular: ["AtkinsonHyperlegibleNext-Regular", "NotoSans-Regular"],
  bold: ["AtkinsonHyperlegibleNext-Bold", "NotoSans-Bold"],
};

/** `assetsFolder` is the folder that holds `fonts/`; a font's file is read with the first letter set in it. */
export async function openLabelFonts(assetsFolder: string): Promise<LabelFonts> {
  const harfBuzz = await import("harfbuzzjs");
  const firstOf = (weight: Weight): LabelFont[] =>
    files[weight].map(
      (name) => new LabelFont(harfBuzz, name, () => join(assetsFolder, "fonts", `${name}.ttf`), plainFeatures),
    );
  const fallbacksOf = (weight: Weight): Fallback[] =>
    fallbackFiles.map(({ name, letters, han, path }) => ({
      font: new LabelFont(harfBuzz, `${name} ${weight}`, () => path(weight), []),
      letters,
      han,
    }));
  return {
    first: { regular: firstOf("regular"), bold: firstOf("bold") },
    fallbacks: { regular: fallbacksOf("regular"), bold: fallbacksOf("bold") },
    han: "simplified",
    lines: new Map(),
  };
}

/** The same fonts, with Han characters as they are written in this country. */
export function fontsFor(fonts: LabelFonts, country: string): LabelFonts {
  return { ...fonts, han: hanStyleOf(country) };
}

/** The first character that no font of this weight can draw, if any. `text` comes from printableText. */
export function firstWithoutGlyph(fonts: LabelFonts, weight: Weight, text: string): string | undefined {
  for (const character of text) {
    if (!triedFor(fonts, weight, character).some((font) => font.covers(character))) return character;
  }
  return undefined;
}

/**
 * Splits a line into runs of one font and one direction each, in the order they stand from left to right. A word stays whole
 * in the first font that has all of it, so that a name is not patched together from two designs where that can be helped.
 * Throws for a character that firstWithoutGlyph reports.
 */
export function setLine(fonts: LabelFonts, weight: Weight, text: string): readonly TextRun[] {
  const key = `${fonts.han} ${weight} ${text}`;
  const known = fonts.lines.get(key);
  if (known) return known;
  const runs = setAnew(fonts, weight, text);
  if (fonts.lines.size >= mostLines) fonts.lines.clear();
  fonts.lines.set(key, runs);
  return runs;
}

const mostLines = 1000;

function setAnew(fonts: LabelFonts, weight: Weight, text: string): TextRun[] {
  const runs = stretchesOf(text).flatMap((stretch) =>
    piecesOf(fonts, weight, stretch.text).map((piece) => ({ ...piece, level: stretch.level })),
  );
  return inVisualOrder(runs).map(({ font, text, level }) => {
    const glyphs = font.glyphsOf(text, level % 2 === 1);
    return { font, text, width: glyphs.reduce((sum, { advance }) => sum + advance, 0), glyphs };
  });
}

/** Width of a line at a type size, in the same unit as the size. */
export function lineWidth(fonts: LabelFonts, weight: Weight, text: string, size: number): number {
  const width = setLine(fonts, weight, text).reduce((sum, run) => sum + run.width, 0);
  return (width * size) / 1000;
}

/** How far the ink of a line goes past its baseline, its start and the end of its width; in the unit of the size. */
export interface LineReach {
  readonly up: number;
  readonly down: number;
  /** 0 where the ink stays between start and end, as `right` is. */
  readonly left: number;
  readonly right: number;
}

export function lineReach(fonts: LabelFonts, weight: Weight, text: string, size: number): LineReach {
  let [up, down, left, right] = [0, 0, 0, 0];
  let pen = 0;
  for (const { font, glyphs } of setLine(fonts, weight, text)) {
    const scale = size / font.font.unitsPerEm;
    for (const { glyph, advance, offsetX, offsetY } of glyphs) {
      const { minX, minY, maxX, maxY } = glyph.bbox;
      const x = ((pen + offsetX) * size) / 1000;
      const y = (offsetY * size) / 1000;
      pen += advance;
      if (!Number.isFinite(minY) || !Number.isFinite(maxY)) continue;
      up = Math.max(up, maxY * scale + y);
      down = Math.max(down, -minY * scale - y);
      left = Math.max(left, -minX * scale - x);
      right = Math.max(right, maxX * scale + x);
    }
  }
  return { up, down, left, right: Math.max(0, right - (pen * size) / 1000) };
}

/** Room a line needs from its start on: its width, and what its ink goes past it, as the caron of a last ď does. */
export function lineRoom(fonts: LabelFonts, weight: Weight, text: string, size: number): number {
  return lineWidth(fonts, weight, text, size) + lineReach(fonts, weight, text, size).right;
}

interface Piece {
  readonly font: LabelFont;
  text: string;
}

function piecesOf(fonts: LabelFonts, weight: Weight, text: string): Piece[] {
  const pieces: Piece[] = [];
  const add = (font: LabelFont, piece: string): void => {
    const last = pieces.at(-1);
    if (last && last.font === font) last.text += piece;
    else pieces.push({ font, text: piece });
  };
  for (const word of text.split(/(?<= )/u)) {
    const whole = triedFor(fonts, weight, word).find((font) => font.covers(word));
    if (whole) add(whole, word);
    else for (const letter of lettersOf(word)) addLetter(letter);
  }
  return pieces;

  function addLetter(letter: string): void {
    const font = triedFor(fonts, weight, letter).find((each) => each.covers(letter));
    if (font) return add(font, letter);
    for (const character of letter) add(fontFor(fonts, weight, character), character);
  }
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Letters with the marks that stand on them. */
export function lettersOf(text: string): string[] {
  return [...graphemes.segment(text)].map(({ segment }) => segment);
}

function fontFor(fonts: LabelFonts, weight: Weight, character: string): LabelFont {
  const font = triedFor(fonts, weight, character).find((each) => each.covers(character));
  if (!font) throw new Error(`No font has ${character}: firstWithoutGlyph must be asked before`);
  return font;
}

/** The fonts to look into for this text. Only those for its scripts: to look into one, its file must be read. */
function triedFor({ first, fallbacks, han }: LabelFonts, weight: Weight, text: string): LabelFont[] {
  if (isPlain(text)) return [...first[weight]];
  const style = hanIn(text) ?? han;
  const fitting = fallbacks[weight].filter(({ letters }) => letters.test(text));
  const ordered = [...fitting.filter((each) => each.han === style), ...fitting.filter((each) => each.han !== style)];
  return [...first[weight], ...ordered.map(({ font }) => font)];
}

/** Latin, Greek and Cyrillic, which the first fonts have. */
function isPlain(text: string): boolean {
  return !/[^\u0000-\u052F\u1E00-\u206F]/u.test(text);
}

function hanIn(text: string): HanStyle | undefined {
  if (/[\p{scx=Hira}\p{scx=Kana}]/u.test(text)) return "japanese";
  return /\p{sc=Hang}/u.test(text) ? "korean" : undefined;
}
