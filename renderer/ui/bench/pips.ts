/** More pips than this cannot be counted at a glance. */
export const mostPips = 12;

/**
 * One pip a unit up to twelve; beyond that twelve pips share the units. Each number is how full a pip is, 0 to 1.
 * A condensed row is only full, and only empty, when the count is.
 */
export function pips(count: number, total: number): readonly number[] {
  const shown = Math.min(total, mostPips);
  const perPip = total / shown;
  return Array.from({ length: shown }, (_, place) => Math.min(1, Math.max(0, (count - place * perPip) / perPip)));
}
