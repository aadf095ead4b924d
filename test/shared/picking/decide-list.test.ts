import { describe, expect, it } from "vitest";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { decideCloseList, decideTakeList, freeTotes } from "#shared/picking/decide-list.ts";
import type { PickListView } from "#shared/picking/pick-list-view.ts";
import { mainSite } from "#shared/sync/scope.ts";
import { facts, foldAll, placed } from "#test/builders/facts.ts";
import { line } from "#test/builders/orders.ts";
import type { OrderView } from "#shared/orders/order-view.ts";

const released = (
  orderId: string,
  allocations: readonly [lineId: string, sku: string, bin: string, quantity: number][],
): Draft =>
  draft(`order/${orderId}`, "order.released", {
    orderId,
    allocations: allocations.map(([lineId, sku, bin, quantity]) => ({ lineId, sku, place: `bin/${bin}`, quantity })),
    backorders: [],
  });

function ordersAfter(drafts: readonly Draft[]): OrderView[] {
  const states = foldAll(facts(drafts));
  return ["o1", "o2"].flatMap((id) => (states.get(`orders/${id}`) as OrderView | undefined) ?? []);
}

const lines = [line({ quantity: 4 }), line({ lineId: "2", sku: "TOWEL", name: "Tea towel", quantity: 1 })];
const twoOrders = [
  placed("o1", { number: "#1", lines }),
  placed("o2", { number: "#2", lines }),
  released("o1", [
    ["1", "BOWL", "A-10", 3],
    ["1", "BOWL", "A-2", 1],
    ["2", "TOWEL", "A-2", 1],
  ]),
  released("o2", [["1", "BOWL", "A-2", 4]]),
];

const given = { listId: "l1", number: 7, totes: ["T-03", "T-09"], here: { station: "station-1", site: mainSite } };

function taken(): PickListView {
  const decision = decideTakeList(ordersAfter(twoOrders), given);
  const drafts = decision.ok ? decision.value : expect.fail(decision.error);
  return foldAll(facts([...twoOrders, ...drafts])).get("work/l1") as PickListView;
}

describe("taking a list", () => {
  it("makes one stop a line and bin, in walk order, and gives each order a tote of its own", () => {
    const list = taken();
    expect(list.orders).toEqual([
      { orderId: "o1", number: "#1", tote: "T-03" },
      { orderId: "o2", number: "#2", tote: "T-09" },
    ]);
    expect(list.stops.map((stop) => [stop.stopId, stop.bin, stop.sku, stop.tote, stop.quantity])).toEqual([
      ["1", "A-2", "BOWL", "T-03", 1],
      ["2", "A-2", "BOWL", "T-09", 4],
      ["3", "A-2", "TOWEL", "T-03", 1],
      ["4", "A-10", "BOWL", "T-03", 3],
    ]);
  });

  it("leaves out what lies at another site; units of an order that lie at a second one become a backorder", () => {
    const there = { lineId: "1", sku: "BOWL", place: "bin@North/A-2", quantity: 2 };
    const away = [
      placed("o1", { number: "#1", lines }),
      placed("o2", { number: "#2", lines }),
      draft("order/o1", "order.released", {
        orderId: "o1",
        allocations: [there, { ...there, place: "bin/A-2", quantity: 1 }],
        backorders: [],
      }),
      released("o2", [["1", "BOWL", "A-2", 4]]),
    ];
    const take = (site: string): { orders: string[]; left: OrderView | undefined } => {
      const decision = decideTakeList(ordersAfter(away), { ...given, here: { station: "station-1", site } });
      const drafts = decision.ok ? decision.value : expect.fail(decision.error);
      const states = foldAll(facts([...away, ...drafts]));
      const list = states.get("work/l1") as PickListView;
      expect(list.stops.map((stop) => stop.place.includes("@"))).toEqual(list.stops.map(() => site === "North"));
      return { orders: list.orders.map(({ number }) => number), left: states.get("orders/o1") as OrderView };
    };
    expect(take("main")).toMatchObject({ orders: ["#2"], left: { lines: [{ allocated: 3 }, {}] } });
    expect(take("North")).toMatchObject({
      orders: ["#1"],
      left: { toteSite: "North", lines: [{ allocated: 2, backordered: 1 }, {}] },
    });
    const york = { ...given, here: { station: "station-1", site: "York" } };
    expect(decideTakeList(ordersAfter(away), york)).toEqual({ ok: false, error: "nothing-to-pick" });
  });

  it("leaves out orders that are not released, and says so where none is", () => {
    const held = draft("order/o1", "order.holdAdded", { orderId: "o1", holdId: "h1", type: "FRAUD", reason: "" });
    const decision = decideTakeList(ordersAfter([...twoOrders, held]), given);
    expect(decision.ok && decision.value[0]?.body).toMatchObject({ orders: [{ orderId: "o2", tote: "T-03" }] });
    expect(decideTakeList(ordersAfter([placed("o1")]), given)).toEqual({ ok: false, error: "nothing-to-pick" });
  });

  it("is refused while there are fewer free totes than orders", () => {
    const decision = decideTakeList(ordersAfter(twoOrders), { ...given, totes: ["T-03"] });
    expect(decision).toEqual({ ok: false, error: "totes-used-up" });
  });

  it("uses the free totes in order, 99 of them", () => {
    expect(freeTotes(new Set()).slice(0, 2)).toEqual(["T-01", "T-02"]);
    expect(freeTotes(new Set(["T-01", "T-03"])).slice(0, 2)).toEqual(["T-02", "T-04"]);
    expect(freeTotes(new Set())).toHaveLength(99);
    expect(freeTotes(new Set(freeTotes(new Set())))).toEqual([]);
  });
});

describe("closing a list before its end", () => {
  it("frees exactly what was neither picked nor missing", () => {
    const list = taken();
    const part = (stopId: string) => {
      const {
        bin: _bin,
        name: _name,
        picked: _picked,
        short: _short,
        ...rest
      } = list.stops.find((stop) => stop.stopId === stopId) ?? expect.fail();
      return { listId: "l1", ...rest };
    };
    const decision = decideTakeList(ordersAfter(twoOrders), given);
    const worked = [
      ...twoOrders,
      ...(decision.ok ? decision.value : []),
      draft("pick/l1", "pick.confirmed", { ...part("2"), quantity: 3, scan: "" }),
      draft("pick/l1", "pick.shorted", { ...part("4"), quantity: 3, reason: "" }),
      draft("pick/l1", "pick.confirmed", { ...part("1"), scan: "" }),
    ];
    const after = foldAll(facts(worked)).get("work/l1") as PickListView;
    const closing = decideCloseList(after);
    expect(closing.ok && closing.value[0]?.body).toEqual({
      listId: "l1",
      freed: [{ ...part("2"), quantity: 1 }, part("3")],
    });
    const closed = foldAll(facts([...worked, ...(closing.ok ? closing.value : [])])).get("work/l1") as PickListView;
    expect(closed.closed).toBe(true);
    expect(decideCloseList(closed)).toEqual({ ok: false, error: "list-done" });
  });
});
