import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Draft, draft } from "#shared/facts/kinds.ts";
import {
  decideCancel,
  decideHold,
  decideLiftHolds,
  decidePayment,
  decideRelease,
  takeIn,
} from "#shared/orders/decide-orders.ts";
import { stageOf } from "#shared/orders/order-standing.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { canPromise, emptyStock, type StockView } from "#shared/stock/stock-view.ts";
import { mainSite } from "#shared/sync/scope.ts";
import { facts, foldAll, orderAfter, placed } from "#test/builders/facts.ts";
import { content, line, tender } from "#test/builders/orders.ts";
import { runs } from "#test/builders/runs.ts";

const keeper = { station: "station-1", askId: "a1" };
const here = { station: "station-1", site: mainSite };

/** A small store room: facts go in, what they make comes out. */
class Room {
  #drafts: Draft[] = [];
  #states = new Map<string, unknown>();

  add(drafts: readonly Draft[]): void {
    this.#drafts.push(...drafts);
    this.#states = foldAll(facts(this.#drafts));
  }

  order(orderId: string): OrderView {
    return (this.#states.get(`orders/${orderId}`) as OrderView | undefined) ?? expect.fail(`no order ${orderId}`);
  }

  readonly stock = (sku: string): StockView | undefined => this.#states.get(`stock/${sku}`) as StockView | undefined;

  release(orderId: string): string {
    const decision = decideRelease(this.order(orderId), this.stock, here);
    if (!decision.ok) return decision.error;
    this.add(decision.value);
    return stageOf(this.order(orderId));
  }
}

function moved(sku: string, bin: string, quantity: number): Draft {
  const move =
    quantity > 0
      ? { sku, from: "adjustment", to: `bin/${bin}`, quantity }
      : { sku, from: `bin/${bin}`, to: "adjustment", quantity: -quantity };
  return draft(`item/${sku}`, "stock.moved", { moves: [move], reason: "count", stated: [] });
}

const skus = ["BOWL", "TOWEL"] as const;
const bins = ["A-2", "A-10", "B-1"] as const;

const shelf = fc.array(
  fc.record({ sku: fc.constantFrom(...skus), bin: fc.constantFrom(...bins), units: fc.integer({ min: 1, max: 6 }) }),
  { maxLength: 5 },
);
const wanted = fc.array(
  fc.array(
    fc.record({
      sku: fc.constantFrom(...skus),
      quantity: fc.integer({ min: 1, max: 5 }),
      requiresShipping: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  { minLength: 1, maxLength: 6 },
);

describe("releasing orders", () => {
  it("takes from the bins in walk order, A-2 before A-10, and leaves the rest as a backorder", () => {
    const room = new Room();
    room.add([moved("BOWL", "A-10", 5), moved("BOWL", "A-2", 2), placed("o1", { lines: [line({ quantity: 9 })] })]);
    const decision = decideRelease(room.order("o1"), room.stock, here);
    expect(decision).toEqual({
      ok: true,
      value: [
        draft("order/o1", "order.released", {
          orderId: "o1",
          allocations: [
            { lineId: "1", sku: "BOWL", place: "bin/A-2", quantity: 2 },
            { lineId: "1", sku: "BOWL", place: "bin/A-10", quantity: 5 },
          ],
          backorders: [{ lineId: "1", sku: "BOWL", quantity: 2 }],
        }),
      ],
    });
  });

  it("promises two lines of one order no unit twice", () => {
    const room = new Room();
    const lines = [line({ quantity: 3 }), line({ lineId: "2", quantity: 3 })];
    room.add([moved("BOWL", "A-2", 4), placed("o1", { lines })]);
    room.release("o1");
    expect(room.order("o1").lines.map((each) => [each.allocated, each.backordered])).toEqual([
      [3, 0],
      [1, 2],
    ]);
  });

  it("says nothing new of a backorder while nothing comes in, and goes on when something does", () => {
    const room = new Room();
    room.add([placed("o1", { lines: [line({ quantity: 3 })] })]);
    expect(room.release("o1")).toBe("backordered");
    expect(room.release("o1")).toBe("no-stock");
    room.add([moved("BOWL", "A-2", 1)]);
    expect(room.release("o1")).toBe("released");
    expect(room.order("o1").lines[0]).toMatchObject({ allocated: 1, backordered: 2 });
  });

  it("has nothing to do with an order of downloads", () => {
    const room = new Room();
    room.add([moved("BOWL", "A-2", 1), placed("o1", { lines: [line({ requiresShipping: false })] })]);
    expect(room.release("o1")).toBe("nothing-to-release");
  });

  it("does not promise elsewhere what a bin that was counted short still owes", () => {
    const room = new Room();
    room.add([moved("BOWL", "A-2", 5), placed("o1", { lines: [line({ quantity: 5 })] })]);
    room.release("o1");
    room.add([moved("BOWL", "A-2", -5), moved("BOWL", "B-1", 6), placed("o2", { lines: [line({ quantity: 3 })] })]);
    expect(room.release("o2")).toBe("released");
    expect(room.order("o2").lines[0]).toMatchObject({ allocated: 1, backordered: 2 });
  });

  it("never promises more than is free, at any bin, over any series of orders", () => {
    fc.assert(
      fc.property(shelf, wanted, (units, orders) => {
        const room = new Room();
        room.add(units.map(({ sku, bin, units: quantity }) => moved(sku, bin, quantity)));
        const free = Object.fromEntries(skus.map((sku) => [sku, canPromise(room.stock(sku) ?? nothing(sku))]));
        for (const [position, lines] of orders.entries()) {
          const orderId = `o${position}`;
          room.add([
            placed(orderId, { lines: lines.map((each, place) => line({ ...each, lineId: String(place + 1) })) }),
          ]);
          room.release(orderId);
          for (const sku of skus) {
            const stock = room.stock(sku) ?? nothing(sku);
            for (const [place, promised] of Object.entries(stock.promised)) {
              expect(promised).toBeGreaterThan(0);
              expect(promised).toBeLessThanOrEqual(stock.places[place] ?? 0);
            }
            const mine = room.order(orderId).lines.filter((each) => each.sku === sku && each.requiresShipping);
            const asked = mine.reduce((sum, each) => sum + each.quantity, 0);
            const given = mine.reduce((sum, each) => sum + each.allocated, 0);
            // Allocated and backordered come to what was asked; as much is allocated as there is.
            expect(given + mine.reduce((sum, each) => sum + each.backordered, 0)).toBe(asked);
            expect(given).toBe(Math.min(asked, free[sku] ?? 0));
            free[sku] = (free[sku] ?? 0) - given;
            expect(canPromise(stock)).toBe(free[sku]);
          }
        }
      }),
      { numRuns: runs(120) },
    );
  });

  it("and cancelling them again leaves the shelf as it was", () => {
    fc.assert(
      fc.property(shelf, wanted, (units, orders) => {
        const room = new Room();
        room.add(units.map(({ sku, bin, units: quantity }) => moved(sku, bin, quantity)));
        const before = skus.map((sku) => room.stock(sku));
        for (const [position, lines] of orders.entries()) {
          room.add([
            placed(`o${position}`, { lines: lines.map((each, place) => line({ ...each, lineId: `${place + 1}` })) }),
          ]);
          room.release(`o${position}`);
        }
        for (const position of orders.keys()) {
          const cancelled = decideCancel(
            room.order(`o${position}`),
            {
              by: "customer",
              at: 1,
              reason: "No longer wanted",
            },
            keeper,
          );
          room.add(cancelled.ok ? cancelled.value : expect.fail(cancelled.error));
        }
        expect(skus.map((sku) => room.stock(sku))).toEqual(before);
      }),
      { numRuns: runs(60) },
    );
  });

  function nothing(sku: string): StockView {
    return emptyStock(sku);
  }
});

const hold = (holdId: string, type: "FRAUD" | "PAYMENT" | "OPERATOR"): Draft =>
  draft("order/o1", "order.holdAdded", { orderId: "o1", holdId, type, reason: "Because" });

describe("holding an order", () => {
  it("takes a reason, and an order that is still here", () => {
    const wish = { holdId: "h1", type: "OPERATOR" as const, reason: "Ring first" };
    expect(decideHold(orderAfter([]), wish)).toEqual({
      ok: true,
      value: [draft("order/o1", "order.holdAdded", { orderId: "o1", ...wish })],
    });
    expect(decideHold(orderAfter([]), { ...wish, reason: " " })).toEqual({ ok: false, error: "reason-missing" });
    const cancelled = draft("order/o1", "order.cancelled", { orderId: "o1", by: "shop", at: 1, reason: "", freed: [] });
    expect(decideHold(orderAfter([cancelled]), wish)).toEqual({ ok: false, error: "order-cancelled" });
    const gone = draft("order/o1", "order.shippedElsewhere", { orderId: "o1", at: 1, lineIds: ["1"] });
    expect(decideHold(orderAfter([gone]), wish)).toEqual({ ok: false, error: "order-shipped" });
  });
});

describe("lifting holds", () => {
  it("lifts those that are named and there, with a reason", () => {
    const order = orderAfter([hold("h1", "OPERATOR"), hold("h2", "OPERATOR")]);
    expect(decideLiftHolds(order, { holdIds: ["h1", "h9"], reason: "Rang", by: { roles: ["clerk"] } })).toEqual({
      ok: true,
      value: [draft("order/o1", "order.holdReleased", { orderId: "o1", holdIds: ["h1"], reason: "Rang" })],
    });
    expect(decideLiftHolds(order, { holdIds: ["h9"], reason: "Rang", by: { roles: ["lead"] } })).toEqual({
      ok: false,
      error: "hold-unknown",
    });
    expect(decideLiftHolds(order, { holdIds: ["h1"], reason: "", by: { roles: ["lead"] } })).toEqual({
      ok: false,
      error: "reason-missing",
    });
  });

  it("takes a lead where one of them is for fraud", () => {
    const order = orderAfter([hold("h1", "FRAUD"), hold("h2", "OPERATOR")]);
    const lift = { holdIds: ["h1", "h2"], reason: "Rang" };
    expect(decideLiftHolds(order, { ...lift, by: { roles: ["clerk"] } })).toEqual({ ok: false, error: "role-missing" });
    expect(decideLiftHolds(order, { ...lift, by: { roles: ["lead"] } })).toMatchObject({ ok: true });
  });
});

describe("a payment", () => {
  const owing = { tenders: [tender({ state: "pending" })] };

  it("in full takes the payment holds with it, and leaves the others", () => {
    const order = orderAfter([hold("h1", "PAYMENT"), hold("h2", "FRAUD")], owing);
    const decision = decidePayment(order, tender({ state: "captured" }));
    expect(decision.ok && decision.value.map((each) => [each.kind, each.body])).toEqual([
      ["order.tenderRecorded", { orderId: "o1", tender: tender({ state: "captured" }) }],
      ["order.holdReleased", { orderId: "o1", holdIds: ["h1"], reason: "Paid in full" }],
    ]);
  });

  it("in part leaves the hold", () => {
    const order = orderAfter([hold("h1", "PAYMENT")], owing);
    const decision = decidePayment(order, tender({ state: "captured", amountMinor: 100 }));
    expect(decision.ok && decision.value.map((each) => each.kind)).toEqual(["order.tenderRecorded"]);
  });

  it("for a cancelled order is not taken", () => {
    const cancelled = draft("order/o1", "order.cancelled", { orderId: "o1", by: "shop", at: 1, reason: "", freed: [] });
    expect(decidePayment(orderAfter([cancelled]), tender())).toEqual({ ok: false, error: "order-cancelled" });
  });

  it("releases a payment hold exactly when it completes the price", () => {
    fc.assert(
      fc.property(fc.nat(149), fc.nat(200), (before, now) => {
        const totals = { ...content().totals, totalMinor: 150 };
        const tenders = before > 0 ? [tender({ tenderId: "t0", amountMinor: before })] : [];
        const order = orderAfter([hold("h1", "PAYMENT")], { totals, tenders });
        const decision = decidePayment(order, tender({ tenderId: "t1", amountMinor: now }));
        const kinds = decision.ok ? decision.value.map((each) => each.kind) : [];
        expect(kinds.includes("order.holdReleased")).toBe(before + now >= 150);
      }),
      { numRuns: runs(100) },
    );
  });
});

describe("a payment of an order that is paid", () => {
  it("is not recorded a second time", () => {
    const totals = { ...content().totals, totalMinor: 150 };
    const order = orderAfter([], { totals, tenders: [tender({ tenderId: "t0", amountMinor: 150 })] });
    const again = decidePayment(order, tender({ tenderId: "t1", amountMinor: 150 }));
    expect(again).toEqual({ ok: false, error: "order-paid" });
  });
});

describe("cancelling", () => {
  it("takes a reason, and frees every promise", () => {
    const allocations = [{ lineId: "1", sku: "BOWL", place: "bin/A-2", quantity: 1 }];
    const order = orderAfter([draft("order/o1", "order.released", { orderId: "o1", allocations, backorders: [] })]);
    const cancel = { by: "customer" as const, at: 7, reason: "No longer wanted" };
    expect(decideCancel(order, cancel, keeper)).toEqual({
      ok: true,
      value: [draft("order/o1", "order.cancelled", { orderId: "o1", ...cancel, freed: allocations })],
    });
    expect(decideCancel(order, { ...cancel, reason: "" }, keeper)).toEqual({ ok: false, error: "reason-missing" });
  });
});

describe("an order from a file", () => {
  it("brings with it what the shop says happened: holds, what was sent, a cancellation", () => {
    const drafts = takeIn({
      orderId: "o1",
      content: content(),
      holds: [{ type: "FRAUD", reason: "The shop rates the risk High." }],
      shippedElsewhere: { at: 5, lineIds: ["1"] },
      cancelledAt: 9,
    });
    expect(drafts.map((each) => each.kind)).toEqual([
      "order.placed",
      "order.holdAdded",
      "order.shippedElsewhere",
      "order.cancelled",
    ]);
    expect(drafts[1]?.body).toMatchObject({ holdId: "o1/FRAUD", type: "FRAUD" });
    expect(drafts[3]?.body).toMatchObject({ by: "shop", at: 9, freed: [] });
    const plain = { orderId: "o1", content: content(), holds: [], shippedElsewhere: undefined, cancelledAt: undefined };
    expect(takeIn(plain).map((each) => each.kind)).toEqual(["order.placed"]);
  });
});
