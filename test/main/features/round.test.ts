import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import { type CatalogueRow, writeCatalogue } from "#test/builders/files.ts";
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
import { item, line } from "#test/builders/orders.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";

async function takeList(test: TestStation): Promise<string> {
  await test.call("orders.releaseAll", {});
  const taken = await test.call("picking.take", {});
  return taken.ok ? taken.value.list.listId : expect.fail(JSON.stringify(taken));
}

describe("taking a pick back", () => {
  it("puts the unit back into its bin and promises it again, also after the list's last pick", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 3 });
      await place(test, "o1", [bowls(1)]);
      await takeList(test);
      await pickScan(test, "HF-BIN.A-2");
      expect((await pickScan(test, scans.bowl)).kind).toBe("list-done");
      expect((await pickScan(test, "HF-CMD.UNDO")).kind).toBe("taken-back");
      expect(test.store.log.read("stock", "BOWL")).toMatchObject({
        places: { "bin/A-2": 3 },
        promised: { "bin/A-2": 1 },
      });
      expect(await stage(test, "o1")).toBe("picking");
      expect((await pickScan(test, scans.bowl)).kind).toBe("list-done");
    });
  });

  it("is refused once the order is at the bench: its units are counted there", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 3, towel: 3 });
      await place(test, "o1", [bowls(1)]);
      await place(test, "o2", [towels(1)]);
      await takeList(test);
      await pickScan(test, "HF-BIN.A-2");
      await pickScan(test, scans.bowl);
      expect(await packScan(test, "HF-ORD.#o1")).toMatchObject({ kind: "opened" });
      expect(await pickScan(test, "HF-CMD.UNDO")).toEqual({ kind: "not-now", command: "UNDO", reason: "at-the-bench" });
      expect(await packScan(test, scans.bowl)).toMatchObject({ kind: "all-packed" });
      expect(await pickScan(test, "HF-CMD.UNDO")).toMatchObject({ kind: "not-now" });
      expect(order(test, "o1").lines[0]).toMatchObject({ picked: 1, packed: 1, shipped: 0 });
    });
  });
});

describe("a closed list", () => {
  it("takes no more picks when it is opened again: what it freed may be promised to others", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 2 });
      await place(test, "o1", [bowls(2)]);
      const listId = await takeList(test);
      await pickScan(test, "HF-BIN.A-2");
      await pickScan(test, scans.bowl);
      await test.call("picking.close", { listId });
      expect(await stage(test, "o1")).toBe("picked");
      await test.call("picking.open", { listId });
      expect((await pickScan(test, scans.bowl)).kind).toBe("list-done");
      expect((await pickScan(test, "HF-CMD.UNDO")).kind).toBe("list-done");
      expect((await pickScan(test, "HF-CMD.SHORT")).kind).toBe("list-done");
      expect(order(test, "o1").lines[0]).toMatchObject({ picked: 1, allocated: 1 });
      expect(test.store.log.read("stock", "BOWL")).toMatchObject({ places: { "bin/A-2": 1 }, promised: {} });
      expect(await test.call("picking.close", { listId })).toMatchObject({ error: { code: "list-done" } });
    });
  });
});

describe("an item without a bin", () => {
  it("can be picked from wherever the picker stands, before and after a bin was scanned", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await test.store.log.act("person-1", (act) =>
        act.append([
          draft("item/TEA", "item.defined", { item: item({ sku: "TEA", name: "Tea", barcode: "", bin: "" }) }),
          draft("item/TEA", "stock.moved", {
            moves: [{ sku: "TEA", from: "adjustment", to: "bin/", quantity: 5 }],
            reason: "count",
            stated: [],
          }),
        ]),
      );
      await place(test, "o1", [line({ sku: "TEA", name: "Tea", quantity: 3 }), bowls(1, "2")]);
      await takeList(test);
      expect(await pickScan(test, "TEA")).toMatchObject({ kind: "picked", picked: 1 });
      expect(await pickScan(test, "HF-BIN.A-2")).toEqual({ kind: "at-bin", bin: "A-2" });
      expect(await pickScan(test, scans.bowl)).toMatchObject({ kind: "stop-done", next: "" });
      expect(await pickScan(test, "TEA")).toMatchObject({ kind: "picked", picked: 2 });
      expect(await pickScan(test, "HF-CMD.SHORT")).toMatchObject({ kind: "shorted", quantity: 1 });
      expect(order(test, "o1").lines.map((each) => [each.picked, each.backordered])).toEqual([
        [2, 1],
        [1, 0],
      ]);
    });
  });
});

describe("a tote", () => {
  it("is free again when nothing was found for its order", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 1, towel: 1 });
      await place(test, "o1", [bowls(1)]);
      await takeList(test);
      await pickScan(test, "HF-BIN.A-2");
      await pickScan(test, "HF-CMD.SHORT");
      expect(await stage(test, "o1")).toBe("backordered");
      await place(test, "o2", [towels(1)]);
      await takeList(test);
      expect(order(test, "o2").tote).toBe("T-01");
    });
  });

  it("is free again when what lay in it is gone, though the rest of its order waits", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 1, towel: 1 });
      await place(test, "o1", [bowls(2)]);
      await ship(test, "o1");
      expect(await stage(test, "o1")).toBe("backordered");
      await place(test, "o2", [towels(1)]);
      await pickAll(test);
      expect(order(test, "o2").tote).toBe("T-01");
      expect(await packScan(test, "HF-TOTE.T-01")).toMatchObject({ kind: "opened" });
      expect(await test.call("packing.state", {})).toMatchObject({ value: { session: { number: "#o2" } } });
    });
  });
});

describe("an order whose backorder came in", () => {
  it("goes round a second time with boxes, labels and numbers of its own", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 1 });
      await place(test, "o1", [bowls(3)]);
      await ship(test, "o1");
      await stock(test, { bowl: 5 });
      expect(await test.call("orders.release", { orderIds: ["o1"] })).toMatchObject({ value: { released: 1 } });
      await pickAll(test);
      expect(await stage(test, "o1")).toBe("picked");
      expect(await packAll(test, "o1")).toMatchObject({ kind: "all-packed", units: 2 });
      const [first, second] = labels(test, "o1");
      expect(await packScan(test, `00${first?.sscc}`)).toMatchObject({ kind: "wrong-label" });
      expect(await packScan(test, `00${second?.sscc}`)).toMatchObject({ kind: "label-bound", shipped: true });
      expect(order(test, "o1").lines[0]).toMatchObject({
        quantity: 3,
        shipped: 3,
        packed: 3,
        picked: 3,
        backordered: 0,
      });
      expect(await stage(test, "o1")).toBe("shipped");
    });
  });
});

describe("printing again after the clock was set back", () => {
  it("still knows which copy is the last, and makes no other while that one waits", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 3 });
      await place(test, "o1", [bowls(1)]);
      await pickAll(test);
      await packAll(test, "o1");
      const { parcelId = "", jobIds = [] } = labels(test, "o1")[0] ?? {};
      await print(test, jobIds[0] ?? "");
      for (const copy of [2, 3, 4]) {
        test.now -= 3_600_000;
        expect(await test.call("prints.again", { parcelId })).toEqual({ ok: true, value: { copy } });
        expect(await test.call("prints.again", { parcelId })).toMatchObject({ error: { code: "label-waiting" } });
        await print(test, labels(test, "o1")[0]?.jobIds.at(-1) ?? "");
      }
    });
  });
});

describe("labels of several boxes", () => {
  it("wait for the printer in the order of the boxes, also when the clock is set back", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 12 });
      await place(test, "o1", [bowls(6)]);
      await pickAll(test);
      test.now -= 3_600_000;
      await packScan(test, "HF-ORD.#o1");
      for (let unit = 1; unit < 6; unit += 1) {
        await packScan(test, scans.bowl);
        await packScan(test, "HF-CMD.BOX.NEW");
      }
      await packScan(test, scans.bowl);
      const devices = await test.call("devices.state", {});
      const newestFirst = devices.ok ? devices.value.jobs.map((job) => job.title) : [];
      expect(newestFirst).toEqual([6, 5, 4, 3, 2, 1].map((box) => `#o1, box ${box} of 6`));
    });
  });
});

describe("a catalogue's figure", () => {
  const row = (change: Partial<CatalogueRow>): CatalogueRow => ({
    sku: "BOWL",
    name: "Oak bowl",
    barcode: scans.bowl,
    bin: "A-2",
    price: 1890,
    onHand: 0,
    ...change,
  });

  async function read(test: TestStation, change: Partial<CatalogueRow>): Promise<Readonly<Record<string, number>>> {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-files-"));
    try {
      const path = writeCatalogue(folder, "catalogue.csv", [row(change)]);
      await test.call("imports.start", { path, encoding: "utf-8" });
      await test.station.imports.settled();
      return test.store.log.read("stock", "BOWL")?.places ?? {};
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it("counts once: the same figure read again does not undo today's sales", async () => {
    await withStation(async (test) => {
      expect(await read(test, { onHand: 10 })).toEqual({ "bin/A-2": 10, adjustment: -10 });
      await place(test, "o1", [bowls(4)]);
      await ship(test, "o1");
      expect(await read(test, { onHand: 10 })).toEqual({ "bin/A-2": 6, adjustment: -10, customer: 4 });
      expect(await read(test, { onHand: 9 })).toEqual({ "bin/A-2": 9, adjustment: -13, customer: 4 });
    });
  });

  it("lower than the book takes units from where they lie, never below nought in any bin", async () => {
    await withStation(async (test) => {
      await read(test, { onHand: 10 });
      expect(await read(test, { bin: "B-1", onHand: 12 })).toEqual({ "bin/A-2": 10, "bin/B-1": 2, adjustment: -12 });
      expect(await read(test, { bin: "B-1", onHand: 5 })).toEqual({ "bin/A-2": 5, adjustment: -5 });
      expect(await read(test, { bin: "B-1", onHand: 0 })).toEqual({});
    });
  });

  it("does not take units out of totes", async () => {
    await withStation(async (test) => {
      await read(test, { onHand: 3 });
      await place(test, "o1", [bowls(2)]);
      await pickAll(test);
      expect(await read(test, { onHand: 0 })).toEqual({ "tote/T-01": 2, adjustment: -2 });
      expect((await packAll(test, "o1")).kind).toBe("all-packed");
    });
  });
});
