import { readFileSync } from "node:fs";
import * as fontkit from "fontkit";
import type { Font, Glyph } from "fontkit";
import type * as harfBuzz from "harfbuzzjs";

/** A part of WebAssembly of its own, which only ES modules can load: asked for when the fonts are opened. */
export type HarfBuzz = typeof harfBuzz;

/** All measures in units of 1/1000 of the type size. */
export interface PlacedGlyph {
  readonly glyph: Glyph;
  readonly advance: number;
  readonly offsetX: number;
  readonly offsetY: number;
  /** The letters it stands for; empty where a glyph before it stands for them all. */
  readonly codePoints: readonly number[];
}

/** Seen by nobody and drawn by no font: what joins letters, keeps them apart, or tells their direction. */
const unseen = /[\u200C-\u200F]/u;

/**
 * One font file: its bytes for embedding, its outlines for drawing, and its letters put together by HarfBuzz, which knows
 * how every script joins, stacks and swaps them. The file is read when it is first needed.
 */
export class LabelFont {
  readonly name: string;
  readonly #path: () => string;
  readonly #harfBuzz: HarfBuzz;
  readonly #features: readonly string[];
  #bytes: Uint8Array | undefined;
  #font: Font | undefined;
  #shaper: harfBuzz.Font | undefined;

  /** `features` in HarfBuzz's own words: `-liga` is no ligatures. */
  constructor(harfBuzz: HarfBuzz, name: string, path: () => string, features: readonly string[]) {
    this.name = name;
    this.#harfBuzz = harfBuzz;
    this.#path = path;
    this.#features = features;
  }

  get bytes(): Uint8Array {
    return (this.#bytes ??= new Uint8Array(readFileSync(this.#path())));
  }

  get font(): Font {
    return (this.#font ??= fontkit.create(Buffer.from(this.bytes.buffer)) as Font);
  }

  covers(text: string): boolean {
    for (const character of text) {
      if (!unseen.test(character) && !this.font.hasGlyphForCodePoint(character.codePointAt(0) ?? 0)) return false;
    }
    return true;
  }

  /** The glyphs of a text that runs one way, from left to right on the paper. */
  glyphsOf(text: string, fromRight: boolean): PlacedGlyph[] {
    const { Blob, Buffer: TextBuffer, Direction, Face, Feature, Font, shape } = this.#harfBuzz;
    this.#shaper ??= new Font(new Face(new Blob(this.bytes)));
    const buffer = new TextBuffer();
    buffer.addText(text);
    buffer.guessSegmentProperties();
    buffer.setDirection(fromRight ? Direction.RTL : Direction.LTR);
    const features = this.#features.flatMap((name) => Feature.fromString(name) ?? []);
    shape(this.#shaper, buffer, features);
    const positions = buffer.getGlyphPositions();
    const infos = buffer.getGlyphInfos();
    const codePoints = lettersOfClusters(
      text,
      infos.map(({ cluster }) => cluster),
    );
    const scale = 1000 / this.font.unitsPerEm;
    return infos.map(({ codepoint }, index): PlacedGlyph => {
      const { xAdvance = 0, xOffset = 0, yOffset = 0 } = positions[index] ?? {};
      return {
        glyph: this.font.getGlyph(codepoint),
        advance: xAdvance * scale,
        offsetX: xOffset * scale,
        offsetY: yOffset * scale,
        codePoints: codePoints[index] ?? [],
      };
    });
  }
}

/** Which letters each glyph stands for: those of its cluster, given to the first of its glyphs. */
function lettersOfClusters(text: string, clusters: readonly number[]): number[][] {
  const starts = [...new Set(clusters)].toSorted((a, b) => a - b);
  const given = new Set<number>();
  return clusters.map((cluster) => {
    if (given.has(cluster)) return [];
    given.add(cluster);
    const end = starts[starts.indexOf(cluster) + 1] ?? text.length;
    return [...text.slice(cluster, end)].map((letter) => letter.codePointAt(0) ?? 0);
  });
}
