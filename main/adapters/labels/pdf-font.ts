import type { Subset } from "fontkit";
import type { PDFDocument, PDFFont } from "pdf-lib";
import type { LabelFont, PlacedGlyph } from "./label-font.ts";

/** A font in a document, of which only the glyphs that were used are saved. */
export interface EmbeddedFont {
  readonly font: PDFFont;
  /** The codes by which the page shows these glyphs, four hex digits each. */
  readonly codesOf: (glyphs: readonly PlacedGlyph[]) => readonly string[];
}

/** What pdf-lib asks of a glyph. */
interface PdfGlyph {
  readonly id: number;
  readonly advanceWidth: number;
  readonly codePoints: readonly number[];
}

/** For glyphs that stand for no letter of their own, as the second half of one: nothing that could be read. */
const noLetter = 0x20_0b;

/**
 * pdf-lib lays a text out itself, by a library that joins some scripts wrongly. So it is given the glyphs that were laid out
 * and measured here for whatever text it asks about; and its font's file from the reader that knows both kinds of outlines.
 */
export async function embedFont(document: PDFDocument, font: LabelFont): Promise<EmbeddedFont> {
  let next: readonly PdfGlyph[] = [];
  const known = new Map<number, PdfGlyph>();
  const reader = new Proxy(font.font, {
    get: (target, key) => {
      if (key === "layout") return () => ({ glyphs: next });
      if (key === "createSubset") return () => asStream(target.createSubset());
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
  document.registerFontkit({ create: () => reader as never });
  const embedded = await document.embedFont(font.bytes, { subset: true });
  const asPdfGlyph = ({ glyph: { id, advanceWidth }, codePoints }: PlacedGlyph): PdfGlyph => {
    const before = known.get(id);
    if (before && before.codePoints[0] !== noLetter) return before;
    const made = { id, advanceWidth, codePoints: codePoints.length > 0 ? codePoints : [noLetter] };
    known.set(id, made);
    return made;
  };
  return {
    font: embedded,
    codesOf: (glyphs) => {
      next = glyphs.map(asPdfGlyph);
      return embedded.encodeText("").asString().match(/.{4}/g) ?? [];
    },
  };
}

/** A subset as pdf-lib takes it: told in pieces, of which there is one. */
function asStream(subset: Subset): Subset & { readonly encodeStream: () => unknown } {
  const tell = new Map<string, (piece?: Uint8Array) => void>();
  const stream = {
    on: (event: string, told: (piece?: Uint8Array) => void) => {
      tell.set(event, told);
      if (event === "end")
        queueMicrotask(() => {
          tell.get("data")?.(subset.encode());
          tell.get("end")?.();
        });
      return stream;
    },
  };
  return Object.assign(subset, { encodeStream: () => stream });
}
