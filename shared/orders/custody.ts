import type { Fact } from "../facts/kinds.ts";
import { raise } from "./order-conflicts.ts";
import type { OrderView } from "./order-view.ts";

/**
 * Who keeps an order: a right of one, passed on only by its keeper's signed fact (design section 5). Only the keeper works
 * on the order, so no order ships twice, no unit is freed twice and no refund is given twice, under any schedule.
 */
export interface Custody {
  /** Station id, or the hub's. */
  readonly holder: string;
  /**
   * It came in by file at a station that does not hold its channel: who does will claim it, or the hub while nobody does.
   * A station that took it in for itself before it joined, which the hub may not have heard of yet, keeps it.
   */
  readonly isUnclaimed: boolean;
  /** Term of the channel in which its holder claimed it (shared/channels); absent where nobody did. */
  readonly term?: number;
  /** Station that asked to work on it last; empty where none waits. */
  readonly askedBy: string;
}

/** The first keeper is the station that placed the order. */
export function custodyOf(station: string): Custody {
  return { holder: station, isUnclaimed: false, askedBy: "" };
}

/** The same shop order came in at two stations: one that took it in for itself keeps it, else the first. */
export function foldPlacedAgain(order: OrderView, fact: Fact): OrderView {
  return order.custody.isUnclaimed ? { ...order, custody: custodyOf(fact.station) } : order;
}

export function foldPassed(order: OrderView, fact: Extract<Fact, { kind: "work.passed" }>): OrderView {
  const { from, to, why } = fact.body;
  const { holder, askedBy } = order.custody;
  if (fact.station !== from || holder !== from) return order;
  return {
    ...order,
    custody: { ...order.custody, holder: to, isUnclaimed: why === "not-ours", askedBy: askedBy === to ? "" : askedBy },
  };
}

/** Forced, by a lead: the old keeper may be dead, or only apart and still at work. */
export function foldTaken(order: OrderView, fact: Extract<Fact, { kind: "work.taken" }>): OrderView {
  if (order.custody.holder !== fact.body.from) return order;
  return { ...order, custody: { ...order.custody, ...custodyOf(fact.body.to) } };
}

/**
 * Who holds the channel takes the order in for itself, whoever read it before and whichever clock was ahead. One whose
 * channel was taken from it in the meantime has an older term: what it did meanwhile is an exception.
 */
export function foldClaimed(order: OrderView, fact: Extract<Fact, { kind: "work.claimed" }>): OrderView {
  const { term } = fact.body;
  const { holder, askedBy } = order.custody;
  if (term <= (order.custody.term ?? 0)) return order;
  const custody = { ...custodyOf(fact.station), term, askedBy: askedBy === fact.station ? "" : askedBy };
  const kept = { ...order, custody };
  return holder !== fact.station && order.last.released !== undefined
    ? raise(kept, "worked-in-two-places", fact, [order.last.released])
    : kept;
}

/** Facts that only the keeper of an order may write; what the shop did itself needs no leave of ours. */
export function isWork(fact: Fact): boolean {
  switch (fact.kind) {
    case "order.cancelled":
      return fact.body.by !== "shop";
    case "order.released":
    case "order.unpromised":
    case "order.refunded":
    case "order.shipped":
    case "pick.started":
    case "pick.confirmed":
    case "pick.undone":
    case "pick.shorted":
    case "pick.closed":
    case "pack.started":
    case "pack.verified":
    case "pack.undone":
    case "pack.closed":
    case "parcel.bound":
      return true;
    default:
      return false;
  }
}
