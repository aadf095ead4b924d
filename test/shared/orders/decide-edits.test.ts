import { describe, expect, it } from "vitest";
import fc from "fast-check";
import { decideDetails, decideLines, totalsAfter } from "#shared/orders/decide-edits.ts";
import { dueMinor } from "#shared/orders/decide-orders.ts";
import { decidePutBack } from "#shared/orders/decide-refund.ts";
import { foldOrder, type OrderView } from "#shared/orders/order-view.ts";
import { must } from "#shared/kernel/result.ts";
import { mainSite } from "#shared/sync/scope.ts";
import { fact, orderAfter } from "#test/builders/facts.ts";
import { line } from "#test/builders/orders.ts";

const order = (): OrderView => orderAfter([], { lines: [line({ quantity: 4 })] });
const by = (view: OrderView) => ({ station: view.custody.holder, askId: "ask" });

describe("an order's lines", () => {
  it("take another price, and the totals follow by what the lines and the delivery changed", () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 500 }), fc.nat(5000), (value, quantity, shippingMinor) => {
        const view = order();
        const [first] = view.lines;
        const lines = [{ sku: first?.sku ?? "", quantity, unitPrice: { value, scale: 2 } }];
        const decided = decideLines(view, { lines, shippingMinor, reason: "", itemOf: () => undefined }, by(view));
        if (!decided.ok) return expect(decided.error).toBe("nothing-changed");
        const [draft] = decided.value;
        if (draft?.kind !== "order.linesChanged") throw new Error("Not lines");
        const { totals } = draft.body;
        const discount = draft.body.lines[0]?.discountMinor ?? 0;
        expect(totals.subtotalMinor).toBe(value * quantity - discount);
        expect(discount).toBeLessThanOrEqual(value * quantity);
        expect(totals.shippingMinor).toBe(shippingMinor);
        const before = view.totals;
        const change = totals.subtotalMinor - before.subtotalMinor + shippingMinor - before.shippingMinor;
        expect(totals.totalMinor).toBe(Math.max(0, before.totalMinor + change));
        return undefined;
      }),
    );
  });

  it("that are the same under another scale of price change nothing", () => {
    const view = order();
    const lines = view.lines.map(({ sku, quantity, unitPrice: { value, scale } }) => ({
      sku,
      quantity,
      unitPrice: { value: value * 100, scale: scale + 2 },
    }));
    const decided = decideLines(view, { lines, reason: "", itemOf: () => undefined }, by(view));
    expect(decided).toEqual({ ok: false, error: "nothing-changed" });
    expect(totalsAfter(view, view.lines, view.totals.shippingMinor).shippingMinor).toBe(view.totals.shippingMinor);
  });
});

describe("delivery and note", () => {
  it("change by themselves: a part that stays is left out, and the fold keeps it", () => {
    const view = order();
    const decided = decideDetails(view, { shippingMethod: view.shippingMethod, note: "Ring twice" });
    expect(decided).toMatchObject({ ok: true, value: [{ body: { note: "Ring twice" } }] });
    const after = foldOrder(view, fact("order.detailsChanged", { orderId: view.orderId, note: "Ring twice" }));
    expect(after).toEqual({ ...view, note: "Ring twice" });
    expect(decideDetails(must(after, "folded"), { shippingMethod: view.shippingMethod, note: "Ring twice" })).toEqual({
      ok: false,
      error: "nothing-changed",
    });
  });
});

describe("units that came back", () => {
  it("are never more of a line than were sent, however they are split over bins", () => {
    fc.assert(
      fc.property(
        fc.nat(6),
        fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 }),
        (sent, parts) => {
          const view = order();
          const shipped = { ...view, lines: view.lines.map((each) => ({ ...each, shipped: sent })) };
          const lineId = view.lines[0]?.lineId ?? "";
          const putBack = parts.map((quantity, place) => ({ lineId, bin: `B-${place}`, quantity }));
          const units = parts.reduce((sum, each) => sum + each, 0);
          expect(decidePutBack(shipped, putBack, mainSite).ok).toBe(units <= sent);
        },
      ),
    );
  });
});

it("what is still to pay is what it comes to, less what was taken and not given back", () => {
  const view = order();
  const tender = { tenderId: "1", method: "cash", reference: "", state: "captured" as const };
  const paid = {
    totals: { ...view.totals, totalMinor: 1000 },
    tenders: [{ ...tender, amountMinor: 700, refundedMinor: 0 }],
  };
  expect(dueMinor(paid)).toBe(300);
  expect(dueMinor({ ...paid, tenders: [{ ...tender, amountMinor: 1200, refundedMinor: 100 }] })).toBe(0);
});
