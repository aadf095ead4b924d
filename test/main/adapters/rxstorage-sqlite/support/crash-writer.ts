/**
 * Writes to the store at argv[2] until it is killed, and says each write that was acknowledged as one line
 * `id version`. Every id goes into two collections and a plain table, always in one commit.
 */
import { writeSync } from "node:fs";
import { createRxDatabase } from "rxdb";
import { startCheckpointer } from "#main/adapters/sqlite/checkpointer.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import type { SqliteTransaction } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { order, orderSchema } from "./orders.ts";

const connection = openSqlite(String(process.argv[2]));
const round = String(process.argv[3]);
connection.exec("CREATE TABLE IF NOT EXISTS lines (id TEXT PRIMARY KEY, version INTEGER)");
startCheckpointer(connection, { everyMilliseconds: 5, idleRounds: 2 });
const storage = getRxStorageSqlite({ connection });
const database = await createRxDatabase({ name: "store", storage, multiInstance: false });
const { orders } = await database.addCollections({ orders: { schema: orderSchema }, items: { schema: orderSchema } });
const insertLine = connection.prepare("INSERT OR REPLACE INTO lines VALUES (?, ?)");

function write(transaction: SqliteTransaction, id: string, version: number): void {
  const note = "x".repeat((version * 1237) % 9000);
  transaction.put("orders", [order(id, { placedAt: version, note })]);
  insertLine.run(id, version);
  transaction.put("items", [order(id, { placedAt: version })]);
}

function acknowledge(id: string, version: number): void {
  writeSync(1, `${id} ${version}\n`);
}

for (let number = 0; ; number++) {
  const id = `${round}-${number}`;
  storage.transaction("now", (transaction) => write(transaction, id, 1));
  acknowledge(id, 1);
  await Promise.all(
    [2, 3, 4].map(async (version) => {
      await storage.enqueue("queued", (transaction) => write(transaction, id, version));
      acknowledge(id, version);
    }),
  );
  await orders.insert(order(`rx-${id}`));
  acknowledge(`rx-${id}`, 1);
}
