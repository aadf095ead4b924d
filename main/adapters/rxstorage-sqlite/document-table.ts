import type { RxDocumentData } from "rxdb";
import { Subject } from "rxjs";
import type { SqliteRow, SqliteValue } from "../sqlite/connection.ts";
import { DocumentCache } from "./document-cache.ts";
import { columnValue, ODD } from "./document-columns.ts";
import type { DocumentColumns } from "./document-columns.ts";
import type { ChangeBulk } from "./group-commit.ts";
import { sortableForm, sortableText } from "./sortable-text.ts";
import type { StatementCache } from "./statement-cache.ts";

export type StoredDocument = RxDocumentData<Record<string, unknown>>;

const FIXED_COLUMNS = ["seq", "id", "deleted", "rev", "lwt", "odd", "data"];
const ODD_PLACE = FIXED_COLUMNS.indexOf("odd");

/** Larger reads and writes than these do not enter the cache: they would push out what is being looked at. */
const MOST_CACHED_READS = 1000;
const MOST_CACHED_WRITES = 32;

/** JSON in one generation of the cache, a table. */
const CACHED_CHARACTERS = 2_000_000;

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
  readonly #cache = new DocumentCache(CACHED_CHARACTERS);
  /** The last query found at least half of its documents in the cache; otherwise fetching all at once is quicker. */
  #isWorthLooking = true;
  /** The next number where SQLite would give out one that was purged, null where it knows by itself; undefined: to be seen. */
  #next: number | null | undefined;

  constructor(name: string, columns: DocumentColumns, statements: StatementCache) {
    this.name = name;
    this.columns = columns;
    this.#statements = statements;
    const names = [...FIXED_COLUMNS, ...columns.own.map((column) => column.name)];
    // Replacing gives the row a new seq, one above all there are, which is what makes seq the order of writing.
    this.#insert = `INSERT OR REPLACE INTO ${name} (${names.join(", ")}) VALUES (${names.map(() => "?").join(", ")})`;
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

  /** Inserts or replaces; gives the seq of the last one. */
  write(documents: readonly StoredDocument[]): number {
    // One row a call: with many parameters in one call the binding is slower than the calls it saves.
    const insert = this.#statements.prepare(this.#insert);
    const isCached = documents.length <= MOST_CACHED_WRITES;
    if (this.#next === undefined) this.#next = this.#nextAfterPurged();
    let seq = 0;
    for (const document of documents) {
      const json = JSON.stringify(document);
      seq = Number(insert.run(...this.#valuesOf(document, json)).lastInsertRowid);
      this.#next = null;
      if (isCached) this.#cache.set(seq, document, json.length);
    }
    return seq;
  }

  #valuesOf(document: StoredDocument, json: string): SqliteValue[] {
    const id = this.idOf(document);
    const sortableId = sortableForm(id);
    let odd = sortableId === undefined;
    const values: SqliteValue[] = [
      this.#next ?? null,
      sortableId ?? sortableText(id),
      document._deleted ? 1 : 0,
      document._rev,
      document._meta.lwt,
      0,
      json,
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

  /** To be called when a transaction was undone; see DocumentCache. */
  forget(): void {
    this.#cache.clear();
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
      read.push(...this.#readTogether("id", idList(ids.slice(from, from + MOST_IN_ONE_TEXT))).documents);
    }
    return read;
  }

  /** The revision of each that exists, deleted ones too. */
  readRevisions(ids: readonly string[]): Map<string, string> {
    const revisions = new Map<string, string>();
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

  /**
   * `rest` follows WHERE and ends with LIMIT, `most` of them at the highest. Documents may be shared with earlier results:
   * never change them.
   */
  select(rest: string, parameters: readonly SqliteValue[], most: number): StoredDocument[] {
    if (this.#isWorthLooking || most > MOST_IN_ONE_TEXT) return this.#selectUnknown(rest, parameters);
    const row = this.#statements
      .prepare(
        `SELECT json_group_array(seq) AS seqs, group_concat(data) AS documents FROM (SELECT seq, data FROM ${this.name} WHERE ${rest})`,
      )
      .get(...parameters);
    const seqs = JSON.parse(row?.["seqs"] as string) as number[];
    const text = (row?.["documents"] ?? "") as string;
    this.#judgeCache(seqs.filter((seq) => this.#cache.get(seq) !== undefined).length, seqs.length);
    const documents = JSON.parse(`[${text}]`) as StoredDocument[];
    documents.forEach((document, place) =>
      this.#cache.set(seqs[place] as number, document, text.length / documents.length),
    );
    return documents;
  }

  /** Fetches and parses only what the cache does not hold. */
  #selectUnknown(rest: string, parameters: readonly SqliteValue[]): StoredDocument[] {
    // The numbers alone come out of the index at a tenth of the price of the documents.
    const row = this.#statements
      .prepare(`SELECT json_group_array(seq) AS seqs FROM (SELECT seq FROM ${this.name} WHERE ${rest})`)
      .get(...parameters);
    const seqs = JSON.parse(row?.["seqs"] as string) as number[];
    const known = seqs.map((seq) => this.#cache.get(seq));
    const missing = seqs.filter((_, place) => known[place] === undefined);
    this.#judgeCache(seqs.length - missing.length, seqs.length);
    if (missing.length === 0) return known as StoredDocument[];
    const read = this.#readNumbered(missing, missing.length <= MOST_CACHED_READS);
    let next = 0;
    return known.map((document) => document ?? (read[next++] as StoredDocument));
  }

  #judgeCache(known: number, found: number): void {
    if (found > 0) this.#isWorthLooking = known * 2 >= found;
  }

  #readNumbered(seqs: readonly number[], isCached: boolean): StoredDocument[] {
    const read: StoredDocument[] = [];
    for (let from = 0; from < seqs.length; from += MOST_IN_ONE_TEXT) {
      const some = seqs.slice(from, from + MOST_IN_ONE_TEXT);
      const { documents, characters } = this.#readTogether("seq", JSON.stringify(some));
      read.push(...documents);
      if (!isCached) continue;
      documents.forEach((document, place) =>
        this.#cache.set(some[place] as number, document, characters / documents.length),
      );
    }
    return read;
  }

  /** Those whose column holds one of the values of the list, in its order. Fetched and parsed as one text: it saves a third. */
  #readTogether(column: "seq" | "id", list: string): { documents: StoredDocument[]; characters: number } {
    const row = this.#statements
      .prepare(
        `SELECT group_concat(data) AS documents FROM (SELECT data FROM json_each(?) AS wanted CROSS JOIN ${this.name} AS document ON document.${column} = wanted.value)`,
      )
      .get(list);
    const text = (row?.["documents"] ?? "") as string;
    return { documents: JSON.parse(`[${text}]`) as StoredDocument[], characters: text.length };
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
