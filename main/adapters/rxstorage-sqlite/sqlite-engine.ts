import type { RxStorageInstanceCreationParams } from "rxdb";
import type { SqliteConnection } from "../sqlite/connection.ts";
import { Catalogue } from "./catalogue.ts";
import type { TableKey } from "./catalogue.ts";
import type { DocumentTable } from "./document-table.ts";
import { GroupCommit } from "./group-commit.ts";
import { StatementCache } from "./statement-cache.ts";
import { SqliteStorageInstance } from "./storage-instance.ts";
import type { SqliteInstanceOptions } from "./storage-instance.ts";

interface OpenTable {
  readonly key: TableKey;
  readonly table: DocumentTable;
  /** Goes into the revisions of what is written without RxDB. */
  readonly token: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- instances of all document types share the table
  readonly instances: Set<SqliteStorageInstance<any>>;
}

/** Everything that exists once a connection: the writer, the statements, the open tables. */
export class SqliteEngine {
  readonly connection: SqliteConnection;
  readonly statements: StatementCache;
  readonly commits: GroupCommit;
  readonly #catalogue: Catalogue;
  readonly #open = new Map<string, OpenTable>();

  private constructor(connection: SqliteConnection) {
    this.connection = connection;
    this.statements = new StatementCache(connection);
    this.commits = new GroupCommit(this.statements, () => {
      for (const { table } of this.#open.values()) table.forget();
    });
    this.#catalogue = new Catalogue(this.statements);
    this.commits.runNow(() => this.#catalogue.createOwnTables());
  }

  static readonly #engines = new WeakMap<SqliteConnection, SqliteEngine>();

  static of(connection: SqliteConnection): SqliteEngine {
    const known = SqliteEngine.#engines.get(connection);
    if (known) return known;
    const engine = new SqliteEngine(connection);
    SqliteEngine.#engines.set(connection, engine);
    return engine;
  }

  open<RxDocType>(
    parameters: RxStorageInstanceCreationParams<RxDocType, SqliteInstanceOptions>,
  ): SqliteStorageInstance<RxDocType> {
    const { databaseName, collectionName, schema } = parameters;
    const key: TableKey = { databaseName, collectionName, version: schema.version };
    const name = JSON.stringify([databaseName, collectionName, schema.version]);
    let open = this.#open.get(name);
    if (!open) {
      const furtherIndexes = parameters.options?.indexes;
      const table = this.commits.runNow(() => this.#catalogue.openTable(key, schema as never, furtherIndexes));
      open = { key, table, token: parameters.databaseInstanceToken, instances: new Set() };
      this.#open.set(name, open);
    }
    const instance = new SqliteStorageInstance(this, open.table, parameters);
    open.instances.add(instance);
    return instance;
  }

  /** The open table of that collection, in the newest version that is open. */
  tableOf(collectionName: string): { readonly table: DocumentTable; readonly token: string } {
    let found: OpenTable | undefined;
    for (const open of this.#open.values()) {
      if (open.key.collectionName !== collectionName) continue;
      if (found && found.key.databaseName !== open.key.databaseName) {
        throw new Error(`Two databases on this connection have a collection ${collectionName}`);
      }
      if (!found || open.key.version > found.key.version) found = open;
    }
    if (!found) throw new Error(`The collection ${collectionName} is not open`);
    return found;
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- see OpenTable
  release(instance: SqliteStorageInstance<any>): void {
    for (const [name, open] of this.#open) {
      if (!open.instances.delete(instance) || open.instances.size > 0) continue;
      this.#open.delete(name);
      open.table.changes.complete();
    }
  }

  // oxlint-disable-next-line typescript/no-explicit-any -- see OpenTable
  drop(instance: SqliteStorageInstance<any>): void {
    this.commits.runNow(() => this.#catalogue.dropTable(instance.internals.table));
    for (const [name, open] of this.#open) {
      if (open.table !== instance.internals.table) continue;
      this.#open.delete(name);
      open.table.changes.complete();
    }
  }
}
