import { PNG } from "pngjs";

/** A rendered page: RGBA, rows from the top. */
export interface PageImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray;
}

/** What a one-bit thermal head makes of a page: every dot black or white. */
export function asThermalPrint(image: PageImage): PageImage {
  const data = new Uint8ClampedArray(image.data.length);
  for (let at = 0; at < data.length; at += 4) {
    const tone = darkness(image, at) > 127 ? 0 : 255;
    data.fill(tone, at, at + 3);
    data[at + 3] = 255;
  }
  return { ...image, data };
}

/** The smallest rectangle that holds all ink darker than mid grey; undefined for an empty page. */
export function inkBox(image: PageImage): { left: number; top: number; right: number; bottom: number } | undefined {
  let box: { left: number; top: number; right: number; bottom: number } | undefined;
  for (let y = 0; y < image.height; y += 1) {
    for (let x = 0; x < image.width; x += 1) {
      if (darkness(image, (y * image.width + x) * 4) <= 127) continue;
      box ??= { left: x, top: y, right: x, bottom: y };
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.bottom = y;
    }
  }
  return box;
}

/** Number of dots darker than mid grey in a part of the page. */
export function inkIn(image: PageImage, part: { left: number; top: number; right: number; bottom: number }): number {
  let dots = 0;
  for (let y = part.top; y < part.bottom; y += 1) {
    for (let x = part.left; x < part.right; x += 1) {
      if (darkness(image, (y * image.width + x) * 4) > 127) dots += 1;
    }
  }
  return dots;
}

/** A part of a page as a page of its own. */
export function cropped(
  image: PageImage,
  part: { left: number; top: number; right: number; bottom: number },
): PageImage {
  const left = Math.max(0, part.left);
  const width = Math.min(image.width, part.right) - left;
  const height = Math.min(image.height, part.bottom) - part.top;
  const data = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    const from = ((part.top + y) * image.width + left) * 4;
    data.set(image.data.subarray(from, from + width * 4), y * width * 4);
  }
  return { width, height, data };
}

export function isDark(image: PageImage, x: number, y: number): boolean {
  return darkness(image, (y * image.width + x) * 4) > 127;
}

export function pngBytes({ width, height, data }: PageImage): Uint8Array {
  const png = new PNG({ width, height });
  png.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return PNG.sync.write(png);
}

/** 0 for white or clear, 255 for black. */
function darkness({ data }: PageImage, at: number): number {
  const tone = ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + 2] ?? 0)) / 3;
  return ((255 - tone) * (data[at + 3] ?? 0)) / 255;
}
