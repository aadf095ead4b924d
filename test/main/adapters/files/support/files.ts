import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CsvEvent, type CsvOptions, readCsv } from "#main/adapters/files/csv-reader.ts";
import type { FileRefusal } from "#shared/importing/file-refusal.ts";
import type { SourceRow } from "#shared/importing/file-row.ts";

/** A folder of its own for files of a test. */
export interface Folder {
  readonly path: string;
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly remove: () => void;
}

export function createFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), "holdfast-files-"));
  return {
    path,
    write: (name, content) => {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

export interface WholeReading {
  readonly header: readonly string[];
  readonly rows: readonly SourceRow[];
  readonly refusal: FileRefusal | undefined;
  readonly events: readonly CsvEvent[];
}

export async function readWhole(path: string, options: CsvOptions = {}): Promise<WholeReading> {
  const events: CsvEvent[] = [];
  for await (const event of readCsv(path, options)) events.push(event);
  const rows = events.flatMap((event) => (event.kind === "rows" ? event.rows : []));
  const header = events.find((event) => event.kind === "header");
  const end = events.at(-1);
  return {
    header: header?.header.cells ?? [],
    rows,
    refusal: end?.kind === "stopped" ? end.refusal : undefined,
    events,
  };
}
