import type { NearItem } from "./shopify-lines.ts";

const furthest = 2;

/**
 * Items whose SKU a person may have meant, nearest first: those that begin with what was written, then those at most two
 * slips of the keyboard away. For words only; nobody fills in a SKU but a person.
 */
export function nearestItems(sku: string, items: Iterable<NearItem>, most = 3): NearItem[] {
  const wanted = sku.toUpperCase();
  const near: { readonly item: NearItem; readonly slips: number }[] = [];
  for (const item of items) {
    const candidate = item.sku.toUpperCase();
    if (candidate.startsWith(wanted) || wanted.startsWith(candidate)) {
      const rest = Math.abs(candidate.length - wanted.length);
      if (rest <= furthest) near.push({ item, slips: rest / (furthest + 1) });
    } else {
      const slips = distance(wanted, candidate);
      if (slips <= furthest && slips < Math.max(wanted.length, candidate.length) - 1) near.push({ item, slips });
    }
  }
  return near
    .toSorted((one, other) => one.slips - other.slips || (one.item.sku < other.item.sku ? -1 : 1))
    .slice(0, most)
    .map(({ item }) => item);
}

/** Levenshtein distance, or anything above `furthest` once it is certain to be more. */
function distance(one: string, other: string): number {
  if (Math.abs(one.length - other.length) > furthest) return furthest + 1;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > furthest) return furthest + 1;
    row = next;
  }
  return row[other.length] ?? 0;
}
