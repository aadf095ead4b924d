import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { LabelDotsPerInch } from "#shared/shipping/label-model.ts";
import type { LabelField, LabelRefusal } from "#shared/shipping/label-refusal.ts";
import type { BarcodeContent } from "./code-128.ts";
import { fitText, type Paragraph, type Place } from "./fit-text.ts";
import { lineRoom, type LabelFonts, type Weight } from "./label-fonts.ts";
import type { Face, LabelMark, TextMark } from "./label-marks.ts";
import { printableText } from "./printable-text.ts";
import { isInPrinterFace, printerFaceWidth } from "./printer-face.ts";
import type { ReadTemplate } from "./template-files.ts";

/** What the layout must know of the writer that will draw it. */
export interface Press {
  readonly fonts: LabelFonts;
  readonly template: ReadTemplate;
  readonly dotsPerInch: LabelDotsPerInch;
  /** True where plain Latin text may be left to the font inside the printer. */
  readonly hasPrinterFace: boolean;
  /** Width of a symbol without quiet zones, in modules. */
  readonly modulesOf: (content: BarcodeContent) => number;
}

export type Part = Result<readonly LabelMark[], LabelRefusal>;

export interface TextPart {
  readonly text: string;
  readonly weight: Weight;
  readonly scale?: number;
}

interface BlockPlace {
  readonly x: number;
  readonly top: number;
  readonly bottom: number;
  readonly width: number;
}

interface BlockStyle {
  /** `bundled` where the exact width matters, because the printer's own font is only known roughly. */
  readonly always?: "bundled";
  readonly centred?: "vertically" | "both";
}

/** Sets paragraphs into a place in mm, in one face for the whole block, with type sizes from the largest that fits down. */
export function textBlock(
  press: Press,
  field: LabelField,
  parts: readonly TextPart[],
  at: BlockPlace,
  [largest, smallest]: readonly [number, number],
  style: BlockStyle = {},
): Result<readonly TextMark[], LabelRefusal> {
  const texts: TextPart[] = [];
  for (const part of parts) {
    const text = printableText(press.fonts, part.weight, field, part.text);
    if (!text.ok) return text;
    if (text.value !== "") texts.push({ ...part, text: text.value });
  }
  const inPrinter =
    press.hasPrinterFace && style.always === undefined && texts.every(({ text }) => isInPrinterFace(text));
  const paragraphs = texts.map(({ text, weight, scale = 1 }): Paragraph<Face> => {
    return { text, scale, face: inPrinter ? { kind: "printer" } : { kind: "bundled", weight } };
  });
  const place: Place = {
    width: dots(press, at.width),
    height: dots(press, at.bottom) - dots(press, at.top),
    largest: dots(press, largest),
    smallest: dots(press, smallest),
  };
  const measure = (text: string, face: Face, size: number): number => faceWidth(press.fonts, text, face, size);
  const lines = fitText(paragraphs, place, measure);
  if (!lines) return err({ code: "text-too-long", field, text: texts.map(({ text }) => text).join(", ") });
  // Capitals are about 0.68 of the type size high; centring goes by them, not by descenders.
  const first = lines[0];
  const capsTop = first ? first.baseline - first.size * 0.68 : 0;
  const slack = style.centred ? (place.height - (lines.at(-1)?.baseline ?? 0) - capsTop) / 2 : 0;
  return ok(
    lines.map(({ text, face, size, baseline }): TextMark => {
      const indent = style.centred === "both" ? (place.width - measure(text, face, size)) / 2 : 0;
      return {
        kind: "text",
        text,
        face,
        size,
        x: Math.round(dots(press, at.x) + indent),
        baseline: Math.round(dots(press, at.top) + baseline + slack),
      };
    }),
  );
}

function faceWidth(fonts: LabelFonts, text: string, face: Face, size: number): number {
  return face.kind === "printer" ? printerFaceWidth(text, size) : lineRoom(fonts, face.weight, text, size);
}

/** Millimetres to whole dots. */
export function dots(press: Press, millimetres: number): number {
  return Math.round((millimetres * press.dotsPerInch) / 25.4);
}
