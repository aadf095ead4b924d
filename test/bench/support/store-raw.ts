import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import type { BenchOrder } from "./store-orders.ts";
import type { StoreSide } from "./store-side.ts";

/** The same statements by hand, on the same driver with the same settings: what SQLite itself takes. */
export function rawSide(path: string): StoreSide {
  const connection = openSqlite(path);
  connection.exec(`
    CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, status, updatedAt, warehouse, data TEXT);
    CREATE INDEX IF NOT EXISTS by_status ON orders (status, updatedAt);
    CREATE INDEX IF NOT EXISTS by_warehouse ON orders (warehouse);
  `);
  const begin = connection.prepare("BEGIN IMMEDIATE");
  const commit = connection.prepare("COMMIT");
  const insert = connection.prepare("INSERT INTO orders VALUES (?, ?, ?, ?, ?)");
  const byId = connection.prepare("SELECT data FROM orders WHERE id = ?");
  const byStatus = connection.prepare(
    "SELECT data FROM orders WHERE status = ? AND updatedAt > ? ORDER BY updatedAt, id LIMIT 50",
  );
  const ofStatus = connection.prepare("SELECT count(*) AS number FROM orders WHERE status = ?");
  return {
    name: "raw statements",
    insert(orders) {
      begin.run();
      for (const order of orders) {
        insert.run(order.id, order.status, order.updatedAt, order.warehouse, JSON.stringify(order));
      }
      commit.run();
    },
    get: (id) => JSON.parse(String(byId.get(id)?.["data"])) as BenchOrder,
    query: (status, after) => byStatus.all(status, after).map((row) => JSON.parse(String(row["data"])) as BenchOrder),
    count: (status) => ofStatus.get(status)?.["number"],
    close: () => connection.close(),
    reopen: async () => rawSide(path),
  };
}
