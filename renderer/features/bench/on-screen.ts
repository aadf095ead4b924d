import type { ShownVerdict } from "#shared/bridge/types.ts";

/**
 * How a verdict behaves on the screen (screens, section 1). A refusal stays until a good scan, CLEAR or Esc; the outcome
 * of a command never takes its place but stands beside it.
 */
export type VerdictNature = "good" | "refusal" | "command" | "clears";

export interface OnScreen<Verdict> {
  /** Tells this verdict from any other, also from the same number after main began anew. */
  readonly id: string;
  readonly sequence: number;
  readonly verdict: Verdict;
  /** The outcome of a command given while a refusal stands. */
  readonly note: Verdict | undefined;
  /** Which of the bench's scanners it answers, counted from 1; 0 where there is nothing to tell apart. */
  readonly scanner: number;
}

export function verdictId({ sequence, at }: Pick<ShownVerdict<unknown>, "sequence" | "at">): string {
  return `${sequence}/${at}`;
}

/** What is on the screen once main has said `incoming`. `before` is what stood there, undefined if nothing did. */
export function nextOnScreen<Verdict>(
  before: OnScreen<Verdict> | undefined,
  incoming: ShownVerdict<Verdict>,
  natureOf: (verdict: Verdict) => VerdictNature,
): OnScreen<Verdict> {
  const { sequence, verdict, scanner = 0 } = incoming;
  const id = verdictId(incoming);
  const stays = before !== undefined && natureOf(before.verdict) === "refusal" && natureOf(verdict) === "command";
  return stays
    ? { id, sequence, verdict: before.verdict, note: verdict, scanner }
    : { id, sequence, verdict, note: undefined, scanner };
}
