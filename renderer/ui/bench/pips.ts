/** More pips than this cannot be counted at a glance. */
export const mostPips = 12;

/**
 * One pip a unit up to twelve; beyond that twelve pips share the units. Each number is how full a pip is, 0 to 1.
 * A condensed row is only full, and only empty, when the count is.
 */
export function pips(count: number, total: number): readonly number[] {
  const shown = Math.min(total, mostPips);
  // In whole numbers until the last step: 12 x (8422 / 12) is not 8422 in floating point.
  return Array.from({ length: shown }, (_, place) => Math.min(1, Math.max(0, (count * shown - place * total) / total)));
}
