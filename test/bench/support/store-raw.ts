import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import type { BenchOrder } from "./store-orders.ts";
import type { StoreSide } from "./store-side.ts";

/**
 * The same statements by hand, on the same driver with the same settings: what SQLite itself takes. The index is the one
 * the query wants, so that a page needs no sorting.
 */
export function rawSide(path: string): StoreSide {
  const connection = openSqlite(path);
  connection.exec(`
    CREATE TABLE IF NOT EXISTS orders (id TEXT PRIMARY KEY, status, updatedAt, warehouse, data TEXT);
    CREATE INDEX IF NOT EXISTS by_status ON orders (status, updatedAt, id);
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
    query: (status, after) => () =>
      byStatus.all(status, after).map((row) => JSON.parse(String(row["data"])) as BenchOrder),
    count: (status) => ofStatus.get(status)?.["number"],
    close: () => connection.close(),
    reopen: async () => rawSide(path),
  };
}

/**
 * As above, with all that a store needs that can say in which order things were written and which revision they are: the
 * same columns and text as ours.
 */
export function rawSameColumnsSide(path: string): StoreSide {
  const connection = openSqlite(path);
  connection.exec(`
    CREATE TABLE orders (
      seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL, rev TEXT NOT NULL, lwt REAL NOT NULL,
      odd INTEGER NOT NULL, data TEXT NOT NULL, status, updatedAt, warehouse
    );
    CREATE INDEX by_status ON orders (status, updatedAt, id) WHERE deleted = 0;
    CREATE INDEX by_warehouse ON orders (warehouse, id) WHERE deleted = 0;
    CREATE INDEX purge ON orders (lwt) WHERE deleted = 1;
    CREATE INDEX odd ON orders (odd) WHERE odd = 1;
  `);
  const begin = connection.prepare("BEGIN IMMEDIATE");
  const commit = connection.prepare("COMMIT");
  const insert = connection.prepare(
    "INSERT INTO orders (id, deleted, rev, lwt, odd, data, status, updatedAt, warehouse) VALUES (?, 0, ?, ?, 0, ?, ?, ?, ?)",
  );
  return {
    name: "raw statements with the same columns",
    insert(orders) {
      const rev = "1-abcdefghij";
      const lwt = Date.now() + 0.01;
      begin.run();
      for (const order of orders) {
        const document = { _deleted: false, _attachments: {}, _rev: rev, _meta: { lwt }, ...order };
        insert.run(order.id, rev, lwt, JSON.stringify(document), order.status, order.updatedAt, order.warehouse);
      }
      commit.run();
    },
    close: () => connection.close(),
  };
}
