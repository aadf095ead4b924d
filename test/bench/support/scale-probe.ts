/**
 * A process of its own over the store at argv[2]: opens it and measures, as main would. argv[3]: how many orders are in
 * it, argv[4]: how many items, argv[5]: the number of the first order that is not. Says one line of JSON: figure -> milliseconds (median), and `rss` in megabytes.
 */
import { createRxDatabase } from "rxdb";
import type { RxCollection } from "rxdb";
import { startCheckpointer } from "#main/adapters/sqlite/checkpointer.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { percentile } from "./figures.ts";
import { benchItem, benchItemSchema } from "./scale-items.ts";
import { benchOrder, benchOrders, benchOrderSchema, benchStatuses } from "./store-orders.ts";
import type { BenchOrder } from "./store-orders.ts";
import { milliseconds } from "./store-side.ts";

const [, , path = "", orderCount = "0", itemCount = "0", firstNew = orderCount] = process.argv;
const orders = Number(orderCount);
const items = Number(itemCount);
const began = performance.now();
const connection = openSqlite(path);
const checkpointer = startCheckpointer(connection);
const storage = getRxStorageSqlite({ connection });
const database = await createRxDatabase({ name: "scale", storage, multiInstance: false, eventReduce: true });
const added = await database.addCollections({
  orders: { schema: benchOrderSchema },
  items: { schema: benchItemSchema },
});
const collection = added["orders"] as RxCollection<BenchOrder>;
await collection.findOne(benchOrder(1).id).exec();
const figures: Record<string, number> = { "start to first read": performance.now() - began };

async function median(name: string, rounds: number, work: (round: number) => unknown): Promise<void> {
  const times: number[] = [];
  // The first tenth finds what it needs on the disk; the figure is of a store in use.
  for (let round = -Math.ceil(rounds / 10); round < rounds; round++) {
    const time = await milliseconds(() => work(round + 1000));
    if (round >= 0) times.push(time);
  }
  figures[name] = percentile(times, 0.5);
}

/** Spread over all there is, the same few hundred places again and again. */
const someNumber = (round: number): number => (round * 7919 * 13) % orders;
const query = (round: number, step: number) => {
  const from = Math.floor(someNumber(round) * 0.99) + step;
  const selector = { status: `status-${round % benchStatuses}`, updatedAt: { $gt: from } };
  return collection.find({ selector, sort: [{ updatedAt: "asc" }], limit: 50 }).exec();
};
const codeOf = (round: number): string => benchItem((round * 7919) % items).barcode;
const byBarcode = connection.prepare(
  `SELECT data FROM ${storage.tableOf("items").name} WHERE deleted = 0 AND ${storage.tableOf("items").columns.get("barcode")} = ?`,
);

let next = Number(firstNew);
const insert = (size: number) => {
  const batch = benchOrders(next, size);
  next += size;
  return size === 1 && batch[0] ? collection.insert(batch[0]) : collection.bulkInsert(batch);
};

await median("get", 1000, (round) =>
  collection.storageInstance.findDocumentsById([benchOrder(someNumber(round)).id], false),
);
// Thirty pages somebody goes through again and again; each time as a query RxDB has not answered before.
await median("query of 50, pages in use", 150, (round) => query(round % 30, (round % 1000) / 1000));
await median("query of 50, anywhere", 150, (round) => query(round + 30, 0));
await median("count of a narrow range", 100, (round) => {
  const from = someNumber(round);
  return collection.count({ selector: { status: "status-1", updatedAt: { $gt: from, $lt: from + 1000 } } }).exec();
});
await median("count of a fifth of all", 5, (round) =>
  collection.count({ selector: { status: `status-${round % benchStatuses}` } }).exec(),
);
await median("item by barcode and order by id", 500, (round) => {
  byBarcode.get(codeOf(round));
  return storage.read("orders", benchOrder(someNumber(round)).id);
});
await median("one insert", 200, () => insert(1));
await median("insert of 100", 20, () => insert(100));
await median("insert of 1000", 6, () => insert(1000));
for (const queries of [1, 20]) {
  let shown = 0;
  let check = (): void => undefined;
  const subscriptions = Array.from({ length: queries }, (_, place) =>
    collection
      .find({ selector: { status: "status-0" }, sort: [{ updatedAt: "desc" }], limit: 20 + place })
      .$.subscribe(() => {
        shown += 1;
        check();
      }),
  );
  const allShown = (count: number) =>
    new Promise<void>((resolve) => {
      check = () => {
        if (shown >= count) resolve();
      };
      check();
    });
  await allShown(queries);
  await median(`a write shown by ${queries} live queries`, 30, () => {
    shown = 0;
    const order = { ...benchOrder(next++), status: "status-0" };
    return Promise.all([collection.insert(order), allShown(queries)]);
  });
  for (const subscription of subscriptions) subscription.unsubscribe();
}
const rss = process.memoryUsage().rss / 1024 / 1024;
await checkpointer.stop();
await database.close();
connection.close();
process.stdout.write(JSON.stringify({ figures, rss }));
