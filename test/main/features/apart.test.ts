import { describe, expect, it } from "vitest";
import { sha256 } from "#main/store/sha256.ts";
import { draft } from "#shared/facts/kinds.ts";
import { uuidV7 } from "#shared/kernel/ids.ts";
import { decideAddress } from "#shared/orders/decide-edits.ts";
import { decideCancel, decideRelease } from "#shared/orders/decide-orders.ts";
import { openConflicts } from "#shared/orders/order-conflicts.ts";
import { stageOf } from "#shared/orders/order-standing.ts";
import { Member } from "#test/builders/company.ts";
import { placed } from "#test/builders/facts.ts";
import { bowls, order, pickAll, place, ship, stage, stock } from "#test/builders/floor.ts";
import { address, line, tender } from "#test/builders/orders.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { pictureFrom, storedFacts, storedPicture } from "#test/builders/stored.ts";
import type { Fact } from "#shared/facts/kinds.ts";

/** A whole station, Leeds, and another, York, that goes by the same rules and folds; they exchange facts when they meet. */

async function withYork(use: (leeds: TestStation, york: Member) => Promise<void>): Promise<void> {
  await withStation(async (leeds) => {
    const york = new Member("01a20327-0000-7000-8000-0000000000ff", leeds.now);
    york.hashes = sha256;
    york.idOf = (sequence) => uuidV7(york.now, new Uint8Array(10).fill(sequence % 256));
    await use(leeds, york);
  });
}

/** Everything to everybody, and answered, until nobody has anything more to say; then both see the same. */
async function meet(leeds: TestStation, york: Member): Promise<void> {
  for (let before = -1, now = 0; before !== now; now = leeds.factCount()) {
    before = now;
    await leeds.store.log.receive([...york.facts.values()]);
    await leeds.station.answers.answer();
    york.answer(york.receive(storedFacts(leeds.store) as Fact[]));
  }
  expect(storedPicture(leeds.store)).toEqual(pictureFrom(storedFacts(leeds.store), leeds.store.stationId));
  for (const { orderId } of york.all("orders")) {
    expect(JSON.stringify(order(leeds, orderId))).toBe(JSON.stringify(york.order(orderId)));
  }
}

async function exceptions(test: TestStation) {
  const page = await test.call("exceptions.page", { limit: 50 });
  return page.ok ? page.value.rows : expect.fail(page.error.code);
}

const by = (member: Member, askId = "ask") => ({ station: member.id, askId });

describe("a station and another", () => {
  it("sell no unit twice, and the one that is short gets what the other can spare", async () => {
    await withYork(async (leeds, york) => {
      const moves = [{ sku: "BOWL", from: "supplier", to: "bin/A-2", quantity: 3 }];
      york.write([draft("item/BOWL", "stock.moved", { moves, reason: "receipt", stated: [] })]);
      await meet(leeds, york);
      await place(leeds, "o1", [bowls(2)]);
      // York does not hear of it in time: what Leeds may not promise waits as a backorder.
      expect(await leeds.call("orders.release", { orderIds: ["o1"] })).toMatchObject({ value: { backordered: 1 } });
      expect(await leeds.call("stock.standing", { sku: "BOWL" })).toMatchObject({
        value: {
          onHand: 3,
          mayPromise: 0,
          elsewhere: [{ name: york.id, units: 3 }],
          backorders: [{ number: "#o1", units: 2 }],
        },
      });
      york.write([placed("y1", { lines: [line({ quantity: 1 })] })]);
      const released = decideRelease(york.order("y1"), (sku) => york.read("stock", sku), york.here);
      york.write(released.ok ? released.value : expect.fail(released.error));
      const ask = { askId: "a1", sku: "BOWL", quantity: 2, reason: "release" as const };
      await leeds.store.log.act("system", (act) => act.append([draft("item/BOWL", "right.asked", ask)]));
      await meet(leeds, york);
      expect(await leeds.call("orders.release", { orderIds: ["o1"] })).toMatchObject({ value: { released: 1 } });
      expect(leeds.store.log.read("stock", "BOWL")).toMatchObject({
        places: { "bin/A-2": 3 },
        promised: { "bin/A-2": 3 },
        rights: {},
      });
    });
  });

  it("cancel and ship one order: nothing is lost, and somebody decides", async () => {
    await withYork(async (leeds, york) => {
      await stock(leeds, { bowl: 3 });
      await place(leeds, "o1", [bowls(1)], { tenders: [tender({ state: "pending" })] });
      await meet(leeds, york);
      const cancel = { by: "customer" as const, at: york.now, reason: "Ordered twice" };
      const asked = decideCancel(york.order("o1"), cancel, by(york));
      york.write(asked.ok ? asked.value : expect.fail(asked.error));
      await ship(leeds, "o1");
      await meet(leeds, york);
      const [row] = await exceptions(leeds);
      expect(row).toMatchObject({ code: "cancelled-and-shipped", number: "#o1", owner: "clerk", isKeptHere: true });
      expect(row?.happened.map(({ kind, station }) => `${kind} at ${station}`).toSorted()).toEqual([
        `order.asked at ${york.id}`,
        "order.shipped at Bench 1",
      ]);
      const answer = { orderId: "o1", exceptionId: row?.exceptionId ?? "", choice: "accepted", of: "", reason: "" };
      expect(await leeds.call("exceptions.resolve", answer)).toMatchObject({ error: { code: "reason-missing" } });
      const given = { ...answer, reason: "She keeps it" };
      expect(await leeds.call("exceptions.resolve", given)).toMatchObject({ ok: true });
      expect(await exceptions(leeds)).toEqual([]);
      expect(await leeds.call("exceptions.resolve", given)).toMatchObject({ error: { code: "exception-unknown" } });
    });
  });

  it("put back what a cancelled order had in its tote, and give back what was paid for it", async () => {
    await withYork(async (leeds, york) => {
      await stock(leeds, { bowl: 3 });
      await place(leeds, "o1", [bowls(2)]);
      await meet(leeds, york);
      await pickAll(leeds);
      const cancel = { by: "customer" as const, at: york.now, reason: "Ordered twice" };
      const asked = decideCancel(york.order("o1"), cancel, by(york));
      york.write(asked.ok ? asked.value : expect.fail(asked.error));
      await meet(leeds, york);
      const [row] = await exceptions(leeds);
      expect(row).toMatchObject({ code: "cancel-in-work", isKeptHere: true });
      expect(await stage(leeds, "o1")).toBe("on-hold");
      const about = { orderId: "o1", of: "", reason: "Talked to her" };
      const put = { ...about, exceptionId: row?.exceptionId ?? "", choice: "put-back" };
      expect(await leeds.call("exceptions.resolve", put)).toMatchObject({ ok: true });
      expect(await stage(leeds, "o1")).toBe("cancelled");
      expect(leeds.store.log.read("stock", "BOWL")).toMatchObject({ places: { "bin/A-2": 3 }, promised: {} });
      const [due] = await exceptions(leeds);
      expect(due).toMatchObject({ code: "refund-due", owner: "lead" });
      const refund = { ...about, exceptionId: due?.exceptionId ?? "", choice: "refund" };
      expect(await leeds.call("exceptions.resolve", refund)).toMatchObject({ ok: true });
      expect(order(leeds, "o1").tenders[0]).toMatchObject({ refundedMinor: 1890, state: "refunded" });
      expect(await exceptions(leeds)).toEqual([]);
    });
  });

  it("hold the last promised order where a count finds too few, wherever it is kept", async () => {
    await withYork(async (leeds, york) => {
      await stock(leeds, { bowl: 4 });
      await place(leeds, "o1", [bowls(2)]);
      await place(leeds, "o2", [bowls(2)]);
      await leeds.call("orders.releaseAll", {});
      await meet(leeds, york);
      york.write([draft("item/BOWL", "stock.counted", { sku: "BOWL", place: "bin/A-2", counted: 3, reason: "" })]);
      await meet(leeds, york);
      const holds = [order(leeds, "o1"), order(leeds, "o2")].map((each) => each.holds.map((hold) => hold.type));
      expect(holds).toEqual([[], ["STOCK"]]);
      expect(await leeds.call("stock.standing", { sku: "BOWL" })).toMatchObject({
        value: { onHand: 3, owed: [{ name: york.id, units: 1 }] },
      });
    });
  });

  it("ask each other to edit, readdress, refund and hand over an order", async () => {
    await withYork(async (leeds, york) => {
      york.write([placed("o1", { number: "#o1", lines: [line({ quantity: 2 })] })]);
      await meet(leeds, york);
      const moved = { ...address, city: "Hull" };
      const [orderId, reason] = ["o1", "Rang up"];
      await leeds.call("orders.changeAddress", { orderId, shipTo: moved, reason });
      await leeds.call("orders.changeLines", { orderId, lines: [{ sku: "BOWL", quantity: 1 }], reason });
      await leeds.call("orders.refund", { orderId, amountMinor: 500, reason });
      expect(await leeds.call("orders.refund", { orderId, amountMinor: 1400, reason })).toMatchObject({
        error: { code: "amount-too-large" },
      });
      await meet(leeds, york);
      expect(order(leeds, "o1")).toMatchObject({
        shipTo: { city: "Hull" },
        lines: [{ quantity: 1 }],
        tenders: [{ refundedMinor: 500 }],
        conflicts: [],
      });
      const page = await leeds.call("orders.page", { stage: "all", search: "Hull", after: null, limit: 5 });
      expect(page).toMatchObject({ value: { rows: [{ number: "#o1", units: 1 }] } });
      await leeds.call("orders.askFor", { orderId });
      await meet(leeds, york);
      expect(order(leeds, "o1").custody.holder).toBe(leeds.store.stationId);
      // Now York asks, and Leeds does it.
      const back = decideAddress(york.order("o1"), { shipTo: address, reason }, by(york, "back"));
      york.write(back.ok ? back.value : expect.fail(back.error));
      await meet(leeds, york);
      expect(york.order("o1").shipTo.city).toBe("Leeds");
    });
  });

  it("send units to each other, which are nobody's on the way", async () => {
    await withYork(async (leeds, york) => {
      await stock(leeds, { bowl: 5 });
      await meet(leeds, york);
      const send = (quantity: number) =>
        leeds.call("stock.send", { to: york.id, lines: [{ sku: "BOWL", bin: "A-2", quantity }] });
      expect(await send(6)).toMatchObject({ error: { code: "not-free-here" } });
      expect(await send(2)).toMatchObject({ ok: true });
      await meet(leeds, york);
      expect(york.stock("BOWL").rights).toEqual({ "bin/A-2": { [leeds.store.stationId]: 3 } });
      const transfer = york.all("work").find((work) => work.kind === "transfer");
      const { transferId = "" } = transfer ?? {};
      const arrived = { transferId, lines: [{ sku: "BOWL", bin: "Y-1", quantity: 2 }] };
      expect(await leeds.call("stock.receive", arrived)).toMatchObject({ error: { code: "not-for-here" } });
      const lines = [{ sku: "BOWL", place: "bin/Y-1", quantity: 2 }];
      york.write([draft(`transfer/${transferId}`, "transfer.received", { transferId, lines })]);
      await meet(leeds, york);
      expect(await leeds.call("stock.standing", { sku: "BOWL" })).toMatchObject({
        value: { onHand: 5, mayPromise: 3, elsewhere: [{ units: 2 }] },
      });
      const move = { sku: "BOWL", from: "Y-1", to: "A-2", quantity: 1, reason: "" };
      expect(await leeds.call("stock.relocate", move)).toMatchObject({ error: { code: "not-free-here" } });
      expect(await leeds.call("stock.relocate", { ...move, from: "A-2", to: "B-1" })).toMatchObject({ ok: true });
    });
  });

  it("go on with one order after a lead took it over: somebody is told", async () => {
    await withYork(async (leeds, york) => {
      await stock(leeds, { bowl: 3 });
      await place(leeds, "o1", [bowls(1)]);
      await meet(leeds, york);
      const body = { orderId: "o1", from: leeds.store.stationId, to: york.id, reason: "Bench 1 is dead" };
      york.write([draft("order/o1", "work.taken", body)]);
      await ship(leeds, "o1");
      await meet(leeds, york);
      expect(openConflicts(york.order("o1")).map((conflict) => conflict.code)).toEqual(["worked-in-two-places"]);
      expect(stageOf(york.order("o1"))).toBe("shipped");
    });
  });
});
