/**
 * Makes fifty commits through the storage on the file at argv[2] with the driver argv[3], each awaited, between two
 * marks that a tracer can see. argv[4] is a statement run first: what a mistake in the settings would do.
 */
import { existsSync } from "node:fs";
import { createRxDatabase } from "rxdb";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { defaultDrivers } from "#main/adapters/sqlite/drivers.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { order, orderSchema } from "../../rxstorage-sqlite/support/orders.ts";

const drivers = defaultDrivers.filter((driver) => driver.name === process.argv[3]);
const connection = openSqlite(String(process.argv[2]), { drivers });
if (process.argv[4]) connection.exec(process.argv[4]);
const storage = getRxStorageSqlite({ connection });
const database = await createRxDatabase({ name: "fifty", storage, multiInstance: false });
const { orders } = await database.addCollections({ orders: { schema: orderSchema } });
existsSync("/fifty-commits-begin");
for (let number = 0; number < 25; number++) {
  await storage.enqueue("act", (transaction) => transaction.put("orders", [order(`o${number}`)]));
  await orders.insert(order(`rx-o${number}`));
}
existsSync("/fifty-commits-end");
await database.close();
connection.close();
