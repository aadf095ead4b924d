import { createHash } from "node:crypto";
import { viewNames } from "#shared/facts/views.ts";
import type { SqliteRow } from "../adapters/sqlite/connection.ts";
import { collectionOf } from "./collections.ts";
import type { LogSource } from "./refold.ts";
import { rowTables } from "./side-tables.ts";

const searches = [
  ["order_search", "order_rows", "order_id"],
  ["item_search", "item_rows", "sku"],
  ["customer_search", "customer_rows", "customer_id"],
] as const;

/**
 * Everything that is made from the log, table by table, as one digest each: two stores with the same facts have the
 * same. Numbers of rows are left out, and so is a count of nought, which says what its absence says.
 */
export function derivedDigest(source: LogSource): Record<string, string> {
  const digests: Record<string, string> = {};
  for (const view of viewNames) digests[view] = digestOf(documents(source, collectionOf[view]));
  for (const table of rowTables) digests[table] = digestOf(plainRows(source, table));
  digests["fact_touches"] = digestOf(plainRows(source, "fact_touches"));
  digests["unread_facts"] = digestOf(plainRows(source, "unread_facts"));
  for (const [search, rows, id] of searches) digests[search] = digestOf(words(source, search, rows, id));
  return digests;
}

/** The names of the tables in which two stores differ. */
export function differences(one: Record<string, string>, other: Record<string, string>): string[] {
  return Object.keys({ ...one, ...other }).filter((name) => one[name] !== other[name]);
}

function digestOf(lines: Iterable<string>): string {
  const hash = createHash("sha256");
  let count = 0;
  for (const line of lines) {
    hash.update(line).update("\n");
    count += 1;
  }
  return `${count} ${hash.digest("hex").slice(0, 32)}`;
}

/** The very text of each document, without what RxDB adds to it. */
function* documents({ storage }: LogSource, collection: string): Generator<string> {
  const { name } = storage.tableOf(collection);
  const sql = `SELECT data FROM ${name} WHERE deleted = 0 ORDER BY id`;
  for (const row of storage.connection.prepare(sql).iterate()) {
    const { id, key, state } = JSON.parse(String(row["data"])) as Record<string, unknown>;
    yield JSON.stringify([id, key, state]);
  }
}

function* plainRows({ storage }: LogSource, table: string): Generator<string> {
  const columns = storage.connection
    .prepare(`PRAGMA table_info(${table})`)
    .all()
    .map((row) => String(row["name"]))
    .filter((name) => name !== "row");
  const where = table === "order_counts" ? "WHERE orders <> 0 OR units <> 0" : "";
  const sql = `SELECT ${columns.join(", ")} FROM ${table} ${where} ORDER BY ${columns.join(", ")}`;
  for (const row of storage.connection.prepare(sql).iterate()) yield text(row);
}

/** Every word, whose it is and in which place. */
function* words({ storage }: LogSource, search: string, rows: string, id: string): Generator<string> {
  storage.connection.exec(
    `CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_of_${search} USING fts5vocab('main', '${search}', 'instance')`,
  );
  const sql = `SELECT coalesce(${rows}.${id}, 'of nobody') AS owner, term, "offset" FROM temp.words_of_${search} AS words
    LEFT JOIN ${rows} ON ${rows}.row = words.doc ORDER BY owner, "offset", term`;
  for (const row of storage.connection.prepare(sql).iterate()) yield text(row);
}

function text(row: SqliteRow): string {
  return JSON.stringify(Object.values(row));
}
