import { expect, test } from "vitest";
import { nearestItems } from "#shared/importing/nearest-items.ts";

const items = ["85123A", "85123B", "85124A", "22960", "22961", "TIN-7"].map((sku) => ({ sku, name: `Item ${sku}` }));

test("a SKU that lacks its letter finds those that have one, before those with a wrong digit", () => {
  expect(nearestItems("85123", items).map((item) => item.sku)).toEqual(["85123A", "85123B", "85124A"]);
});

test("letter case does not count and the nearest comes first", () => {
  expect(nearestItems("tin-8", items).map((item) => item.sku)).toEqual(["TIN-7"]);
  expect(nearestItems("22962", items, 1).map((item) => item.sku)).toEqual(["22960"]);
});

test("nothing alike is nothing told", () => {
  expect(nearestItems("ZZZZZZ", items)).toEqual([]);
  expect(nearestItems("", items)).toEqual([]);
});
