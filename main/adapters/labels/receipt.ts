import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { LabelField, LabelRefusal } from "#shared/shipping/label-refusal.ts";
import type { Receipt } from "#shared/shipping/receipt-model.ts";
import { fillIn } from "#shared/shipping/label-template.ts";
import { builtInReceipt } from "./built-in-template.ts";
import { fitText } from "./fit-text.ts";
import { lineWidth, type LabelFonts, type Weight } from "./label-fonts.ts";
import { amountText, dateTimeText } from "./label-words.ts";
import { printableText } from "./printable-text.ts";
import type { ReadTemplate } from "./template-files.ts";
import { logoDots } from "./template-marks.ts";
import { type Bitmap, type BitmapText, drawTexts } from "./text-bitmap.ts";

/** 80 mm paper prints 72 mm: 576 dots at 203 dpi, on nearly all receipt printers. */
export const receiptDots = 576;
const dotsPerMillimetre = 8;
const margin = 8;
const sizes = { title: 40, text: 26, small: 22 } as const;
const leading = 1.28;

/**
 * A receipt as dots. Receipt printers know a few hundred letters, each model others: drawn here, a name comes out in any
 * script the bundled fonts have, and what they lack is a refusal instead of a question mark.
 */
export function drawReceipt(
  fonts: LabelFonts,
  receipt: Receipt,
  read: ReadTemplate<"receipt"> = builtInReceipt,
): Result<Bitmap, LabelRefusal> {
  const { template } = read;
  const { words, parts, months } = template;
  const filled = (text: string): string => {
    const made = fillIn(text, { orderNumber: receipt.orderNumber, name: receipt.servedBy });
    return "text" in made ? made.text : text;
  };
  const roll = new Roll(fonts);
  if (template.logo && read.logo) roll.logo(logoDots(read.logo, Math.round(template.logo.width * dotsPerMillimetre)));
  for (const [row, text] of (parts.includes("shop") ? receipt.shop : []).entries()) {
    roll.centred("sender", text, row === 0 ? sizes.title : sizes.small, row === 0 ? "bold" : "regular");
  }
  roll.space(14);
  const at = dateTimeText(receipt.at, receipt.timeZone, months);
  roll.pair("order-number", filled(words.order), at, sizes.small);
  roll.space(12);
  const money = (minor: number): string => amountText(minor, receipt.currency);
  for (const { name, quantity, totalMinor } of receipt.lines) {
    roll.pair("line", quantity === 1 ? name : `${quantity} × ${name}`, money(totalMinor), sizes.text);
  }
  roll.space(10);
  const { totals } = receipt;
  if (totals.discountMinor !== 0) roll.pair("line", filled(words.discount), money(-totals.discountMinor), sizes.small);
  if (totals.shippingMinor !== 0) roll.pair("line", filled(words.delivery), money(totals.shippingMinor), sizes.small);
  roll.pair("line", filled(words.total), money(totals.totalMinor), sizes.title, "bold");
  if (totals.taxMinor !== 0) {
    const tax = receipt.taxIncluded ? words.taxIncluded : words.tax;
    roll.pair("line", filled(tax), money(totals.taxMinor), sizes.small);
  }
  roll.space(8);
  const payments = parts.includes("payments") ? receipt.payments : [];
  for (const { method, amountMinor } of payments) roll.pair("line", method, money(amountMinor), sizes.text);
  if (receipt.servedBy !== "" && parts.includes("served-by")) {
    roll.space(14);
    roll.centred("station", filled(words.servedBy), sizes.small, "regular");
  }
  if (template.closing.length > 0) roll.space(14);
  for (const text of template.closing) roll.centred("note", text, sizes.small, "regular");
  return roll.finish();
}

/** Lines one under the other, as long as they need. */
class Roll {
  readonly #fonts: LabelFonts;
  readonly #texts: BitmapText[] = [];
  readonly #logos: { readonly y: number; readonly dots: Bitmap }[] = [];
  #y = 6;
  #refusal: LabelRefusal | undefined;

  constructor(fonts: LabelFonts) {
    this.#fonts = fonts;
  }

  space(dots: number): void {
    this.#y += dots;
  }

  logo(dots: Bitmap): void {
    this.#logos.push({ y: this.#y, dots });
    this.#y += dots.height + 10;
  }

  centred(field: LabelField, given: string, size: number, weight: Weight): void {
    const text = this.#printable(field, given, weight);
    if (text === "") return;
    for (const line of this.#broken(text, size, weight, receiptDots - 2 * margin)) {
      this.#put(line, size, weight, (receiptDots - lineWidth(this.#fonts, weight, line, size)) / 2);
      this.#y += Math.round(size * leading);
    }
  }

  /** A text at the start, broken where it is long, and a figure at the end of its last line. */
  pair(field: LabelField, given: string, figure: string, size: number, weight: Weight = "regular"): void {
    const text = this.#printable(field, given, weight);
    const right = this.#printable(field, figure, weight);
    const width = lineWidth(this.#fonts, weight, right, size);
    const lines = this.#broken(text, size, weight, receiptDots - 2 * margin - width - size);
    for (const [row, line] of lines.entries()) {
      this.#put(line, size, weight, margin);
      if (row === lines.length - 1) this.#put(right, size, weight, receiptDots - margin - width);
      this.#y += Math.round(size * leading);
    }
  }

  finish(): Result<Bitmap, LabelRefusal> {
    if (this.#refusal) return err(this.#refusal);
    const drawn = drawTexts(this.#fonts, receiptDots, this.#y + 6, this.#texts);
    for (const { y, dots } of this.#logos) stamp(drawn, dots, (receiptDots - dots.width) >> 1, y);
    return ok(drawn);
  }

  #broken(text: string, size: number, weight: Weight, width: number): string[] {
    const place = { width, height: Number.POSITIVE_INFINITY, largest: size, smallest: size };
    const measure = (line: string): number => lineWidth(this.#fonts, weight, line, size);
    return (fitText([{ text, face: weight, scale: 1 }], place, measure) ?? []).map((line) => line.text);
  }

  #put(text: string, size: number, weight: Weight, x: number): void {
    this.#texts.push({
      text,
      weight,
      size,
      x: Math.max(0, Math.round(x)),
      baseline: this.#y + Math.round(size * 0.86),
    });
  }

  #printable(field: LabelField, given: string, weight: Weight): string {
    const text = printableText(this.#fonts, weight, field, given);
    if (text.ok) return text.value;
    this.#refusal ??= text.error;
    return "";
  }
}

/** Puts the black dots of one picture on another. */
function stamp(on: Bitmap, dots: Bitmap, left: number, top: number): void {
  for (let y = 0; y < dots.height; y += 1) {
    for (let x = 0; x < dots.width; x += 1) {
      if (((dots.bytes[y * dots.bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
      const at = (top + y) * on.bytesPerRow + ((left + x) >> 3);
      on.bytes[at] = (on.bytes[at] ?? 0) | (0x80 >> ((left + x) & 7));
    }
  }
}

const bandRows = 240;

/**
 * A drawn receipt in ESC/POS: reset, the drawer's pulse where wanted (`ESC p 0`, 50 ms on), the dots in bands a small buffer
 * can take (`GS v 0`), feed and cut (`GS V 66`).
 */
export function escPosReceipt({ bytes, bytesPerRow, height }: Bitmap, opensDrawer: boolean): Uint8Array {
  const parts: Uint8Array[] = [Buffer.from([0x1b, 0x40])];
  if (opensDrawer) parts.push(Buffer.from([0x1b, 0x70, 0, 25, 250]));
  for (let top = 0; top < height; top += bandRows) {
    const rows = Math.min(bandRows, height - top);
    const head = [0x1d, 0x76, 0x30, 0, bytesPerRow & 0xff, bytesPerRow >> 8, rows & 0xff, rows >> 8];
    parts.push(Buffer.from(head), bytes.subarray(top * bytesPerRow, (top + rows) * bytesPerRow));
  }
  parts.push(Buffer.from([0x1b, 0x64, 3, 0x1d, 0x56, 66, 0]));
  return Buffer.concat(parts);
}
