import { createHash } from "node:crypto";
import type { SqliteRow } from "#main/adapters/sqlite/connection.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { collectionOf, factsCollection } from "#main/store/collections.ts";
import type { Store } from "#main/store/open-store.ts";
import { createSideTables, rowTables, Statements } from "#main/store/side-tables.ts";
import { writeRows } from "#main/store/view-rows.ts";
import { canonicalJson, type FactEnvelope, foldKey, hashInput, noPrevious } from "#shared/facts/fact.ts";
import { type Fact, parseFact } from "#shared/facts/kinds.ts";
import { fold, touches, type ViewName, viewNames, type ViewStates } from "#shared/facts/views.ts";

/** What the disk holds, and what it should hold by the facts alone. Law 3: views can be thrown away and made again. */

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function documentsOf(store: Store, collection: string): Record<string, unknown>[] {
  const { name } = store.storage.tableOf(collection);
  return store.storage.connection
    .prepare(`SELECT data FROM ${name} WHERE deleted = 0`)
    .all()
    .map((row) => JSON.parse(String(row["data"])) as Record<string, unknown>);
}

/** Every fact on the disk, in fold order. */
export function storedFacts(store: Store): FactEnvelope[] {
  const facts = documentsOf(store, factsCollection).map((document) => {
    const { _rev, _meta, _deleted, _attachments, ...fact } = document;
    return fact as unknown as FactEnvelope;
  });
  return facts.toSorted((one, other) => (foldKey(one) < foldKey(other) ? -1 : 1));
}

/** Every document of one view on the disk. */
export function storedStates<Name extends ViewName>(store: Store, view: Name): Map<string, ViewStates[Name]> {
  const documents = documentsOf(store, collectionOf[view]);
  return new Map(documents.map((document) => [String(document["id"]), document["state"] as ViewStates[Name]]));
}

interface Refolded {
  readonly view: ViewName;
  readonly id: string;
  readonly state: ViewStates[ViewName];
  readonly firstKey: string;
  readonly key: string;
}

/** All documents made anew from a set of facts; facts of unknown kinds have no say. */
export function refold(envelopes: readonly FactEnvelope[]): Refolded[] {
  const documents = new Map<string, { view: ViewName; id: string; state: unknown; firstKey: string; key: string }>();
  for (const envelope of envelopes.toSorted((one, other) => (foldKey(one) < foldKey(other) ? -1 : 1))) {
    const parsed = parseFact(envelope);
    if (!parsed.ok) continue;
    const fact: Fact = parsed.value;
    for (const { view, id } of touches(fact)) {
      const name = `${view}/${id}`;
      const before = documents.get(name);
      const key = foldKey(fact);
      const state = fold(view, before?.state as never, id, fact);
      documents.set(name, { view, id, state, firstKey: before?.firstKey ?? key, key });
    }
  }
  return [...documents.values()].filter((document) => document.state !== undefined) as Refolded[];
}

/** Every plain table made from views, by its rows as text; numbers of rows are replaced by what they stand for. */
function tableDump(statements: (sql: string) => SqliteRow[]): Record<string, string[]> {
  const dump: Record<string, string[]> = {};
  for (const table of rowTables) {
    dump[table] = statements(`SELECT * FROM ${table}`)
      .filter((row) => table !== "order_counts" || row["orders"] !== 0 || row["units"] !== 0)
      .map(({ row: _row, ...rest }) => canonicalJson(rest))
      .toSorted();
  }
  const searches = [
    ["order_search", "order_rows", "order_id"],
    ["item_search", "item_rows", "sku"],
    ["customer_search", "customer_rows", "customer_id"],
  ] as const;
  for (const [search, rows, id] of searches) {
    statements(
      `CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_of_${search} USING fts5vocab('main', '${search}', 'instance')`,
    );
    dump[search] = statements(
      `SELECT coalesce(${rows}.${id}, 'of nobody') AS owner, term, offset FROM temp.words_of_${search} AS words
       LEFT JOIN ${rows} ON ${rows}.row = words.doc`,
    )
      .map((row) => `${String(row["owner"])} ${String(row["offset"])} ${String(row["term"])}`)
      .toSorted();
  }
  return dump;
}

/** The plain tables written once, from the finished documents. */
function tablesFrom(documents: readonly Refolded[], station: string): Record<string, string[]> {
  const connection = openSqlite(":memory:");
  try {
    createSideTables(connection);
    const statements = new Statements(connection);
    if (station !== "") statements.run("INSERT INTO store_state VALUES ('station', ?)", station);
    for (const { view, id, state, firstKey, key } of documents) {
      const write = writeRows as (...given: unknown[]) => void;
      write(statements, view, id, state, undefined, { first: firstKey, last: key });
    }
    return tableDump((sql) => connection.prepare(sql).all());
  } finally {
    connection.close();
  }
}

/** What is on the disk besides the facts, in a form that can be compared. */
export function storedPicture(store: Store): { views: Record<string, unknown>; tables: Record<string, string[]> } {
  const views: Record<string, unknown> = {};
  for (const view of viewNames) {
    for (const document of documentsOf(store, collectionOf[view])) {
      const { id, key, state } = document;
      views[`${view}/${String(id)}`] = { key, state };
    }
  }
  return { views, tables: tableDump((sql) => store.storage.connection.prepare(sql).all()) };
}

/** The same, made from nothing but the facts, as `station` sees them; without one, as a store with no others does. */
export function pictureFrom(facts: readonly FactEnvelope[], station = ""): ReturnType<typeof storedPicture> {
  const documents = refold(facts);
  // By way of JSON, as the disk has it.
  const views = documents.map(({ view, id, key, state }) => [
    `${view}/${id}`,
    JSON.parse(JSON.stringify({ key, state })),
  ]);
  return { views: Object.fromEntries(views) as Record<string, unknown>, tables: tablesFrom(documents, station) };
}

/** Which fact has a say in which document, as the disk has it and as the facts say. */
export function touchRows(store: Store): { stored: string[]; expected: string[] } {
  const stored = store.storage.connection
    .prepare("SELECT view, id, key, fact FROM fact_touches")
    .all()
    .map((row) => canonicalJson(row));
  const expected = storedFacts(store).flatMap((envelope) => {
    const parsed = parseFact(envelope);
    if (!parsed.ok) return [];
    return touches(parsed.value).map(({ view, id }) =>
      canonicalJson({ view, id, key: foldKey(envelope), fact: envelope.id }),
    );
  });
  return { stored: stored.toSorted(), expected: [...new Set(expected)].toSorted() };
}

/** What is wrong with one station's chain of facts; nothing where all is well. */
export function chainProblems(store: Store): string[] {
  const problems: string[] = [];
  const own = storedFacts(store)
    .filter((fact) => fact.station === store.stationId)
    .toSorted((one, other) => one.sequence - other.sequence);
  let previous = noPrevious;
  let stamp = "";
  for (const [position, fact] of own.entries()) {
    const where = `fact ${fact.sequence} (${fact.kind})`;
    if (fact.sequence !== position + 1) problems.push(`${where} stands in place ${position + 1}`);
    if (fact.previous !== previous) problems.push(`${where} does not follow the one before`);
    if (fact.bodyHash !== sha256(canonicalJson(fact.body))) problems.push(`${where}: its body was changed`);
    if (fact.hash !== sha256(hashInput(fact))) problems.push(`${where}: its hash is of something else`);
    if (fact.stamp <= stamp) problems.push(`${where}: its stamp is not later than the one before`);
    previous = fact.hash;
    stamp = fact.stamp;
  }
  const connection = store.storage.connection;
  const head = connection.prepare("SELECT sequence, hash FROM station_heads WHERE station = ?").get(store.stationId);
  if (own.length > 0 && (Number(head?.["sequence"]) !== own.length || head?.["hash"] !== previous)) {
    problems.push("the station's head is not its last fact");
  }
  return problems;
}
