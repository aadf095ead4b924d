import { readFileSync } from "node:fs";
import { type PageImage, inkBox, isDark } from "./image.ts";

type PostalKind = "kix" | "royal-mail" | "australia-post" | "usps-imb";

/** Texts of postal codes and the bars an independent encoder makes of them. */
export const postalSamples = JSON.parse(
  readFileSync(new URL("../../fixtures/postal-bars.json", import.meta.url), "utf8"),
) as { readonly bars: Readonly<Record<PostalKind, readonly (readonly [text: string, bars: string])[]>> };

/**
 * The bars of the one postal code on a page: A with an ascender, D with a descender, F with both, T with neither. All of
 * them cross the middle; how far they reach is seen a sixth of the height from either end.
 */
export function postalBars(page: PageImage): string {
  const box = inkBox(page);
  if (!box) return "";
  const height = box.bottom - box.top;
  const row = (share: number): number => Math.round(box.top + height * share);
  let read = "";
  for (let x = box.left; x <= box.right; x += 1) {
    if (!isDark(page, x, row(0.5)) || (x > box.left && isDark(page, x - 1, row(0.5)))) continue;
    const up = isDark(page, x, row(1 / 6));
    const down = isDark(page, x, row(5 / 6));
    read += up ? (down ? "F" : "A") : down ? "D" : "T";
  }
  return read;
}
