/** What stands in the item field: how many of what. */
export interface ItemEntry {
  readonly quantity: number;
  /** A SKU, a barcode or words of a name. */
  readonly sought: string;
}

const counted = /^\s*(\d{1,6})\s*[*x×]\s*(.*)$/iu;

/** `6*22960` is six of 22960; without a number it is one. A number of none is one too. */
export function readItemEntry(text: string): ItemEntry {
  const match = counted.exec(text);
  if (!match) return { quantity: 1, sought: text.trim() };
  return { quantity: Math.max(1, Number(match[1])), sought: (match[2] ?? "").trim() };
}
