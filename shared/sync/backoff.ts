/** How long to wait before the next try of a line, milliseconds. */
export interface Backoff {
  readonly first: number;
  readonly longest: number;
}

/**
 * Doubles with each failure in a row (1, 2, 3, ...) up to the longest. `chance`, 0 to 1, spreads stations that lost the
 * same hub at the same moment: between half of the time and all of it.
 */
export function waitBeforeTry({ first, longest }: Backoff, failures: number, chance: number): number {
  const full = Math.min(longest, first * 2 ** Math.min(30, Math.max(0, failures - 1)));
  return Math.round(full * (0.5 + chance / 2));
}
