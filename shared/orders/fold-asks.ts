import { canonicalJson } from "../facts/fact.ts";
import type { Fact } from "../facts/kinds.ts";
import { timeOf } from "../kernel/hybrid-clock.ts";
import { type Ask, holdForConflict, isInWork, openAsks, raise, settle, withoutHold } from "./order-conflicts.ts";
import type { OrderView } from "./order-view.ts";

/** What a station asked of the order's keeper, and what became of it. */

type Asked = Extract<Fact, { kind: "order.asked" }>;

export function foldAsked(order: OrderView, fact: Asked): OrderView {
  const { askId, ask } = fact.body;
  if (order.asks.some((entry) => entry.askId === askId)) return order;
  const entry: Ask = {
    askId,
    factId: fact.id,
    station: fact.station,
    user: fact.user,
    at: timeOf(fact.stamp),
    ask,
    state: "open",
  };
  const asked = { ...order, asks: [...order.asks, entry] };
  switch (ask.type) {
    case "cancel":
      return cancelAsked(asked, fact);
    case "address":
      return addressAsked(asked, fact, ask.seen);
    case "lines":
      return linesAsked(asked, fact, ask.seen);
    case "refund":
      return asked;
  }
}

function cancelAsked(order: OrderView, fact: Asked): OrderView {
  const { askId } = fact.body;
  // Two people who cancel one order want the same.
  if (order.cancelled) return ended(order, askId, "done");
  if (hasShipped(order)) {
    return raise(ended(order, askId, "declined"), "cancelled-and-shipped", fact, [order.last.shipped]);
  }
  const held = holdForConflict(order, askId, fact, "Somebody asked to cancel it.");
  return isInWork(order) ? raise(held, "cancel-in-work", fact, [order.last.picking]) : held;
}

function addressAsked(order: OrderView, fact: Asked, seen: string): OrderView {
  if (order.cancelled) return ended(order, fact.body.askId, "declined");
  if (order.boxesClosed || hasShipped(order)) {
    return raise(order, "address-too-late", fact, [order.last.labelled, order.last.shipped]);
  }
  return compareAddresses(order, fact, seen);
}

/** Two wishes that name the same address are one; else nobody can tell whose is right. */
function compareAddresses(order: OrderView, fact: Asked, seen: string): OrderView {
  const asks = openAsks(order, "address");
  const wanted = new Set(asks.map((entry) => canonicalJson(entry.ask.shipTo)));
  const isStale = seen !== (order.last.address ?? "") && !wanted.has(canonicalJson(order.shipTo));
  if (wanted.size < 2 && !isStale) return order;
  return twoAddresses(order, fact, isStale ? [order.last.address] : asks.map((entry) => entry.factId));
}

export function twoAddresses(order: OrderView, fact: Fact, met: readonly (string | undefined)[]): OrderView {
  const raised = raise(order, "two-addresses", fact, met);
  return holdForConflict(raised, `${order.orderId}/two-addresses`, fact, "Two addresses were given.");
}

function linesAsked(order: OrderView, fact: Asked, seen: string): OrderView {
  if (order.cancelled) return ended(order, fact.body.askId, "declined");
  if (hasPromises(order)) return raise(order, "lines-too-late", fact, [order.last.released]);
  // Asked for by somebody who saw other lines than there were by then.
  return seen === (order.last.lines ?? "") ? order : raise(order, "lines-too-late", fact, [order.last.lines]);
}

/** After a step of the work: what was asked for before it, by somebody the worker had not heard of. */
export function meetAsks(order: OrderView, fact: Fact): OrderView {
  let now = order;
  const cancels = openAsks(now, "cancel").map((entry) => entry.factId);
  if (cancels.length > 0) {
    if (hasShipped(now)) {
      now = raise(now, "cancelled-and-shipped", fact, cancels);
      now = settle(now, "cancel-in-work", fact, "shipped");
      for (const entry of openAsks(now, "cancel")) now = ended(now, entry.askId, "declined");
    } else if (isInWork(now)) now = raise(now, "cancel-in-work", fact, cancels);
  }
  const addresses = openAsks(now, "address").map((entry) => entry.factId);
  if (addresses.length > 0 && (now.boxesClosed || hasShipped(now))) {
    now = raise(now, "address-too-late", fact, addresses);
  }
  const lines = openAsks(now, "lines").map((entry) => entry.factId);
  return lines.length > 0 && hasPromises(now) ? raise(now, "lines-too-late", fact, lines) : now;
}

export function foldAnswered(order: OrderView, fact: Extract<Fact, { kind: "order.askAnswered" }>): OrderView {
  const { askId, outcome } = fact.body;
  const entry = order.asks.find((ask) => ask.askId === askId);
  if (!entry || entry.state !== "open") return order;
  const after = ended(order, askId, outcome);
  if (entry.ask.type === "refund" && outcome === "declined") return raise(after, "refund-over", fact, [entry.factId]);
  // What it was too late for was given up again, and so it could be done.
  if (entry.ask.type === "lines" && outcome === "done") return settle(after, "lines-too-late", fact, "done");
  return after;
}

function ended(order: OrderView, askId: string, state: "done" | "declined"): OrderView {
  return {
    ...withoutHold(order, askId),
    asks: order.asks.map((entry) => (entry.askId === askId ? { ...entry, state } : entry)),
  };
}

/** A person's answer to a conflict also ends the asks it was about. */
export function endAsks(order: OrderView, types: readonly string[], state: "done" | "declined"): OrderView {
  return order.asks
    .filter((entry) => entry.state === "open" && types.includes(entry.ask.type))
    .reduce((now, entry) => ended(now, entry.askId, state), order);
}

export function hasShipped(order: OrderView): boolean {
  return order.lines.some((line) => line.shipped > 0);
}

function hasPromises(order: OrderView): boolean {
  return order.lines.some((line) => line.allocated > 0 || line.shipped > 0);
}
