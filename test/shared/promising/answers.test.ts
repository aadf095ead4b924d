import { describe, expect, it } from "vitest";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { decideCancel, decideRelease } from "#shared/orders/decide-orders.ts";
import { decideRefund } from "#shared/orders/decide-refund.ts";
import { openConflicts } from "#shared/orders/order-conflicts.ts";
import { netMinor } from "#shared/orders/fold-money.ts";
import { stageOf } from "#shared/orders/order-standing.ts";
import { promiseStanding } from "#shared/promising/standing.ts";
import { hubId, meet, Member } from "#test/builders/company.ts";
import { placed } from "#test/builders/facts.ts";
import { address, line } from "#test/builders/orders.ts";

function receipt(quantity: number, bin = "A-2"): Draft {
  const moves = [{ sku: "BOWL", from: "supplier", to: `bin/${bin}`, quantity }];
  return draft("item/BOWL", "stock.moved", { moves, reason: "receipt", stated: [] });
}

function ask(quantity: number): Draft {
  return draft("item/BOWL", "right.asked", { askId: `ask-${quantity}`, sku: "BOWL", quantity, reason: "release" });
}

function pass(from: string, to: string, quantity: number): Draft {
  return draft("item/BOWL", "right.passed", { sku: "BOWL", place: "bin/A-2", from, to, quantity, askId: "" });
}

function release(at: Member, orderId: string): string {
  const decision = decideRelease(at.order(orderId), (sku) => at.read("stock", sku), at.here);
  if (!decision.ok) return decision.error;
  at.write(decision.value);
  return stageOf(at.order(orderId));
}

describe("rights to promise", () => {
  it("are with whoever brought the stock in, until they are passed on", () => {
    const [leeds, york] = [new Member("leeds"), new Member("york")];
    leeds.write([receipt(5)]);
    meet(leeds, york);
    york.write([placed("o1", { lines: [line({ quantity: 3 })] })]);
    expect(release(york, "o1")).toBe("backordered");
    expect(promiseStanding(york.stock("BOWL"), "york")).toEqual({
      onHand: 5,
      mayPromise: 0,
      promised: 0,
      elsewhere: [{ holder: "leeds", units: 5 }],
      owed: [],
    });
    york.write([ask(3)]);
    meet(leeds, york);
    expect(release(york, "o1")).toBe("released");
    expect(promiseStanding(leeds.stock("BOWL"), "leeds").mayPromise).toBe(2);
  });

  it("sell one unit once, at two stations that cannot hear each other", () => {
    const [leeds, york] = [new Member("leeds"), new Member("york")];
    leeds.write([receipt(4), pass("leeds", "york", 2)]);
    meet(leeds, york);
    for (const member of [leeds, york]) {
      for (const count of [1, 2, 3]) {
        member.write([placed(`${member.id}-${count}`)]);
        release(member, `${member.id}-${count}`);
      }
    }
    meet(leeds, york);
    expect(leeds.stock("BOWL").promised).toEqual({ "bin/A-2": 4 });
    const stages = leeds.all("orders").map(stageOf);
    expect(stages.filter((stage) => stage === "backordered")).toHaveLength(2);
  });

  it("are passed by their holder's own fact and no other's", () => {
    const [leeds, york] = [new Member("leeds"), new Member("york")];
    leeds.write([receipt(4)]);
    meet(leeds, york);
    york.write([pass("leeds", "york", 4)]);
    meet(leeds, york);
    expect(promiseStanding(york.stock("BOWL"), "york").mayPromise).toBe(0);
    expect(promiseStanding(york.stock("BOWL"), "leeds").mayPromise).toBe(4);
  });

  it("that a hub pools are given to the first who asks, as far as they go", () => {
    const [hub, leeds, york] = [new Member(hubId), new Member("leeds"), new Member("york")];
    leeds.write([receipt(9), pass("leeds", hubId, 6)]);
    meet(hub, leeds, york);
    york.write([ask(4)]);
    meet(hub, york);
    york.write([ask(7)]);
    meet(hub, york);
    expect(promiseStanding(york.stock("BOWL"), "york").mayPromise).toBe(6);
    // What is still asked for, Leeds gives when it hears of it.
    meet(hub, leeds, york);
    expect(promiseStanding(york.stock("BOWL"), "york").mayPromise).toBe(9);
  });

  it("of others make good what a count did not find", () => {
    const [leeds, york] = [new Member("leeds"), new Member("york")];
    leeds.write([receipt(6), pass("leeds", "york", 3)]);
    meet(leeds, york);
    leeds.write([draft("item/BOWL", "stock.counted", { sku: "BOWL", place: "bin/A-2", counted: 1, reason: "" })]);
    expect(promiseStanding(leeds.stock("BOWL"), "leeds")).toMatchObject({
      mayPromise: 0,
      owed: [{ holder: "leeds", units: 2 }],
    });
    meet(leeds, york);
    expect(promiseStanding(york.stock("BOWL"), "york")).toMatchObject({ onHand: 1, mayPromise: 1, owed: [] });
  });
});

describe("the keeper of an order", () => {
  const cancel = { by: "customer" as const, at: 1, reason: "Ordered twice" };

  it("alone releases it, and hands it on when another asks", () => {
    const [leeds, york] = [new Member("leeds"), new Member("york")];
    leeds.write([placed("o1")]);
    meet(leeds, york);
    expect(release(york, "o1")).toBe("order-elsewhere");
    york.write([draft("order/o1", "work.asked", { askId: "w1", orderId: "o1" })]);
    meet(leeds, york);
    expect(york.order("o1").custody.holder).toBe("york");
    expect(release(leeds, "o1")).toBe("order-elsewhere");
  });

  it("cancels it when another asks, and what it promised is its own again", () => {
    const [leeds, york] = [new Member("leeds"), new Member("york")];
    leeds.write([receipt(1), placed("o1", { tenders: [] })]);
    release(leeds, "o1");
    meet(leeds, york);
    const asked = decideCancel(york.order("o1"), cancel, { station: "york", askId: "c1" });
    york.write(asked.ok ? asked.value : expect.fail(asked.error));
    expect(york.order("o1").holds.map((hold) => hold.type)).toEqual(["CONFLICT"]);
    meet(leeds, york);
    expect(stageOf(york.order("o1"))).toBe("cancelled");
    expect(york.order("o1").holds).toEqual([]);
    expect(promiseStanding(york.stock("BOWL"), "leeds").mayPromise).toBe(1);
  });

  it("refunds it, never more than was taken, whoever asks", () => {
    const [leeds, york] = [new Member("leeds"), new Member("york")];
    leeds.write([placed("o1")]);
    meet(leeds, york);
    for (const member of [leeds, york]) {
      const refund = { refundId: `r-${member.id}`, tenderId: "t1", amountMinor: 1000, reason: "Broken" };
      const decision = decideRefund(member.order("o1"), refund, { station: member.id, askId: `a-${member.id}` });
      member.write(decision.ok ? decision.value : expect.fail(decision.error));
    }
    meet(leeds, york);
    expect(netMinor(york.order("o1"))).toBe(890);
    expect(openConflicts(york.order("o1")).map((conflict) => conflict.code)).toEqual(["refund-over"]);
  });

  it("does not choose between two addresses", () => {
    const [leeds, york, hull] = [new Member("leeds"), new Member("york"), new Member("hull")];
    leeds.write([placed("o1")]);
    meet(leeds, york, hull);
    for (const [member, city] of [[york, "York"] as const, [hull, "Hull"] as const]) {
      const wish = { type: "address" as const, shipTo: { ...address, city }, seen: "", reason: "" };
      member.write([draft("order/o1", "order.asked", { orderId: "o1", askId: `a-${city}`, ask: wish })]);
    }
    meet(leeds, york, hull);
    expect(openConflicts(hull.order("o1")).map((conflict) => conflict.code)).toEqual(["two-addresses"]);
    expect(hull.order("o1").shipTo.city).toBe("Leeds");
    expect(stageOf(hull.order("o1"))).toBe("on-hold");
  });
});
