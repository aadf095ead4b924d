import { draft, type Draft } from "../facts/kinds.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { isCaptured, refundable } from "./fold-money.ts";
import { openAsks } from "./order-conflicts.ts";
import type { OrderView } from "./order-view.ts";
import { binPlace, outside } from "../stock/places.ts";

export type RefundRefusal =
  | "order-unknown"
  | "order-elsewhere"
  | "not-captured"
  | "amount-too-large"
  | "reason-missing";

export interface RefundAsk {
  readonly refundId: string;
  /** Empty: of whichever tender has the most left to give back. */
  readonly tenderId: string;
  readonly amountMinor: number;
  readonly reason: string;
}

/**
 * Gives money back, all or part of a tender, never more than it captured. The intent is the fact; when the money moves is
 * the terminal's or the bank's affair. Only the keeper refunds, so that two desks apart cannot give it back twice; another
 * station asks it, and what it asks for counts as given at once.
 */
export function decideRefund(
  order: OrderView,
  refund: RefundAsk,
  by: { readonly station: string; readonly askId?: string },
): Result<readonly Draft[], RefundRefusal> {
  if (refund.reason.trim() === "") return err("reason-missing");
  const asked = (tenderId: string): number =>
    openAsks(order, "refund")
      .filter((entry) => entry.ask.tenderId === tenderId && entry.ask.refundId !== refund.refundId)
      .reduce((sum, entry) => sum + entry.ask.amountMinor, 0);
  const left = order.tenders
    .filter((tender) => isCaptured(tender) && (refund.tenderId === "" || tender.tenderId === refund.tenderId))
    .map((tender) => ({ tender, room: refundable(tender) - (by.askId === undefined ? 0 : asked(tender.tenderId)) }))
    .toSorted((one, other) => other.room - one.room);
  const [most] = left;
  if (!most) return err("not-captured");
  if (refund.amountMinor > most.room) return err("amount-too-large");
  const { orderId } = order;
  const body = { ...refund, tenderId: most.tender.tenderId };
  const stream = `order/${orderId}`;
  if (order.custody.holder === by.station) return ok([draft(stream, "order.refunded", { orderId, ...pick(body) })]);
  if (by.askId === undefined) return err("order-elsewhere");
  return ok([draft(stream, "order.asked", { orderId, askId: by.askId, ask: { type: "refund", ...pick(body) } })]);
}

export interface PutBack {
  readonly lineId: string;
  readonly bin: string;
  readonly quantity: number;
}

/** Units a customer brought or sent back, into the bins of `site` they were put in; never more of a line than were sent. */
export function decidePutBack(
  order: OrderView,
  putBack: readonly PutBack[],
  site: string,
): Result<readonly Draft[], "more-than-sent"> {
  const moves = putBack.map(({ lineId, bin, quantity }) => {
    const line = order.lines.find((entry) => entry.lineId === lineId);
    const units = putBack.reduce((sum, part) => (part.lineId === lineId ? sum + part.quantity : sum), 0);
    if (!line || units > line.shipped) return undefined;
    return { sku: line.sku, from: outside.customer, to: binPlace(site, bin), quantity };
  });
  if (moves.some((move) => move === undefined)) return err("more-than-sent");
  return ok(
    moves.flatMap((move) =>
      move ? [draft(`item/${move.sku}`, "stock.moved", { moves: [move], reason: "receipt" as const, stated: [] })] : [],
    ),
  );
}

function pick({ refundId, tenderId, amountMinor, reason }: RefundAsk): RefundAsk {
  return { refundId, tenderId, amountMinor, reason };
}
