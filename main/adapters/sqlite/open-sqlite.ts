import { SqliteRefused } from "./connection.ts";
import type { SqliteConnection, SqliteDriver, SqliteValue } from "./connection.ts";
import { defaultDrivers } from "./drivers.ts";
import { storageFault } from "./storage-fault.ts";

export interface OpenSqliteOptions {
  readonly readOnly?: boolean;
  /** The first one that loads is used. */
  readonly drivers?: readonly SqliteDriver[];
}

/** SQLite's own number for `PRAGMA synchronous = FULL`. */
const SYNCHRONOUS_FULL = 2;

/**
 * Opens the file with the settings under which a commit is on the disk when it returns.
 * The log is never checkpointed in the path of a commit: start a checkpointer beside a writing connection.
 * `:memory:` is accepted for tests and keeps nothing.
 *
 * @throws SqliteRefused when no driver loads, when the file cannot be written to (see StorageFault), or when the engine
 *   does not take the durable settings (two builds of SQLite in use are compiled with `synchronous = NORMAL`, which loses
 *   commits at a power cut).
 */
export function openSqlite(path: string, options: OpenSqliteOptions = {}): SqliteConnection {
  let connection: SqliteConnection | undefined;
  try {
    connection = openPlain(path, options);
    connection.exec("PRAGMA busy_timeout = 5000");
    if (!options.readOnly) {
      requireDurableCommits(connection);
      // Says now what the first write would run into.
      connection.exec("BEGIN IMMEDIATE; ROLLBACK");
    }
    connection.exec("PRAGMA cache_size = -65536");
    connection.exec("PRAGMA temp_store = memory");
    return connection;
  } catch (problem) {
    connection?.close();
    throw refusalOf(path, problem);
  }
}

function refusalOf(path: string, problem: unknown): unknown {
  const fault = storageFault(problem);
  if (fault === undefined) return problem;
  const words = problem instanceof Error ? problem.message : String(problem);
  return new SqliteRefused(fault, `${path} cannot be opened: ${words}`, { cause: problem });
}

/** Opens the file as the driver does by itself: for what is not a store, or is only looked at. */
export function openPlain(path: string, options: OpenSqliteOptions = {}): SqliteConnection {
  return openWithFirstDriver(path, options.readOnly ?? false, options.drivers ?? defaultDrivers);
}

function openWithFirstDriver(path: string, readOnly: boolean, drivers: readonly SqliteDriver[]): SqliteConnection {
  for (const driver of drivers) {
    const open = driver.load();
    if (open) return open(path, readOnly);
  }
  const names = drivers.map((driver) => driver.name).join(", ");
  throw new SqliteRefused("no-driver", `None of the SQLite drivers loads here: ${names}`);
}

function requireDurableCommits(connection: SqliteConnection): void {
  connection.exec("PRAGMA journal_mode = WAL");
  const journal = readPragma(connection, "journal_mode");
  if (journal !== "wal" && connection.path !== ":memory:") {
    throw new SqliteRefused("no-write-ahead-log", `The journal mode of ${connection.path} stays ${String(journal)}`);
  }
  connection.exec("PRAGMA synchronous = FULL");
  const synchronous = readPragma(connection, "synchronous");
  if (Number(synchronous) !== SYNCHRONOUS_FULL) {
    throw new SqliteRefused(
      "commits-not-durable",
      `${connection.driver} keeps synchronous at ${String(synchronous)} instead of ${SYNCHRONOUS_FULL} (FULL)`,
    );
  }
  // Without these macOS acknowledges a flush that is still in the drive's own cache; no effect elsewhere.
  connection.exec("PRAGMA fullfsync = 1");
  connection.exec("PRAGMA checkpoint_fullfsync = 1");
  connection.exec("PRAGMA wal_autocheckpoint = 0");
}

function readPragma(connection: SqliteConnection, name: string): SqliteValue | undefined {
  const row = connection.prepare(`PRAGMA ${name}`).get();
  return row && Object.values(row)[0];
}
