import { searchWords } from "#shared/kernel/search-words.ts";
import type { SqliteConnection, SqliteStatement, SqliteValue } from "../adapters/sqlite/connection.ts";

/**
 * Plain tables beside the collections, in the same file and the same commits: what lists, counters and searches read.
 * All of it is made from views and facts, so all of it can be thrown away and made again (`rebuild`).
 */
const viewTables = `
CREATE TABLE IF NOT EXISTS order_rows (
  row INTEGER PRIMARY KEY,
  order_id TEXT NOT NULL UNIQUE,
  number TEXT NOT NULL,
  channel TEXT NOT NULL,
  placed_at INTEGER NOT NULL,
  customer TEXT NOT NULL,
  ship_to TEXT NOT NULL,
  lines INTEGER NOT NULL,
  units INTEGER NOT NULL,
  total_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  payment TEXT NOT NULL,
  stage TEXT NOT NULL,
  holds TEXT NOT NULL,
  done_units INTEGER NOT NULL,
  of_units INTEGER NOT NULL,
  ended_at INTEGER,
  tote TEXT NOT NULL,
  source_digest TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS order_rows_placed ON order_rows (placed_at DESC, order_id DESC);
CREATE INDEX IF NOT EXISTS order_rows_stage ON order_rows (stage, placed_at DESC, order_id DESC);
CREATE INDEX IF NOT EXISTS order_rows_number ON order_rows (number);
CREATE INDEX IF NOT EXISTS order_rows_tote ON order_rows (tote) WHERE tote <> '';
CREATE TABLE IF NOT EXISTS order_counts (stage TEXT PRIMARY KEY, orders INTEGER NOT NULL, units INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS order_sites (order_id TEXT PRIMARY KEY, site TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS order_lines (
  sku TEXT NOT NULL,
  order_id TEXT NOT NULL,
  placed_at INTEGER NOT NULL,
  units INTEGER NOT NULL,
  backordered INTEGER NOT NULL,
  open INTEGER NOT NULL,
  PRIMARY KEY (order_id, sku)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS order_lines_open ON order_lines (sku, placed_at, order_id) WHERE open = 1;
CREATE TABLE IF NOT EXISTS closed_documents (view TEXT NOT NULL, id TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (view, id)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS closed_documents_key ON closed_documents (key);
CREATE TABLE IF NOT EXISTS item_rows (
  row INTEGER PRIMARY KEY,
  sku TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  price_value INTEGER NOT NULL,
  price_scale INTEGER NOT NULL,
  price_minor INTEGER NOT NULL,
  currency TEXT NOT NULL,
  barcode TEXT NOT NULL,
  bin TEXT NOT NULL,
  weight_grams INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS item_rows_name ON item_rows (name, sku);
CREATE INDEX IF NOT EXISTS item_rows_barcode ON item_rows (barcode) WHERE barcode <> '';
CREATE TABLE IF NOT EXISTS stock_rows (sku TEXT PRIMARY KEY, on_hand INTEGER NOT NULL, can_promise INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS customer_rows (row INTEGER PRIMARY KEY, customer_id TEXT NOT NULL UNIQUE, last_order_at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS work_rows (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  open INTEGER NOT NULL,
  number INTEGER NOT NULL,
  changed TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS work_rows_list ON work_rows (kind, open, changed, id);
CREATE TABLE IF NOT EXISTS print_rows (
  job_id TEXT PRIMARY KEY,
  parcel_id TEXT NOT NULL,
  state TEXT NOT NULL,
  queued TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS print_rows_state ON print_rows (state, queued);
CREATE INDEX IF NOT EXISTS print_rows_list ON print_rows (queued, job_id);
CREATE INDEX IF NOT EXISTS print_rows_parcel ON print_rows (parcel_id);
CREATE TABLE IF NOT EXISTS set_aside_rows (
  id TEXT PRIMARY KEY,
  waiting INTEGER NOT NULL,
  at TEXT NOT NULL,
  external_id TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS set_aside_rows_external ON set_aside_rows (external_id) WHERE external_id <> '';
DROP INDEX IF EXISTS set_aside_rows_waiting;
DROP INDEX IF EXISTS work_rows_open;
CREATE INDEX IF NOT EXISTS set_aside_rows_list ON set_aside_rows (waiting, at, id);
CREATE TABLE IF NOT EXISTS attention_rows (
  view TEXT NOT NULL,
  id TEXT NOT NULL,
  since INTEGER,
  asked INTEGER NOT NULL,
  PRIMARY KEY (view, id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS attention_rows_since ON attention_rows (since) WHERE since IS NOT NULL;
CREATE TABLE IF NOT EXISTS people_rows (id TEXT PRIMARY KEY, kind TEXT NOT NULL, badge TEXT NOT NULL) WITHOUT ROWID;
`;

const searchTables = ["order_search", "item_search", "customer_search"] as const;

function searchTable(name: string): string {
  // Contentless: the words are only looked up, never read back. They come folded by searchWords, so that all the
  // tokenizer has left to do is to part them at spaces.
  return `CREATE VIRTUAL TABLE IF NOT EXISTS ${name} USING fts5(words, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* M* Co'", prefix='1 2 3 4')`;
}

/** Every plain table that is made from the documents of the views. */
export const rowTables = [
  "order_rows",
  "order_counts",
  "order_sites",
  "order_lines",
  "closed_documents",
  "item_rows",
  "stock_rows",
  "customer_rows",
  "work_rows",
  "print_rows",
  "set_aside_rows",
  "attention_rows",
  "people_rows",
] as const;

const logTables = `
CREATE TABLE IF NOT EXISTS fact_touches (
  view TEXT NOT NULL,
  id TEXT NOT NULL,
  key TEXT NOT NULL,
  fact TEXT NOT NULL,
  PRIMARY KEY (view, id, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS removed_facts (
  station TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  id TEXT NOT NULL,
  stream TEXT NOT NULL,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  user TEXT NOT NULL,
  stamp TEXT NOT NULL,
  body_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  previous TEXT NOT NULL,
  PRIMARY KEY (station, sequence)
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS removed_facts_id ON removed_facts (id);
CREATE TABLE IF NOT EXISTS packed_facts (place INTEGER PRIMARY KEY AUTOINCREMENT, facts BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS packed_touches (
  view TEXT NOT NULL,
  id TEXT NOT NULL,
  place INTEGER NOT NULL,
  PRIMARY KEY (view, id, place)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS station_heads (
  station TEXT PRIMARY KEY,
  sequence INTEGER NOT NULL,
  hash TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS store_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS fold_bases (
  view TEXT NOT NULL,
  id TEXT NOT NULL,
  key TEXT NOT NULL,
  first_key TEXT NOT NULL,
  state TEXT NOT NULL,
  PRIMARY KEY (view, id, key)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS unread_facts (id TEXT PRIMARY KEY, code TEXT NOT NULL, detail TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS parked_facts (
  fact TEXT PRIMARY KEY,
  code TEXT NOT NULL,
  detail TEXT NOT NULL,
  at INTEGER NOT NULL,
  state TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS broken_facts (
  fact TEXT PRIMARY KEY,
  station TEXT NOT NULL,
  sequence INTEGER NOT NULL,
  problem TEXT NOT NULL,
  envelope TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS sync_state (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS series (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
`;

/** What no fact can make again: these tables are exported with the facts. */
export const keptTables = [
  "store_state",
  "series",
  "station_heads",
  "removed_facts",
  "parked_facts",
  "broken_facts",
] as const;

export function createSideTables(connection: SqliteConnection): void {
  connection.exec(logTables);
  connection.exec(viewTables);
  for (const name of searchTables) connection.exec(searchTable(name));
}

/** Takes away everything that is made from facts and snapshots, and makes it anew, empty. Views are documents and stay. */
export function emptySideTables(connection: SqliteConnection): void {
  for (const name of [...rowTables, ...searchTables, "fact_touches", "fold_bases", "unread_facts"]) {
    connection.exec(`DROP TABLE IF EXISTS ${name}`);
  }
  createSideTables(connection);
}

/** Statements prepared once each, by their text. */
export class Statements {
  readonly #connection: SqliteConnection;
  readonly #prepared = new Map<string, SqliteStatement>();

  constructor(connection: SqliteConnection) {
    this.#connection = connection;
  }

  of(sql: string): SqliteStatement {
    let statement = this.#prepared.get(sql);
    if (!statement) {
      statement = this.#connection.prepare(sql);
      this.#prepared.set(sql, statement);
    }
    return statement;
  }

  run(sql: string, ...values: SqliteValue[]): void {
    this.of(sql).run(...values);
  }
}

/**
 * A search text as people type it, as an FTS5 query: every word must begin a word of the record. What stands together
 * there must stand together here too: `LI04-09` is that SKU, and not an order with LI04-06 and BR12-09.
 */
export function searchQuery(search: string): string | undefined {
  const words = search.split(/\s+/u).flatMap((word) => searchWords(word) || []);
  if (words.length === 0) return undefined;
  return words
    .slice(0, 12)
    .map((word) => `"${word}"*`)
    .join(" ");
}
