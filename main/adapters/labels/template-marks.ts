import { err, ok } from "#shared/kernel/result.ts";
import type { ShippingLabel } from "#shared/shipping/label-model.ts";
import { fillIn, type TemplateField } from "#shared/shipping/label-template.ts";
import { dots, type Part, type Press, textBlock } from "./label-press.ts";
import type { LabelMark } from "./label-marks.ts";
import { dateTimeText } from "./label-words.ts";
import { drawSymbol } from "./symbol.ts";
import type { Bitmap } from "./text-bitmap.ts";
import type { ReadTemplate } from "./template-files.ts";

/** A template's words with this label's values; a template is read with its fields known to exist. */
export function wordsFor(label: ShippingLabel, words: string): string {
  const filled = fillIn(words, valuesOf(label));
  return "text" in filled ? filled.text : words;
}

function valuesOf(label: ShippingLabel): Readonly<Record<TemplateField, string>> {
  return {
    orderNumber: label.orderNumber,
    orderBarcode: label.orderBarcode,
    sscc: label.sscc,
    index: String(label.boxIndex),
    count: String(label.boxCount),
    postcode: label.shipTo.postcode,
    time: dateTimeText(label.packedAt, label.timeZone),
  };
}

/** The logo, texts and symbols of a template's own. */
export function templateMarks(label: ShippingLabel, press: Press): Part {
  const { template } = press.template;
  const marks: LabelMark[] = [];
  if (template.logo && press.template.logo) {
    const bitmap = logoDots(press.template.logo, dots(press, template.logo.width));
    marks.push({ kind: "dots", x: dots(press, template.logo.x), y: dots(press, template.logo.y), bitmap });
  }
  for (const { text, x, y, width, height, size, bold } of template.texts) {
    const weight = bold ? "bold" : "regular";
    const place = { x, top: y, bottom: y + height, width };
    const parts = [{ text: wordsFor(label, text), weight } as const];
    const block = textBlock(press, "note", parts, place, [size, 1.5], { always: "bundled" });
    if (!block.ok) return block;
    marks.push(...block.value);
  }
  for (const { symbol, text, x, y, module, height } of template.symbols) {
    const { dotsPerInch } = press;
    const size = { module: Math.max(1, dots(press, module)), height: dots(press, height), dotsPerInch };
    const content = wordsFor(label, text);
    const drawn = drawSymbol(symbol, content, size);
    if (!drawn.ok) return err({ code: "symbol-refused", field: "note", text: content, detail: drawn.error });
    const { width, height: high } = drawn.value;
    const left = dots(press, x);
    const top = dots(press, y);
    if (left + width > 4 * dotsPerInch || top + high > 6 * dotsPerInch) {
      return err({ code: "barcode-too-long", field: "order-barcode", text: content });
    }
    marks.push({ kind: "dots", x: left, y: top, bitmap: drawn.value });
  }
  return ok(marks);
}

/** A picture as black and white dots, so wide, each the mean of what it covers. */
export function logoDots(logo: NonNullable<ReadTemplate["logo"]>, width: number): Bitmap {
  const height = Math.max(1, Math.round((logo.height * width) / logo.width));
  const bytesPerRow = Math.ceil(width / 8);
  const bytes = new Uint8Array(bytesPerRow * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from =
        (Math.floor(((y + 0.5) * logo.height) / height) * logo.width + Math.floor(((x + 0.5) * logo.width) / width)) *
        4;
      const tone = ((logo.data[from] ?? 0) + (logo.data[from + 1] ?? 0) + (logo.data[from + 2] ?? 0)) / 3;
      const ink = ((255 - tone) * (logo.data[from + 3] ?? 0)) / 255;
      if (ink > 127) bytes[y * bytesPerRow + (x >> 3)] = (bytes[y * bytesPerRow + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return { width, height, bytesPerRow, bytes };
}
