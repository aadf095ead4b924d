import { draft, type Draft } from "../facts/kinds.ts";
import type { Result } from "../kernel/result.ts";
import { fitsExpected, type ScaleStanding, type WeightTolerance } from "../weighing/scale-watch.ts";
import type { Weight } from "../weighing/weight.ts";
import { expectedUnits, type PackBox, type PackSessionView } from "./pack-session-view.ts";
import type { PackVerdict } from "./verdict.ts";

/** What weighing a box stands on. */
export interface WeighContext {
  readonly scale: ScaleStanding;
  readonly tolerance: WeightTolerance;
  /** The box whose weight was refused as the last thing that was weighed; empty: none. */
  readonly refusedBoxId: string;
  /** By the catalogue; 0 where it does not know all of it. */
  readonly expectedGrams: (box: PackBox) => number;
  readonly close: (session: PackSessionView) => Result<readonly Draft[], string>;
}

export interface WeighDecision {
  readonly verdict: PackVerdict;
  readonly drafts: readonly Draft[];
  /** The weight on the scale was used, for good or ill: the pan must be empty before the next. */
  readonly took: boolean;
}

/** A bench with a scale weighs its boxes before it shuts them; one whose scale is away does without. */
export function weighsBoxes(scale: ScaleStanding): boolean {
  return scale.kind !== "none" && scale.kind !== "away";
}

export function filledBoxes(session: PackSessionView): readonly PackBox[] {
  return session.boxes.filter((box) => Object.values(box.contents).some((units) => units > 0));
}

/** The box that has to be weighed next; undefined when all are. */
export function boxToWeigh(session: PackSessionView): PackBox | undefined {
  return filledBoxes(session).find((box) => box.weighedGrams === undefined);
}

/** Every unit is in: takes the next box's weight if there is one to take, and shuts the boxes after the last. */
export function decideWeigh(context: WeighContext, session: PackSessionView): WeighDecision {
  const box = boxToWeigh(session);
  if (!box) return { ...shut(context, session, []), took: false };
  const { scale } = context;
  const boxes = filledBoxes(session);
  const index = boxes.indexOf(box) + 1;
  if (scale.kind !== "ready") {
    return { verdict: { kind: "weigh", index, of: boxes.length }, drafts: [], took: false };
  }
  const expectedGrams = context.expectedGrams(box);
  const { grams, weight } = scale;
  if (!fitsExpected(grams, expectedGrams, context.tolerance)) {
    return { verdict: { kind: "weight-off", index, grams, expectedGrams }, drafts: [], took: true };
  }
  return { ...record(context, session, box, { weight, grams, expectedGrams, overrideReason: "" }), took: true };
}

/** Writes a box's weight down: one that fits, or one that a lead lets pass with a reason. */
export function record(
  context: WeighContext,
  session: PackSessionView,
  box: PackBox,
  measured: {
    readonly weight: Weight;
    readonly grams: number;
    readonly expectedGrams: number;
    readonly overrideReason: string;
  },
): { readonly verdict: PackVerdict; readonly drafts: readonly Draft[] } {
  const { weight, grams, expectedGrams, overrideReason } = measured;
  const weighed = draft(`pack/${session.sessionId}`, "pack.weighed", {
    sessionId: session.sessionId,
    orderId: session.orderId,
    boxId: box.boxId,
    grams,
    ...weight,
    expectedGrams,
    overrideReason,
  });
  const after: PackSessionView = {
    ...session,
    boxes: session.boxes.map((each) => (each.boxId === box.boxId ? { ...each, weighedGrams: grams } : each)),
  };
  const left = filledBoxes(after).filter((each) => each.weighedGrams === undefined).length;
  if (left > 0) return { verdict: { kind: "weighed", grams, left }, drafts: [weighed] };
  return shut(context, after, [weighed]);
}

function shut(
  { close }: WeighContext,
  session: PackSessionView,
  before: readonly Draft[],
): { readonly verdict: PackVerdict; readonly drafts: readonly Draft[] } {
  const closed = close(session);
  // The units are in the box all the same; only the label waits.
  if (!closed.ok) return { verdict: { kind: "label-refused", reason: closed.error }, drafts: before };
  return {
    verdict: { kind: "all-packed", units: expectedUnits(session), boxes: filledBoxes(session).length },
    drafts: [...before, ...closed.value],
  };
}
