import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import { paymentState } from "#shared/orders/order-standing.ts";
import { foldAll, facts, placed } from "#test/builders/facts.ts";
import { type ShopOrder, writeShopOrders } from "#test/builders/files.ts";
import {
  bowls,
  labels,
  order,
  packAll,
  packScan,
  pickAll,
  pickScan,
  place,
  print,
  scans,
  ship,
  stage,
  stock,
  towels,
} from "#test/builders/floor.ts";
import { tender } from "#test/builders/orders.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { storedFacts } from "#test/builders/stored.ts";

/** The forbidden cases of the order model, each by its name, over the whole station. */

const factsOf = (test: TestStation, kind: string): number =>
  storedFacts(test.store).filter((fact) => fact.kind === kind).length;

const holding = { type: "FRAUD" as const, reason: "Ring first" };

describe("a label without a full verify", () => {
  it("is not made by closing the box while a unit is missing", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5, towel: 5 });
      await place(test, "o1", [bowls(2), towels(1, "2")]);
      await pickAll(test);
      await packScan(test, "HF-ORD.#o1");
      for (const text of [scans.bowl, scans.towel]) {
        await packScan(test, text);
        expect(await packScan(test, "HF-CMD.CLOSE")).toMatchObject({ kind: "not-now", reason: "not-all-verified" });
      }
      expect(await packScan(test, "HF-CMD.PRINT.AGAIN")).toMatchObject({ kind: "not-now", reason: "no-label" });
      expect([factsOf(test, "print.queued"), factsOf(test, "pack.closed")]).toEqual([0, 0]);
    });
  });

  it("is not made by wrong, unknown and surplus scans, however many", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5, towel: 5 });
      await place(test, "o1", [bowls(2)]);
      await pickAll(test);
      await packScan(test, "HF-ORD.#o1");
      await packScan(test, scans.bowl);
      const wrong = [
        scans.towel,
        "NOBODY-KNOWS-THIS",
        "HF-TOTE.T-77",
        "HF-ORD.#o9",
        "00095212340000000013",
        "HF-BIN.A-2",
      ];
      for (const text of wrong) expect((await packScan(test, text)).kind).not.toMatch(/right|line-done|all-packed/);
      await packScan(test, "HF-CMD.QTY.2");
      expect(await packScan(test, scans.bowl)).toMatchObject({ kind: "one-too-many", quantity: 2, scanned: 3 });
      expect(order(test, "o1").lines[0]).toMatchObject({ packed: 1 });
      expect(factsOf(test, "print.queued")).toBe(0);
    });
  });

  it("is not made when the last unit was taken out again", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(2)]);
      await pickAll(test);
      await packScan(test, "HF-ORD.#o1");
      await packScan(test, scans.bowl);
      expect(await packScan(test, "HF-CMD.UNDO")).toMatchObject({ kind: "taken-back" });
      expect(await packScan(test, scans.bowl)).toMatchObject({ kind: "right", packed: 1 });
      expect(factsOf(test, "print.queued")).toBe(0);
      expect(await packScan(test, scans.bowl)).toMatchObject({ kind: "all-packed" });
      expect(factsOf(test, "print.queued")).toBe(1);
    });
  });

  it("is not made of units that were picked for a backorder's missing ones", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 1 });
      await place(test, "o1", [bowls(3)]);
      await ship(test, "o1");
      expect(order(test, "o1").lines[0]).toMatchObject({ shipped: 1, backordered: 2, packed: 1, picked: 1 });
      expect(await stage(test, "o1")).toBe("backordered");
      expect(await packScan(test, "HF-ORD.#o1")).toMatchObject({ kind: "not-ready", stage: "backordered" });
    });
  });
});

describe("shipping with an active hold", () => {
  it("is stopped at the release", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(1)]);
      await test.call("orders.hold", { orderId: "o1", ...holding });
      expect(await test.call("orders.release", { orderIds: ["o1"] })).toMatchObject({
        value: { released: 0, refused: [{ number: "#o1", code: "order-on-hold" }] },
      });
      await test.call("orders.releaseAll", {});
      expect(await test.call("picking.take", {})).toMatchObject({ ok: false, error: { code: "nothing-to-pick" } });
    });
  });

  it("is stopped on the round", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(2)]);
      await test.call("orders.releaseAll", {});
      await test.call("picking.take", {});
      await pickScan(test, "HF-BIN.A-2");
      await pickScan(test, scans.bowl);
      await test.call("orders.hold", { orderId: "o1", ...holding });
      expect(await pickScan(test, scans.bowl)).toEqual({ kind: "order-stopped", number: "#o1", reason: "Ring first" });
      expect(order(test, "o1").lines[0]).toMatchObject({ picked: 1 });
    });
  });

  it("is stopped in the box, at its closing and at the hand-over, and goes on once the hold is lifted", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(2)]);
      await pickAll(test);
      await test.call("orders.hold", { orderId: "o1", ...holding });
      expect(await packScan(test, "HF-ORD.#o1")).toMatchObject({ kind: "on-hold", types: ["FRAUD"] });
      await lift(test);
      await packScan(test, "HF-ORD.#o1");
      await packScan(test, scans.bowl);
      await test.call("orders.hold", { orderId: "o1", ...holding });
      expect(await packScan(test, scans.bowl)).toMatchObject({ kind: "on-hold" });
      expect(await packScan(test, "HF-CMD.CLOSE")).toMatchObject({ kind: "on-hold" });
      expect(order(test, "o1").lines[0]).toMatchObject({ packed: 1 });
      await lift(test);
      expect(await packScan(test, scans.bowl)).toMatchObject({ kind: "all-packed" });
      await test.call("orders.hold", { orderId: "o1", ...holding });
      const [label] = labels(test, "o1");
      expect(await packScan(test, `00${label?.sscc}`)).toMatchObject({ kind: "on-hold" });
      expect(factsOf(test, "order.shipped")).toBe(0);
      await lift(test);
      expect(await packScan(test, `00${label?.sscc}`)).toMatchObject({ kind: "label-bound", shipped: true });
    });
  });

  async function lift(test: TestStation): Promise<void> {
    const holdIds = order(test, "o1").holds.map((hold) => hold.holdId);
    expect(await test.call("orders.liftHolds", { orderId: "o1", holdIds, reason: "Rang" })).toMatchObject({ ok: true });
  }
});

describe("cancelling after shipping", () => {
  it("is refused for an order that is gone", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(2)]);
      await ship(test, "o1");
      const reply = await test.call("orders.cancel", { orderId: "o1", reason: "Changed her mind" });
      expect(reply).toEqual({ ok: false, error: { code: "order-shipped", detail: "" } });
      expect(await stage(test, "o1")).toBe("shipped");
    });
  });

  it("is refused for an order of which a part is gone", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 1 });
      await place(test, "o1", [bowls(2)]);
      await ship(test, "o1");
      expect(await test.call("orders.cancel", { orderId: "o1", reason: "Changed her mind" })).toMatchObject({
        error: { code: "order-shipped" },
      });
    });
  });

  it("and before it is refused only while units are promised to a list or lie in a tote", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(2)]);
      const cancel = { orderId: "o1", reason: "Changed her mind" };
      await test.call("orders.releaseAll", {});
      const taken = await test.call("picking.take", {});
      expect(await test.call("orders.cancel", cancel)).toMatchObject({ error: { code: "order-in-work" } });
      await pickScan(test, "HF-BIN.A-2");
      await pickScan(test, "HF-CMD.SHORT");
      // Nothing was found: nothing has to go back.
      expect(taken.ok && taken.value.list.stops).toHaveLength(1);
      expect(await stage(test, "o1")).toBe("backordered");
      expect(await test.call("orders.cancel", cancel)).toEqual({ ok: true, value: null });
      expect(test.store.log.read("stock", "BOWL")).toEqual({
        sku: "BOWL",
        // The units that were not found stop being promised to anybody.
        places: { "bin/A-2": 3, adjustment: -5, missing: 2 },
        promised: {},
        // And the right to promise what is left is where the stock came in.
        rights: { "bin/A-2": { [test.store.stationId]: 3 } },
        asks: {},
        statedOnHand: null,
        statedBy: "",
      });
    });
  });
});

describe("two live labels on one parcel", () => {
  it("do not come from closing twice, and no number is given twice", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 9 });
      for (const id of ["o1", "o2", "o3"]) await place(test, id, [bowls(2)]);
      await pickAll(test);
      for (const id of ["o1", "o2", "o3"]) {
        await packScan(test, `HF-ORD.#${id}`);
        await packScan(test, scans.bowl);
        await packScan(test, "HF-CMD.BOX.NEW");
        expect(await packScan(test, scans.bowl)).toMatchObject({ kind: "all-packed", boxes: 2 });
        expect(await packScan(test, "HF-CMD.CLOSE")).toMatchObject({ kind: "not-now", reason: "box-closed" });
        expect(await packScan(test, scans.bowl)).toMatchObject({ kind: "one-too-many" });
        expect(await packScan(test, "HF-CMD.UNDO")).toMatchObject({ kind: "not-now", reason: "box-closed" });
        await packScan(test, "HF-CMD.PARK");
      }
      const all = ["o1", "o2", "o3"].flatMap((id) => labels(test, id));
      expect(new Set(all.map((label) => label.sscc)).size).toBe(6);
      expect(all.map((label) => label.jobIds.length)).toEqual([1, 1, 1, 1, 1, 1]);
    });
  });

  it("do not come from printing again: it is the same bytes, counted, and never while a print is unsettled", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(1)]);
      await pickAll(test);
      await packAll(test, "o1");
      const [label] = labels(test, "o1");
      const [jobId] = label?.jobIds ?? [];
      expect(await packScan(test, "HF-CMD.PRINT.AGAIN")).toMatchObject({ kind: "not-now" });
      await print(test, jobId ?? "");
      expect(await packScan(test, "HF-CMD.PRINT.AGAIN")).toEqual({ kind: "printing-again", copy: 2 });
      expect(await packScan(test, "HF-CMD.PRINT.AGAIN")).toMatchObject({ kind: "not-now" });
      const jobs = (labels(test, "o1")[0]?.jobIds ?? []).map((id) => test.store.log.read("printJobs", id));
      expect(jobs.map((job) => [job?.copy, job?.parcelId])).toEqual([
        [1, label?.parcelId],
        [2, label?.parcelId],
      ]);
      expect(jobs[1]?.content).toBe(jobs[0]?.content);
    });
  });

  it("do not pass at the hand-over: another box's label is refused, and the right one binds once", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      for (const id of ["o1", "o2"]) await place(test, id, [bowls(1)]);
      await pickAll(test);
      await packAll(test, "o1");
      await packScan(test, "HF-CMD.PARK");
      await packAll(test, "o2");
      const [mine] = labels(test, "o2");
      const [other] = labels(test, "o1");
      expect(await packScan(test, `00${other?.sscc}`)).toMatchObject({ kind: "wrong-label" });
      expect(await packScan(test, `00${mine?.sscc}`)).toMatchObject({ kind: "label-bound", shipped: true });
      expect((await packScan(test, `00${mine?.sscc}`)).kind).toBe("unknown-code");
      expect([factsOf(test, "parcel.bound"), factsOf(test, "order.shipped")]).toEqual([1, 1]);
    });
  });
});

describe("changed lines under a pick in progress", () => {
  it("do not come from a file in which the shop changed the order", async () => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-files-"));
    try {
      await withStation(async (test) => {
        await stock(test, { bowl: 5 });
        const lines = [{ sku: "BOWL", name: "Oak bowl", quantity: 2, price: 1890, travels: true }];
        await bringIn(test, writeShopOrders(folder, "first.csv", [{ ...shopOrder, lines }]));
        await test.call("orders.releaseAll", {});
        await test.call("picking.take", {});
        await pickScan(test, "HF-BIN.A-2");
        await pickScan(test, scans.bowl);
        const before = storedFacts(test.store).filter((fact) => fact.stream.startsWith("order/"));
        const changed = [{ ...shopOrder, lines: lines.map((line) => ({ ...line, quantity: 4 })) }];
        await bringIn(test, writeShopOrders(folder, "second.csv", changed));
        expect(test.station.imports.progress()?.counts).toMatchObject({ newOrders: 0, changed: 1 });
        expect(test.station.imports.progress()?.notices.join(" ")).toContain("#2001 differs from the one that is here");
        expect(storedFacts(test.store).filter((fact) => fact.stream.startsWith("order/"))).toEqual(before);
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("do not come from a second placing of the same order at another station", () => {
    const pick = { listId: "l1", stopId: "1", orderId: "o1", lineId: "1", sku: "BOWL", place: "bin/A-2", tote: "T-01" };
    const here = facts([
      placed("o1", { lines: [bowls(2)] }),
      draft("order/o1", "order.released", { orderId: "o1", allocations: [{ ...pick, quantity: 2 }], backorders: [] }),
      draft("pick/l1", "pick.confirmed", { ...pick, quantity: 1, scan: scans.bowl }),
    ]);
    const there = facts([placed("o1", { lines: [bowls(9)] })], 2).map((fact) => ({ ...fact, station: "station-2" }));
    const merged = foldAll([...there, ...here]);
    expect(merged.get("orders/o1")).toEqual(foldAll(here).get("orders/o1"));
  });

  const shopOrder: ShopOrder = {
    number: "#2001",
    id: "7000000002001",
    createdAt: Date.UTC(2026, 10, 15, 12),
    name: "Anna Berg",
    city: "Leeds",
    financial: "paid",
    fulfillment: "unfulfilled",
    cancelledAt: undefined,
    risk: "Low",
    lines: [],
  };

  async function bringIn(test: TestStation, path: string): Promise<void> {
    await test.call("imports.start", { path, encoding: "utf-8" });
    await test.station.imports.settled();
    expect(test.station.imports.progress()?.state).toEqual({ kind: "finished" });
  }
});

describe("refunding more than was captured, after two devices are merged", () => {
  it("does not come from two records of one tender: the later one stands, they are not added up", () => {
    const refund = (refundedMinor: number) =>
      draft("order/o1", "order.tenderRecorded", {
        orderId: "o1",
        tender: tender({ state: "partially_refunded", amountMinor: 1890, refundedMinor }),
      });
    const start = facts([placed("o1")]);
    const here = facts([refund(1000)], 2);
    const there = facts([refund(1200)], 3).map((fact) => ({ ...fact, station: "station-2", sequence: 1 }));
    for (const merged of [
      [...start, ...here, ...there],
      [...there, ...here, ...start],
    ]) {
      const state = foldAll(merged).get("orders/o1");
      const { tenders, totals } = state as Parameters<typeof paymentState>[0];
      expect(tenders.map((each) => each.refundedMinor)).toEqual([1200]);
      expect(paymentState({ tenders, totals })).toBe("partially_refunded");
    }
  });

  it("is refused here, however the amount is cut up", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(1)]);
      const paid = order(test, "o1").tenders[0]?.amountMinor ?? 0;
      const refund = (amountMinor: number) =>
        test.call("orders.refund", { orderId: "o1", amountMinor, reason: "Broken" });
      const tooLarge = { ok: false, error: { code: "amount-too-large" } };
      expect(await refund(paid + 1)).toMatchObject(tooLarge);
      expect(await refund(paid - 100)).toEqual({ ok: true, value: null });
      expect(await refund(101)).toMatchObject(tooLarge);
      expect(await refund(100)).toEqual({ ok: true, value: null });
      expect(await refund(1)).toMatchObject({ ok: false });
      expect(order(test, "o1").tenders[0]).toMatchObject({ refundedMinor: paid, state: "refunded" });
    });
  });
});

describe("a closed order", () => {
  it("is never confirmed again: it is not released, held, picked or packed", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 9 });
      await place(test, "o1", [bowls(1)]);
      await ship(test, "o1");
      const before = test.factCount();
      expect(await test.call("orders.release", { orderIds: ["o1"] })).toMatchObject({
        value: { refused: [{ code: "order-shipped" }] },
      });
      expect(await test.call("orders.hold", { orderId: "o1", ...holding })).toMatchObject({
        error: { code: "order-shipped" },
      });
      expect(await test.call("picking.take", {})).toMatchObject({ error: { code: "nothing-to-pick" } });
      expect(await packScan(test, "HF-ORD.#o1")).toMatchObject({ kind: "not-ready", stage: "shipped" });
      expect(test.factCount()).toBe(before);
    });
  });

  it("keeps its units: the picker cannot take back what is gone", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 9 });
      await place(test, "o1", [bowls(1)]);
      await ship(test, "o1");
      expect(await pickScan(test, "HF-CMD.UNDO")).toMatchObject({ kind: "not-now" });
      expect(order(test, "o1").lines[0]).toMatchObject({ picked: 1, packed: 1, shipped: 1 });
      expect(test.store.log.read("stock", "BOWL")?.places).toEqual({ "bin/A-2": 8, customer: 1, adjustment: -9 });
    });
  });
});
