import type { Verdict } from "../../ui/bench/bench-frame.tsx";

/** What a verdict says: the whole stage, or a line above work that goes on. */
export type VerdictWords = StageWords | LineWords;

export interface StageWords {
  readonly kind: "stage";
  readonly ground: Exclude<Verdict, "saving">;
  /** The word across the room. */
  readonly word: string;
  /** What it is about: the item, the code as scanned, the order. */
  readonly subject: string;
  readonly why: readonly string[];
  /** What to do now, a step a line. */
  readonly steps: readonly string[];
  readonly count?: { readonly count: number; readonly total: number };
  /** Short, for a screen reader. */
  readonly spoken: string;
}

/** A command that was taken, or that cannot be now: the bench keeps its calm. */
export interface LineWords {
  readonly kind: "line";
  readonly words: string;
  readonly spoken: string;
}

/** Fills in what a verdict does not say; spoken is its word and what it is about. */
export function stage(words: Partial<StageWords> & Pick<StageWords, "ground" | "word" | "subject">): StageWords {
  return { kind: "stage", why: [], steps: [], spoken: `${words.word}. ${words.subject}.`, ...words };
}

export function line(words: string, spoken: string = words): LineWords {
  return { kind: "line", words, spoken };
}

/** "1 unit", "40 units", "1,204 units". */
export function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en-GB")} ${count === 1 ? one : many}`;
}

export const units = (count: number): string => counted(count, "unit", "units");
/** "1.23 kg": what a box weighs, as labels have it. */
export function kilograms(grams: number): string {
  return `${(grams / 1000).toLocaleString("en-GB", { minimumFractionDigits: 2, maximumFractionDigits: 2 })} kg`;
}

export const boxes = (count: number): string => counted(count, "box", "boxes");
