import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { factsCollection, snapshotsCollection } from "./collections.ts";
import { type ExportLine, exportLineSchema, exportVersion } from "./export.ts";
import { packAway } from "./packed-facts.ts";
import { rebuild } from "./rebuild.ts";
import type { LogSource } from "./refold.ts";
import type { Statements } from "./side-tables.ts";

/** The file is not an export, or not a whole one. The message says in which line and why. */
export class ExportRefused extends Error {
  override readonly name = "ExportRefused";
}

const linesInOneCommit = 500;

/**
 * Reads an export through to its end and says what is in it. Throws ExportRefused where it is no whole export.
 */
export async function checkExport(path: string): Promise<{ readonly facts: number; readonly station: string }> {
  const digest = createHash("sha256");
  let lines = 0;
  let facts = 0;
  let station = "";
  let end: Extract<ExportLine, { line: "end" }> | undefined;
  for await (const { entry, text, number } of readLines(path)) {
    if (end) throw new ExportRefused(`Line ${number} comes after the end of the export.`);
    if (number === 1 && entry.line !== "holdfast") throw new ExportRefused("This is not an export of Holdfast.");
    if (entry.line === "holdfast") {
      if (entry.version > exportVersion) throw new ExportRefused("This export was written by a newer Holdfast.");
      station = entry.station;
    }
    if (entry.line === "end") {
      end = entry;
      continue;
    }
    digest.update(text).update("\n");
    lines += 1;
    if (entry.line === "fact") facts += 1;
  }
  if (!end) throw new ExportRefused(`The file is cut off: it ends after ${lines} lines without the closing line.`);
  if (end.lines !== lines || end.digest !== digest.digest("hex")) {
    throw new ExportRefused("Something in the file was changed after it was written: its digest does not come out.");
  }
  return { facts, station };
}

/** Puts what an export holds into an empty store, and makes the views. Check the file first. */
export async function importExport(source: LogSource, path: string): Promise<void> {
  let waiting: ExportLine[] = [];
  const write = (): void => {
    const lines = waiting;
    waiting = [];
    source.storage.transaction("import", (transaction) => {
      for (const entry of lines) writeLine(source, transaction, entry);
    });
  };
  for await (const { entry } of readLines(path)) {
    waiting.push(entry);
    if (waiting.length >= linesInOneCommit) write();
  }
  write();
  const steps = rebuild(source);
  while (!steps.next().done) await new Promise((done) => setImmediate(done));
}

function writeLine(
  { statements }: LogSource,
  transaction: Parameters<Parameters<LogSource["storage"]["transaction"]>[1]>[0],
  entry: ExportLine,
): void {
  switch (entry.line) {
    case "fact":
      transaction.put(factsCollection, [entry.fact]);
      return;
    case "snapshot":
      transaction.put(snapshotsCollection, [entry.snapshot]);
      return;
    case "packed":
      packAway(statements, entry.facts);
      return;
    case "row": {
      const columns = columnsOf(statements, entry.table).filter((column) => column in entry.row);
      const places = columns.map(() => "?").join(", ");
      statements.run(
        `INSERT OR REPLACE INTO ${entry.table} (${columns.join(", ")}) VALUES (${places})`,
        ...columns.map((column) => entry.row[column] ?? null),
      );
      return;
    }
    case "holdfast":
    case "end":
  }
}

function columnsOf(statements: Statements, table: string): string[] {
  return statements
    .of(`SELECT name FROM pragma_table_info('${table}')`)
    .all()
    .map((row) => String(row["name"]));
}

async function* readLines(
  path: string,
): AsyncGenerator<{ readonly entry: ExportLine; readonly text: string; readonly number: number }> {
  const lines = createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Number.POSITIVE_INFINITY });
  let number = 0;
  for await (const text of lines) {
    number += 1;
    yield { entry: parseLine(text, number), text, number };
  }
}

function parseLine(text: string, number: number): ExportLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ExportRefused(
      number === 1 ? "This is not an export of Holdfast." : `Line ${number} is cut off or no JSON.`,
    );
  }
  const parsed = exportLineSchema.safeParse(value);
  // As it was written, not as the schema would order it: a body's text is what its views are made of.
  if (parsed.success) return value as ExportLine;
  const what = parsed.error.issues[0];
  throw new ExportRefused(
    `Line ${number} is not as an export has it: ${what?.path.join(".") ?? ""} ${what?.message ?? ""}`,
  );
}
