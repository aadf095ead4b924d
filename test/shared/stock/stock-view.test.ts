import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draft, type Draft, type Fact } from "#shared/facts/kinds.ts";
import { canPromise, emptyStock, foldStock, onHand, type StockView } from "#shared/stock/stock-view.ts";
import { mayPromise, rightsAt } from "#shared/stock/rights.ts";
import { facts, foldAll } from "#test/builders/facts.ts";
import { runs } from "#test/builders/runs.ts";

const places = ["bin/A-2", "bin/A-10", "tote/T-01", "tote/T-02", "supplier", "customer", "adjustment", "scrap"];
const part = { lineId: "1", sku: "BOWL", orderId: "o1" };
const pick = { listId: "l1", stopId: "1", ...part, tote: "T-01" };
const unit = fc.integer({ min: 1, max: 9 });
const bin = fc.constantFrom("bin/A-2", "bin/A-10");

/** Facts that move or promise units of one SKU, in any order and of any sense. */
const happening: fc.Arbitrary<Draft> = fc.oneof(
  fc
    .array(fc.record({ from: fc.constantFrom(...places), to: fc.constantFrom(...places), quantity: unit }), {
      maxLength: 3,
    })
    .map((moves) =>
      draft("item/BOWL", "stock.moved", {
        moves: moves.map((move) => ({ sku: "BOWL", ...move })),
        reason: "count",
        stated: [],
      }),
    ),
  fc.tuple(bin, unit).map(([place, quantity]) =>
    draft("order/o1", "order.released", {
      orderId: "o1",
      allocations: [{ ...part, place, quantity }],
      backorders: [],
    }),
  ),
  fc.tuple(bin, unit).map(([place, quantity]) =>
    draft("order/o1", "order.cancelled", {
      orderId: "o1",
      by: "customer",
      at: 1,
      reason: "",
      freed: [{ ...part, place, quantity }],
    }),
  ),
  fc
    .tuple(bin, unit)
    .map(([place, quantity]) => draft("pick/l1", "pick.confirmed", { ...pick, place, quantity, scan: "" })),
  fc
    .tuple(bin, unit)
    .map(([place, quantity]) => draft("pick/l1", "pick.undone", { ...pick, place, quantity, undoes: "" })),
  fc
    .tuple(bin, unit)
    .map(([place, quantity]) => draft("pick/l1", "pick.shorted", { ...pick, place, quantity, reason: "" })),
  fc
    .tuple(bin, unit)
    .map(([place, quantity]) =>
      draft("pick/l1", "pick.closed", { listId: "l1", freed: [{ ...pick, place, quantity }] }),
    ),
  unit.map((quantity) =>
    draft("order/o1", "order.shipped", {
      orderId: "o1",
      sessionId: "s1",
      parcelIds: ["p1"],
      lines: [{ ...part, place: "tote/T-01", quantity }],
    }),
  ),
);

function stockAfter(drafts: readonly Draft[]): StockView {
  const state = foldAll(facts(drafts)).get("stock/BOWL") as StockView | undefined;
  return state ?? emptyStock("BOWL");
}

const total = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, units) => sum + units, 0);

describe("the stock ledger", () => {
  it("comes to nought over all places, after anything that may happen", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), (drafts) => {
        const stock = stockAfter(drafts);
        expect(total(stock.places)).toBe(0);
        // Nothing is kept of a place that holds nothing.
        expect([...Object.values(stock.places), ...Object.values(stock.promised)]).not.toContain(0);
      }),
      { numRuns: runs(200) },
    );
  });

  it("can promise what lies in bins less what is promised, and never less than nothing", () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 30 }), (drafts) => {
        const stock = stockAfter(drafts);
        const inBins = total(
          Object.fromEntries(Object.entries(stock.places).filter(([place]) => place.startsWith("bin/"))),
        );
        expect(canPromise(stock)).toBe(Math.max(0, inBins - total(stock.promised)));
        expect(mayPromise(stock, "station-1")).toBe(canPromise(stock));
        const inHouse = Object.entries(stock.places).filter(([place]) => /^(bin|tote)\//.test(place));
        expect(onHand(stock)).toBe(total(Object.fromEntries(inHouse)));
        for (const place of ["bin/A-2", "bin/A-10"]) {
          expect(rightsAt(stock, place, "station-1")).toBe(
            Math.max(0, (stock.places[place] ?? 0) - (stock.promised[place] ?? 0)),
          );
        }
      }),
      { numRuns: runs(200) },
    );
  });

  it("takes a promised unit from bin to tote to customer, and its promise ends with the pick", () => {
    const drafts = [
      draft("item/BOWL", "stock.moved", {
        moves: [{ sku: "BOWL", from: "supplier", to: "bin/A-2", quantity: 3 }],
        reason: "receipt",
        stated: [{ sku: "BOWL", onHand: 3 }],
      }),
      draft("order/o1", "order.released", {
        orderId: "o1",
        allocations: [{ ...part, place: "bin/A-2", quantity: 2 }],
        backorders: [],
      }),
      draft("pick/l1", "pick.confirmed", { ...pick, place: "bin/A-2", quantity: 2, scan: "" }),
      draft("order/o1", "order.shipped", {
        orderId: "o1",
        sessionId: "s1",
        parcelIds: ["p1"],
        lines: [{ ...part, place: "tote/T-01", quantity: 2 }],
      }),
    ];
    const seen = drafts.map((_, position) => {
      const stock = stockAfter(drafts.slice(0, position + 1));
      return [stock.places, stock.promised, onHand(stock), canPromise(stock)];
    });
    expect(seen).toEqual([
      [{ supplier: -3, "bin/A-2": 3 }, {}, 3, 3],
      [{ supplier: -3, "bin/A-2": 3 }, { "bin/A-2": 2 }, 3, 1],
      [{ supplier: -3, "bin/A-2": 1, "tote/T-01": 2 }, {}, 3, 1],
      [{ supplier: -3, "bin/A-2": 1, customer: 2 }, {}, 1, 1],
    ]);
    expect(stockAfter(drafts).statedOnHand).toBe(3);
  });

  it("ends the promise of what was not found, was freed with its list, or was cancelled", () => {
    const start = [
      draft("item/BOWL", "stock.moved", {
        moves: [{ sku: "BOWL", from: "supplier", to: "bin/A-2", quantity: 9 }],
        reason: "receipt",
        stated: [],
      }),
      draft("order/o1", "order.released", {
        orderId: "o1",
        allocations: [{ ...part, place: "bin/A-2", quantity: 6 }],
        backorders: [],
      }),
    ];
    const two = { ...pick, place: "bin/A-2", quantity: 2 };
    const ends = [
      draft("pick/l1", "pick.shorted", { ...two, reason: "Not enough in the bin" }),
      draft("pick/l1", "pick.closed", { listId: "l1", freed: [two] }),
      draft("order/o1", "order.cancelled", {
        orderId: "o1",
        by: "customer",
        at: 1,
        reason: "",
        freed: [{ ...part, place: "bin/A-2", quantity: 2 }],
      }),
    ];
    const promised = ends.map((_, position) => stockAfter([...start, ...ends.slice(0, position + 1)]).promised);
    expect(promised).toEqual([{ "bin/A-2": 4 }, { "bin/A-2": 2 }, {}]);
  });

  it("keeps SKUs apart, also those that look like parts of JavaScript", () => {
    const moves = ["BOWL", "__proto__", "constructor"].map((sku) => ({
      sku,
      from: "supplier",
      to: "bin/A-2",
      quantity: 2,
    }));
    const states = foldAll(facts([draft("item/all", "stock.moved", { moves, reason: "receipt", stated: [] })]));
    for (const { sku } of moves) {
      expect(states.get(`stock/${sku}`)).toMatchObject({ sku, places: { supplier: -2, "bin/A-2": 2 } });
    }
  });

  it("has no opinion on facts that move nothing", () => {
    const [fact] = facts([
      draft("order/o1", "order.holdAdded", { orderId: "o1", holdId: "h", type: "FRAUD", reason: "" }),
    ]);
    expect(foldStock(undefined, "BOWL", fact as Fact)).toBeUndefined();
  });
});
