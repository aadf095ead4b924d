import { createHash } from "node:crypto";
import { z } from "zod";
import { factEnvelopeSchema } from "#shared/facts/fact.ts";
import type { SqliteRow } from "../adapters/sqlite/connection.ts";
import { openPlain } from "../adapters/sqlite/open-sqlite.ts";
import { factsCollection, snapshotsCollection } from "./collections.ts";
import type { LogSource } from "./refold.ts";
import { unpacked } from "./packed-facts.ts";
import { keptTables, Statements } from "./side-tables.ts";

/**
 * Everything that cannot be made again, as JSON lines: facts, snapshots with the facts packed away under them, and the
 * rows of the tables that no fact makes (keptTables): stubs of removed facts, heads of chains, counters of human numbers,
 * what the hub refused. Views are left out: they are made again. The last line counts the others and bears their digest, so
 * that a cut-off file is known for one.
 *
 * What the station remembers of its hub (sync_state) is left out with the token, which lies in a file of its own: it holds
 * for one store and one token alone. A copy that believed what another store was told would leave facts unsent and pull
 * none of those before its checkpoint; without it, it joins with a code and compares from the beginning.
 *
 * 2: packed facts.
 */
export const exportVersion = 2;

export const exportLineSchema = z.discriminatedUnion("line", [
  z.object({ line: z.literal("holdfast"), version: z.int(), station: z.string() }),
  z.object({
    line: z.literal("row"),
    table: z.enum(keptTables),
    row: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  }),
  // Not parsed further: a fact that this Holdfast cannot read is passed on as it is.
  z.object({ line: z.literal("fact"), fact: factEnvelopeSchema.loose() }),
  z.object({ line: z.literal("snapshot"), snapshot: z.looseObject({ id: z.string() }) }),
  z.object({ line: z.literal("packed"), facts: z.array(factEnvelopeSchema.loose()) }),
  z.object({ line: z.literal("end"), lines: z.int(), facts: z.int(), digest: z.string() }),
]);
export type ExportLine = z.infer<typeof exportLineSchema>;

/** What is of this file alone and not of what it holds. */
const ofTheFile: ReadonlySet<string> = new Set(["rebuild"]);

/**
 * The lines of an export, without line ends, as the store is when the first is asked for; it may go on being written.
 * Rows are read a slice at a time. To be run to its end or returned, for it holds a connection open.
 */
export function* exportLines({ storage }: LogSource): Generator<string, void, void> {
  storage.flush();
  const connection = openPlain(storage.connection.path, { readOnly: true });
  try {
    // What this sees of the file stays as it is until the end.
    connection.exec("BEGIN");
    yield* linesOf({ storage, statements: new Statements(connection) });
    connection.exec("COMMIT");
  } finally {
    connection.close();
  }
}

function* linesOf(source: LogSource): Generator<string, void, void> {
  const digest = createHash("sha256");
  let lines = 0;
  let facts = 0;
  for (const entry of entries(source)) {
    const text = JSON.stringify(entry);
    digest.update(text).update("\n");
    lines += 1;
    if (entry.line === "fact") facts += 1;
    yield text;
  }
  yield JSON.stringify({ line: "end", lines, facts, digest: digest.digest("hex") } satisfies ExportLine);
}

function* entries(source: LogSource): Generator<ExportLine, void, void> {
  const { statements } = source;
  const station = statements.of("SELECT value FROM store_state WHERE name = 'station'").get()?.["value"];
  yield { line: "holdfast", version: exportVersion, station: String(station ?? "") };
  for (const table of keptTables) yield* rowsOf(statements, table);
  yield* documents(source, factsCollection, (fact) => ({ line: "fact", fact: fact as never }));
  yield* documents(source, snapshotsCollection, (snapshot) => ({ line: "snapshot", snapshot: snapshot as never }));
  const packed = "SELECT place, facts FROM packed_facts WHERE place > ? ORDER BY place LIMIT 50";
  yield* inSlices(
    (after) => statements.of(packed).all(after?.["place"] ?? 0),
    (row) => ({ line: "packed", facts: unpacked(row["facts"]) }),
  );
}

/** By the table's key; every kept table has one of texts and numbers. */
function* rowsOf(statements: Statements, table: (typeof keptTables)[number]): Generator<ExportLine, void, void> {
  const keys = statements
    .of(`SELECT name FROM pragma_table_info('${table}') WHERE pk > 0 ORDER BY pk`)
    .all()
    .map((row) => String(row["name"]));
  const key = keys.join(", ");
  const next = (after: SqliteRow | undefined): SqliteRow[] =>
    after
      ? statements
          .of(`SELECT * FROM ${table} WHERE (${key}) > (${keys.map(() => "?").join(", ")}) ORDER BY ${key} LIMIT 500`)
          .all(...keys.map((name) => after[name] ?? null))
      : statements.of(`SELECT * FROM ${table} ORDER BY ${key} LIMIT 500`).all();
  for (const line of inSlices(next, (row) => ({ line: "row", table, row: row as never }))) {
    const isOfTheFile = table === "store_state" && line.line === "row" && ofTheFile.has(String(line.row["name"]));
    if (!isOfTheFile) yield line;
  }
}

/** By id: two stores that hold the same give the same lines, in whatever order they learnt of them. */
function documents(
  { storage, statements }: LogSource,
  collection: string,
  line: (document: unknown) => ExportLine,
): Generator<ExportLine, void, void> {
  const { name } = storage.tableOf(collection);
  const sql = `SELECT id, data FROM ${name} WHERE deleted = 0 AND id > ? ORDER BY id LIMIT 500`;
  return inSlices(
    (after) => statements.of(sql).all(String(after?.["id"] ?? "")),
    (row) => {
      const { _rev, _meta, _deleted, _attachments, ...document } = JSON.parse(String(row["data"])) as Record<
        string,
        unknown
      >;
      return line(document);
    },
  );
}

function* inSlices(
  next: (after: SqliteRow | undefined) => SqliteRow[],
  line: (row: SqliteRow) => ExportLine,
): Generator<ExportLine, void, void> {
  for (let rows = next(undefined); rows.length > 0; rows = next(rows.at(-1))) {
    for (const row of rows) yield line(row);
  }
}
