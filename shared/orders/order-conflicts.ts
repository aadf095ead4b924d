import type { Fact } from "../facts/kinds.ts";
import type { OrderAsk } from "../facts/kinds/orders.ts";
import { timeOf } from "../kernel/hybrid-clock.ts";
import type { OrderView } from "./order-view.ts";

/**
 * What two people did to one order while apart and a machine cannot settle (law 4). The fold raises it, whichever of the
 * facts comes first in fold order; a person ends it with an `exception.resolved` fact and what goes with it.
 */
export type ConflictCode =
  /** A cancellation, or the wish for one, met an order that has left. */
  | "cancelled-and-shipped"
  /** A cancellation was asked for an order whose units are in a tote or a box. */
  | "cancel-in-work"
  /** A hold met an order that has left. */
  | "held-and-shipped"
  /** The boxes bear, or left with, the address from before a change. */
  | "address-too-late"
  /** Two addresses were given by people who did not know of each other. */
  | "two-addresses"
  /** Lines were edited after stock had been promised to the old ones. */
  | "lines-too-late"
  /** More was taken than the order costs. */
  | "paid-twice"
  /** The order is cancelled and money taken for it was not given back. */
  | "refund-due"
  /** A refund would give back more than was taken; it does not count. */
  | "refund-over"
  /** Somebody went on with an order that had been taken from them. */
  | "worked-in-two-places"
  /** More units left than were ordered. */
  | "shipped-twice"
  /** The shop says it sent what is in work here. */
  | "shipped-by-shop";

export interface Conflict {
  /** The same on every station. */
  readonly exceptionId: string;
  readonly code: ConflictCode;
  /** The facts that met, in the order they were noticed. */
  readonly facts: readonly string[];
  /** When it was noticed last, UTC ms by the clock of the fact that did it. */
  readonly at: number;
  readonly resolved: {
    readonly choice: string;
    readonly reason: string;
    readonly user: string;
    readonly at: number;
  } | null;
}

/** What a station asked the order's keeper to do. */
export interface Ask {
  readonly askId: string;
  readonly factId: string;
  readonly station: string;
  readonly user: string;
  readonly at: number;
  readonly ask: OrderAsk;
  readonly state: "open" | "done" | "declined";
}

/** Steps whose last fact an order remembers, so that a conflict can name what it met. */
export type Step = "released" | "picking" | "labelled" | "shipped" | "cancelled" | "address" | "lines" | "paid";

const mostFacts = 20;

/** Raises or adds to a conflict. One that a person had ended opens again: something new has happened. */
export function raise(
  order: OrderView,
  code: ConflictCode,
  fact: Fact,
  met: readonly (string | undefined)[],
): OrderView {
  const exceptionId = `${order.orderId}/${code}`;
  const before = order.conflicts.find((conflict) => conflict.exceptionId === exceptionId);
  const facts = [...(before?.facts ?? []), ...met.filter((id) => id !== undefined), fact.id];
  const raised: Conflict = {
    exceptionId,
    code,
    facts: [...new Set(facts)].slice(-mostFacts),
    at: timeOf(fact.stamp),
    resolved: null,
  };
  return { ...order, conflicts: [...order.conflicts.filter((conflict) => conflict !== before), raised] };
}

/** Ends a conflict that nothing is left of. */
export function settle(order: OrderView, code: ConflictCode, fact: Fact, choice: string): OrderView {
  return resolve(order, `${order.orderId}/${code}`, fact, choice, "");
}

export function resolve(order: OrderView, exceptionId: string, fact: Fact, choice: string, reason: string): OrderView {
  if (!order.conflicts.some((conflict) => conflict.exceptionId === exceptionId && !conflict.resolved)) return order;
  const resolved = { choice, reason, user: fact.user, at: timeOf(fact.stamp) };
  return {
    ...withoutHold(order, exceptionId),
    conflicts: order.conflicts.map((conflict) =>
      conflict.exceptionId === exceptionId ? { ...conflict, resolved } : conflict,
    ),
  };
}

/** An order with an open question goes no further until it is answered. */
export function holdForConflict(order: OrderView, holdId: string, fact: Fact, reason: string): OrderView {
  if (order.holds.some((hold) => hold.holdId === holdId)) return order;
  const hold = { holdId, type: "CONFLICT" as const, reason, user: fact.user, at: timeOf(fact.stamp) };
  return { ...order, holds: [...order.holds, hold] };
}

export function withoutHold(order: OrderView, holdId: string): OrderView {
  return order.holds.some((hold) => hold.holdId === holdId)
    ? { ...order, holds: order.holds.filter((hold) => hold.holdId !== holdId) }
    : order;
}

export function openAsks<Type extends OrderAsk["type"]>(
  order: OrderView,
  type: Type,
): readonly (Ask & { readonly ask: Extract<OrderAsk, { type: Type }> })[] {
  return order.asks.filter(
    (ask): ask is Ask & { readonly ask: Extract<OrderAsk, { type: Type }> } =>
      ask.state === "open" && ask.ask.type === type,
  );
}

export function openConflicts(order: OrderView): readonly Conflict[] {
  return order.conflicts.filter((conflict) => conflict.resolved === null);
}

/** Units of the order lie in a tote or a box, or a picker is on the way to them. */
export function isInWork(order: OrderView): boolean {
  return order.pickListId !== "" || order.lines.some((line) => line.picked > line.shipped);
}
