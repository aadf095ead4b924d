import { describe, expect, it } from "vitest";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import { type ApartAction, apartActions, apartOutcomes, type Outcome } from "#shared/orders/apart.ts";
import { decideAddress, decideLines } from "#shared/orders/decide-edits.ts";
import {
  decideCancel,
  decideHold,
  decideLiftHolds,
  decidePayment,
  decideRelease,
} from "#shared/orders/decide-orders.ts";
import { decideRefund } from "#shared/orders/decide-refund.ts";
import { openConflicts } from "#shared/orders/order-conflicts.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { decideOpen } from "#shared/packing/decide-open.ts";
import { decidePackScan } from "#shared/packing/decide-scan.ts";
import { decideTakeList } from "#shared/picking/decide-list.ts";
import { decidePickScan } from "#shared/picking/decide-scan.ts";
import type { Scan } from "#shared/scanning/scan.ts";
import { firstTolerance } from "#shared/people/station-view.ts";
import { decideCount } from "#shared/stock/decide-stock.ts";
import { meet, Member } from "#test/builders/company.ts";
import { placed, startOfTime } from "#test/builders/facts.ts";
import { address, item, line, tender } from "#test/builders/orders.ts";

/**
 * Every pair of things two stations may do to one order while apart, by the decisions and folds they go by: Leeds keeps
 * the order, York has a copy of it as it was placed.
 */

const scans = (kind: "bin" | "code", text: string): Scan =>
  kind === "bin" ? { kind, bin: text, raw: text } : { kind, text, raw: text };
const command = (name: "SHORT"): Scan => ({ kind: "command", command: name, raw: name });
const itemOf = (code: string): { sku: string; name: string } => ({ sku: code, name: code });

function write(member: Member, decision: Result<readonly Draft[], unknown>): boolean {
  if (!decision.ok) return false;
  member.write(decision.value);
  return decision.value.length > 0;
}

const order = (member: Member): OrderView => member.order("o1");

/** Steps of the work, each standing on the one before; false where the rules refuse it there. */
const work = {
  release: (at: Member) =>
    write(
      at,
      decideRelease(order(at), (sku) => at.read("stock", sku), at.here),
    ),
  take: (at: Member) =>
    write(at, decideTakeList([order(at)], { listId: `l-${at.id}`, number: 1, totes: ["T-01"], here: at.here })),
  pick: (at: Member) =>
    pickScan(at, scans("bin", "A-2")) && pickScan(at, scans("code", "BOWL")) && pickScan(at, scans("code", "BOWL")),
  short: (at: Member) => pickScan(at, scans("bin", "A-2")) && pickScan(at, command("SHORT")),
  pack: (at: Member) => {
    const opened = decideOpen(order(at), { newId: () => `s-${at.id}`, openSessionId: undefined, station: at.id });
    return write(at, ok(opened.drafts)) && packScan(at, scans("code", "BOWL"));
  },
  label: (at: Member) => packScan(at, scans("code", "BOWL")),
  ship: (at: Member) => packScan(at, { kind: "sscc", sscc: "0".repeat(18), raw: "" }),
};

function pickScan(at: Member, scan: Scan): boolean {
  const list = at.read("work", `l-${at.id}`);
  if (list?.kind !== "pick-list") return false;
  const context = { list, quantity: 1, itemOf, stopped: () => undefined, inTote: () => true };
  return write(at, ok(decidePickScan(context, scan).drafts));
}

function packScan(at: Member, scan: Scan): boolean {
  const session = at.read("work", `s-${at.id}`);
  if (session?.kind !== "pack-session") return false;
  const { sessionId } = session;
  const contents = [{ lineId: "1", sku: "BOWL", quantity: 2 }];
  const parcel = { parcelId: "p1", boxId: sessionId, sscc: "0".repeat(18), index: 1, of: 1, weightGrams: 1, contents };
  const closed = draft(`pack/${sessionId}`, "pack.closed", { sessionId, orderId: "o1", parcels: [parcel] });
  const context = {
    session,
    order: order(at),
    station: at.id,
    quantity: 1,
    weighing: { scale: { kind: "none" as const }, tolerance: firstTolerance, refusedBoxId: "", expectedGrams: () => 0 },
    itemOf,
    close: () => ok([closed]),
    jobIdsOf: () => [],
    newId: () => "b1",
  };
  return write(at, ok(decidePackScan(context, scan).drafts));
}

/** Which steps of the work come before an action of it. */
const before: Readonly<Partial<Record<ApartAction, readonly (keyof typeof work)[]>>> = {
  pick: ["release", "take"],
  short: ["release", "take"],
  pack: ["release", "take", "pick"],
  label: ["release", "take", "pick", "pack"],
  ship: ["release", "take", "pick", "pack", "label"],
};

/** Does it, with what must come before it; false where it is refused. */
function act(at: Member, what: ApartAction): boolean {
  for (const step of before[what] ?? []) if (!work[step](at)) return false;
  const by = { station: at.id, askId: `ask-${at.id}` };
  switch (what) {
    case "edit": {
      const lines = [{ sku: "BOWL", quantity: at.id === "leeds" ? 1 : 3 }];
      return write(at, decideLines(order(at), { lines, reason: "Fewer", itemOf: (sku) => item({ sku }) }, by));
    }
    case "address":
      return write(at, decideAddress(order(at), { shipTo: { ...address, city: at.id }, reason: "Moved" }, by));
    case "cancel":
      return write(at, decideCancel(order(at), { by: "customer", at: at.now, reason: "Ordered twice" }, by));
    case "hold":
      return write(at, decideHold(order(at), { holdId: `hold-${at.id}`, type: "OPERATOR", reason: "Ring first" }));
    case "lift":
      return write(at, decideLiftHolds(order(at), { holdIds: ["hold"], reason: "Rang", by: { roles: ["lead"] } }));
    case "pay":
      return write(at, decidePayment(order(at), tender({ tenderId: "t2", amountMinor: 2780, reference: at.id })));
    case "refund": {
      const refund = { refundId: `r-${at.id}`, tenderId: "t1", amountMinor: 600, reason: "Broken" };
      return write(at, decideRefund(order(at), refund, by));
    }
    case "count":
      return write(at, ok(decideCount({ sku: "BOWL", bin: "A-2", counted: 1, reason: "" }, at.here)));
    default:
      return work[what](at);
  }
}

const minute = 60_000;

/** What becomes of it when they meet; `late`: York did its part after Leeds, by their clocks. */
function outcome(kept: ApartAction, apart: ApartAction, late: boolean): Outcome {
  const [leeds, york] = [new Member("leeds"), new Member("york")];
  const moves = [{ sku: "BOWL", from: "supplier", to: "bin/A-2", quantity: 5 }];
  leeds.write([draft("item/BOWL", "stock.moved", { moves, reason: "receipt", stated: [] })]);
  leeds.write([placed("o1", startsWith([kept, apart]))]);
  if ([kept, apart].includes("lift")) {
    leeds.write([
      draft("order/o1", "order.holdAdded", { orderId: "o1", holdId: "hold", type: "OPERATOR", reason: "Ring" }),
    ]);
  }
  meet(leeds, york);
  leeds.now = startOfTime + 30 * minute;
  york.now = startOfTime + (late ? 60 : 10) * minute;
  const isDone = act(leeds, kept);
  const isTaken = act(york, apart);
  meet(leeds, york);
  return outcomeOf(order(york), kept, apart, isDone, isTaken);
}

/** Where money plays a part, some was taken and some is still to come. */
function startsWith(actions: readonly ApartAction[]): Parameters<typeof placed>[1] {
  const taken = tender({ tenderId: "t1", amountMinor: 1000 });
  const open = tender({ tenderId: "t2", state: "pending", amountMinor: 2780 });
  return {
    lines: [line({ quantity: 2 })],
    totals: { subtotalMinor: 3780, shippingMinor: 0, taxMinor: 0, discountMinor: 0, totalMinor: 3780 },
    tenders: actions.includes("refund") || actions.includes("pay") ? [taken, open] : [open],
  };
}

function outcomeOf(
  after: OrderView,
  kept: ApartAction,
  apart: ApartAction,
  isDone: boolean,
  isTaken: boolean,
): Outcome {
  const [conflict] = openConflicts(after);
  if (conflict) return conflict.code;
  if (!isDone) return "cannot-meet";
  if (!isTaken) return "one-place";
  if (after.holds.some((hold) => hold.type === "STOCK")) return "stock-held";
  if (kept === apart && (kept === "cancel" || kept === "lift")) return "counts-once";
  if (after.asks.some((ask) => ask.state === "done")) return "done-as-asked";
  if (after.asks.some((ask) => ask.state === "declined")) return "declined";
  if (after.holds.length > 0 && !after.cancelled)
    return kept === "lift" || apart === "lift" ? "hold-stays" : "hold-reaches";
  return "both-stand";
}

const cells = apartActions.flatMap((kept) => apartActions.map((apart) => ({ kept, apart })));

describe("two stations apart", () => {
  it.each(cells)("$kept where the order is kept, $apart elsewhere", ({ kept, apart }) => {
    const expected = apartOutcomes[kept][apart];
    expect([outcome(kept, apart, false), outcome(kept, apart, true)]).toEqual([expected, expected]);
  });
});
