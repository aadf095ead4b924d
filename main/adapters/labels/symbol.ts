import bwipjs from "bwip-js/node";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { SymbolKind } from "#shared/shipping/label-template.ts";
import type { Bitmap } from "./text-bitmap.ts";

export interface SymbolSize {
  /** Dots of the narrowest bar or of one module: whole ones, so that no printer has to guess. */
  readonly module: number;
  /** Height of bars in dots; symbols made of modules and postal codes have their own. */
  readonly height: number;
  readonly dotsPerInch: number;
}

type Raw = object;
interface Bars {
  readonly sbs: readonly number[];
  readonly bhs: readonly number[];
  readonly bbs: readonly number[];
}
interface Modules {
  readonly pixs: readonly number[];
  readonly pixx: number;
  readonly pixy: number;
}

/** What bwip-js calls each, and what it must be told. */
const encoders: Readonly<Record<SymbolKind, Readonly<Record<string, unknown> & { bcid: string }>>> = {
  "code-128": { bcid: "code128" },
  "gs1-128": { bcid: "gs1-128" },
  qr: { bcid: "qrcode", eclevel: "M" },
  "gs1-qr": { bcid: "gs1qrcode", eclevel: "M" },
  datamatrix: { bcid: "datamatrix" },
  "gs1-datamatrix": { bcid: "gs1datamatrix" },
  "itf-14": { bcid: "itf14" },
  "ean-13": { bcid: "ean13" },
  "ean-8": { bcid: "ean8" },
  "upc-a": { bcid: "upca" },
  pdf417: { bcid: "pdf417", columns: 6 },
  // Mode 2 is the structured carrier message: postcode, country and class before the rest.
  maxicode: { bcid: "maxicode", mode: 2, parse: true },
  "usps-imb": { bcid: "onecode" },
  "royal-mail": { bcid: "royalmail" },
  kix: { bcid: "kix" },
  "australia-post": { bcid: "auspost" },
};

/**
 * A symbol as dots, without its quiet zone. Refused with the encoder's own words where the text cannot be held: a wrong
 * check digit, a letter the symbol does not have.
 */
export function drawSymbol(kind: SymbolKind, text: string, size: SymbolSize): Result<Bitmap, string> {
  let raw: Raw | undefined;
  try {
    [raw] = bwipjs.raw({ ...encoders[kind], text }) as Raw[];
  } catch (problem) {
    return err((problem instanceof Error ? problem.message : String(problem)).replace(/^bwipp\.\w+#\d+: /, ""));
  }
  if (!raw) return err("Nothing was drawn");
  if (kind === "maxicode") return ok(hexagons((raw as unknown as Modules).pixs, size.dotsPerInch));
  if ("pixs" in raw) return ok(modules(raw as unknown as Modules, size.module));
  return ok(bars(raw as unknown as Bars, size));
}

function blank(width: number, height: number): Bitmap {
  const bytesPerRow = Math.ceil(width / 8);
  return { width, height, bytesPerRow, bytes: new Uint8Array(bytesPerRow * height) };
}

function ink({ bytes, bytesPerRow, width, height }: Bitmap, x: number, y: number): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const at = y * bytesPerRow + (x >> 3);
  bytes[at] = (bytes[at] ?? 0) | (0x80 >> (x & 7));
}

function box(bitmap: Bitmap, left: number, top: number, width: number, height: number): void {
  for (let y = top; y < top + height; y += 1) for (let x = left; x < left + width; x += 1) ink(bitmap, x, y);
}

/** The rows of a stacked symbol (PDF417) are several modules high: `pixy` counts modules, `pixs` has each row once. */
function modules({ pixs, pixx, pixy }: Modules, module: number): Bitmap {
  const bitmap = blank(pixx * module, pixy * module);
  const high = Math.round((pixy * pixx) / pixs.length) * module;
  for (const [place, dark] of pixs.entries()) {
    if (dark) box(bitmap, (place % pixx) * module, Math.floor(place / pixx) * high, module, high);
  }
  return bitmap;
}

/** Linear symbols count widths in modules; postal ones give them in points and their heights in inches. */
function bars({ sbs, bhs, bbs }: Bars, { module, height, dotsPerInch }: SymbolSize): Bitmap {
  const isPostal = sbs.some((width) => !Number.isInteger(width));
  const dots = (width: number): number =>
    isPostal ? Math.round((width * dotsPerInch) / 72) : Math.round(width) * module;
  const widths = sbs.map(dots);
  const full = isPostal ? Math.round(Math.max(...bhs.map((own, bar) => own + (bbs[bar] ?? 0))) * dotsPerInch) : height;
  const bitmap = blank(
    widths.reduce((sum, width) => sum + width, 0),
    full,
  );
  let left = 0;
  for (const [place, width] of widths.entries()) {
    if (place % 2 === 0) {
      const bar = place / 2;
      const foot = isPostal ? Math.round((bbs[bar] ?? 0) * dotsPerInch) : 0;
      const high = isPostal ? Math.round((bhs[bar] ?? 0) * dotsPerInch) : height;
      box(bitmap, left, full - foot - high, width, high);
    }
    left += width;
  }
  return bitmap;
}

/** MaxiCode (ISO/IEC 16023): 33 rows of hexagons 0.88 mm apart, every second row half a step in, round a bull's-eye. */
const hexagonMm = 0.88;
const rowStep = Math.sqrt(3) / 2;
/** Radii of the rings from the outside in, in widths of a hexagon: black, white, black, ... */
const rings = [4.41, 3.646, 2.886, 2.122, 1.346, 0.581] as const;
const centre = { column: 14.5, row: 16 } as const;

function hexagons(pixs: readonly number[], dotsPerInch: number): Bitmap {
  const step = (hexagonMm * dotsPerInch) / 25.4;
  const bitmap = blank(Math.ceil(30.5 * step), Math.ceil((32 * rowStep + 2 / Math.sqrt(3)) * step));
  const middleY = (row: number): number => (row * rowStep + 1 / Math.sqrt(3)) * step;
  // A little smaller than its place: hexagons that touch run together in the heat.
  const half = step * 0.46;
  for (const pix of pixs) {
    const row = Math.floor(pix / 30);
    const x = ((pix % 30) + (row % 2 === 0 ? 0.5 : 1)) * step;
    hexagon(bitmap, x, middleY(row), half);
  }
  disc(bitmap, centre.column * step, middleY(centre.row), step);
  return bitmap;
}

function hexagon(bitmap: Bitmap, x: number, y: number, half: number): void {
  const high = (half * 2) / Math.sqrt(3);
  for (let row = Math.floor(y - high); row <= Math.ceil(y + high); row += 1) {
    const off = Math.abs(row + 0.5 - y);
    const wide = off <= high / 2 ? half : half * ((high - off) / (high / 2));
    if (wide <= 0) continue;
    for (let column = Math.floor(x - wide); column <= Math.ceil(x + wide); column += 1) {
      if (Math.abs(column + 0.5 - x) <= wide) ink(bitmap, column, row);
    }
  }
}

function disc(bitmap: Bitmap, x: number, y: number, step: number): void {
  const outer = rings[0] * step;
  for (let row = Math.floor(y - outer); row <= Math.ceil(y + outer); row += 1) {
    for (let column = Math.floor(x - outer); column <= Math.ceil(x + outer); column += 1) {
      const away = Math.hypot(column + 0.5 - x, row + 0.5 - y);
      const inside = rings.filter((radius) => away <= radius * step).length;
      if (inside % 2 === 1) ink(bitmap, column, row);
    }
  }
}

/** The dots as as few rectangles as their rows allow, for a drawing of lines and areas. */
export function rectanglesOf(bitmap: Bitmap): readonly { x: number; y: number; width: number; height: number }[] {
  const found: { x: number; y: number; width: number; height: number }[] = [];
  let above: { key: string; from: number } = { key: "", from: 0 };
  for (let y = 0; y < bitmap.height; y += 1) {
    const row = bitmap.bytes.subarray(y * bitmap.bytesPerRow, (y + 1) * bitmap.bytesPerRow);
    const key = Buffer.from(row).toString("latin1");
    if (key === above.key) {
      for (let place = above.from; place < found.length; place += 1) {
        const rectangle = found[place];
        if (rectangle) rectangle.height += 1;
      }
      continue;
    }
    above = { key, from: found.length };
    for (let x = 0; x < bitmap.width; x += 1) {
      if (!isInk(row, x)) continue;
      const left = x;
      while (x + 1 < bitmap.width && isInk(row, x + 1)) x += 1;
      found.push({ x: left, y, width: x - left + 1, height: 1 });
    }
  }
  return found;
}

function isInk(row: Uint8Array, x: number): boolean {
  return ((row[x >> 3] ?? 0) & (0x80 >> (x & 7))) !== 0;
}
