import { createHash } from "node:crypto";
import { z } from "zod";
import { factEnvelopeSchema } from "#shared/facts/fact.ts";
import type { SqliteRow } from "../adapters/sqlite/connection.ts";
import { factsCollection, snapshotsCollection } from "./collections.ts";
import type { LogSource } from "./refold.ts";
import { keptTables } from "./side-tables.ts";

/**
 * Everything that cannot be made again, as JSON lines: facts, snapshots, and the rows of the tables that no fact makes
 * (keptTables): stubs of removed facts, heads of chains, counters of human numbers, what the hub refused. Views are left out: they are made
 * again. The last line counts the others and bears their digest, so that a cut-off file is known for one.
 */
export const exportVersion = 1;

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
  z.object({ line: z.literal("end"), lines: z.int(), facts: z.int(), digest: z.string() }),
]);
export type ExportLine = z.infer<typeof exportLineSchema>;

/** What is of this file alone and not of what it holds. */
const ofTheFile: ReadonlySet<string> = new Set(["rebuild"]);

/** The lines of an export, without line ends. The store may go on being written: what comes later may be left out. */
export function* exportLines(source: LogSource): Generator<string, void, void> {
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
  for (const table of keptTables) {
    for (const row of statements.of(`SELECT * FROM ${table} ORDER BY 1, 2`).all()) {
      if (table === "store_state" && ofTheFile.has(String(row["name"]))) continue;
      yield { line: "row", table, row: row as Record<string, string | number | null> };
    }
  }
  yield* documents(source, factsCollection, (fact) => ({ line: "fact", fact: fact as never }));
  yield* documents(source, snapshotsCollection, (snapshot) => ({ line: "snapshot", snapshot: snapshot as never }));
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
