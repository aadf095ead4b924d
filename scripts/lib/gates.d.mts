import type { Tally } from "./suites.mjs";

/** The gates that are a tool with its options: all but the tests. */
export type GateName = "lint" | "types" | "dead code" | "format";

/** Runs one gate in a folder (left out: the checkout), with `more` options at the end. Code 0 means that it passes. */
export function runGate(
  name: GateName,
  folder?: string,
  more?: readonly string[],
): Promise<{ code: number; output: string }>;

/** Runs all gates and the unit tests side by side, and prints how each went. */
export function runGates(): Promise<{ failed: string[]; tally: Tally }>;

/** The time since `began` (milliseconds since 1970) for a person. */
export function seconds(began: number): string;
