import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draft, type Draft, type Fact } from "#shared/facts/kinds.ts";
import { stageOf } from "#shared/orders/order-standing.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { fact, foldAll, orderAfter, placed, stampAt } from "#test/builders/facts.ts";
import { content, line } from "#test/builders/orders.ts";
import { runs } from "#test/builders/runs.ts";

const add = (holdId: string): Draft =>
  draft("order/o1", "order.holdAdded", { orderId: "o1", holdId, type: "OPERATOR", reason: "Ring first" });
const lift = (...holdIds: string[]): Draft =>
  draft("order/o1", "order.holdReleased", { orderId: "o1", holdIds, reason: "Rang" });

const released = (quantity: number, backordered = 0): Draft =>
  draft("order/o1", "order.released", {
    orderId: "o1",
    allocations: quantity > 0 ? [{ lineId: "1", sku: "BOWL", place: "bin/A-2", quantity }] : [],
    backorders: backordered > 0 ? [{ lineId: "1", sku: "BOWL", quantity: backordered }] : [],
  });

const pick = { listId: "l1", stopId: "1", orderId: "o1", lineId: "1", sku: "BOWL", place: "bin/A-2", tote: "T-01" };
const started = (quantity: number): Draft => {
  const { listId, ...stop } = pick;
  return draft("pick/l1", "pick.started", {
    listId,
    number: 1,
    orders: [{ orderId: "o1", number: "A-0001", tote: "T-01" }],
    stops: [{ ...stop, bin: "A-2", name: "Oak bowl", quantity }],
  });
};
const picked = (quantity: number): Draft =>
  draft("pick/l1", "pick.confirmed", { ...pick, quantity, scan: "9520000000011" });
const shorted = (quantity: number): Draft =>
  draft("pick/l1", "pick.shorted", { ...pick, quantity, reason: "Not enough in the bin" });
const closed = (quantity: number): Draft =>
  draft("pick/l1", "pick.closed", { listId: "l1", freed: [{ ...pick, quantity }] });

describe("the holds of an order", () => {
  const holds = (order: OrderView): string[] => order.holds.map((hold) => hold.holdId).toSorted();

  it("are lifted by name: one added elsewhere at the same time stays", () => {
    expect(holds(orderAfter([add("h1"), add("h2"), lift("h1")]))).toEqual(["h2"]);
  });

  it("stay lifted when their addition arrives late", () => {
    expect(holds(orderAfter([lift("h1"), add("h1")]))).toEqual([]);
  });

  it("count once, however often one is added", () => {
    expect(holds(orderAfter([add("h1"), add("h1")]))).toEqual(["h1"]);
  });

  it("are what was ever added less what was ever lifted, in whatever order the clocks put it", () => {
    const id = fc.constantFrom("h1", "h2", "h3", "h4");
    const change = fc.oneof(
      fc.record({ kind: fc.constant("add" as const), ids: fc.tuple(id) }),
      fc.record({ kind: fc.constant("lift" as const), ids: fc.uniqueArray(id, { minLength: 1, maxLength: 3 }) }),
    );
    const stations = fc.array(fc.tuple(change, fc.nat(20), fc.constantFrom("station-1", "station-2")), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(stations, (changes) => {
        const facts: Fact[] = changes.map(([{ kind, ids }, second, station], position) => {
          const around = { stamp: stampAt(second + 1), station, sequence: position + 1 };
          return kind === "add"
            ? fact("order.holdAdded", { orderId: "o1", holdId: ids[0], type: "FRAUD", reason: "Ring first" }, around)
            : fact("order.holdReleased", { orderId: "o1", holdIds: [...ids], reason: "Rang" }, around);
        });
        const first = fact("order.placed", { orderId: "o1", content: content() }, { stamp: stampAt(0), sequence: 1 });
        const added = new Set(changes.flatMap(([{ kind, ids }]) => (kind === "add" ? ids : [])));
        const lifted = new Set(changes.flatMap(([{ kind, ids }]) => (kind === "lift" ? ids : [])));
        const order = foldAll([...facts, first]).get("orders/o1") as OrderView;
        expect(holds(order)).toEqual([...added].filter((each) => !lifted.has(each)).toSorted());
      }),
      { numRuns: runs(150) },
    );
  });
});

const two = { lines: [line({ quantity: 2 })] };

describe("an order", () => {
  it("is placed once: a second placing changes nothing", () => {
    expect(orderAfter([placed("o1", { number: "A-0009" })]).number).toBe("A-0001");
  });

  it("knows nothing of what happened before it was placed here", () => {
    expect(foldAll([fact("order.holdAdded", { orderId: "o1", holdId: "h1", type: "FRAUD", reason: "" })]).size).toBe(0);
  });

  it("moves its units from promise to tote to customer, and its line adds up at every step", () => {
    const shipping: Draft[] = [
      draft("pack/s1", "pack.verified", unit(2)),
      draft("order/o1", "order.shipped", {
        orderId: "o1",
        sessionId: "s1",
        parcelIds: ["p1"],
        lines: [{ lineId: "1", sku: "BOWL", place: "tote/T-01", quantity: 2 }],
      }),
    ];
    const steps = [released(2), started(2), picked(2), ...shipping];
    const seen = steps.map((_, position) => {
      const order = orderAfter(steps.slice(0, position + 1), two);
      const [{ allocated, picked: inTote, packed, shipped } = expect.fail("no line")] = order.lines;
      return [stageOf(order), allocated, inTote, packed, shipped, order.allocations.length, order.tote];
    });
    expect(seen).toEqual([
      ["released", 2, 0, 0, 0, 1, ""],
      ["picking", 2, 0, 0, 0, 1, "T-01"],
      ["picked", 2, 2, 0, 0, 0, "T-01"],
      ["packing", 2, 2, 2, 0, 0, "T-01"],
      ["shipped", 0, 2, 2, 2, 0, ""],
    ]);
  });

  it("waits for what a picker did not find, and gives its tote back when that was all", () => {
    const order = orderAfter([released(2), started(2), shorted(2)], two);
    expect(order.lines[0]).toMatchObject({ allocated: 0, backordered: 2, picked: 0 });
    expect([stageOf(order), order.tote, order.pickListId]).toEqual(["backordered", "", ""]);
  });

  it("keeps its tote while a unit lies in it", () => {
    const order = orderAfter([released(2), started(2), picked(1), shorted(1)], two);
    expect([stageOf(order), order.tote, order.pickListId]).toEqual(["picked", "T-01", "l1"]);
  });

  it("is as if never released when its list is closed with nothing in the tote", () => {
    const order = orderAfter([released(1, 1), started(1), closed(1)], two);
    expect(order.lines[0]).toMatchObject({ allocated: 0, backordered: 1 });
    expect([stageOf(order), order.tote, order.releasedAt]).toEqual(["to-release", "", null]);
  });

  it("goes on with what is in the tote when its list is closed", () => {
    const order = orderAfter([released(2), started(2), picked(1), closed(1)], two);
    expect(order.lines[0]).toMatchObject({ allocated: 1, picked: 1 });
    expect([stageOf(order), order.tote]).toEqual(["picked", "T-01"]);
  });

  it("that the shop sent in part is released for the rest only", () => {
    const lines = [line(), line({ lineId: "2", sku: "TOWEL" })];
    const sent = draft("order/o1", "order.shippedElsewhere", { orderId: "o1", at: 1, lineIds: ["1"] });
    const order = orderAfter([sent], { lines });
    expect(order.lines.map((each) => each.shipped)).toEqual([1, 0]);
    expect(stageOf(order)).toBe("to-release");
  });

  it("frees everything that was still open when it is cancelled, and is cancelled once", () => {
    const cancel = (reason: string): Draft =>
      draft("order/o1", "order.cancelled", { orderId: "o1", by: "customer", at: 5, reason, freed: [] });
    const order = orderAfter([released(1, 1), cancel("First"), cancel("Second")], two);
    expect(order.lines[0]).toMatchObject({ allocated: 0, backordered: 0, cancelled: 2 });
    expect(order.cancelled).toEqual({ by: "customer", at: 5, reason: "First" });
    expect(order.allocations).toEqual([]);
  });

  it("begins a new round when it is released again: old boxes stay known, none is open", () => {
    const order = orderAfter([released(1, 1), started(1), picked(1), shipped(), released(1)], two);
    expect(order).toMatchObject({ pickListId: "", tote: "", sessionId: "", boxesClosed: false, shippedAt: null });
    expect(order.lines[0]).toMatchObject({ allocated: 1, backordered: 0, shipped: 1, picked: 1 });
  });

  function unit(quantity: number) {
    return { sessionId: "s1", orderId: "o1", boxId: "b1", lineId: "1", sku: "BOWL", quantity, scan: "x" };
  }

  function shipped(): Draft {
    return draft("order/o1", "order.shipped", {
      orderId: "o1",
      sessionId: "s1",
      parcelIds: ["p1"],
      lines: [{ lineId: "1", sku: "BOWL", place: "tote/T-01", quantity: 1 }],
    });
  }
});
