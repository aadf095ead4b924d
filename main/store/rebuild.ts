import { foldKey } from "#shared/facts/fact.ts";
import { parseFact } from "#shared/facts/kinds.ts";
import { touches, type ViewName, viewNames } from "#shared/facts/views.ts";
import { collectionOf, factsCollection, snapshotsCollection } from "./collections.ts";
import { isParked } from "./parked-facts.ts";
import { unpackAllOf } from "./packed-facts.ts";
import { type LogSource, refold } from "./refold.ts";
import { emptySideTables } from "./side-tables.ts";
import { keepUnread, newlyReadable } from "./unread-facts.ts";
import { writeRows } from "./view-rows.ts";

export interface RebuildProgress {
  readonly stage: "facts" | "documents";
  readonly done: number;
  readonly of: number;
}

const factsInOneCommit = 500;
const documentsInOneCommit = 200;

/** Whether a rebuild was begun and not ended: the views then say too little, and must be made before anyone looks. */
export function isRebuildDue({ statements }: LogSource): boolean {
  return statements.of("SELECT 1 AS due FROM store_state WHERE name = 'rebuild'").get() !== undefined;
}

/** Views and plain tables are made anew at the next start. */
export function askForRebuild({ statements }: LogSource): void {
  statements.run("INSERT OR REPLACE INTO store_state VALUES ('rebuild', 'due')");
}

/**
 * Throws away every view and every plain table made from the log, and makes them again from facts and snapshots (law 3).
 * In slices, each a commit of its own; killed in between, it is begun again at the next start. Nobody else may write
 * meanwhile.
 */
export function* rebuild(source: LogSource): Generator<RebuildProgress, void, void> {
  const { storage, statements } = source;
  storage.transaction("rebuild", (transaction) => {
    const { connection } = transaction;
    askForRebuild(source);
    unpackAllOf(source, transaction, newlyReadable(source));
    emptySideTables(connection);
    for (const view of viewNames) connection.exec(`DELETE FROM ${storage.tableOf(collectionOf[view]).name}`);
  });
  yield* readFacts(source);
  yield* makeDocuments(source);
  statements.run("DELETE FROM store_state WHERE name = 'rebuild'");
}

/** Which facts have a say in which documents. */
function* readFacts(source: LogSource): Generator<RebuildProgress, void, void> {
  const { storage, statements } = source;
  const { name } = storage.tableOf(factsCollection);
  const of = count(source, name);
  const next = statements.of(`SELECT seq, data FROM ${name} WHERE seq > ? AND deleted = 0 ORDER BY seq LIMIT ?`);
  let done = 0;
  for (let rows = next.all(0, factsInOneCommit); rows.length > 0;) {
    storage.transaction("rebuild", () => {
      for (const row of rows) readFact(source, JSON.parse(String(row["data"])) as { id: string });
    });
    done += rows.length;
    yield { stage: "facts", done, of };
    rows = next.all(rows.at(-1)?.["seq"] ?? 0, factsInOneCommit);
  }
}

function readFact(source: LogSource, document: { readonly id: string }): void {
  const fact = parseFact(document);
  if (!fact.ok) return keepUnread(source.statements, document, fact.error);
  if (isParked(source.statements, document.id)) return;
  const key = foldKey(fact.value);
  for (const { view, id } of touches(fact.value)) {
    source.statements.run("INSERT OR IGNORE INTO fact_touches VALUES (?, ?, ?, ?)", view, id, key, fact.value.id);
  }
}

/** In the order in which the documents came to be, so that their rows get the numbers they had. */
function* makeDocuments(source: LogSource): Generator<RebuildProgress, void, void> {
  const { storage, statements } = source;
  const { connection } = storage;
  const snapshots = storage.tableOf(snapshotsCollection).name;
  connection.exec(`DROP TABLE IF EXISTS temp.to_make;
    CREATE TEMP TABLE to_make (place INTEGER PRIMARY KEY, view TEXT, id TEXT);
    INSERT INTO to_make (view, id) SELECT view, id FROM (
        SELECT view, id, key FROM fact_touches
        UNION ALL SELECT data ->> 'view', data ->> 'document', data ->> 'first' FROM ${snapshots} WHERE deleted = 0
      ) GROUP BY view, id ORDER BY min(key), view, id`);
  const of = count(source, "temp.to_make");
  const next = connection.prepare("SELECT place, view, id FROM temp.to_make WHERE place > ? ORDER BY place LIMIT ?");
  let done = 0;
  for (let rows = next.all(0, documentsInOneCommit); rows.length > 0;) {
    storage.transaction("rebuild", (transaction) => {
      for (const row of rows) {
        const view = row["view"] as ViewName;
        const id = String(row["id"]);
        const made = refold(source, view, id);
        if (!made) continue;
        transaction.put(collectionOf[view], [{ id, key: made.keys.last, state: made.state }]);
        writeRows(statements, view, id, made.state, undefined, made.keys);
      }
    });
    done += rows.length;
    yield { stage: "documents", done, of };
    rows = next.all(rows.at(-1)?.["place"] ?? 0, documentsInOneCommit);
  }
  connection.exec("DROP TABLE temp.to_make");
}

function count({ storage }: LogSource, table: string): number {
  return Number(storage.connection.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.["n"] ?? 0);
}
