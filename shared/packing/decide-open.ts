import { draft, type Draft } from "../facts/kinds.ts";
import { stageOf } from "../orders/order-standing.ts";
import type { OrderView } from "../orders/order-view.ts";
import type { PackVerdict } from "./verdict.ts";

export interface OpenDecision {
  readonly verdict: PackVerdict;
  readonly drafts: readonly Draft[];
  /** The session that is now on the bench; undefined where none can be. */
  readonly sessionId: string | undefined;
}

/** Puts an order on the bench: all its picked units are expected, none of the backordered ones. */
export function decideOpen(
  order: OrderView,
  given: {
    readonly newId: () => string;
    readonly openSessionId: string | undefined;
    /** Only orders this station keeps are packed here. */
    readonly station: string;
  },
): OpenDecision {
  const refused = (verdict: PackVerdict): OpenDecision => ({ verdict, drafts: [], sessionId: undefined });
  if (order.cancelled) return refused({ kind: "order-cancelled", number: order.number });
  if (order.custody.holder !== given.station) {
    return refused({ kind: "not-ready", number: order.number, stage: "elsewhere" });
  }
  if (order.holds.length > 0) {
    const types = order.holds.map((hold) => hold.type);
    return refused({ kind: "on-hold", types, reason: order.holds.map((hold) => hold.reason).join(" ") });
  }
  if (given.openSessionId !== undefined) {
    return { verdict: { kind: "opened", resumed: true }, drafts: [], sessionId: given.openSessionId };
  }
  const lines = order.lines
    .filter((line) => line.picked > line.shipped)
    .map((line) => ({ lineId: line.lineId, sku: line.sku, name: line.name, quantity: line.picked - line.shipped }));
  const stage = stageOf(order);
  if (stage !== "picked" || lines.length === 0) return refused({ kind: "not-ready", number: order.number, stage });
  const sessionId = given.newId();
  const body = { sessionId, orderId: order.orderId, boxId: given.newId(), tote: order.tote, lines };
  return {
    verdict: { kind: "opened", resumed: false },
    drafts: [draft(`pack/${sessionId}`, "pack.started", body)],
    sessionId,
  };
}
