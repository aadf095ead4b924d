const collator = new Intl.Collator("en", { numeric: true });

/** A-2 before A-10 (domain reference E2). The same on every station, whatever its locale. */
export function compareNaturally(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}
