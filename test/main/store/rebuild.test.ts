import { describe, expect, it } from "vitest";
import { collectionOf } from "#main/store/collections.ts";
import { derivedDigest } from "#main/store/derived.ts";
import { askForRebuild, rebuild } from "#main/store/rebuild.ts";
import type { Store } from "#main/store/open-store.ts";
import { draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import { item, line } from "#test/builders/orders.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";

async function someWork({ store }: TestStation): Promise<void> {
  await store.log.act("person-1", (act) =>
    act.append([
      draft("item/BOWL", "item.defined", { item: item({ bin: "A-1" }) }),
      draft("item/BOWL", "stock.moved", {
        moves: [{ sku: "BOWL", from: "adjustment", to: "bin/A-1", quantity: 5 }],
        reason: "catalogue",
        stated: [{ sku: "BOWL", onHand: 5 }],
      }),
      placed("o1", { lines: [line({ quantity: 2 })] }),
      placed("o2", { number: "A-0002", lines: [line({ quantity: 1 })] }),
    ]),
  );
  await store.log.act("person-1", (act) =>
    act.append([
      draft("order/o2", "order.cancelled", { orderId: "o2", by: "merchant", at: act.now, reason: "No", freed: [] }),
    ]),
  );
}

/** What stays of the views when somebody has been at the file: less, more, and other than the facts say. */
function spoil(store: Store): void {
  const { connection } = store.storage;
  const orders = store.storage.tableOf(collectionOf.orders).name;
  connection.exec(`UPDATE ${orders} SET data = json_set(data, '$.state.number', 'X-1') WHERE id = 'o1'`);
  connection.exec(`DELETE FROM ${store.storage.tableOf(collectionOf.stock).name}`);
  store.statements.run("DELETE FROM fact_touches");
  store.statements.run("UPDATE order_counts SET orders = 9");
  store.statements.run("DELETE FROM order_lines");
  store.statements.run("DELETE FROM order_search");
  store.statements.run("INSERT INTO stock_rows VALUES ('GHOST', 1, 1)");
}

describe("the views", () => {
  it("are made again from the facts alone, as they were", async () => {
    await withStation(async (test) => {
      await someWork(test);
      const before = derivedDigest(test.store);
      spoil(test.store);
      expect(derivedDigest(test.store)).not.toEqual(before);
      askForRebuild(test.store);
      await test.restart();
      expect(derivedDigest(test.store)).toEqual(before);
      expect(test.store.log.read("orders", "o1")?.number).toBe("A-0001");
    });
  });

  it("are made again at the next start where making them was cut off", async () => {
    await withStation(async (test) => {
      await someWork(test);
      const before = derivedDigest(test.store);
      const cutOff = rebuild(test.store);
      cutOff.next();
      await test.restart();
      expect(derivedDigest(test.store)).toEqual(before);
    });
  });
});
