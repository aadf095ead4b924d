import { createReadStream, createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import { z } from "zod";
import type { Database, Queries } from "../adapters/postgres/database.ts";
import { migrate, migrations } from "../adapters/postgres/migrations.ts";
import { HubAdvice } from "../hub-refused.ts";
import { beginEpoch, epochOf, hubIdentity } from "../store/hub.ts";

/**
 * A backup is one file of lines of JSON, packed by gzip: what it is, then row by row every table, then how many rows there
 * were. It is read in one snapshot, so it is the hub as it was at one moment, and it does not stop the hub.
 */
const format = "holdfast-hub-backup";

/** The tables, in the order they are written; facts in the order they were given out. */
const tables = [
  { name: "hub_state", order: "name" },
  { name: "stations", order: "station" },
  { name: "chains", order: "station" },
  { name: "facts", order: "xid, position" },
  { name: "fact_touches", order: "view, id, key" },
  { name: "documents", order: "view, id" },
  { name: "refusals", order: "number" },
  { name: "answers_waiting", order: "view, id" },
] as const;

const atOnce = 500;

const headSchema = z.object({ format: z.literal(format), migration: z.int(), at: z.iso.datetime() });
const rowSchema = z.object({ table: z.enum(tables.map(({ name }) => name)), row: z.record(z.string(), z.unknown()) });
const endSchema = z.object({ rows: z.int() });

export async function backup(database: Database, path: string): Promise<string> {
  const unfinished = `${path}.unfinished`;
  let rows = 0;
  try {
    await database.transaction(async (queries) => {
      await queries.all("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY");
      rows = 0;
      const lines = async function* (): AsyncGenerator<string> {
        yield `${JSON.stringify({ format, migration: migrations.length, at: new Date().toISOString() })}\n`;
        for (const { name, order } of tables) {
          for await (const row of rowsOf(queries, name, order)) {
            rows += 1;
            yield `{"table":"${name}","row":${row}}\n`;
          }
        }
        yield `${JSON.stringify({ rows })}\n`;
      };
      await pipeline(Readable.from(lines()), createGzip(), createWriteStream(unfinished, { mode: 0o600, flush: true }));
    });
    await rename(unfinished, path);
  } catch (problem) {
    await rm(unfinished, { force: true });
    throw problem;
  }
  return `${rows} rows are in ${path}. Keep it safe: who has it can read everything, and speak as this hub.`;
}

async function* rowsOf(queries: Queries, table: string, order: string): AsyncGenerator<string> {
  await queries.all(`DECLARE backup CURSOR FOR SELECT to_jsonb(${table})::text AS row FROM ${table} ORDER BY ${order}`);
  for (;;) {
    const rows = await queries.all<{ row: string }>(`FETCH ${atOnce} FROM backup`);
    for (const { row } of rows) yield row;
    if (rows.length < atOnce) break;
  }
  await queries.all("CLOSE backup");
}

/** Makes an empty database the hub of a backup, in a new epoch: everything, or nothing where the file is not whole. */
export async function restore(database: Database, path: string): Promise<string> {
  const [made] = await database.all<{ there: boolean }>("SELECT to_regclass('facts') IS NOT NULL AS there");
  if (made?.there && (await database.all("SELECT FROM facts LIMIT 1")).length > 0) {
    throw new HubAdvice(
      "this hub has facts already, and a restore would mix two. Give an empty folder with --folder, or an empty database.",
    );
  }
  await migrate(database);
  const { at, rows } = await database.transaction(async (queries) => {
    await queries.all(`TRUNCATE ${tables.map(({ name }) => name).join(", ")}, codes, wrong_codes`);
    const found = await insertAll(queries, path);
    await beginEpoch(queries, await epochOf(queries));
    return found;
  });
  await hubIdentity(database, Date.now());
  return `${rows} rows of ${at} are restored. Start the hub: each station sends what came after that moment.`;
}

async function insertAll(queries: Queries, path: string): Promise<{ at: string; rows: number }> {
  let head: z.infer<typeof headSchema> | undefined;
  let end: number | undefined;
  let rows = 0;
  let waiting: { table: string; rows: unknown[] } = { table: "", rows: [] };
  const flush = async () => {
    if (waiting.rows.length > 0) await insert(queries, waiting.table, waiting.rows);
    waiting = { table: "", rows: [] };
  };
  for await (const line of linesOf(path)) {
    if (!head) head = headOf(line);
    else if (end !== undefined) throw broken(path, "it goes on after its end");
    else {
      const row = rowSchema.safeParse(line);
      if (!row.success) {
        end = endSchema.safeParse(line).data?.rows ?? -1;
        continue;
      }
      if (row.data.table !== waiting.table || waiting.rows.length >= atOnce) await flush();
      waiting = { table: row.data.table, rows: [...waiting.rows, row.data.row] };
      rows += 1;
    }
  }
  await flush();
  if (!head || end !== rows) throw broken(path, "its end is missing");
  return { at: head.at, rows };
}

function headOf(line: unknown): z.infer<typeof headSchema> {
  const head = headSchema.safeParse(line);
  if (!head.success) throw new HubAdvice("this is no backup of a hub.");
  if (head.data.migration > migrations.length) {
    throw new HubAdvice("this backup was made by a newer hub. Install that version to restore it.");
  }
  return head.data;
}

async function insert(queries: Queries, table: string, rows: readonly unknown[]): Promise<void> {
  const columns = await queries.all<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attidentity = ''
       AND attname NOT IN ('xid', 'open_since')`,
    [table],
  );
  const names = columns.map(({ name }) => name).join(", ");
  // Positions and transactions are given anew, in the same order.
  await queries.all(
    `INSERT INTO ${table} (${names})
     SELECT ${names} FROM (
       SELECT record.*, place FROM jsonb_array_elements($1::jsonb) WITH ORDINALITY AS entry (row, place),
         LATERAL jsonb_populate_record(NULL::${table}, entry.row) AS record
     ) AS restored ORDER BY place`,
    [JSON.stringify(rows)],
  );
}

async function* linesOf(path: string): AsyncGenerator {
  const file = createReadStream(path);
  const unpacked = createGunzip();
  const failed = pipeline(file, unpacked).catch((problem: Error) => problem);
  try {
    for await (const line of createInterface({ input: unpacked, crlfDelay: Infinity }))
      yield JSON.parse(line) as unknown;
  } catch (problem) {
    throw broken(path, problem instanceof Error ? problem.message : String(problem));
  }
  const problem = await failed;
  if (problem) throw broken(path, problem.message);
}

function broken(path: string, why: string): HubAdvice {
  return new HubAdvice(`${path} cannot be restored: ${why}. Nothing was changed.`);
}
