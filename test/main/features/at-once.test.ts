import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeCatalogue } from "#test/builders/files.ts";
import {
  bowls,
  labels,
  order,
  packAll,
  packScan,
  pickAll,
  place,
  print,
  scans,
  stock,
  towels,
} from "#test/builders/floor.ts";
import { address } from "#test/builders/orders.ts";
import { withStation } from "#test/builders/station.ts";
import { chainProblems, pictureFrom, storedFacts, storedPicture } from "#test/builders/stored.ts";

/** Things asked for before the answer to the last one is there: a double click, two frames in one chunk of a scanner. */

describe("two scans in one breath", () => {
  it("at the bench are judged one after the other: an order and its first unit", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(2)]);
      await pickAll(test);
      await test.call("scans.route", { to: "pack" });
      await Promise.all([
        test.call("scans.submit", { text: "HF-ORD.#o1" }),
        test.call("scans.submit", { text: scans.bowl }),
      ]);
      expect(await test.call("packing.state", {})).toMatchObject({
        value: { verdict: { verdict: { kind: "right", packed: 1 } }, session: { view: { lines: [{ packed: 1 }] } } },
      });
    });
  });

  it("at the bench keep the quantity that was set for the second one", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(4)]);
      await pickAll(test);
      await packScan(test, "HF-ORD.#o1");
      await Promise.all([
        test.station.scans.frame({ kind: "scan", text: "HF-CMD.QTY.3", hex: "" }),
        test.station.scans.frame({ kind: "scan", text: scans.bowl, hex: "" }),
        test.station.scans.frame({ kind: "scan", text: scans.bowl, hex: "" }),
      ]);
      expect(order(test, "o1").lines[0]?.packed).toBe(4);
      expect(await test.call("packing.state", {})).toMatchObject({
        value: { verdict: { verdict: { kind: "all-packed" } } },
      });
    });
  });

  it("on a round keep the quantity that was set for the second one", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(3)]);
      await test.call("orders.releaseAll", {});
      await test.call("picking.take", {});
      await test.call("scans.route", { to: "pick" });
      const texts = ["HF-BIN.A-2", "HF-CMD.QTY.2", scans.bowl, scans.bowl];
      await Promise.all(texts.map((text) => test.call("scans.submit", { text })));
      expect(order(test, "o1").lines[0]?.picked).toBe(3);
    });
  });

  it("of the last unit shut the boxes once", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(1)]);
      await pickAll(test);
      await packScan(test, "HF-ORD.#o1");
      await Promise.all([scans.bowl, scans.bowl, "HF-CMD.CLOSE"].map((text) => test.call("scans.submit", { text })));
      expect(order(test, "o1").parcelIds).toHaveLength(1);
      expect(labels(test, "o1").map((label) => label.jobIds.length)).toEqual([1]);
    });
  });
});

describe("asked for twice at once", () => {
  it("an order with one id is placed once and takes one number", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      const input = {
        orderId: "01a20327-0000-7000-8000-000000000001",
        draft: {
          channel: "counter" as const,
          customer: { name: "Anna Berg", email: "", phone: "" },
          shipTo: address,
          lines: [{ sku: "BOWL", quantity: 1 }],
          shippingMethod: "Standard",
          shippingMinor: 0,
          discountMinor: 0,
          payment: { method: "cash" as const, reference: "" },
          note: "",
        },
      };
      const replies = await Promise.all([test.call("orders.place", input), test.call("orders.place", input)]);
      expect(replies.map((reply) => reply.ok && reply.value.number)).toEqual(["A-0001", "A-0001"]);
      expect(await test.call("orders.counts", {})).toMatchObject({ value: { all: 1 } });
    });
  });

  it("one unit goes to one of two orders, and the other waits", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 1 });
      await place(test, "o1", [bowls(1)]);
      await place(test, "o2", [bowls(1)]);
      const [one, other] = await Promise.all(["o2", "o1"].map((id) => test.call("orders.release", { orderIds: [id] })));
      expect(one).toMatchObject({ value: { released: 1, backordered: 0 } });
      expect(other).toMatchObject({ value: { released: 0, backordered: 1 } });
    });
  });

  it("two lists share no order and no tote", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 9 });
      for (const id of ["o1", "o2", "o3", "o4", "o5"]) await place(test, id, [bowls(1)]);
      await test.call("orders.releaseAll", {});
      const taken = await Promise.all([test.call("picking.take", {}), test.call("picking.take", {})]);
      const orders = taken.flatMap((reply) => (reply.ok ? reply.value.list.orders : []));
      expect(orders.map((each) => `${each.number} ${each.tote}`).toSorted()).toEqual([
        "#o1 T-01",
        "#o2 T-02",
        "#o3 T-03",
        "#o4 T-04",
        "#o5 T-05",
      ]);
      expect(
        storedFacts(test.store).flatMap((fact) => (fact.kind === "pick.started" ? [fact.body["number"]] : [])),
      ).toEqual([1, 2]);
    });
  });

  it("a label is printed again once, and the copies are counted", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 5 });
      await place(test, "o1", [bowls(1)]);
      await pickAll(test);
      await packAll(test, "o1");
      const [label] = labels(test, "o1");
      const parcelId = label?.parcelId ?? "";
      await print(test, label?.jobIds[0] ?? "");
      const replies = await Promise.all([
        test.call("prints.again", { parcelId }),
        test.call("prints.again", { parcelId }),
      ]);
      expect(replies).toEqual([
        { ok: true, value: { copy: 2 } },
        { ok: false, error: { code: "label-waiting", detail: "" } },
      ]);
    });
  });

  it("a file comes in once, and the other call says that one is running", async () => {
    const folder = mkdtempSync(join(tmpdir(), "holdfast-files-"));
    try {
      await withStation(async (test) => {
        const row = { sku: "BOWL", name: "Oak bowl", barcode: "", bin: "A-1", price: 100, onHand: 3 };
        const path = writeCatalogue(folder, "catalogue.csv", [row]);
        const input = { path, encoding: "utf-8" as const };
        const replies = await Promise.all([test.call("imports.start", input), test.call("imports.start", input)]);
        await test.station.imports.settled();
        expect(replies.map((reply) => (reply.ok ? "started" : reply.error.code))).toEqual([
          "started",
          "import-running",
        ]);
        expect(storedFacts(test.store).filter((fact) => fact.kind === "import.ended")).toHaveLength(1);
      });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it("a station begins once", async () => {
    await withStation(
      async (test) => {
        const input = { mode: "empty" as const, stationName: "Bench 1", letters: "A", personName: "Kim", pin: "1234" };
        const replies = await Promise.all([test.call("station.begin", input), test.call("station.begin", input)]);
        expect(replies.map((reply) => (reply.ok ? "begun" : reply.error.code)).toSorted()).toEqual([
          "already-begun",
          "begun",
        ]);
        expect(storedFacts(test.store).map((fact) => fact.kind)).toEqual([
          "station.opened",
          "person.added",
          "person.signedIn",
        ]);
      },
      { begun: false },
    );
  });

  it("everything that a desk may press at once leaves a store that its facts explain", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 4, towel: 4 });
      for (const id of ["o1", "o2", "o3"]) await place(test, id, [bowls(2), towels(1, "2")]);
      const hold = { orderId: "o2", type: "OPERATOR" as const, reason: "Ring" };
      await Promise.all([
        test.call("orders.releaseAll", {}),
        test.call("orders.hold", hold),
        test.call("orders.cancel", { orderId: "o1", reason: "Changed her mind" }),
        test.call("orders.release", { orderIds: ["o3", "o2", "o1"] }),
        test.call("picking.take", {}),
        test.call("orders.cancel", { orderId: "o3", reason: "Changed his mind" }),
        test.call("picking.take", {}),
      ]);
      expect(storedPicture(test.store)).toEqual(pictureFrom(storedFacts(test.store)));
      expect(chainProblems(test.store)).toEqual([]);
    });
  });
});
