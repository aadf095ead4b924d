import { randomBytes } from "node:crypto";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { createRxDatabase, type RxDatabase } from "rxdb";
import type { ViewName } from "#shared/facts/views.ts";
import { uuidV7 } from "#shared/kernel/ids.ts";
import { getRxStorageSqlite, type RxStorageSqlite } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { startCheckpointer } from "../adapters/sqlite/checkpointer.ts";
import type { SqliteConnection } from "../adapters/sqlite/connection.ts";
import { openSqlite } from "../adapters/sqlite/open-sqlite.ts";
import { collectionSchemas, factsCollection } from "./collections.ts";
import { FactLog } from "./fact-log.ts";
import { createSideTables, Statements } from "./side-tables.ts";

/** The station's store: one SQLite file, RxDB's collections and our own tables in it. */
export interface Store {
  readonly stationId: string;
  readonly log: FactLog;
  readonly statements: Statements;
  readonly storage: RxStorageSqlite;
  readonly database: RxDatabase;
  /** Called after each commit with the views it changed. */
  onChange(listener: (views: ReadonlySet<ViewName>) => void): void;
  facts(): {
    readonly driver: string;
    readonly path: string;
    readonly facts: number;
    readonly bytes: number;
    readonly walBytes: number;
  };
  close(): Promise<void>;
}

export const storeFile = "holdfast.sqlite";

/**
 * The layout of the file as a whole. A file with a higher number was written by a newer Holdfast and is not touched.
 */
const layout = 1;

export class StoreRefused extends Error {
  override readonly name = "StoreRefused";
  readonly code: "newer-store";
  constructor(code: "newer-store", message: string) {
    super(message);
    this.code = code;
  }
}

/**
 * Opens or makes the store in `directory`. Throws SqliteRefused or StoreRefused where it must not be used; nothing has
 * been written then.
 */
export async function openStore(options: { readonly directory: string; readonly clock: () => number }): Promise<Store> {
  mkdirSync(options.directory, { recursive: true });
  const path = join(options.directory, storeFile);
  const connection = openSqlite(path);
  let checkpointer: { stop(): Promise<void> } | undefined;
  try {
    checkLayout(connection);
    createSideTables(connection);
    checkpointer = startCheckpointer(connection);
    const storage = getRxStorageSqlite({ connection });
    const database = await createRxDatabase({ name: "holdfast", storage, multiInstance: false, eventReduce: true });
    await database.addCollections(collectionSchemas());
    const statements = new Statements(connection);
    const stationId = ownStationId(statements, options.clock());
    const listeners = new Set<(views: ReadonlySet<ViewName>) => void>();
    const log = new FactLog({
      storage,
      statements,
      station: stationId,
      clock: options.clock,
      onCommit: (views) => listeners.forEach((listener) => listener(views)),
    });
    const stop = checkpointer;
    return {
      stationId,
      log,
      statements,
      storage,
      database,
      onChange: (listener) => void listeners.add(listener),
      facts: () => ({
        driver: connection.driver,
        path,
        facts: countFacts(statements, storage),
        bytes: sizeOf(path),
        walBytes: sizeOf(`${path}-wal`),
      }),
      async close() {
        storage.flush();
        await database.close();
        await stop.stop();
        connection.close();
      },
    };
  } catch (problem) {
    await checkpointer?.stop();
    connection.close();
    throw problem;
  }
}

function checkLayout(connection: SqliteConnection): void {
  const found = Number(connection.prepare("PRAGMA user_version").get()?.["user_version"] ?? 0);
  if (found > layout) {
    throw new StoreRefused(
      "newer-store",
      "This store was written by a newer Holdfast. Install that version to open it.",
    );
  }
  if (found === 0) connection.exec(`PRAGMA user_version = ${layout}`);
}

function ownStationId(statements: Statements, now: number): string {
  const known = statements.of("SELECT value FROM store_state WHERE name = 'station'").get()?.["value"];
  if (known) return String(known);
  const id = uuidV7(now, randomBytes(10));
  statements.run("INSERT INTO store_state VALUES ('station', ?)", id);
  return id;
}

function countFacts(statements: Statements, storage: RxStorageSqlite): number {
  const row = statements.of(`SELECT count(*) AS n FROM ${storage.tableOf(factsCollection).name}`).get();
  return Number(row?.["n"] ?? 0);
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
