import type { OrderView } from "./order-view.ts";

/** Domain reference 3.1: derived from the tenders, never stored. */
export type PaymentState =
  | "unpaid"
  | "pending"
  | "authorized"
  | "partially_paid"
  | "paid"
  | "partially_refunded"
  | "refunded"
  | "failed"
  | "voided";

export function paymentState(order: Pick<OrderView, "tenders" | "totals">): PaymentState {
  const { tenders, totals } = order;
  if (tenders.length === 0) return totals.totalMinor <= 0 ? "paid" : "unpaid";
  const captured = tenders
    .filter((tender) => ["captured", "partially_refunded", "refunded"].includes(tender.state))
    .reduce((sum, tender) => sum + tender.amountMinor, 0);
  const refunded = tenders.reduce((sum, tender) => sum + tender.refundedMinor, 0);
  // By their state as well: an order of nothing can be refunded too.
  if (tenders.every((tender) => tender.state === "refunded")) return "refunded";
  if (refunded > 0) return refunded >= captured ? "refunded" : "partially_refunded";
  if (captured >= totals.totalMinor) return "paid";
  if (captured > 0) return "partially_paid";
  if (tenders.some((tender) => tender.state === "authorized")) return "authorized";
  if (tenders.some((tender) => tender.state === "pending")) return "pending";
  return tenders.some((tender) => tender.state === "failed") ? "failed" : "voided";
}

/** The order axis of the three (domain reference 3.1). */
export function orderState(order: OrderView): "placed" | "confirmed" | "closed" | "cancelled" {
  if (order.cancelled) return "cancelled";
  if (isFullyShipped(order) || paymentState(order) === "refunded") return "closed";
  return order.holds.length > 0 ? "placed" : "confirmed";
}

/**
 * Where an order is, for the list and its tabs. One word for what people look for; the three axes stay apart in the
 * order itself.
 */
export type Stage =
  | "to-release"
  | "backordered"
  | "released"
  | "picking"
  | "picked"
  | "packing"
  | "labelled"
  | "shipped"
  | "on-hold"
  | "cancelled"
  | "refunded";

export const stages: readonly Stage[] = [
  "to-release",
  "backordered",
  "released",
  "picking",
  "picked",
  "packing",
  "labelled",
  "shipped",
  "on-hold",
  "cancelled",
  "refunded",
];

export function stageOf(order: OrderView): Stage {
  if (order.cancelled) return "cancelled";
  if (isFullyShipped(order)) return "shipped";
  if (paymentState(order) === "refunded") return "refunded";
  if (order.boxesClosed && order.shippedAt === null) return "labelled";
  if (order.holds.length > 0) return "on-hold";
  const open = openQuantities(order);
  if (open.inTote > 0 && open.packed > 0) return "packing";
  if (open.inTote > 0 && open.promised === 0) return order.sessionId ? "packing" : "picked";
  if (order.pickListId && open.promised > 0) return "picking";
  if (open.promised > 0) return "released";
  if (open.backordered > 0 && open.unassigned === 0) return "backordered";
  return "to-release";
}

/** Units of the lines that travel, by where they stand now. */
export function openQuantities(order: OrderView): {
  promised: number;
  inTote: number;
  packed: number;
  backordered: number;
  unassigned: number;
  units: number;
  shipped: number;
} {
  const total = { promised: 0, inTote: 0, packed: 0, backordered: 0, unassigned: 0, units: 0, shipped: 0 };
  for (const line of order.lines) {
    if (!line.requiresShipping) continue;
    total.units += line.quantity;
    total.shipped += line.shipped;
    total.inTote += line.picked - line.shipped;
    total.packed += line.packed - line.shipped;
    total.promised += line.allocated - (line.picked - line.shipped);
    total.backordered += line.backordered;
    total.unassigned += line.quantity - line.allocated - line.backordered - line.shipped - line.cancelled;
  }
  return total;
}

/** Units through the work of a stage, for "Picking 31 of 71"; 0 of 0 where that says nothing. */
export function progressOf(order: OrderView, stage: Stage): { readonly done: number; readonly of: number } {
  const open = openQuantities(order);
  switch (stage) {
    case "released":
    case "picking":
    case "picked":
      return { done: open.inTote, of: open.inTote + open.promised };
    case "packing":
      return { done: open.packed, of: open.inTote };
    case "backordered":
      return { done: open.backordered, of: open.units };
    case "to-release":
    case "labelled":
    case "shipped":
    case "on-hold":
    case "cancelled":
    case "refunded":
      return { done: 0, of: 0 };
  }
}

/** What a list picked for the order lies in its tote: no bench has begun on it. */
export function isInTote(order: OrderView | undefined, listId: string): boolean {
  return order !== undefined && order.pickListId === listId && order.sessionId === "";
}

export function isFullyShipped(order: OrderView): boolean {
  const travelling = order.lines.filter((line) => line.requiresShipping);
  if (travelling.length === 0) return order.shippedElsewhereAt !== null;
  return travelling.every((line) => line.shipped + line.cancelled >= line.quantity) && !order.cancelled;
}

/** Units a person counts: every line, also what never travels. */
export function unitCount(order: Pick<OrderView, "lines">): number {
  return order.lines.reduce((sum, line) => sum + line.quantity, 0);
}
