import type { RxDocumentData } from "rxdb";
import { Subject } from "rxjs";
import type { SqliteRow, SqliteValue } from "../sqlite/connection.ts";
import { columnValue, ODD } from "./document-columns.ts";
import type { DocumentColumns } from "./document-columns.ts";
import type { ChangeBulk } from "./group-commit.ts";
import { sortableForm, sortableText } from "./sortable-text.ts";
import type { StatementCache } from "./statement-cache.ts";

export type StoredDocument = RxDocumentData<Record<string, unknown>>;

const FIXED_COLUMNS = ["seq", "id", "deleted", "rev", "lwt", "odd", "data"];
const ODD_PLACE = FIXED_COLUMNS.indexOf("odd");

/** Documents fetched as one text, so that it stays far from the longest a string can be. */
const MOST_IN_ONE_TEXT = 500;

/** From here on a list of ids goes in as one parameter instead of one call each. */
const MANY_IDS = 4;

/** The documents of one collection in one version of its schema. Does no transactions of its own. */
export class DocumentTable {
  /** Already quoted; safe to put into SQL. */
  readonly name: string;
  readonly columns: DocumentColumns;
  /** Shared by all instances of the collection. */
  readonly changes = new Subject<ChangeBulk>();
  /** Some document holds a value its column cannot compare as JavaScript does; see `ODD`. */
  hasOddValues: boolean;
  readonly #statements: StatementCache;
  readonly #insert: string;
  readonly #replace: string;
  readonly #byIds: string;
  /** The next number where SQLite would give out one that was purged, null where it knows by itself; undefined: to be seen. */
  #next: number | null | undefined;

  constructor(name: string, columns: DocumentColumns, statements: StatementCache) {
    this.name = name;
    this.columns = columns;
    this.#statements = statements;
    const names = [...FIXED_COLUMNS, ...columns.own.map((column) => column.name)];
    this.#insert = `INSERT INTO ${name} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`;
    // Replacing gives the row a new seq, one above all there are, which is what makes seq the order of writing.
    this.#replace = this.#insert.replace("INSERT", "INSERT OR REPLACE");
    this.#byIds = `SELECT data FROM json_each(?) AS wanted CROSS JOIN ${name} AS document ON document.id = wanted.value`;
    this.hasOddValues = statements.prepare(`SELECT 1 FROM ${name} WHERE odd = 1 LIMIT 1`).get() !== undefined;
  }

  #nextAfterPurged(): number | null {
    const row = this.#statements
      .prepare(`SELECT seq, (SELECT max(seq) FROM ${this.name}) AS highest FROM rx_purged WHERE table_name = ?`)
      .get(this.#bareName);
    const purged = Number(row?.["seq"] ?? 0);
    return purged > Number(row?.["highest"] ?? 0) ? purged + 1 : null;
  }

  get #bareName(): string {
    return this.name.slice(1, -1).replaceAll('""', '"');
  }

  /**
   * Inserts or replaces; gives the seq of the last one. `isThere` says whether a document of this id, deleted or not, was
   * in the table before: where it says no, SQLite is spared looking for one, which takes it a third of its time.
   */
  write(documents: readonly StoredDocument[], isThere: (id: string) => boolean): number {
    // One row a call: with many parameters in one call the binding is slower than the calls it saves.
    const insert = this.#statements.prepare(this.#insert);
    const replace = this.#statements.prepare(this.#replace);
    const written = new Set<string>();
    if (this.#next === undefined) this.#next = this.#nextAfterPurged();
    let seq = 0;
    for (const document of documents) {
      const id = this.idOf(document);
      const isNew = !written.has(id) && !isThere(id);
      seq = Number((isNew ? insert : replace).run(...this.#valuesOf(id, document)).lastInsertRowid);
      written.add(id);
      this.#next = null;
    }
    return seq;
  }

  #valuesOf(id: string, document: StoredDocument): SqliteValue[] {
    const sortableId = sortableForm(id);
    let odd = sortableId === undefined;
    const values: SqliteValue[] = [
      this.#next ?? null,
      sortableId ?? sortableText(id),
      document._deleted ? 1 : 0,
      document._rev,
      document._meta.lwt,
      0,
      JSON.stringify(document),
    ];
    for (const column of this.columns.own) {
      const value = columnValue(column, document);
      odd ||= value === ODD;
      values.push(value === ODD ? null : value);
    }
    if (odd) {
      values[ODD_PLACE] = 1;
      this.hasOddValues = true;
    }
    return values;
  }

  /** To be called when a transaction was undone. */
  forget(): void {
    this.#next = undefined;
  }

  idOf(document: object): string {
    const id = (document as Record<string, unknown>)[this.columns.primaryPath];
    if (typeof id !== "string") throw new TypeError(`A document of ${this.name} has no ${this.columns.primaryPath}`);
    return id;
  }

  /** Deleted ones, too. */
  read(id: string): StoredDocument | undefined {
    const row = this.#statements.prepare(`SELECT data FROM ${this.name} WHERE id = ?`).get(sortableText(id));
    return row && parseDocument(row);
  }

  /** Those that exist, deleted ones too, in the order of the ids. */
  readMany(ids: readonly string[]): StoredDocument[] {
    if (ids.length < MANY_IDS) return ids.flatMap((id) => this.read(id) ?? []);
    const read: StoredDocument[] = [];
    for (let from = 0; from < ids.length; from += MOST_IN_ONE_TEXT) {
      const some = idList(ids.slice(from, from + MOST_IN_ONE_TEXT));
      read.push(...this.#readAsOneText(this.#byIds, [some]));
    }
    return read;
  }

  /**
   * Without those that come after every id there is: what is made anew mostly does, its ids being made of the time, and
   * one look tells it of all of them. Of few each is looked for.
   */
  thatMayBeThere(ids: readonly string[]): readonly string[] {
    if (ids.length < MANY_IDS) return ids;
    const highest = this.#statements.prepare(`SELECT max(id) AS id FROM ${this.name}`).get()?.["id"];
    if (typeof highest !== "string") return [];
    // Only ids that are their own sortable form compare here as they do there.
    return ids.filter((id) => id <= highest || sortableForm(id) !== id);
  }

  /** The revision of each that exists, deleted ones too. */
  readRevisions(all: readonly string[]): Map<string, string> {
    const revisions = new Map<string, string>();
    const ids = this.thatMayBeThere(all);
    if (ids.length < MANY_IDS) {
      const statement = this.#statements.prepare(`SELECT rev FROM ${this.name} WHERE id = ?`);
      for (const id of ids) {
        const row = statement.get(sortableText(id));
        if (row) revisions.set(id, row["rev"] as string);
      }
      return revisions;
    }
    const rows = this.#statements
      .prepare(
        `SELECT wanted.key AS place, document.rev AS rev FROM json_each(?) AS wanted CROSS JOIN ${this.name} AS document ON document.id = wanted.value`,
      )
      .all(idList(ids));
    for (const row of rows) revisions.set(ids[row["place"] as number] as string, row["rev"] as string);
    return revisions;
  }

  /** Written after `seq`, oldest first. */
  readChangedSince(seq: number, limit: number): { readonly documents: StoredDocument[]; readonly lastSeq: number } {
    const rows = this.#statements
      .prepare(`SELECT seq, data FROM ${this.name} WHERE seq > ? ORDER BY seq LIMIT ?`)
      .all(seq, limit);
    return { documents: rows.map(parseDocument), lastSeq: Number(rows.at(-1)?.["seq"] ?? seq) };
  }

  /** `rest` follows WHERE and ends with LIMIT, `most` of them at the highest. */
  select(rest: string, parameters: readonly SqliteValue[], most: number): StoredDocument[] {
    const sql = `SELECT data FROM ${this.name} WHERE ${rest}`;
    if (most > MOST_IN_ONE_TEXT)
      return this.#statements
        .prepare(sql)
        .all(...parameters)
        .map(parseDocument);
    return this.#readAsOneText(sql, parameters);
  }

  /** Fetched and parsed as one text: it saves a third. */
  #readAsOneText(sql: string, parameters: readonly SqliteValue[]): StoredDocument[] {
    const row = this.#statements.prepare(`SELECT group_concat(data) AS documents FROM (${sql})`).get(...parameters);
    return JSON.parse(`[${(row?.["documents"] ?? "") as string}]`) as StoredDocument[];
  }

  *iterate(rest: string, parameters: readonly SqliteValue[]): Generator<StoredDocument, void, void> {
    const rows = this.#statements.prepare(`SELECT data FROM ${this.name} WHERE ${rest}`).iterate(...parameters);
    for (const row of rows) yield parseDocument(row);
  }

  count(where: string, parameters: readonly SqliteValue[]): number {
    const row = this.#statements
      .prepare(`SELECT count(*) AS number FROM ${this.name} WHERE ${where}`)
      .get(...parameters);
    return Number(row?.["number"] ?? 0);
  }

  /**
   * Removes up to `limit` deleted documents last written before the time given; gives how many. The highest number so far
   * is kept, so that it is not given out again where its document goes.
   */
  purgeDeleted(before: number, limit: number): number {
    const highest = this.#statements.prepare(`SELECT max(seq) AS seq FROM ${this.name}`).get()?.["seq"] ?? 0;
    const purged = this.#statements
      .prepare(
        `DELETE FROM ${this.name} WHERE seq IN (SELECT seq FROM ${this.name} WHERE deleted = 1 AND lwt <= ? LIMIT ?)`,
      )
      .run(before, limit);
    if (Number(purged.changes) > 0) {
      this.#statements
        .prepare(
          "INSERT INTO rx_purged VALUES (?, ?) ON CONFLICT (table_name) DO UPDATE SET seq = max(seq, excluded.seq)",
        )
        .run(this.#bareName, highest);
      this.#next = undefined;
    }
    return Number(purged.changes);
  }
}

function parseDocument(row: SqliteRow): StoredDocument {
  return JSON.parse(row["data"] as string) as StoredDocument;
}

function idList(ids: readonly string[]): string {
  return JSON.stringify(ids.map(sortableText));
}
