import { draft, type Draft } from "../facts/kinds.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { mayRecord } from "../people/authority.ts";
import type { PersonView } from "../people/person-view.ts";
import type { Here } from "../stock/decide-stock.ts";
import type { StockView } from "../stock/stock-view.ts";
import { allocate } from "./allocate.ts";
import type { HoldType, OrderContent, Tender } from "./order-content.ts";
import { netMinor } from "./fold-money.ts";
import { openAsks } from "./order-conflicts.ts";
import { openQuantities, paymentState, stageOf } from "./order-standing.ts";
import type { OrderView } from "./order-view.ts";

/** Why something cannot be done to an order; each code has words on the screens. */
export type OrderRefusal =
  | "order-unknown"
  | "order-cancelled"
  | "order-shipped"
  | "order-refunded"
  | "order-on-hold"
  | "order-in-work"
  | "nothing-to-release"
  | "no-stock"
  | "order-paid"
  /** More than can be given back. */
  | "amount-too-large"
  /** Another station keeps the order, and only its keeper may do this. */
  | "order-elsewhere"
  /** The same was asked of its keeper already. */
  | "already-asked"
  | "hold-unknown"
  /** The hold ends with the exception it stands for. */
  | "conflict-open"
  | "reason-missing"
  | "role-missing";

/** An order as a file brings it in, with what the shop says happened to it. */
export interface IncomingOrder {
  readonly orderId: string;
  readonly content: OrderContent;
  readonly holds: readonly { readonly type: HoldType; readonly reason: string }[];
  readonly cancelledAt: number | undefined;
  readonly shippedElsewhere: { readonly at: number; readonly lineIds: readonly string[] } | undefined;
}

/**
 * The facts of an incoming order. Order and hold ids are derived from the shop's own id by the caller, so that two
 * stations that import one file while apart write the same order.
 */
export function takeIn(order: IncomingOrder): readonly Draft[] {
  const stream = `order/${order.orderId}`;
  const drafts: Draft[] = [draft(stream, "order.placed", { orderId: order.orderId, content: order.content })];
  for (const hold of order.holds) {
    const holdId = `${order.orderId}/${hold.type}`;
    drafts.push(draft(stream, "order.holdAdded", { orderId: order.orderId, holdId, ...hold }));
  }
  if (order.shippedElsewhere) {
    const { at, lineIds } = order.shippedElsewhere;
    drafts.push(draft(stream, "order.shippedElsewhere", { orderId: order.orderId, at, lineIds: [...lineIds] }));
  }
  if (order.cancelledAt !== undefined) {
    const body = {
      orderId: order.orderId,
      by: "shop" as const,
      at: order.cancelledAt,
      reason: "Cancelled in the shop",
      freed: [],
    };
    drafts.push(draft(stream, "order.cancelled", body));
  }
  return drafts;
}

/**
 * Promises stock to an order, bin by bin of one site, and leaves what is short as a backorder; see `allocate`. Only units
 * that the station holds the rights to are promised (law 5). The caller runs this inside the write, so that two orders never
 * get the same unit.
 */
export function decideRelease(
  order: OrderView,
  stockOf: (sku: string) => StockView | undefined,
  here: Here,
): Result<readonly Draft[], OrderRefusal> {
  const blocked = releaseBlock(order, here.station);
  if (blocked) return err(blocked);
  const { allocations, backorders } = allocate(order, stockOf, here);
  if (allocations.length === 0 && backorders.length === 0) return err("nothing-to-release");
  const known = order.lines.every(
    (line) => line.backordered === (backorders.find((part) => part.lineId === line.lineId)?.quantity ?? 0),
  );
  // A backordered order released again while still nothing came in says nothing new.
  if (allocations.length === 0 && known) return err("no-stock");
  return ok([draft(`order/${order.orderId}`, "order.released", { orderId: order.orderId, allocations, backorders })]);
}

function releaseBlock(order: OrderView, station: string): OrderRefusal | undefined {
  if (order.custody.holder !== station) return "order-elsewhere";
  switch (stageOf(order)) {
    case "cancelled":
      return "order-cancelled";
    case "shipped":
      return "order-shipped";
    case "refunded":
      return "order-refunded";
    case "on-hold":
      return "order-on-hold";
    case "to-release":
    case "backordered":
      return undefined;
    case "released":
    case "picking":
    case "picked":
    case "packing":
    case "labelled":
      return "order-in-work";
  }
}

export function decideHold(
  order: OrderView,
  hold: { readonly holdId: string; readonly type: HoldType; readonly reason: string },
): Result<readonly Draft[], OrderRefusal> {
  if (order.cancelled) return err("order-cancelled");
  if (stageOf(order) === "shipped") return err("order-shipped");
  if (hold.reason.trim() === "") return err("reason-missing");
  return ok([draft(`order/${order.orderId}`, "order.holdAdded", { orderId: order.orderId, ...hold })]);
}

/** Which holds take a lead says shared/people/authority.ts; all take a reason (domain reference B3). */
export function decideLiftHolds(
  order: OrderView,
  lift: {
    readonly holdIds: readonly string[];
    readonly reason: string;
    readonly by: Pick<PersonView, "roles"> | undefined;
  },
): Result<readonly Draft[], OrderRefusal> {
  const holds = order.holds.filter((hold) => lift.holdIds.includes(hold.holdId));
  if (holds.length === 0) return err("hold-unknown");
  if (lift.reason.trim() === "") return err("reason-missing");
  if (holds.some((hold) => hold.type === "CONFLICT")) return err("conflict-open");
  const holdIds = holds.map((hold) => hold.holdId);
  const body = { orderId: order.orderId, holdIds, reason: lift.reason };
  const released = draft(`order/${order.orderId}`, "order.holdReleased", body);
  return mayRecord(released, lift.by, () => order) ? ok([released]) : err("role-missing");
}

export interface Cancel {
  readonly by: "customer" | "merchant";
  readonly at: number;
  readonly reason: string;
}

/**
 * Cancelling frees what was promised. Units already in a tote have to go back to their bins first. Where another station
 * keeps the order, it is asked to.
 */
export function decideCancel(
  order: OrderView,
  cancel: Cancel,
  by: { readonly station: string; readonly askId: string },
): Result<readonly Draft[], OrderRefusal> {
  if (order.cancelled) return err("order-cancelled");
  const open = openQuantities(order);
  if (open.shipped > 0 || stageOf(order) === "shipped") return err("order-shipped");
  if (cancel.reason.trim() === "") return err("reason-missing");
  const stream = `order/${order.orderId}`;
  if (order.custody.holder !== by.station) {
    if (openAsks(order, "cancel").length > 0) return err("already-asked");
    const ask = { type: "cancel" as const, ...cancel };
    return ok([draft(stream, "order.asked", { orderId: order.orderId, askId: by.askId, ask })]);
  }
  if (open.inTote > 0 || order.pickListId) return err("order-in-work");
  const freed = order.allocations.map((part) => ({ ...part }));
  return ok([draft(stream, "order.cancelled", { orderId: order.orderId, ...cancel, freed })]);
}

/** Minor units still to pay: what the order comes to, less what was taken and not given back. */
export function dueMinor(order: Pick<OrderView, "tenders" | "totals">): number {
  return Math.max(0, order.totals.totalMinor - netMinor(order));
}

/** Records money received; once the order is paid in full its PAYMENT hold goes with it. */
export function decidePayment(order: OrderView, tender: Tender): Result<readonly Draft[], OrderRefusal> {
  if (order.cancelled) return err("order-cancelled");
  if (["paid", "refunded", "partially_refunded"].includes(paymentState(order))) return err("order-paid");
  const stream = `order/${order.orderId}`;
  const drafts: Draft[] = [draft(stream, "order.tenderRecorded", { orderId: order.orderId, tender })];
  const others = order.tenders.filter((entry) => entry.tenderId !== tender.tenderId);
  const after = paymentState({ totals: order.totals, tenders: [...others, tender] });
  const holdIds = order.holds.filter((hold) => hold.type === "PAYMENT").map((hold) => hold.holdId);
  if (after === "paid" && holdIds.length > 0) {
    drafts.push(draft(stream, "order.holdReleased", { orderId: order.orderId, holdIds, reason: "Paid in full" }));
  }
  return ok(drafts);
}
