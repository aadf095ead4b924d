import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import type { Tender } from "#shared/orders/order-content.ts";
import { isFullyShipped, isInTote, orderState, paymentState, stageOf, stages } from "#shared/orders/order-standing.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { orderAfter } from "#test/builders/facts.ts";
import { line, tender } from "#test/builders/orders.ts";
import { runs } from "#test/builders/runs.ts";

const totals = { subtotalMinor: 100, shippingMinor: 0, taxMinor: 0, discountMinor: 0, totalMinor: 100 };
const paid = (state: Tender["state"], amountMinor = 100, refundedMinor = 0): Tender =>
  tender({ tenderId: `${state}${amountMinor}`, state, amountMinor, refundedMinor });

describe("how an order is paid", () => {
  it.each<[string, Tender[], string]>([
    ["nothing came in", [], "unpaid"],
    ["money is on its way", [paid("pending")], "pending"],
    ["the card is authorized", [paid("authorized"), paid("pending")], "authorized"],
    ["a part came in", [paid("captured", 40), paid("pending", 60)], "partially_paid"],
    ["all of it came in", [paid("captured")], "paid"],
    ["all of it came in, in parts", [paid("captured", 40), paid("captured", 60)], "paid"],
    ["more than asked came in", [paid("captured", 150)], "paid"],
    ["a part went back", [paid("partially_refunded", 100, 30)], "partially_refunded"],
    ["all of it went back", [paid("refunded", 100, 100)], "refunded"],
    ["a part payment went back whole", [paid("refunded", 40, 40), paid("pending", 60)], "refunded"],
    ["the card was refused", [paid("failed"), paid("voided")], "failed"],
    ["the payment was called off", [paid("voided")], "voided"],
    ["the card was refused, then cash came", [paid("failed"), paid("captured")], "paid"],
  ])("where %s", (_what, tenders, expected) => {
    expect(paymentState({ tenders, totals })).toBe(expected);
  });

  it("owes nothing where it costs nothing", () => {
    expect(paymentState({ tenders: [], totals: { ...totals, totalMinor: 0 } })).toBe("paid");
  });

  it("is paid exactly where as much was captured as it costs and nothing went back, whatever else was tried", () => {
    const one = fc.record({
      state: fc.constantFrom<Tender["state"]>("pending", "authorized", "captured", "failed", "voided"),
      amountMinor: fc.nat(120),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), (tenders) => {
        const captured = tenders
          .filter((each) => each.state === "captured")
          .reduce((sum, each) => sum + each.amountMinor, 0);
        const state = paymentState({ tenders: tenders.map((each) => tender(each)), totals });
        expect(state === "paid").toBe(captured >= 100);
        expect(state === "partially_paid").toBe(captured > 0 && captured < 100);
        expect(["refunded", "partially_refunded", "unpaid"]).not.toContain(state);
      }),
      { numRuns: runs(200) },
    );
  });

  it("does not depend on the order of its tenders", () => {
    const one = fc.record({
      state: fc.constantFrom<Tender["state"]>("pending", "authorized", "captured", "failed", "voided", "refunded"),
      amountMinor: fc.nat(120),
      refundedMinor: fc.nat(50),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 5 }), (given) => {
        const tenders = given.map((each) => tender(each));
        expect(paymentState({ tenders, totals })).toBe(paymentState({ tenders: tenders.toReversed(), totals }));
      }),
      { numRuns: runs(100) },
    );
  });
});

/** An order of two lines whose quantities are set outright. */
function order(lines: readonly Partial<OrderView["lines"][number]>[], change: Partial<OrderView> = {}): OrderView {
  const base = orderAfter([]);
  const [first = expect.fail("no line")] = base.lines;
  return {
    ...base,
    lines: lines.map((each, position) => ({ ...first, lineId: String(position + 1), quantity: 4, ...each })),
    ...change,
  };
}

const hold = { holdId: "h1", type: "FRAUD" as const, reason: "", user: "", at: 0 };
const refunded = [tender({ state: "refunded", amountMinor: 1890, refundedMinor: 1890 })];
const gone = { picked: 4, packed: 4, shipped: 4 };

describe("where an order is", () => {
  it.each<[string, OrderView]>([
    ["to-release", order([{}])],
    ["to-release", order([{ backordered: 2 }])],
    ["backordered", order([{ backordered: 4 }])],
    ["backordered", order([gone, { backordered: 4 }], { shippedAt: 1, boxesClosed: true })],
    ["released", order([{ allocated: 4 }])],
    ["released", order([{ allocated: 1, backordered: 3 }])],
    ["picking", order([{ allocated: 4 }], { pickListId: "l1" })],
    ["picking", order([{ allocated: 4, picked: 1 }], { pickListId: "l1" })],
    ["picked", order([{ allocated: 4, picked: 4 }], { pickListId: "l1" })],
    ["picked", order([{ allocated: 2, picked: 2, backordered: 2 }], { pickListId: "l1" })],
    ["packing", order([{ allocated: 4, picked: 4 }], { sessionId: "s1" })],
    ["packing", order([{ allocated: 4, picked: 4, packed: 1 }], { sessionId: "s1" })],
    ["labelled", order([{ allocated: 4, picked: 4, packed: 4 }], { sessionId: "s1", boxesClosed: true })],
    ["labelled", order([{ allocated: 4, picked: 4, packed: 4 }], { boxesClosed: true, holds: [hold] })],
    ["shipped", order([gone], { shippedAt: 1, boxesClosed: true })],
    ["shipped", order([gone, { requiresShipping: false }], { shippedAt: 1, boxesClosed: true })],
    ["shipped", order([{ requiresShipping: false }], { shippedElsewhereAt: 1 })],
    ["to-release", order([{ requiresShipping: false }])],
    ["on-hold", order([{ allocated: 4 }], { holds: [hold] })],
    ["on-hold", order([{ backordered: 4 }], { holds: [hold] })],
    ["cancelled", order([{ cancelled: 4 }], { cancelled: { by: "shop", at: 1, reason: "" }, holds: [hold] })],
    ["refunded", order([{}], { tenders: refunded, holds: [hold] })],
    ["shipped", order([gone], { tenders: refunded, shippedAt: 1 })],
  ])("is %s", (stage, view) => {
    expect(stageOf(view)).toBe(stage);
    expect(stages).toContain(stage);
  });

  it("is closed where all is gone or paid back, cancelled where cancelled, and only placed while something holds it", () => {
    expect(orderState(order([{}]))).toBe("confirmed");
    expect(orderState(order([{}], { holds: [hold] }))).toBe("placed");
    expect(orderState(order([gone]))).toBe("closed");
    expect(orderState(order([{}], { tenders: refunded }))).toBe("closed");
    expect(orderState(order([gone], { cancelled: { by: "shop", at: 1, reason: "" } }))).toBe("cancelled");
  });

  it("is fully shipped only when every unit that travels is", () => {
    expect(isFullyShipped(order([gone, { ...gone, shipped: 3 }]))).toBe(false);
    expect(isFullyShipped(order([gone, { shipped: 3, cancelled: 1 }]))).toBe(true);
  });

  it("is in its tote only for the list that picked it, before a bench begins on it", () => {
    const picked = { allocated: 4, picked: 4 };
    expect(isInTote(order([picked], { pickListId: "l1" }), "l1")).toBe(true);
    expect(isInTote(order([picked], { pickListId: "l2" }), "l1")).toBe(false);
    expect(isInTote(order([picked], { pickListId: "l1", sessionId: "s1" }), "l1")).toBe(false);
    expect(isInTote(undefined, "l1")).toBe(false);
  });

  it("changes when a refund empties it, through the tender's own fact", () => {
    const [before = expect.fail("no tender")] = orderAfter([]).tenders;
    const after = orderAfter([
      draft("order/o1", "order.tenderRecorded", {
        orderId: "o1",
        tender: { ...before, state: "refunded", refundedMinor: 1890 },
      }),
    ]);
    expect(after.tenders).toHaveLength(1);
    expect(stageOf(after)).toBe("refunded");
    expect(stageOf(orderAfter([], { lines: [line({ quantity: 3 })] }))).toBe("to-release");
  });
});
