/** One measured number, with what it should be. */
export interface Figure {
  readonly bench: string;
  readonly figure: string;
  readonly value: number;
  /** null: told for information, nothing is asked of it. */
  readonly aim: number | null;
  readonly better: "lower" | "higher";
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}
