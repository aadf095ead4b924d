import { timeOf } from "../kernel/hybrid-clock.ts";
import { canonicalJson } from "../facts/fact.ts";
import type { Fact } from "../facts/kinds.ts";
import type { LineQuantity } from "../facts/kinds/orders.ts";
import { siteOf } from "../stock/places.ts";
import { custodyOf, foldClaimed, foldPassed, foldPlacedAgain, foldTaken, type Custody, isWork } from "./custody.ts";
import { endAsks, foldAnswered, foldAsked, hasShipped, meetAsks, twoAddresses } from "./fold-asks.ts";
import { foldRefund, foldTender, netMinor } from "./fold-money.ts";
import type { HoldType, OrderContent, OrderLineContent, Tender } from "./order-content.ts";
import {
  backorder,
  changeLine,
  closePickList,
  freshLine,
  inTote,
  noTote,
  packUnits,
  pick,
  unpromise,
  withoutAllocation,
  withoutEmptyTote,
} from "./order-quantities.ts";
import { type Ask, type Conflict, openAsks, raise, resolve, settle, type Step } from "./order-conflicts.ts";

/**
 * A line with its quantities (domain reference 3.1). At all times
 * `quantity = allocated + backordered + shipped + cancelled + unassigned` and `shipped <= packed <= picked`.
 */
export interface OrderLine extends OrderLineContent {
  readonly allocated: number;
  readonly backordered: number;
  readonly picked: number;
  readonly packed: number;
  readonly shipped: number;
  readonly cancelled: number;
}

export interface Hold {
  readonly holdId: string;
  readonly type: HoldType;
  readonly reason: string;
  readonly user: string;
  readonly at: number;
}

/** Money given back, or on its way back. */
export interface Refund {
  readonly refundId: string;
  readonly tenderId: string;
  readonly amountMinor: number;
  readonly reason: string;
  readonly at: number;
  readonly user: string;
}

/** Promised to the order and not yet picked: so many units of a line from a place. */
export type Allocation = LineQuantity;

export interface OrderView extends Omit<OrderContent, "lines" | "source" | "tenders"> {
  readonly orderId: string;
  readonly lines: readonly OrderLine[];
  readonly tenders: readonly Tender[];
  readonly holds: readonly Hold[];
  /** Ids of lifted holds: an addition that arrives late stays lifted. */
  readonly liftedHolds: readonly string[];
  readonly cancelled: {
    readonly by: "shop" | "customer" | "merchant";
    readonly at: number;
    readonly reason: string;
  } | null;
  readonly shippedElsewhereAt: number | null;
  readonly releasedAt: number | null;
  readonly allocations: readonly Allocation[];
  readonly pickListId: string;
  readonly tote: string;
  /** Where the tote is; left out for "main", and where there is none. */
  readonly toteSite?: string | undefined;
  readonly sessionId: string;
  /** The units are verified and their boxes are shut. */
  readonly boxesClosed: boolean;
  readonly parcelIds: readonly string[];
  readonly boundParcelIds: readonly string[];
  readonly shippedAt: number | null;
  readonly createdBy: string;
  /** Who alone may promise, pick, pack, label, ship, edit, cancel and refund it (design section 5). */
  readonly custody: Custody;
  /** What other stations asked of its keeper. */
  readonly asks: readonly Ask[];
  readonly refunds: readonly Refund[];
  /** What people did while apart and a person has to settle, and what was settled. */
  readonly conflicts: readonly Conflict[];
  /** The last fact of each step. */
  readonly last: Readonly<Partial<Record<Step, string>>>;
  readonly externalId: string;
  readonly sourceDigest: string;
}

/**
 * Folds one fact into an order; facts come in fold order and only those that touch this order. Any set of facts gives a
 * view: what no longer fits what came before it is counted as far as it happened, and raised as a conflict.
 */
export function foldOrder(order: OrderView | undefined, fact: Fact): OrderView | undefined {
  if (fact.kind === "order.placed") return order ? foldPlacedAgain(order, fact) : placed(fact);
  if (!order) return undefined;
  const after = foldWorked(order, fact);
  if (after === order || !isWork(fact)) return after;
  const met = meetAsks(after, fact);
  if (fact.station === order.custody.holder) return met;
  return raise(met, "worked-in-two-places", fact, [order.last.picking ?? order.last.released]);
}

function foldWorked(order: OrderView, fact: Fact): OrderView {
  switch (fact.kind) {
    case "order.holdAdded":
      return addHold(order, fact);
    case "order.holdReleased":
      return {
        ...order,
        holds: order.holds.filter((hold) => !fact.body.holdIds.includes(hold.holdId)),
        liftedHolds: [...new Set([...order.liftedHolds, ...fact.body.holdIds])],
      };
    case "order.cancelled":
      return cancel(order, fact);
    case "order.shippedElsewhere":
      return shipElsewhere(order, fact);
    case "order.tenderRecorded":
      return foldTender(order, fact);
    case "order.refunded":
      return foldRefund(order, fact);
    case "order.asked":
      return foldAsked(order, fact);
    case "order.askAnswered":
      return foldAnswered(order, fact);
    case "order.addressChanged":
      return changeAddress(order, fact);
    case "order.linesChanged":
      return changeLines(order, fact);
    case "order.detailsChanged": {
      const { shippingMethod = order.shippingMethod, note = order.note } = fact.body;
      return { ...order, shippingMethod, note };
    }
    case "order.unpromised":
      return unpromise(order, fact.body.freed);
    case "work.asked":
      return { ...order, custody: { ...order.custody, askedBy: fact.station } };
    case "work.passed":
      return foldPassed(order, fact);
    case "work.claimed":
      return foldClaimed(order, fact);
    case "work.taken":
      return foldTaken(order, fact);
    case "exception.resolved":
      return resolveConflict(order, fact);
    case "order.released":
      return release(order, fact);
    case "pick.started": {
      const { listId: pickListId, orders, stops } = fact.body;
      const mine = orders.find((entry) => entry.orderId === order.orderId);
      const first = stops.find((stop) => stop.orderId === order.orderId);
      return {
        ...did(order, "picking", fact),
        ...inTote(mine?.tote ?? order.tote, first && siteOf(first.place)),
        pickListId,
      };
    }
    case "pick.confirmed":
      return pick(order, fact.body, fact.body.quantity);
    case "pick.undone":
      return pick(order, fact.body, -fact.body.quantity);
    case "pick.shorted":
      return withoutEmptyTote({
        ...withoutAllocation(order, fact.body),
        lines: changeLine(order, fact.body.lineId, (line) => backorder(line, fact.body.quantity)),
      });
    case "pick.closed":
      return closePickList(order, fact.body);
    case "pack.started":
      return { ...order, sessionId: fact.body.sessionId };
    case "pack.verified":
      return packUnits(order, fact.body.lineId, fact.body.quantity);
    case "pack.undone":
      return packUnits(order, fact.body.lineId, -fact.body.quantity);
    case "pack.closed":
      return {
        ...did(order, "labelled", fact),
        boxesClosed: true,
        parcelIds: [...order.parcelIds, ...fact.body.parcels.map((parcel) => parcel.parcelId)],
      };
    case "parcel.bound":
      return { ...order, boundParcelIds: [...new Set([...order.boundParcelIds, fact.body.parcelId])] };
    case "order.shipped":
      return ship(order, fact);
    default:
      return order;
  }
}

function did(order: OrderView, step: Step, fact: Fact): OrderView {
  return { ...order, last: { ...order.last, [step]: fact.id } };
}

function placed(fact: Extract<Fact, { kind: "order.placed" }>): OrderView {
  const { content } = fact.body;
  // Field by field: many fields added to a spread object cost more than all the rest of taking in an order.
  return {
    channel: content.channel,
    number: content.number,
    placedAt: content.placedAt,
    customer: content.customer,
    shipTo: content.shipTo,
    billTo: content.billTo,
    currency: content.currency,
    taxIncluded: content.taxIncluded,
    totals: content.totals,
    shippingMethod: content.shippingMethod,
    tenders: content.tenders,
    note: content.note,
    tags: content.tags,
    orderId: fact.body.orderId,
    lines: content.lines.map(freshLine),
    holds: [],
    liftedHolds: [],
    cancelled: null,
    shippedElsewhereAt: null,
    releasedAt: null,
    allocations: [],
    pickListId: "",
    tote: "",
    sessionId: "",
    boxesClosed: false,
    parcelIds: [],
    boundParcelIds: [],
    shippedAt: null,
    createdBy: fact.user,
    custody: custodyOf(fact.station),
    asks: [],
    refunds: [],
    conflicts: [],
    last: {},
    externalId: content.source?.externalId ?? "",
    sourceDigest: content.source?.digest ?? "",
  };
}

function addHold(order: OrderView, fact: Extract<Fact, { kind: "order.holdAdded" }>): OrderView {
  const { holdId, type, reason } = fact.body;
  if (order.liftedHolds.includes(holdId) || order.holds.some((hold) => hold.holdId === holdId)) return order;
  const hold = { holdId, type, reason, user: fact.user, at: timeOf(fact.stamp) };
  const held = { ...order, holds: [...order.holds, hold] };
  return isGone(order) ? raise(held, "held-and-shipped", fact, [order.last.shipped]) : held;
}

/** All of it has left from here. */
function isGone(order: OrderView): boolean {
  return (
    order.shippedAt !== null && order.lines.every((line) => !line.requiresShipping || line.shipped >= line.quantity)
  );
}

function cancel(order: OrderView, fact: Extract<Fact, { kind: "order.cancelled" }>): OrderView {
  const { body } = fact;
  if (order.cancelled) return order;
  const cancelled: OrderView = {
    ...did(order, "cancelled", fact),
    cancelled: { by: body.by, at: body.at, reason: body.reason },
    allocations: [],
    lines: order.lines.map((line) => ({
      ...line,
      allocated: 0,
      backordered: 0,
      cancelled: Math.max(0, line.quantity - line.shipped),
    })),
  };
  const ended = endAsks(endAsks(cancelled, ["cancel"], "done"), ["address", "lines"], "declined");
  const settled = settle(ended, "cancel-in-work", fact, "cancelled");
  const met =
    hasShipped(order) && order.shippedAt !== null
      ? raise(settled, "cancelled-and-shipped", fact, [order.last.shipped])
      : settled;
  // The shop gives back what was paid there.
  return body.by !== "shop" && netMinor(order) > 0 ? raise(met, "refund-due", fact, [order.last.paid]) : met;
}

function shipElsewhere(order: OrderView, fact: Extract<Fact, { kind: "order.shippedElsewhere" }>): OrderView {
  const { body } = fact;
  const lines = order.lines.map((line) =>
    body.lineIds.includes(line.lineId)
      ? { ...line, picked: line.quantity, packed: line.quantity, shipped: line.quantity }
      : line,
  );
  const shipped = { ...order, lines, shippedElsewhereAt: body.at };
  const isInWork = order.lines.some(
    (line) => body.lineIds.includes(line.lineId) && (line.allocated > 0 || line.picked > 0),
  );
  return isInWork && order.shippedElsewhereAt === null
    ? raise(shipped, "shipped-by-shop", fact, [order.last.released])
    : shipped;
}

function changeAddress(order: OrderView, fact: Extract<Fact, { kind: "order.addressChanged" }>): OrderView {
  if (fact.station !== order.custody.holder) return raise(order, "worked-in-two-places", fact, []);
  const changed = { ...did(order, "address", fact), shipTo: fact.body.shipTo };
  const others = openAsks(changed, "address").filter(
    (entry) => canonicalJson(entry.ask.shipTo) !== canonicalJson(fact.body.shipTo) && entry.ask.seen !== fact.id,
  );
  return others.length > 0
    ? twoAddresses(
        changed,
        fact,
        others.map((entry) => entry.factId),
      )
    : changed;
}

/** Lines to which nothing is promised yet; those of old that are left out are gone. */
function changeLines(order: OrderView, fact: Extract<Fact, { kind: "order.linesChanged" }>): OrderView {
  if (fact.station !== order.custody.holder) return raise(order, "worked-in-two-places", fact, []);
  if (order.lines.some((line) => line.allocated > 0 || line.shipped > 0)) {
    return raise(order, "lines-too-late", fact, [order.last.released]);
  }
  const changed = { ...did(order, "lines", fact), totals: fact.body.totals, lines: fact.body.lines.map(freshLine) };
  const others = openAsks(order, "lines").filter(
    (entry) => canonicalJson(entry.ask.lines) !== canonicalJson(fact.body.lines),
  );
  return others.length > 0
    ? raise(
        changed,
        "lines-too-late",
        fact,
        others.map((entry) => entry.factId),
      )
    : changed;
}

function resolveConflict(order: OrderView, fact: Extract<Fact, { kind: "exception.resolved" }>): OrderView {
  const { exceptionId, choice, reason } = fact.body;
  const code = order.conflicts.find((conflict) => conflict.exceptionId === exceptionId)?.code;
  const settled = resolve(order, exceptionId, fact, choice, reason);
  switch (code) {
    case "cancel-in-work":
      return endAsks(settled, ["cancel"], choice === "put-back" ? "done" : "declined");
    case "address-too-late":
    case "two-addresses":
      return endAsks(settled, ["address"], "done");
    case "lines-too-late":
      return endAsks(settled, ["lines"], "declined");
    default:
      return settled;
  }
}

function ship(order: OrderView, fact: Extract<Fact, { kind: "order.shipped" }>): OrderView {
  const gone: OrderView = withoutEmptyTote({
    ...did(order, "shipped", fact),
    shippedAt: timeOf(fact.stamp),
    lines: order.lines.map((line) => {
      const sent = fact.body.lines.filter((part) => part.lineId === line.lineId);
      const quantity = sent.reduce((sum, part) => sum + part.quantity, 0);
      return { ...line, shipped: line.shipped + quantity, allocated: line.allocated - quantity };
    }),
  });
  // A conflict's own hold: what it was about is raised by itself.
  const held = order.holds.some((hold) => hold.type !== "CONFLICT");
  const metHold = held ? raise(gone, "held-and-shipped", fact, [order.last.labelled]) : gone;
  const metCancel = order.cancelled ? raise(metHold, "cancelled-and-shipped", fact, [order.last.cancelled]) : metHold;
  const tooMany = gone.lines.some((line) => line.shipped > line.quantity);
  return tooMany ? raise(metCancel, "shipped-twice", fact, [order.last.shipped]) : metCancel;
}

function release(order: OrderView, fact: Extract<Fact, { kind: "order.released" }>): OrderView {
  const { body } = fact;
  return {
    ...did(order, "released", fact),
    releasedAt: timeOf(fact.stamp),
    allocations: [...order.allocations, ...body.allocations],
    // A new release starts a new round of picking and packing for what the last one left behind.
    ...noTote,
    sessionId: "",
    boxesClosed: false,
    shippedAt: null,
    lines: order.lines.map((line) => {
      const promised = body.allocations.filter((part) => part.lineId === line.lineId);
      const short = body.backorders.filter((part) => part.lineId === line.lineId);
      return {
        ...line,
        allocated: line.allocated + promised.reduce((sum, part) => sum + part.quantity, 0),
        backordered: short.reduce((sum, part) => sum + part.quantity, 0),
      };
    }),
  };
}
