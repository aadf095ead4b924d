import type { Fact } from "../facts/kinds.ts";
import { timeOf } from "../kernel/hybrid-clock.ts";
import type { Tender } from "./order-content.ts";
import { raise, settle } from "./order-conflicts.ts";
import type { OrderView } from "./order-view.ts";

/** Money taken and given back. Nothing that was taken is forgotten, and never more is given back than was taken. */

export function foldTender(order: OrderView, fact: Extract<Fact, { kind: "order.tenderRecorded" }>): OrderView {
  const { tender } = fact.body;
  const before = order.tenders.find((entry) => entry.tenderId === tender.tenderId);
  // Two desks took the money of one tender: both were paid, and the second stands as a tender of its own.
  const isSecond = before !== undefined && isCaptured(before) && tender.state === "captured";
  const added: Tender = isSecond ? { ...tender, tenderId: `${tender.tenderId}/${fact.id}` } : tender;
  const kept = before && isCaptured(before) && !isCaptured(tender);
  // Money that was taken is not untaken by somebody who had not heard of it.
  const tenders = kept ? order.tenders : [...order.tenders.filter((entry) => entry.tenderId !== added.tenderId), added];
  const after: OrderView = {
    ...order,
    tenders,
    last: isCaptured(added) ? { ...order.last, paid: fact.id } : order.last,
  };
  if (!isCaptured(added)) return after;
  if (after.cancelled) return netMinor(after) > 0 ? raise(after, "refund-due", fact, [order.last.cancelled]) : after;
  const wasCovered = netMinor(order) > 0 && netMinor(order) >= order.totals.totalMinor;
  return wasCovered ? raise(after, "paid-twice", fact, [order.last.paid]) : after;
}

export function foldRefund(order: OrderView, fact: Extract<Fact, { kind: "order.refunded" }>): OrderView {
  const { refundId, tenderId, amountMinor, reason } = fact.body;
  if (order.refunds.some((refund) => refund.refundId === refundId)) return order;
  const tender = order.tenders.find((entry) => entry.tenderId === tenderId);
  if (!tender || refundable(tender) < amountMinor) return raise(order, "refund-over", fact, [order.last.paid]);
  const refundedMinor = tender.refundedMinor + amountMinor;
  const state = refundedMinor >= tender.amountMinor ? "refunded" : "partially_refunded";
  const after: OrderView = {
    ...order,
    refunds: [...order.refunds, { refundId, tenderId, amountMinor, reason, at: timeOf(fact.stamp), user: fact.user }],
    tenders: order.tenders.map((entry) => (entry === tender ? { ...entry, refundedMinor, state } : entry)),
  };
  const net = netMinor(after);
  const paidOnce = net <= after.totals.totalMinor ? settle(after, "paid-twice", fact, "refunded") : after;
  return net <= 0 ? settle(paidOnce, "refund-due", fact, "refunded") : paidOnce;
}

/** Minor units of one tender that can still be given back. */
export function refundable(tender: Tender): number {
  return isCaptured(tender) ? Math.max(0, tender.amountMinor - tender.refundedMinor) : 0;
}

/** Minor units taken and not given back. */
export function netMinor(order: Pick<OrderView, "tenders">): number {
  return order.tenders.reduce(
    (sum, tender) => (isCaptured(tender) ? sum + tender.amountMinor - tender.refundedMinor : sum),
    0,
  );
}

export function isCaptured(tender: Tender): boolean {
  return ["captured", "partially_refunded", "refunded"].includes(tender.state);
}
