import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { orderContentSchema } from "#shared/orders/order-content.ts";
import type { OrderDraft } from "#shared/orders/order-draft.ts";
import { draftTotals, needsPaymentHold, placeOrder } from "#shared/orders/place-order.ts";
import { address, item } from "#test/builders/orders.ts";
import { runs } from "#test/builders/runs.ts";

const items = [
  item(),
  item({ sku: "SCREW", name: "Screw", price: { value: 25, scale: 4 } }),
  item({ sku: "KIMONO", name: "Kimono", price: { value: 12000, scale: 0 }, currency: "JPY" }),
];
const given = {
  number: "A-0001",
  placedAt: 1_795_160_400_000,
  tenderId: "t1",
  currency: "GBP",
  itemOf: (sku: string) => items.find((each) => each.sku === sku),
};

function order(change: Partial<OrderDraft> = {}): OrderDraft {
  return {
    channel: "phone",
    customer: { name: "Anna Berg", email: "", phone: "" },
    shipTo: address,
    lines: [{ sku: "BOWL", quantity: 2 }],
    shippingMethod: "Tracked 48",
    shippingMinor: 495,
    discountMinor: 100,
    payment: { method: "card-terminal", reference: "slip 7" },
    note: "",
    ...change,
  };
}

describe("placing an order", () => {
  it("turns what was typed into an order that can be stored", () => {
    const placed = placeOrder(order(), given);
    const content = placed.ok ? placed.value : expect.fail(placed.error.code);
    expect(orderContentSchema.parse(content)).toEqual(content);
    expect(content).toMatchObject({
      channel: "phone",
      number: "A-0001",
      currency: "GBP",
      lines: [{ lineId: "1", sku: "BOWL", name: "Oak bowl", quantity: 2, unitPrice: { value: 1890, scale: 2 } }],
      totals: { subtotalMinor: 3780, shippingMinor: 495, discountMinor: 100, totalMinor: 4175 },
      tenders: [{ tenderId: "t1", method: "card-terminal", reference: "slip 7", state: "captured", amountMinor: 4175 }],
    });
  });

  it.each<[string, Partial<OrderDraft>, unknown]>([
    ["without lines", { lines: [] }, { code: "no-lines" }],
    ["for nobody", { customer: { name: "  ", email: "a@b.c", phone: "" } }, { code: "customer-missing" }],
    ["without a street", { shipTo: { ...address, lines: [" "] } }, { code: "address-incomplete", field: "lines" }],
    ["without a city", { shipTo: { ...address, city: "" } }, { code: "address-incomplete", field: "city" }],
    ["without a postcode", { shipTo: { ...address, postcode: "" } }, { code: "address-incomplete", field: "postcode" }],
    ["without a country", { shipTo: { ...address, country: "" } }, { code: "address-incomplete", field: "country" }],
    ["for an unknown item", { lines: [{ sku: "bowl", quantity: 1 }] }, { code: "sku-unknown", sku: "bowl" }],
    ["in two currencies", { lines: [{ sku: "KIMONO", quantity: 1 }] }, { code: "currency-mixed", sku: "KIMONO" }],
    ["for less than nothing", { discountMinor: 9999 }, { code: "discount-too-large" }],
  ])("%s is refused", (_what, change, error) => {
    expect(placeOrder(order(change), given)).toEqual({ ok: false, error });
  });

  it("needs no postcode where a country has none, and may cost nothing", () => {
    const shipTo = { ...address, country: "IE", postcode: "" };
    expect(placeOrder(order({ shipTo }), given)).toMatchObject({ ok: true });
    expect(placeOrder(order({ discountMinor: 4275 }), given)).toMatchObject({ value: { totals: { totalMinor: 0 } } });
  });

  it.each([
    ["card-terminal", "captured", false],
    ["cash", "captured", false],
    ["on-account", "pending", false],
    ["bank-transfer", "pending", true],
  ] as const)("paid by %s is %s, and waits for its money: %s", (method, state, waits) => {
    const draft = order({ payment: { method, reference: "" } });
    const placed = placeOrder(draft, given);
    expect(placed.ok && placed.value.tenders.map((each) => each.state)).toEqual([state]);
    expect(needsPaymentHold(draft)).toBe(waits);
  });

  it("rounds once a line, and its totals add up to the penny", () => {
    const lines = fc.array(
      fc.record({ sku: fc.constantFrom("BOWL", "SCREW"), quantity: fc.integer({ min: 1, max: 1_000_000 }) }),
      { minLength: 1, maxLength: 10 },
    );
    fc.assert(
      fc.property(lines, fc.nat(10_000), (typed, shippingMinor) => {
        const draft = order({ lines: typed, shippingMinor, discountMinor: 0 });
        const expected = typed.reduce(
          (sum, each) =>
            sum + (each.sku === "BOWL" ? 1890n * BigInt(each.quantity) : (25n * BigInt(each.quantity) + 50n) / 100n),
          0n,
        );
        const totals = draftTotals(draft, given.itemOf, "GBP");
        expect(BigInt(totals.subtotalMinor)).toBe(expected);
        expect(totals.totalMinor).toBe(totals.subtotalMinor + shippingMinor);
        expect(totals.units).toBe(typed.reduce((sum, each) => sum + each.quantity, 0));
        expect(placeOrder(draft, given)).toMatchObject({ value: { totals: { totalMinor: totals.totalMinor } } });
      }),
      { numRuns: runs(100) },
    );
  });
});
