import type { OrderView } from "#shared/orders/order-view.ts";
import { isAllVerified, type PackSessionView } from "#shared/packing/pack-session-view.ts";
import type { PackVerdict } from "#shared/packing/verdict.ts";
import { boxToWeigh, decideWeigh, record, type WeighContext, type WeighDecision } from "#shared/packing/weigh.ts";
import { firstTolerance } from "#shared/people/station-view.ts";
import { readyAgain, type ScaleStanding } from "#shared/weighing/scale-watch.ts";
import type { LabelMaker } from "../adapters/labels/label-maker.ts";
import type { Act } from "../store/fact-log.ts";
import { boxGrams, closeBoxes } from "./packing-labels.ts";
import { type StationContext, stationView } from "./station-context.ts";

/** A weight that does not fit what is in its box, until a lead lets it pass or the box is weighed again. */
type OffWeight = { readonly sessionId: string; readonly boxId: string } & Parameters<typeof record>[3];

/** A session that waits for weights, as one act sees it. */
interface Waiting {
  readonly session: PackSessionView;
  readonly order: OrderView;
}

/** The scale of a pack bench: which weight goes to which box. */
export class BenchScale {
  readonly #context: StationContext;
  readonly #standing: () => ScaleStanding;
  #off: OffWeight | undefined;

  constructor(context: StationContext, standing: () => ScaleStanding) {
    this.#context = context;
    this.#standing = standing;
  }

  weighing(act: Act, labels: LabelMaker, { order, session }: Waiting): WeighContext {
    return {
      scale: this.#standing(),
      refusedBoxId: this.#off?.sessionId === session.sessionId ? this.#off.boxId : "",
      tolerance: stationView(this.#context)?.weightTolerance ?? firstTolerance,
      expectedGrams: (box) => boxGrams(this.#context, session, box),
      close: (packed) => closeBoxes(this.#context, act, labels, order, packed),
    };
  }

  /** Takes the weight on the scale for the box that waits for one; undefined where none does. */
  weigh(act: Act, labels: LabelMaker, sessionId: string): WeighDecision | undefined {
    const waiting = waitingFor(act, sessionId);
    if (!waiting || boxToWeigh(waiting.session) === undefined) return undefined;
    const decision = decideWeigh(this.weighing(act, labels, waiting), waiting.session);
    act.append(decision.drafts);
    // What was refused is in no fact: the box that waits is the same as before.
    if (decision.took) this.remember(decision.verdict, waiting.session);
    return decision;
  }

  /** A weight was used: what did not fit may be weighed again or let pass, what did is no other box's. */
  remember(verdict: PackVerdict, session: PackSessionView): void {
    const scale = readyAgain(this.#standing());
    const box = boxToWeigh(session);
    this.#off = undefined;
    if (verdict.kind !== "weight-off" || scale.kind !== "ready" || !box) return;
    const { weight, grams } = scale;
    const { expectedGrams } = verdict;
    const { sessionId } = session;
    this.#off = { sessionId, boxId: box.boxId, weight, grams, expectedGrams, overrideReason: "" };
  }

  /** A lead's reason lets the last weight pass that did not fit; undefined where it does not stand any more. */
  accept(act: Act, labels: LabelMaker, sessionId: string, reason: string): PackVerdict | undefined {
    const off = this.#off;
    const waiting = off?.sessionId === sessionId ? waitingFor(act, sessionId) : undefined;
    const box = waiting?.session.boxes.find((each) => each.boxId === off?.boxId);
    if (!off || !waiting || !box || box.weighedGrams !== undefined) return undefined;
    const context = this.weighing(act, labels, waiting);
    const decision = record(context, waiting.session, box, { ...off, overrideReason: reason });
    act.append(decision.drafts);
    return decision.verdict;
  }

  settle(): void {
    this.#off = undefined;
  }
}

/** All units in, no box shut, and nothing that stops the order. */
function waitingFor(act: Act, sessionId: string): Waiting | undefined {
  const session = act.read("work", sessionId);
  if (session?.kind !== "pack-session" || session.parcels.length > 0 || !isAllVerified(session)) return undefined;
  const order = act.read("orders", session.orderId);
  return order && !order.cancelled && order.holds.length === 0 ? { session, order } : undefined;
}
