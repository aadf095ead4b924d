import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createRxDatabase, defaultHashSha256, type RxDatabase } from "rxdb";
import type { Fact } from "#shared/facts/kinds.ts";
import type { ViewName } from "#shared/facts/views.ts";
import { uuidV7 } from "#shared/kernel/ids.ts";
import { getRxStorageSqlite, type RxStorageSqlite } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { endLog } from "../adapters/sqlite/end-log.ts";
import { type Checkpointer, type CheckpointState, startCheckpointer } from "../adapters/sqlite/checkpointer.ts";
import type { SqliteConnection } from "../adapters/sqlite/connection.ts";
import { openSqlite } from "../adapters/sqlite/open-sqlite.ts";
import { SlowQueries } from "../adapters/sqlite/slow-queries.ts";
import { collectionSchemas, factsCollection } from "./collections.ts";
import { FactLog } from "./fact-log.ts";
import { applicationId, checkLayout, inspectStore, layout } from "./inspect.ts";
import { isRebuildDue, rebuild } from "./rebuild.ts";
import type { LogSource } from "./refold.ts";
import { salvageAfterRestore } from "./salvage.ts";
import { removedFacts } from "./snapshots.ts";
import { createSideTables, Statements } from "./side-tables.ts";
import { sha256 } from "./sha256.ts";
import { type StorePaths, storePaths } from "./store-files.ts";
import { takeStoreLock } from "./store-lock.ts";
import { isDamage, StoreRefused } from "./store-refused.ts";
import { canReadMore, countUnread } from "./unread-facts.ts";

/** The first screen comes first: a thread more would take from it, and so early there is little to copy. */
const startAfterMilliseconds = 2000;

/** The station's store: one SQLite file, RxDB's collections and our own tables in it. */
export interface Store {
  readonly stationId: string;
  readonly log: FactLog;
  readonly statements: Statements;
  readonly storage: RxStorageSqlite;
  readonly database: RxDatabase;
  readonly paths: StorePaths;
  /** Facts taken over from the damaged file at this start, after a restore. */
  readonly salvaged: number;
  readonly slow: SlowQueries;
  /**
   * Whether a fact may be removed once a snapshot holds what it says. A station joined to a hub sets it to say no to what
   * the hub has not acknowledged.
   */
  mayPrune: (fact: Fact) => boolean;
  /**
   * Set before closing where another file is to take the place of this one, or this one that of another: the log of last
   * writes then goes with the close. A driver may keep a closed connection until its statements are collected, and it would
   * delete a log by its name that is another file's by then.
   */
  endsWithoutLog: boolean;
  /** Called after each commit with the views it changed. */
  onChange(listener: (views: ReadonlySet<ViewName>) => void): void;
  /** Called with what a write failed with. */
  onFailure(listener: (problem: unknown) => void): void;
  facts(): {
    readonly driver: string;
    readonly path: string;
    readonly facts: number;
    /** Of them, those that this Holdfast cannot read; see unread-facts.ts. */
    readonly unread: number;
    readonly bytes: number;
    readonly walBytes: number;
    /** How moving the log into the file gets on; an alarm where it does not. */
    readonly checkpoints: CheckpointState;
  };
  close(): Promise<void>;
}

/**
 * Opens or makes the store in `directory`. Throws SqliteRefused or StoreRefused where it must not be used; nothing has
 * been written to it then.
 */
export async function openStore(options: {
  readonly directory: string;
  readonly clock: () => number;
  /** Whose store it is, where it is made now; left out, a station of its own. */
  readonly station?: string | undefined;
}): Promise<Store> {
  const paths = storePaths(options.directory);
  inspectStore(options.directory);
  mkdirSync(options.directory, { recursive: true });
  const unlock = takeStoreLock(options.directory);
  try {
    return await openLocked(paths, options, unlock);
  } catch (problem) {
    unlock();
    throw isDamage(problem) ? damaged(paths, problem) : problem;
  }
}

function damaged({ directory }: StorePaths, problem: unknown): StoreRefused {
  const words = problem instanceof Error ? problem.message : String(problem);
  return new StoreRefused("damaged", `The store in ${directory} is damaged (${words}). It was left as it is.`, {
    cause: problem,
  });
}

async function openLocked(
  paths: StorePaths,
  { clock, station }: { readonly clock: () => number; readonly station?: string | undefined },
  unlock: () => void,
): Promise<Store> {
  const { store: path } = paths;
  const slow = new SlowQueries();
  const connection = slow.watch(openSqlite(path));
  let checkpointer: Checkpointer | undefined;
  try {
    const found = checkLayout(connection);
    // All or nothing: killed in between, a new file would hold tables and not say whose they are.
    connection.exec("BEGIN");
    createSideTables(connection);
    markFile(connection, found);
    connection.exec("COMMIT");
    markFolder(paths, clock());
    checkpointer = startCheckpointer(connection, { startAfterMilliseconds });
    const storage = getRxStorageSqlite({ connection });
    const database = await createRxDatabase({
      name: "holdfast",
      storage,
      multiInstance: false,
      eventReduce: true,
      // The same digest as RxDB's own, which would load the whole of web cryptography for a handful of schemas.
      hashFunction: async (input) => (typeof input === "string" ? sha256(input) : defaultHashSha256(input)),
    });
    await database.addCollections(collectionSchemas());
    const statements = new Statements(connection);
    const source = { storage, statements };
    const salvaged = await salvageAfterRestore(source, paths);
    if (isRebuildDue(source) || canReadMore(source)) await makeViewsAgain(source);
    const stationId = ownStationId(statements, station ?? uuidV7(clock(), randomBytes(10)));
    const listeners = new Set<(views: ReadonlySet<ViewName>) => void>();
    const failureListeners = new Set<(problem: unknown) => void>();
    const log = new FactLog({
      storage,
      statements,
      station: stationId,
      clock,
      onFailure: (problem) => failureListeners.forEach((listener) => listener(problem)),
      onCommit: (views) => listeners.forEach((listener) => listener(views)),
    });
    const checkpoints = checkpointer;
    const store: Store = {
      stationId,
      log,
      statements,
      storage,
      database,
      paths,
      salvaged,
      mayPrune: () => true,
      endsWithoutLog: false,
      slow,
      onChange: (listener) => void listeners.add(listener),
      onFailure: (listener) => void failureListeners.add(listener),
      facts: () => ({
        driver: connection.driver,
        path,
        facts: countFacts(statements, storage),
        unread: countUnread(statements),
        bytes: sizeOf(path),
        walBytes: sizeOf(paths.log),
        checkpoints: checkpoints.state(),
      }),
      async close() {
        storage.flush();
        await database.close();
        await checkpoints.stop();
        try {
          endInOrder(paths, connection, store.endsWithoutLog);
        } finally {
          connection.close();
          unlock();
        }
      },
    };
    return store;
  } catch (problem) {
    await checkpointer?.stop();
    connection.close();
    throw problem;
  }
}

/** Puts our marks on the file; an older layout gets its views made again. */
function markFile(connection: SqliteConnection, found: number): void {
  if (found >= layout) return;
  if (found > 0) connection.exec("INSERT OR REPLACE INTO store_state VALUES ('rebuild', 'due')");
  connection.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${layout}`);
}

/** Says beside the file that a store is here, and that it is open. */
function markFolder(paths: StorePaths, now: number): void {
  if (!existsSync(paths.mark)) {
    writeFileSync(paths.mark, `${JSON.stringify({ what: "A Holdfast store", since: new Date(now).toISOString() })}\n`);
  }
  writeFileSync(paths.open, "");
}

function endInOrder(paths: StorePaths, connection: SqliteConnection, withoutLog: boolean): void {
  const copied = connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
  if (Number(copied?.["busy"] ?? 0) !== 0) return;
  // From here on nothing is lost with the log.
  rmSync(paths.open, { force: true });
  if (withoutLog) tryToEndLog(connection);
}

/** A connection that was closed before and that the driver still keeps holds on to the log; who asked for it looks. */
function tryToEndLog(connection: SqliteConnection): void {
  try {
    endLog(connection);
  } catch {
    // The file is whole with its log, too.
  }
}

/** Slices with a breath in between: the window goes on answering that the store is being opened. */
async function makeViewsAgain(source: LogSource): Promise<void> {
  const steps = rebuild(source);
  while (!steps.next().done) await new Promise((done) => setImmediate(done));
}

function ownStationId(statements: Statements, id: string): string {
  const known = statements.of("SELECT value FROM store_state WHERE name = 'station'").get()?.["value"];
  if (known) return String(known);
  statements.run("INSERT INTO store_state VALUES ('station', ?)", id);
  return id;
}

/** Up to here rows are counted; beyond, that would hold the event loop up. */
const mostCounted = 10_000;

/** Facts are numbered as they come in and removed only under a snapshot, so the last number says how many there are. */
function countFacts(statements: Statements, storage: RxStorageSqlite): number {
  const { name } = storage.tableOf(factsCollection);
  const last = Number(statements.of(`SELECT max(seq) AS n FROM ${name}`).get()?.["n"] ?? 0);
  if (last > mostCounted) return last - removedFacts(statements);
  return Number(statements.of(`SELECT count(*) AS n FROM ${name} WHERE deleted = 0`).get()?.["n"] ?? 0);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
