/**
 * One start of a station whose clock is wrong by argv[3] milliseconds, on the store at argv[2]. Writes the order argv[4]
 * if there is one, and then, with `sync` as argv[5], pushes to a server that is the file argv[6]. Every start is a
 * process of its own: within one, RxDB's clock never goes back.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRxDatabase } from "rxdb";
import type { RxDocumentData } from "rxdb";
import { replicateRxCollection } from "rxdb/plugins/replication";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { order, orderSchema } from "./orders.ts";
import type { Order } from "./orders.ts";

const [, , path = "", wrongBy = "0", id = "", sync = "", server = ""] = process.argv;
const right = Date.now;
const RightDate = Date;
// The rest of the process has to believe it, too: RxDB asks a new Date.
globalThis.Date = class extends RightDate {
  constructor(...given: [] | [number | string]) {
    super(...((given.length === 0 ? [right() + Number(wrongBy)] : given) as [number]));
  }
  static override now(): number {
    return right() + Number(wrongBy);
  }
} as DateConstructor;

const connection = openSqlite(path);
const storage = getRxStorageSqlite({ connection });
const database = await createRxDatabase({ name: "station", storage, multiInstance: false });
const { orders } = await database.addCollections({ orders: { schema: orderSchema } });
if (id) await orders.insert(order(id));
if (sync) {
  const received = new Set(existsSync(server) ? (JSON.parse(readFileSync(server, "utf8")) as string[]) : []);
  const state = replicateRxCollection<Order, unknown>({
    replicationIdentifier: "clock",
    collection: orders,
    live: false,
    waitForLeadership: false,
    push: {
      batchSize: 10,
      handler: async (rows) => {
        for (const { newDocumentState } of rows) received.add((newDocumentState as RxDocumentData<Order>).id);
        return [];
      },
    },
  });
  await state.awaitInitialReplication();
  writeFileSync(server, JSON.stringify([...received]));
}
await database.close();
connection.close();
