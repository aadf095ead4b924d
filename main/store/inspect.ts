import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync, statSync } from "node:fs";
import type { SqliteConnection } from "../adapters/sqlite/connection.ts";
import { type StorePaths, storePaths } from "./store-files.ts";
import { StoreRefused } from "./store-refused.ts";

/**
 * The layout of the file as a whole. A file with a higher number was written by a newer Holdfast and is not touched.
 * 2: words of searches are folded by us; order lines, closed documents, snapshots.
 */
export const layout = 2;

/** "HFST", in the header of the file: this database is a Holdfast store. */
export const applicationId = 0x48465354;

/**
 * Looks at a folder before anything in it is opened: reads a few bytes, writes nothing. Throws StoreRefused where the
 * store must not be opened. Gives whether there is one already.
 */
export function inspectStore(directory: string): "new" | "there" {
  const paths = storePaths(directory);
  if (existsSync(paths.damage)) throw new StoreRefused("damaged", readFileSync(paths.damage, "utf8"));
  const size = statSync(paths.store, { throwIfNoEntry: false })?.size;
  if (size === undefined || size === 0) {
    refuseLost(paths, size);
    refuseForeignFolder(paths);
    return "new";
  }
  refuseForeignFile(paths);
  if (existsSync(paths.open) && !existsSync(paths.log)) {
    throw new StoreRefused(
      "log-missing",
      `Holdfast did not end in an orderly way last time, and the file of its last writes (${paths.log}) is gone. What was saved last may be missing.`,
    );
  }
  return "there";
}

/** A store that was here must never be replaced by an empty one without a word. */
function refuseLost(paths: StorePaths, size: number | undefined): void {
  const wasHere = existsSync(paths.mark) || existsSync(paths.log) || hasBackups(paths);
  if (!wasHere) return;
  throw new StoreRefused(
    "missing",
    size === undefined
      ? `The store in ${paths.directory} is gone: its file is not there any more.`
      : `The store in ${paths.directory} is gone: its file is empty.`,
  );
}

function hasBackups({ backups }: StorePaths): boolean {
  return existsSync(backups) && readdirSync(backups).some((name) => name.endsWith(".sqlite"));
}

function refuseForeignFolder({ directory }: StorePaths): void {
  if (!existsSync(directory)) return;
  if (!statSync(directory).isDirectory()) {
    throw new StoreRefused("other-program", `${directory} is a file, not a folder. Nothing was changed.`);
  }
  const strange = readdirSync(directory).filter((name) => !name.startsWith("holdfast."));
  if (strange.length === 0) return;
  throw new StoreRefused(
    "other-program",
    `The folder ${directory} belongs to something else: it holds ${strange.slice(0, 3).join(", ")}. Nothing was changed. Choose an empty folder.`,
  );
}

function refuseForeignFile(paths: StorePaths): void {
  const header = readHeader(paths.store);
  if (header === undefined) {
    throw new StoreRefused(
      "damaged",
      `The store in ${paths.directory} is damaged (its file does not begin as a store does). It was left as it is.`,
    );
  }
  if (header.applicationId !== 0 && header.applicationId !== applicationId) {
    throw new StoreRefused("other-program", `${paths.store} belongs to another program. Nothing was changed.`);
  }
  refuseNewer(header.layout);
}

function refuseNewer(found: number): void {
  if (found <= layout) return;
  throw new StoreRefused("newer-store", "This store was written by a newer Holdfast. Install that version to open it.");
}

/** The two numbers a SQLite file keeps in its first hundred bytes; undefined where it is no such file. */
function readHeader(path: string): { readonly layout: number; readonly applicationId: number } | undefined {
  const bytes = Buffer.alloc(100);
  const file = openSync(path, "r");
  try {
    if (readSync(file, bytes, 0, 100, 0) < 100) return undefined;
  } finally {
    closeSync(file);
  }
  if (bytes.toString("latin1", 0, 16) !== "SQLite format 3\0") return undefined;
  return { layout: bytes.readUInt32BE(60), applicationId: bytes.readUInt32BE(68) };
}

/**
 * The same once it is open: what the log of last writes says counts. Gives the layout found; 0 for a file just made.
 */
export function checkLayout(connection: SqliteConnection): number {
  const found = pragma(connection, "user_version");
  refuseNewer(found);
  const tables = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  const isOurs = tables.length === 0 || tables.some((row) => row["name"] === "station_heads");
  if (!isOurs) {
    throw new StoreRefused("other-program", `${connection.path} belongs to another program. Nothing was changed.`);
  }
  return found;
}

function pragma(connection: SqliteConnection, name: string): number {
  return Number(connection.prepare(`PRAGMA ${name}`).get()?.[name] ?? 0);
}
