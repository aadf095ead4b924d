/** Units on their way from a bin, as far as they are typed or scanned. */
export interface GoodsEntry {
  readonly bin: string;
  readonly sku: string;
  readonly name: string;
  readonly quantity: string;
  /** The bin they go to; not asked for where they leave the house. */
  readonly to: string;
}

export const noGoods: GoodsEntry = { bin: "", sku: "", name: "", quantity: "", to: "" };

export type Scanned =
  | { readonly kind: "bin"; readonly bin: string }
  | { readonly kind: "item"; readonly sku: string; readonly name: string };

/**
 * What a scan adds: the first bin is where units are taken, an item counts one more of itself, and a bin after an item is
 * where they go. Another item, or another bin before any item, takes the place of the one before.
 */
export function withScan(entry: GoodsEntry, scan: Scanned, goesToBin: boolean): GoodsEntry {
  if (scan.kind === "item") {
    const more = entry.sku === scan.sku ? (unitsOf(entry.quantity) ?? 0) + 1 : 1;
    return { ...entry, sku: scan.sku, name: scan.name, quantity: String(more) };
  }
  const isFirst = entry.bin === "" || entry.sku === "" || !goesToBin;
  return isFirst ? { ...entry, bin: scan.bin } : { ...entry, to: scan.bin };
}

export function unitsOf(text: string): number | undefined {
  const units = /^\d{1,7}$/u.test(text.trim()) ? Number(text) : 0;
  return units >= 1 && units <= 1_000_000 ? units : undefined;
}

export type Missing = "bin" | "item" | "quantity" | "to";

/** The first thing that is not said yet. */
export function missingIn(entry: GoodsEntry, goesToBin: boolean): Missing | undefined {
  if (entry.bin.trim() === "") return "bin";
  if (entry.sku === "") return "item";
  if (unitsOf(entry.quantity) === undefined) return "quantity";
  return goesToBin && entry.to.trim() === "" ? "to" : undefined;
}
