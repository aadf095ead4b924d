import type { BenchState } from "#shared/bridge/types.ts";
import { isAllVerified } from "#shared/packing/pack-session-view.ts";
import { boxToWeigh, filledBoxes, weighsBoxes } from "#shared/packing/weigh.ts";
import type { StageWords } from "../bench/verdict-words.ts";
import { labelState, type LabelState } from "./label-state.ts";
import { labelWords } from "./label-text.ts";
import { benchFacts } from "./pack-lines.ts";
import { heldWords } from "./refused-scan-text.ts";
import { shippedWords, unclosedWords, weighWords } from "./text.ts";

/** What the bench is at while no verdict stands. */
export type BenchWork =
  | { readonly kind: "idle" }
  | { readonly kind: "packing" }
  /** A hold reached the order; it needs no scan to be seen. */
  | { readonly kind: "held"; readonly words: StageWords }
  /** All units are in; a box waits for the scale. */
  | { readonly kind: "weigh"; readonly words: StageWords }
  /** All units are in, but no label could be made. */
  | { readonly kind: "unclosed"; readonly words: StageWords }
  | { readonly kind: "labels"; readonly state: LabelState; readonly words: StageWords }
  | { readonly kind: "shipped"; readonly words: StageWords };

export function benchWork({ session, printer, scale }: BenchState): BenchWork {
  if (!session) return { kind: "idle" };
  const facts = benchFacts(session);
  const { view, holds, labels } = session;
  if (view.shipped) return { kind: "shipped", words: shippedWords(facts) };
  if (holds.length > 0) return { kind: "held", words: heldWords(holds, "", facts) };
  if (view.parcels.length > 0) {
    const state = labelState(labels, printer);
    const bound = labels.filter((label) => label.bound).length;
    return { kind: "labels", state, words: labelWords(state, { facts, boxes: labels.length, bound }) };
  }
  const box = isAllVerified(view) && weighsBoxes(scale) ? boxToWeigh(view) : undefined;
  if (box) {
    const filled = filledBoxes(view);
    return { kind: "weigh", words: weighWords(scale, filled.indexOf(box) + 1, filled.length) };
  }
  return isAllVerified(view) ? { kind: "unclosed", words: unclosedWords(facts) } : { kind: "packing" };
}

/** Something about a label that a person must do, told from the last such thing; undefined while all goes well. */
export function labelTroubleId(work: BenchWork): string | undefined {
  if (work.kind !== "labels") return undefined;
  const { state } = work;
  return "label" in state ? `${state.kind}/${state.label.jobId}` : undefined;
}
