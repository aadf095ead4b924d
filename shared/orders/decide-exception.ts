import { draft, type Draft } from "../facts/kinds.ts";
import type { Role } from "../facts/kinds/people.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { decideAddress } from "./decide-edits.ts";
import { decideCancel, type OrderRefusal } from "./decide-orders.ts";
import { decideRefund } from "./decide-refund.ts";
import { netMinor } from "./fold-money.ts";
import { type Conflict, type ConflictCode, openAsks } from "./order-conflicts.ts";
import { toteOf } from "./order-quantities.ts";
import type { OrderView } from "./order-view.ts";
import { binPlace } from "../stock/places.ts";
import { mainSite } from "../sync/scope.ts";

/**
 * What a person may decide about an exception (law 4). `call-back`: the parcel is asked back; `accepted`: it stays as it
 * happened; `noted`: seen, nothing more to do here.
 */
export type Choice =
  | "call-back"
  | "accepted"
  | "noted"
  | "put-back"
  | "go-on"
  | "keep"
  | "use"
  | "cancel"
  | "refund"
  | "kept";

export interface Offered {
  readonly choice: Choice;
  /** Which of several it would take: an ask's id; empty where there is only one. */
  readonly of: string;
}

interface Rule {
  /** Who is looked to first; a lead may settle anything. */
  readonly owner: Role;
  readonly choices: readonly Choice[];
}

export const conflictRules: Readonly<Record<ConflictCode, Rule>> = {
  "cancelled-and-shipped": { owner: "clerk", choices: ["call-back", "accepted"] },
  "cancel-in-work": { owner: "packer", choices: ["put-back", "go-on"] },
  "held-and-shipped": { owner: "lead", choices: ["call-back", "accepted"] },
  "address-too-late": { owner: "clerk", choices: ["call-back", "accepted"] },
  "two-addresses": { owner: "clerk", choices: ["use", "keep"] },
  "lines-too-late": { owner: "clerk", choices: ["keep", "cancel"] },
  "paid-twice": { owner: "lead", choices: ["refund", "kept"] },
  "refund-due": { owner: "lead", choices: ["refund", "kept"] },
  "refund-over": { owner: "lead", choices: ["noted"] },
  "worked-in-two-places": { owner: "lead", choices: ["noted"] },
  "shipped-twice": { owner: "lead", choices: ["call-back", "accepted"] },
  "shipped-by-shop": { owner: "clerk", choices: ["cancel", "go-on"] },
};

export function offered(order: OrderView, conflict: Conflict): readonly Offered[] {
  return conflictRules[conflict.code].choices.flatMap((choice): Offered[] =>
    choice === "use" ? openAsks(order, "address").map((entry) => ({ choice, of: entry.askId })) : [{ choice, of: "" }],
  );
}

export type ResolveRefusal =
  | OrderRefusal
  | "exception-unknown"
  | "choice-unknown"
  | "amount-too-large"
  | "not-captured"
  | "nothing-changed";

/** The answer as a fact, and what it leads to beside it. What only the order's keeper may do is refused elsewhere. */
export function decideResolve(
  order: OrderView,
  wanted: { readonly exceptionId: string; readonly choice: string; readonly of: string; readonly reason: string },
  given: {
    readonly station: string;
    readonly now: number;
    readonly newId: () => string;
    /** The bin of a site that units of a SKU are put in. */
    readonly binOf: (sku: string, site: string) => string;
  },
): Result<readonly Draft[], ResolveRefusal> {
  const conflict = order.conflicts.find((entry) => entry.exceptionId === wanted.exceptionId && !entry.resolved);
  if (!conflict) return err("exception-unknown");
  const choice = offered(order, conflict).find((entry) => entry.choice === wanted.choice && entry.of === wanted.of);
  if (!choice) return err("choice-unknown");
  if (wanted.reason.trim() === "") return err("reason-missing");
  const resolved = draft(`order/${order.orderId}`, "exception.resolved", {
    exceptionId: conflict.exceptionId,
    subject: "order",
    subjectId: order.orderId,
    choice: choice.choice,
    reason: wanted.reason,
  });
  const effects = effectsOf(order, choice, wanted.reason, given);
  return effects.ok ? ok([...effects.value, resolved]) : effects;
}

function effectsOf(
  order: OrderView,
  { choice, of }: Offered,
  reason: string,
  given: Parameters<typeof decideResolve>[2],
): Result<readonly Draft[], ResolveRefusal> {
  const isKeeper = order.custody.holder === given.station;
  const by = { station: given.station, askId: given.newId() };
  switch (choice) {
    case "put-back":
      return isKeeper ? ok(putBack(order, reason, given)) : err("order-elsewhere");
    case "cancel": {
      if (!isKeeper) return err("order-elsewhere");
      const cancelled = decideCancel(order, { by: "merchant", at: given.now, reason }, by);
      if (cancelled.ok || cancelled.error !== "order-in-work") return cancelled;
      return ok(putBack(order, reason, given));
    }
    case "use": {
      const ask = openAsks(order, "address").find((entry) => entry.askId === of);
      if (!isKeeper) return err("order-elsewhere");
      if (!ask) return err("choice-unknown");
      const changed = decideAddress(order, { shipTo: ask.ask.shipTo, reason }, by);
      return changed.ok ? changed : err(changed.error === "order-in-work" ? "order-in-work" : "nothing-changed");
    }
    case "refund": {
      const due = order.cancelled ? netMinor(order) : netMinor(order) - order.totals.totalMinor;
      return refundAll(order, due, reason, given);
    }
    default:
      return ok([]);
  }
}

/** From one tender after the other, until all that is due is given back. */
function refundAll(
  order: OrderView,
  due: number,
  reason: string,
  given: Parameters<typeof decideResolve>[2],
): Result<readonly Draft[], ResolveRefusal> {
  const drafts: Draft[] = [];
  let rest = due;
  for (const tender of order.tenders.toReversed()) {
    const amountMinor = Math.min(rest, tender.amountMinor - tender.refundedMinor);
    if (amountMinor <= 0) continue;
    const refund = { refundId: given.newId(), tenderId: tender.tenderId, amountMinor, reason };
    const decided = decideRefund(order, refund, { station: given.station, askId: given.newId() });
    if (!decided.ok) {
      if (decided.error === "not-captured") continue;
      return err(decided.error);
    }
    drafts.push(...decided.value);
    rest -= amountMinor;
  }
  return drafts.length > 0 ? ok(drafts) : err("not-captured");
}

/** Cancels an order in work: what is promised is free again, what is in the tote goes back to the items' bins. */
function putBack(order: OrderView, reason: string, given: Parameters<typeof decideResolve>[2]): readonly Draft[] {
  const { orderId } = order;
  const freed = order.allocations.map((part) => ({ ...part }));
  const body = { orderId, by: "merchant" as const, at: given.now, reason, freed };
  // Where they are, whoever decides it: at the site of the tote.
  const site = order.toteSite ?? mainSite;
  const moves = order.lines
    .filter((line) => line.picked > line.shipped)
    .map((line) => ({
      sku: line.sku,
      from: toteOf(order),
      to: binPlace(site, given.binOf(line.sku, site)),
      quantity: line.picked - line.shipped,
    }));
  const cancelled = draft(`order/${orderId}`, "order.cancelled", body);
  return moves.length === 0
    ? [cancelled]
    : [cancelled, draft(`order/${orderId}`, "stock.relocated", { moves, reason })];
}
