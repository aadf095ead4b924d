import type { Bitmap } from "./text-bitmap.ts";

/**
 * A bitmap as a ZPL graphic field in ASCII with Zebra's run-length codes (ZPL II Programming Guide, "Alternative Data
 * Compression Scheme for ~DG and ~DB Commands"): G to Y repeat the next digit 1 to 19 times, g to z 20 to 400 times; `,`
 * fills the row with white, `:` repeats the row above. Every ZPL printer reads it, unlike the newer Z64. The code `!`, which
 * should fill a row with black, is left out: interpreters disagree on whether it means ones as bits or as digits.
 */
export function graphicField({ bytes, bytesPerRow, height }: Bitmap): string {
  const total = bytesPerRow * height;
  let data = "";
  let above = "";
  for (let row = 0; row < height; row += 1) {
    const hex = hexOf(bytes.subarray(row * bytesPerRow, (row + 1) * bytesPerRow));
    data += hex === above ? ":" : packRow(hex);
    above = hex;
  }
  return `^GFA,${total},${total},${bytesPerRow},${data}`;
}

function packRow(hex: string): string {
  const runs = [...hex.matchAll(/(.)\1*/g)].map(([run]) => ({ digit: run.slice(0, 1), count: run.length }));
  const endsWhite = runs.at(-1)?.digit === "0";
  return endsWhite ? `${runs.slice(0, -1).map(packRun).join("")},` : runs.map(packRun).join("");
}

function packRun({ digit, count }: { readonly digit: string; readonly count: number }): string {
  if (count === 1) return digit;
  let rest = count;
  let codes = "";
  for (; rest > 400; rest -= 400) codes += "z";
  if (rest >= 20) codes += letter("f", Math.floor(rest / 20));
  if (rest % 20 > 0) codes += letter("F", rest % 20);
  return codes + digit;
}

function letter(before: string, steps: number): string {
  return String.fromCharCode(before.charCodeAt(0) + steps);
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join("");
}
