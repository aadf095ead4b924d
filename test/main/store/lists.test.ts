import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { OrderPage } from "#shared/bridge/types.ts";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import { bowls, place, stock } from "#test/builders/floor.ts";
import { address, item } from "#test/builders/orders.ts";
import { runs } from "#test/builders/runs.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { pictureFrom, storedFacts, storedPicture } from "#test/builders/stored.ts";

/** The plain tables beside the views: lists, counters, searches. */

async function append(test: TestStation, ...drafts: readonly Draft[]): Promise<void> {
  await test.store.log.act("person-1", (act) => act.append(drafts));
}

const defined = (change: Parameters<typeof item>[0]): Draft => {
  const made = item(change);
  return draft(`item/${made.sku}`, "item.defined", { item: made });
};

async function found(test: TestStation, search: string): Promise<string[]> {
  const reply = await test.call("items.search", { search, limit: 20 });
  return reply.ok ? reply.value.rows.map((row) => row.sku) : expect.fail(reply.error.code);
}

async function orders(test: TestStation, search: string, stage = "all"): Promise<string[]> {
  const reply = await test.call("orders.page", { stage, search, after: null, limit: 50 });
  return reply.ok ? reply.value.rows.map((row) => row.orderId) : expect.fail(reply.error.code);
}

async function pageOf(test: TestStation, after: string | null, limit: number): Promise<OrderPage> {
  const reply = await test.call("orders.page", { stage: "all", search: "", after, limit });
  return reply.ok ? reply.value : expect.fail(reply.error.code);
}

describe("looking for items", () => {
  it("finds an item by its present words, and not by those it had before", async () => {
    await withStation(async (test) => {
      await append(test, defined({ sku: "B1", name: "Oak bowl" }));
      await append(test, defined({ sku: "B1", name: "Walnut dish", barcode: "09520000000028" }));
      expect([await found(test, "walnut"), await found(test, "dis"), await found(test, "oak")]).toEqual([
        ["B1"],
        ["B1"],
        [],
      ]);
      expect([await found(test, "9520000000028"), await found(test, "9520000000011")]).toEqual([["B1"], []]);
      expect(storedPicture(test.store)).toEqual(pictureFrom(storedFacts(test.store)));
    });
  });

  it("puts the SKU typed in full first, and folds accents and case", async () => {
    await withStation(async (test) => {
      await append(test, defined({ sku: "CAFE", name: "Bowl" }), defined({ sku: "X2", name: "Café cup", barcode: "" }));
      expect(await found(test, "CAFE")).toEqual(["CAFE", "X2"]);
      expect(await found(test, "cafÉ CU")).toEqual(["X2"]);
    });
  });

  it("reads a code as a SKU first, then as a barcode of any length", async () => {
    await withStation(async (test) => {
      await append(
        test,
        defined({ sku: "A", barcode: "00036000291452" }),
        defined({ sku: "036000291452", barcode: "" }),
      );
      const skuOf = async (code: string): Promise<string | undefined> => {
        const reply = await test.call("items.byCode", { code });
        return reply.ok ? reply.value?.sku : expect.fail(reply.error.code);
      };
      expect(await skuOf("036000291452")).toBe("036000291452");
      expect(await skuOf("0036000291452")).toBe("A");
      expect(await skuOf("nothing")).toBeUndefined();
      expect(await skuOf("")).toBeUndefined();
    });
  });
});

describe("the order list", () => {
  it("finds an order by number, name, mail, phone, company, town, postcode and SKU, each begun", async () => {
    await withStation(async (test) => {
      const shipTo = { ...address, name: "Gráinne O'Malley", company: "Berg & Daughters" };
      await append(
        test,
        placed("o1", { number: "#536365", shipTo }),
        placed("o2", {
          number: "#9",
          customer: { name: "Zoe", email: "z@z.de", phone: "" },
          shipTo: { ...address, name: "", city: "Ulm", postcode: "89073" },
        }),
      );
      const searches = [
        "536365",
        "#5363",
        "anna",
        "example.com",
        "441134960000",
        "daugh",
        "leeds",
        "LS1 4AP",
        "ls14ap",
        "grainne o'mal",
      ];
      for (const search of searches) expect(await orders(test, search), search).toEqual(["o1"]);
      expect(await orders(test, "BOWL")).toEqual(expect.arrayContaining(["o1", "o2"]));
      expect(await orders(test, "anna ulm")).toEqual([]);
    });
  });

  it("pages through any number of orders without missing or repeating one", async () => {
    await withStation(async (test) => {
      const times = fc.sample(fc.nat(5), { numRuns: 60, seed: 7 });
      await append(test, ...times.map((time, position) => placed(`o${position}`, { placedAt: time })));
      await fc.assert(
        fc.asyncProperty(fc.integer({ min: 1, max: 70 }), async (limit) => {
          const seen: string[] = [];
          let after: string | null = null;
          do {
            const page: OrderPage = await pageOf(test, after, limit);
            seen.push(...page.rows.map((row) => row.orderId));
            after = page.next;
          } while (after !== null);
          const newest = times
            .map((time, position) => ({ time, id: `o${position}` }))
            .toSorted((one, other) => other.time - one.time || (one.id < other.id ? 1 : -1));
          expect(seen).toEqual(newest.map((order) => order.id));
        }),
        { numRuns: runs(10) },
      );
    });
  });

  it("has tabs that hold what their name says, and no tab for a stage that is none", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 1 });
      await place(test, "o1", [bowls(1)]);
      await place(test, "o2", [bowls(1)]);
      await test.call("orders.releaseAll", {});
      expect(await orders(test, "", "picking-all")).toEqual(["o1"]);
      expect(await orders(test, "", "backordered")).toEqual(["o2"]);
      expect(await orders(test, "", "packing-all")).toEqual([]);
      for (const none of ["nonsense", "", "__proto__", "constructor"]) expect(await orders(test, "", none)).toEqual([]);
      expect(await test.call("orders.counts", {})).toMatchObject({
        value: { all: 2, units: 2, byStage: { released: 1, backordered: 1, "to-release": 0 } },
      });
    });
  });
});

describe("looking for customers", () => {
  it("finds them by name, mail, phone and postcode, the newest order first", async () => {
    await withStation(async (test) => {
      const anna = { name: "Anna Berg", email: "", phone: "0113 496 0000" };
      const bert = { name: "Bert Berg", email: "bert@example.com", phone: "" };
      await append(
        test,
        placed("o1", { customer: anna, placedAt: 1000 }),
        placed("o2", { customer: bert, placedAt: 2000 }),
      );
      const names = async (search: string): Promise<string[]> => {
        const reply = await test.call("customers.search", { search, limit: 20 });
        return reply.ok ? reply.value.rows.map((row) => row.name) : expect.fail(reply.error.code);
      };
      expect(await names("berg")).toEqual(["Bert Berg", "Anna Berg"]);
      for (const search of ["01134960000", "0113 496", "anna"])
        expect(await names(search), search).toEqual(["Anna Berg"]);
      expect(await names("bert@example")).toEqual(["Bert Berg"]);
      expect(await names("ls14ap")).toHaveLength(2);
      expect(await names("?")).toEqual([]);
    });
  });
});
