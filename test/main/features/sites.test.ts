import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { scopeOf, takeScope } from "#main/sync/sync-tables.ts";
import { type Draft, draft } from "#shared/facts/kinds.ts";
import { writeCatalogue } from "#test/builders/files.ts";
import {
  bowl,
  bowls,
  order,
  packScan,
  pickAll,
  pickScan,
  place,
  scans,
  ship,
  stage,
  stock,
  towel,
} from "#test/builders/floor.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { storedFacts } from "#test/builders/stored.ts";

function moveTo(test: TestStation, site: string): Promise<void> {
  return test.store.log.commit("scope", "system", ({ statements }) => takeScope(statements, { site, channels: null }));
}

/** A station of the store North; the books say that the store of before has bins of the same names. */
async function atNorth(use: (test: TestStation) => Promise<void>): Promise<void> {
  await withStation(async (test) => {
    await stock(test, { bowl: 9, towel: 9 });
    await moveTo(test, "North");
    await use(test);
  });
}

function units(test: TestStation): Readonly<Record<string, number>> {
  return test.store.log.read("stock", "BOWL")?.places ?? {};
}

function record(test: TestStation, drafts: readonly Draft[]): Promise<void> {
  return test.store.log.act("person-1", (act) => act.append(drafts));
}

const received = (quantity: number): Draft => {
  const moves = [{ sku: "BOWL", from: "supplier", to: "bin@North/A-2", quantity }];
  return draft("item/BOWL", "stock.moved", { moves, reason: "receipt", stated: [] });
};

async function readCatalogue(test: TestStation, onHand: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-files-"));
  try {
    const { sku, name, barcode, bin } = bowl;
    const path = writeCatalogue(folder, "catalogue.csv", [{ sku, name, barcode, bin, price: 1890, onHand }]);
    await test.call("imports.start", { path, encoding: "utf-8" });
    await test.station.imports.settled();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe("what somebody does at a station", () => {
  it("is about the bins of its own site, and leaves those of the same name elsewhere alone", async () => {
    await atNorth(async (test) => {
      const reason = "";
      await test.call("stock.count", { sku: "BOWL", bin: "A-2", counted: 4, reason });
      expect(units(test)).toEqual({ "bin/A-2": 9, "bin@North/A-2": 4, adjustment: -13 });
      await test.call("stock.relocate", { sku: "BOWL", from: "A-2", to: "B-1", quantity: 1, reason });
      expect(units(test)).toMatchObject({ "bin/A-2": 9, "bin@North/A-2": 3, "bin@North/B-1": 1 });
      const tooMany = { sku: "BOWL", from: "A-2", to: "B-1", quantity: 4, reason };
      expect(await test.call("stock.relocate", tooMany)).toMatchObject({ error: { code: "not-free-here" } });
      await test.call("stock.send", { to: "leeds", lines: [{ sku: "BOWL", bin: "A-2", quantity: 2 }] });
      expect(units(test)).toMatchObject({ "bin/A-2": 9, "bin@North/A-2": 1 });
      await readCatalogue(test, 9);
      expect(units(test)).toMatchObject({ "bin/A-2": 9, "bin@North/A-2": 8, "bin@North/B-1": 1 });
      expect(await test.call("stock.standing", { sku: "BOWL" })).toMatchObject({
        value: {
          bins: [
            { bin: "A-2", site: "", units: 8 },
            { bin: "B-1", site: "", units: 1 },
            { bin: "A-2", site: "main", units: 9 },
          ],
        },
      });
    });
  });

  it("receives what another station sent into its own bins", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 3 });
      const lines = [{ sku: "BOWL", name: "Oak bowl", place: "bin/A-2", quantity: 2 }];
      const sent = { transferId: "t1", number: 1, to: test.store.stationId, lines };
      await record(test, [draft("transfer/t1", "transfer.sent", sent)]);
      await moveTo(test, "North");
      await test.call("stock.receive", { transferId: "t1", lines: [{ sku: "BOWL", bin: "A-2", quantity: 2 }] });
      expect(units(test)).toEqual({ "bin/A-2": 1, "bin@North/A-2": 2, adjustment: -3 });
    });
  });

  it("sells and picks what lies there before what lies elsewhere, and hands over out of its own totes", async () => {
    await atNorth(async (test) => {
      await record(test, [received(3)]);
      await place(test, "o1", [bowls(2)]);
      await ship(test, "o1");
      expect(units(test)).toEqual({ "bin/A-2": 9, "bin@North/A-2": 1, adjustment: -9, supplier: -3, customer: 2 });
      const putBack = [{ lineId: "1", bin: "A-2", quantity: 1 }];
      const refund = { orderId: "o1", amountMinor: 100, reason: "Broken", putBack };
      expect(await test.call("orders.refund", refund)).toMatchObject({ ok: true });
      expect(units(test)).toMatchObject({ "bin/A-2": 9, "bin@North/A-2": 2, customer: 1 });
    });
  });

  it("puts back where the tote is what an order left in it", async () => {
    await atNorth(async (test) => {
      await record(test, [received(3)]);
      await place(test, "o1", [bowls(2)]);
      await pickAll(test);
      expect(units(test)).toMatchObject({ "bin@North/A-2": 1, "tote@North/T-01": 2 });
      const wish = { type: "cancel" as const, by: "customer" as const, at: test.now, reason: "Ordered twice" };
      await record(test, [draft("order/o1", "order.asked", { orderId: "o1", askId: "a1", ask: wish })]);
      const put = { orderId: "o1", exceptionId: "o1/cancel-in-work", choice: "put-back", of: "", reason: "Rang her" };
      expect(await test.call("exceptions.resolve", put)).toMatchObject({ ok: true });
      expect(units(test)).toEqual({ "bin/A-2": 9, "bin@North/A-2": 3, adjustment: -9, supplier: -3 });
    });
  });
});

describe("an order whose units lie at another site", () => {
  it("is not picked here: the pick screens say where it is", async () => {
    await atNorth(async (test) => {
      await record(test, [received(1)]);
      await place(test, "there", [bowls(4)]);
      await place(test, "here", [bowls(1)]);
      await test.call("orders.releaseAll", {});
      expect(order(test, "there").allocations).toMatchObject([{ place: "bin/A-2", quantity: 4 }]);
      expect(await test.call("picking.overview", {})).toMatchObject({
        value: { waitingOrders: 1, waitingUnits: 1, elsewhere: [{ site: "main", orders: 1, units: 4 }] },
      });
      const taken = await test.call("picking.take", {});
      expect(taken).toMatchObject({ value: { list: { orders: [{ orderId: "here" }] } } });
      expect(await test.call("picking.take", {})).toMatchObject({ error: { code: "nothing-to-pick" } });
    });
  });

  it("is picked by a station that comes to be there", async () => {
    await atNorth(async (test) => {
      await place(test, "o1", [bowls(4)]);
      await test.call("orders.releaseAll", {});
      await moveTo(test, "main");
      expect(await test.call("picking.take", {})).toMatchObject({ ok: true });
      expect((await pickScan(test, "HF-BIN.A-2")).kind).toBe("at-bin");
      expect((await pickScan(test, scans.bowl)).kind).toBe("picked");
      expect(units(test)).toMatchObject({ "bin/A-2": 8, "tote/T-01": 1 });
    });
  });

  it("of two sites is promised at the one that has most of it, and the rest once that has left", async () => {
    await atNorth(async (test) => {
      await record(test, [received(1)]);
      await place(test, "o1", [bowls(1), { ...bowls(2, "2"), sku: "TOWEL", name: towel.name }]);
      await test.call("orders.releaseAll", {});
      expect(order(test, "o1").allocations.map((part) => part.place)).toEqual(["bin/A-2", "bin/A-10"]);
      await place(test, "o2", [bowls(9)]);
      await test.call("orders.release", { orderIds: ["o2"] });
      expect(order(test, "o2")).toMatchObject({ lines: [{ allocated: 8, backordered: 1 }] });
      await moveTo(test, "main");
      await ship(test, "o2");
      expect(await stage(test, "o2")).toBe("backordered");
      await moveTo(test, "North");
      await test.call("orders.release", { orderIds: ["o2"] });
      expect(order(test, "o2").allocations).toMatchObject([{ place: "bin@North/A-2", quantity: 1 }]);
      await pickAll(test);
      expect(await stage(test, "o2")).toBe("picked");
      expect(units(test)).toMatchObject({ "tote@North/T-01": 1, customer: 8 });
    });
  });

  it("lets both sites have a tote of the same name", async () => {
    await atNorth(async (test) => {
      await record(test, [received(2)]);
      const line = { lineId: "1", sku: "BOWL", name: "Oak bowl", orderId: "leeds", tote: "T-01", quantity: 1 };
      const list = { listId: "l-leeds", number: 1, orders: [{ orderId: "leeds", number: "#leeds", tote: "T-01" }] };
      await place(test, "leeds", [bowls(1)]);
      const { lineId, sku, quantity } = line;
      const allocations = [{ lineId, sku, place: "bin/A-2", quantity }];
      await record(test, [
        draft("order/leeds", "order.released", { orderId: "leeds", allocations, backorders: [] }),
        draft("pick/l-leeds", "pick.started", {
          ...list,
          stops: [{ ...line, stopId: "1", bin: "A-2", place: "bin/A-2" }],
        }),
        draft("pick/l-leeds", "pick.confirmed", {
          ...{ listId: "l-leeds", stopId: "1", orderId: "leeds", lineId, sku, tote: "T-01", quantity },
          ...{ place: "bin/A-2", scan: scans.bowl },
        }),
      ]);
      await place(test, "north", [bowls(1)]);
      await pickAll(test);
      expect(order(test, "north").tote).toBe("T-01");
      expect(units(test)).toMatchObject({ "tote/T-01": 1, "tote@North/T-01": 1 });
      const bench = await test.call("packing.state", {});
      expect(bench).toMatchObject({ value: { readyCount: 1, ready: [{ orderId: "north", tote: "T-01" }] } });
      expect(await packScan(test, "HF-TOTE.T-01")).toMatchObject({ kind: "opened" });
      expect(order(test, "north").sessionId).not.toBe("");
      expect(order(test, "leeds").sessionId).toBe("");
    });
  });
});

describe("facts of a site", () => {
  it("are of a version that a Holdfast without sites keeps unread; those of main are as they were", async () => {
    await atNorth(async (test) => {
      await record(test, [received(1)]);
      await place(test, "o1", [bowls(1)]);
      await pickAll(test);
      const versions = storedFacts(test.store).map(({ kind, version, body }) => ({
        kind,
        version,
        isSited: JSON.stringify(body).includes("@North/"),
      }));
      const placed = versions.filter(({ kind }) => /^(stock\.|pick\.(started|confirmed)|order\.released)/.test(kind));
      expect(placed.length).toBeGreaterThan(4);
      expect(placed.filter(({ version, isSited }) => version !== (isSited ? 2 : 1))).toEqual([]);
    });
  });

  it("stay those of the site when the station is opened again", async () => {
    await atNorth(async (test) => {
      await test.restart();
      expect(scopeOf(test.store.statements).site).toBe("North");
    });
  });
});
