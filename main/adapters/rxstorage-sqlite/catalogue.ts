import type { RxDocumentData, RxJsonSchema } from "rxdb";
import { columnsOfSchema, columnValue, ODD } from "./document-columns.ts";
import type { DocumentColumns } from "./document-columns.ts";
import { DocumentTable } from "./document-table.ts";
import type { StoredDocument } from "./document-table.ts";
import type { StatementCache } from "./statement-cache.ts";

export interface TableKey {
  readonly databaseName: string;
  readonly collectionName: string;
  readonly version: number;
}

/**
 * Which table holds which collection. Names of tables are told apart without case, those of collections with it;
 * so the catalogue decides, not the name. All of it runs inside a transaction of the caller.
 */
export class Catalogue {
  readonly #statements: StatementCache;

  constructor(statements: StatementCache) {
    this.#statements = statements;
  }

  createOwnTables(): void {
    this.#statements.connection.exec(`
      CREATE TABLE IF NOT EXISTS rx_tables (
        name TEXT PRIMARY KEY COLLATE NOCASE, database TEXT NOT NULL, collection TEXT NOT NULL, version INTEGER NOT NULL,
        columns TEXT NOT NULL, UNIQUE (database, collection, version)
      );
      CREATE TABLE IF NOT EXISTS rx_purged (table_name TEXT PRIMARY KEY COLLATE NOCASE, seq INTEGER NOT NULL) WITHOUT ROWID;
      CREATE TABLE IF NOT EXISTS rx_attachments (
        table_name TEXT NOT NULL, document TEXT NOT NULL, attachment TEXT NOT NULL, digest TEXT NOT NULL,
        type TEXT NOT NULL, data BLOB NOT NULL, PRIMARY KEY (table_name, document, attachment)
      ) WITHOUT ROWID;
    `);
  }

  /**
   * Opens the table, creating it or bringing its columns and indexes to what the schema and `furtherIndexes` want now.
   * Where the latter are not given, as when a migration opens an old version, those the table has are kept.
   */
  openTable(
    key: TableKey,
    schema: RxJsonSchema<RxDocumentData<unknown>>,
    furtherIndexes: readonly (readonly string[])[] | undefined,
  ): DocumentTable {
    const known = this.#statements
      .prepare("SELECT name, columns FROM rx_tables WHERE database = ? AND collection = ? AND version = ?")
      .get(key.databaseName, key.collectionName, key.version);
    const kept = known && !furtherIndexes ? indexPathsOf(String(known["columns"]), schema) : [];
    const columns = columnsOfSchema(schema, furtherIndexes ?? kept);
    const wanted = describe(columns);
    const bareName = known ? String(known["name"]) : this.#freeName(key);
    const name = quote(bareName);
    if (!known) {
      this.#create(name, columns);
      this.#statements
        .prepare("INSERT INTO rx_tables (name, database, collection, version, columns) VALUES (?, ?, ?, ?, ?)")
        .run(bareName, key.databaseName, key.collectionName, key.version, wanted);
      this.#makeIndexes(bareName, columns);
    } else if (known["columns"] !== wanted) {
      this.#refit(name, columns);
      this.#statements.prepare("UPDATE rx_tables SET columns = ? WHERE name = ?").run(wanted, bareName);
      this.#makeIndexes(bareName, columns);
    }
    return new DocumentTable(name, columns, this.#statements);
  }

  dropTable(table: DocumentTable): void {
    const bareName = table.name.slice(1, -1);
    this.#statements.prepare("DELETE FROM rx_attachments WHERE table_name = ?").run(bareName);
    this.#statements.prepare("DELETE FROM rx_tables WHERE name = ?").run(bareName);
    this.#statements.prepare("DELETE FROM rx_purged WHERE table_name = ?").run(bareName);
    this.#statements.clear();
    this.#statements.connection.exec(`DROP TABLE IF EXISTS ${table.name}`);
  }

  #freeName({ collectionName, version }: TableKey): string {
    const wish = `rx_${collectionName.replaceAll(/[^A-Za-z0-9_]/g, "_")}_${version}`;
    const taken = this.#statements.prepare("SELECT 1 FROM sqlite_master WHERE name = ? COLLATE NOCASE");
    for (let attempt = 1; ; attempt++) {
      const name = attempt === 1 ? wish : `${wish}_${attempt}`;
      if (!taken.get(name)) return name;
    }
  }

  /** Without AUTOINCREMENT, which writes a row and a page more with every document; see DocumentTable.purgeDeleted. */
  #create(name: string, columns: DocumentColumns): void {
    const own = columns.own.map((column) => `, ${column.name}`).join("");
    this.#statements.connection.exec(
      `CREATE TABLE ${name} (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, deleted INTEGER NOT NULL, rev TEXT NOT NULL,
        lwt REAL NOT NULL, odd INTEGER NOT NULL, data TEXT NOT NULL${own}
      )`,
    );
  }

  /** New columns are filled from the documents; columns no longer wanted stay, unused. */
  #refit(name: string, columns: DocumentColumns): void {
    const { connection } = this.#statements;
    const present = new Set(
      connection
        .prepare(`PRAGMA table_info(${name})`)
        .all()
        .map((row) => row["name"]),
    );
    for (const column of columns.own) {
      if (!present.has(column.name)) connection.exec(`ALTER TABLE ${name} ADD COLUMN ${column.name}`);
    }
    const assignments = columns.own.map((column) => `, ${column.name} = ?`).join("");
    const update = connection.prepare(`UPDATE ${name} SET odd = ?${assignments} WHERE seq = ?`);
    const next = connection.prepare(`SELECT seq, data FROM ${name} WHERE seq > ? ORDER BY seq LIMIT 500`);
    for (let rows = next.all(-1); rows.length > 0; rows = next.all(rows.at(-1)?.["seq"] ?? 0)) {
      for (const row of rows) {
        const document = JSON.parse(String(row["data"])) as StoredDocument;
        const values = columns.own.map((column) => columnValue(column, document));
        update.run(
          values.includes(ODD) ? 1 : 0,
          ...values.map((value) => (value === ODD ? null : value)),
          row["seq"] as number,
        );
      }
    }
  }

  #makeIndexes(bareName: string, columns: DocumentColumns): void {
    const { connection } = this.#statements;
    const table = quote(bareName);
    const old = connection
      .prepare("SELECT name FROM sqlite_master WHERE type = 'index' AND tbl_name = ? AND sql IS NOT NULL")
      .all(bareName);
    for (const row of old) connection.exec(`DROP INDEX ${quote(String(row["name"]))}`);
    for (const index of columns.indexes) {
      const name = quote(`${bareName}:${index.name}`);
      connection.exec(`CREATE INDEX ${name} ON ${table} (${index.columns.join(", ")}) WHERE deleted = 0`);
    }
    connection.exec(`CREATE INDEX ${quote(`${bareName}:purge`)} ON ${table} (lwt) WHERE deleted = 1`);
    connection.exec(`CREATE INDEX ${quote(`${bareName}:odd`)} ON ${table} (odd) WHERE odd = 1`);
  }
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** The indexes of a table by the paths they are of, out of what `describe` wrote down. */
function indexPathsOf(description: string, schema: RxJsonSchema<RxDocumentData<unknown>>): string[][] {
  const { own, indexes } = JSON.parse(description) as Pick<DocumentColumns, "own" | "indexes">;
  const fixed = columnsOfSchema({ ...schema, indexes: [] }).byPath.values();
  const paths = new Map([...fixed, ...own].map(({ name, path }) => [name, path]));
  return indexes.map(({ columns }) => columns.map((column) => paths.get(column) ?? column));
}

function describe(columns: DocumentColumns): string {
  return JSON.stringify({
    own: columns.own.map(({ path, name, type }) => ({ path, name, type })),
    indexes: columns.indexes,
  });
}
