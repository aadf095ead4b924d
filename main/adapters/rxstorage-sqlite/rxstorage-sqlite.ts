import { ensureRxStorageInstanceParamsAreCorrect, RXDB_VERSION } from "rxdb";
import type { RxStorage, RxStorageInstanceCreationParams } from "rxdb";
import type { SqliteConnection } from "../sqlite/connection.ts";
import { DirectWrites, plain } from "./direct-writes.ts";
import type { PlainDocument } from "./direct-writes.ts";
import type { CommitOptions, Emission } from "./group-commit.ts";
import { SqliteEngine } from "./sqlite-engine.ts";
import type { SqliteInstanceOptions, SqliteInternals, SqliteStorageInstance } from "./storage-instance.ts";

/**
 * Collections are named as in the RxDatabase and must be open. Documents are plain JSON without RxDB's own fields
 * (`_rev`, `_meta`, `_deleted`, `_attachments`), and are handed over: do not change them afterwards.
 */
export interface SqliteTransaction {
  /** For tables of one's own, in the same transaction. */
  readonly connection: SqliteConnection;
  /** Inserts or replaces, as the single writer: there is no conflict. Neither checked against the schema nor defaulted. */
  put(collection: string, documents: readonly PlainDocument[]): void;
  /** Marks as deleted; ids that are not there are passed over. */
  remove(collection: string, ids: readonly string[]): void;
  /** Sees what this transaction has written. */
  get(collection: string, id: string): PlainDocument | undefined;
}

/** Where a collection lies, for reading lists from columns in SQL. Text columns are in sortable form. */
export interface CollectionTable {
  /** Quoted. */
  readonly name: string;
  /** Path in the document -> name of the column; `deleted` (0, 1) and `data` (the document as JSON) are always there. */
  readonly columns: ReadonlyMap<string, string>;
}

export interface RxStorageSqlite extends RxStorage<SqliteInternals, SqliteInstanceOptions> {
  readonly connection: SqliteConnection;
  createStorageInstance<RxDocType>(
    parameters: RxStorageInstanceCreationParams<RxDocType, SqliteInstanceOptions>,
  ): Promise<SqliteStorageInstance<RxDocType>>;
  /**
   * Runs `work` in one `BEGIN IMMEDIATE ... COMMIT`, after committing what is queued. When this returns, the writes
   * are on the disk and subscribers have had their events; when `work` throws, nothing happened.
   * `context` names the cause in the events.
   */
  transaction<T>(context: string, work: (transaction: SqliteTransaction) => T): T;
  /**
   * As `transaction`, but works queued in one turn of the event loop, and RxDB's own writes, share one commit.
   * Resolves after COMMIT; a work that throws is undone and rejects alone.
   */
  enqueue<T>(context: string, work: (transaction: SqliteTransaction) => T, options?: CommitOptions): Promise<T>;
  /** Commits what is queued, now. */
  flush(): void;
  /** Without RxDB's fields; undefined when deleted. */
  read(collection: string, id: string): PlainDocument | undefined;
  /** Those that exist, in the order of the ids. */
  readMany(collection: string, ids: readonly string[]): PlainDocument[];
  tableOf(collection: string): CollectionTable;
}

/**
 * RxDB on one synchronous SQLite connection, in one process. All storages made of one connection share their writer
 * and their events. `multiInstance` is not served: nothing outside this process hears of changes.
 */
export function getRxStorageSqlite({ connection }: { readonly connection: SqliteConnection }): RxStorageSqlite {
  const engine = SqliteEngine.of(connection);

  function read(collection: string, id: string): PlainDocument | undefined {
    const document = engine.tableOf(collection).table.read(id);
    return document && !document._deleted ? plain(document) : undefined;
  }

  function directly<T>(context: string, work: (transaction: SqliteTransaction) => T) {
    return (emissions: Emission[]): T => {
      const writes = new DirectWrites(engine);
      const value = work({
        connection,
        put: (collection, documents) => writes.put(collection, documents),
        remove: (collection, ids) => writes.remove(collection, ids),
        get: read,
      });
      emissions.push(...writes.emissions(context));
      return value;
    };
  }

  return {
    name: "sqlite-holdfast",
    rxdbVersion: RXDB_VERSION,
    connection,
    async createStorageInstance(parameters) {
      ensureRxStorageInstanceParamsAreCorrect(parameters);
      return engine.open(parameters);
    },
    transaction: (context, work) => engine.commits.runNow(directly(context, work)),
    enqueue: (context, work, options) => engine.commits.enqueue(directly(context, work), options),
    flush: () => engine.commits.flush(),
    read,
    readMany: (collection, ids) =>
      engine
        .tableOf(collection)
        .table.readMany(ids)
        .filter((document) => !document._deleted)
        .map(plain),
    tableOf(collection) {
      const { name, columns } = engine.tableOf(collection).table;
      return { name, columns: new Map([...columns.byPath].map(([path, column]) => [path, column.name])) };
    },
  };
}
