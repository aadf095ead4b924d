import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createRxDatabase } from "rxdb";
import type { RxCollection, RxDatabase } from "rxdb";
import { onTestFinished } from "vitest";
import type { SqliteConnection, SqliteDriver } from "#main/adapters/sqlite/connection.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import type { RxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { orderSchema } from "./orders.ts";
import type { Order } from "./orders.ts";

export interface Store {
  readonly connection: SqliteConnection;
  readonly storage: RxStorageSqlite;
  readonly database: RxDatabase;
  readonly orders: RxCollection<Order>;
  readonly items: RxCollection<Order>;
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-storage-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A database with two collections of the same shape. Closed, connection and all, when the test ends. */
export async function openStore(path = ":memory:", drivers?: readonly SqliteDriver[]): Promise<Store> {
  const connection = openSqlite(path, drivers ? { drivers } : {});
  const storage = getRxStorageSqlite({ connection });
  const database = await createRxDatabase({ name: "store", storage, multiInstance: false, eventReduce: true });
  const { orders, items } = await database.addCollections({
    orders: { schema: orderSchema },
    items: { schema: orderSchema },
  });
  onTestFinished(async () => {
    await database.close();
    connection.close();
  });
  return { connection, storage, database, orders: orders as RxCollection<Order>, items: items as RxCollection<Order> };
}
