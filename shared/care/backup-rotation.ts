const day = 86_400_000;

/** So many of the newest are kept whatever their age, then the newest of each day, then of each week. */
const newest = 4;
const days = 7;
const weeks = 5;

/**
 * Which backups may be deleted, by when they were made (UTC ms). Dense close by and thin further back: a mistake of this
 * morning and one of last month can both be gone back behind. The newest always stays. Days and weeks are those of the
 * calendar: with any that slide along, the newest of each would push out its elder before that grows old.
 */
export function backupsToDrop(madeAt: readonly number[], now: number): number[] {
  const sorted = madeAt.toSorted((one, other) => other - one);
  const kept = new Set(sorted.slice(0, newest));
  keepNewestOfEach(sorted, kept, day, now - days * day);
  keepNewestOfEach(sorted, kept, 7 * day, now - weeks * 7 * day);
  return sorted.filter((at) => !kept.has(at));
}

/** Those made after `since`. */
function keepNewestOfEach(sorted: readonly number[], kept: Set<number>, period: number, since: number): void {
  const seen = new Set<number>();
  for (const at of sorted) {
    const place = Math.floor(at / period);
    if (at <= since || seen.has(place)) continue;
    seen.add(place);
    kept.add(at);
  }
}
