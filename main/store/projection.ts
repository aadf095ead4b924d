import { foldKey } from "#shared/facts/fact.ts";
import type { Fact } from "#shared/facts/kinds.ts";
import { must } from "#shared/kernel/result.ts";
import { fold, type Touch, touches, type ViewName, type ViewStates } from "#shared/facts/views.ts";
import type { SqliteTransaction } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { collectionOf } from "./collections.ts";
import { foldAnew } from "./fold-anew.ts";
import { unpack, unpackAllOf } from "./packed-facts.ts";
import type { LogSource } from "./refold.ts";
import { removeRows } from "./remove-rows.ts";
import { writeRows } from "./view-rows.ts";

/** One document of a view, and the fold key of the last fact in it. */
export interface Entry {
  readonly state: ViewStates[ViewName] | undefined;
  readonly key: string;
}

interface Change {
  readonly view: ViewName;
  readonly id: string;
  readonly entry: Entry;
  /** As it was before this commit. */
  readonly before: Entry | undefined;
  /** Key of the first fact that touched the document; empty where it was there before and has only moved forward. */
  readonly first: string;
  /** Folded from its facts anew: its rows begin again, too. */
  readonly refolded: boolean;
}

interface KeyedFact {
  readonly fact: Fact;
  readonly key: string;
}

export interface ProjectionParts extends LogSource {
  readonly transaction: SqliteTransaction;
  /** A document as it stood before this commit. */
  readonly before: (view: ViewName, id: string) => Entry | undefined;
  /** Reads many documents at once for `before`; gives those that are not there. */
  readonly readAhead: (view: ViewName, ids: readonly string[]) => ReadonlySet<string>;
}

/** From here on documents are looked up together, which costs less than each by itself. */
const manyDocuments = 16;

/**
 * The documents that one commit changes. A fact later than all that a document has is folded onto it; one that comes out
 * of fold order makes its documents be folded anew (law 3), so that the order of arrival leaves no trace.
 */
export class Projection {
  readonly #parts: ProjectionParts;
  readonly #changes = new Map<string, Change>();
  /** Names of documents that were not there before this commit. */
  readonly #absent = new Set<string>();

  constructor(parts: ProjectionParts) {
    this.#parts = parts;
  }

  entry(view: ViewName, id: string): Entry | undefined {
    const name = `${view}/${id}`;
    return this.#changes.get(name)?.entry ?? this.#before(name, view, id);
  }

  #before(name: string, view: ViewName, id: string): Entry | undefined {
    return this.#absent.has(name) ? undefined : this.#parts.before(view, id);
  }

  /** Facts must be in the log already, and not have been projected before. */
  add(facts: readonly Fact[]): void {
    const inOrder = facts.map((fact) => ({ fact, key: foldKey(fact) }));
    if (inOrder.length > 1) inOrder.sort((one, other) => (one.key < other.key ? -1 : 1));
    const documents = new Map<string, Touch & { readonly facts: KeyedFact[] }>();
    for (const keyed of inOrder) {
      for (const { view, id } of touches(keyed.fact)) {
        const name = `${view}/${id}`;
        const document = documents.get(name);
        if (document) document.facts.push(keyed);
        else documents.set(name, { view, id, facts: [keyed] });
      }
    }
    const untouched = this.#lookAhead(documents);
    for (const [name, { view, id, facts: added }] of documents) {
      const earliest = must(added[0], "a document is listed with its first fact").key;
      const last = untouched.has(name) ? "" : this.#lastKey(view, id);
      for (const { fact, key } of added) {
        this.#parts.statements.run("INSERT OR IGNORE INTO fact_touches VALUES (?, ?, ?, ?)", view, id, key, fact.id);
      }
      if (earliest < last) {
        unpack(this.#parts, this.#parts.transaction, view, id, earliest);
        this.#refold(view, id, earliest);
      } else this.#foldOn(name, view, id, added, last === "" ? earliest : undefined);
    }
  }

  /** Takes facts out of every document they had a say in; they stay in the log. */
  takeOut(facts: readonly Fact[]): void {
    unpackAllOf(this.#parts, this.#parts.transaction, facts);
    const documents = new Map<string, Touch & { readonly key: string }>();
    for (const fact of facts) {
      const key = foldKey(fact);
      for (const { view, id } of touches(fact)) {
        this.#parts.statements.run("DELETE FROM fact_touches WHERE view = ? AND id = ? AND key = ?", view, id, key);
        const name = `${view}/${id}`;
        const known = documents.get(name);
        documents.set(name, { view, id, key: known && known.key < key ? known.key : key });
      }
    }
    for (const { view, id, key } of documents.values()) this.#refold(view, id, key);
  }

  /** Finds the documents that nothing has touched yet; the others are in memory then. */
  #lookAhead(documents: ReadonlyMap<string, Touch>): ReadonlySet<string> {
    const untouched = new Set<string>();
    if (documents.size < manyDocuments) return untouched;
    const wanted = new Map<ViewName, string[]>();
    for (const [name, { view, id }] of documents) {
      if (this.#changes.has(name)) continue;
      const ids = wanted.get(view);
      if (ids) ids.push(id);
      else wanted.set(view, [id]);
    }
    for (const [view, ids] of wanted) {
      const absent = this.#parts.readAhead(view, ids);
      const rows = this.#parts.statements
        .of(
          `SELECT value AS id FROM json_each(?) WHERE NOT EXISTS
           (SELECT 1 FROM fact_touches WHERE view = ? AND id = value)`,
        )
        .all(JSON.stringify([...absent]), view);
      for (const id of absent) this.#absent.add(`${view}/${id}`);
      for (const row of rows) untouched.add(`${view}/${String(row["id"])}`);
    }
    return untouched;
  }

  /** Key of the last fact a document has had. One without a state is not stored, yet may have had some. */
  #lastKey(view: ViewName, id: string): string {
    const present = this.entry(view, id);
    if (present?.state !== undefined) return present.key;
    const row = this.#parts.statements
      .of("SELECT max(key) AS key FROM fact_touches WHERE view = ? AND id = ?")
      .get(view, id);
    return String(row?.["key"] ?? "");
  }

  #firstKey(view: ViewName, id: string): string {
    const row = this.#parts.statements
      .of("SELECT min(key) AS key FROM fact_touches WHERE view = ? AND id = ?")
      .get(view, id);
    return String(row?.["key"] ?? "");
  }

  /** `firstKey` is that of the first fact that ever touched the document, where that is known. */
  #foldOn(name: string, view: ViewName, id: string, facts: readonly KeyedFact[], firstKey: string | undefined): void {
    const change = this.#changes.get(name);
    const before = change ? change.before : this.#before(name, view, id);
    let { state, key } = change?.entry ?? before ?? { state: undefined, key: "" };
    let first = change?.first ?? "";
    for (const each of facts) {
      const isNew = state === undefined;
      state = fold(view, state as never, id, each.fact);
      key = each.key;
      if (isNew && state !== undefined) first = firstKey ?? this.#firstKey(view, id);
    }
    const refolded = change?.refolded ?? false;
    this.#changes.set(name, { view, id, entry: { state, key }, before, first, refolded });
  }

  #refold(view: ViewName, id: string, from: string): void {
    const name = `${view}/${id}`;
    const change = this.#changes.get(name);
    const before = change ? change.before : this.#before(name, view, id);
    this.#changes.set(name, { view, id, ...foldAnew(this.#parts, view, id, from), before, refolded: true });
  }

  /** Writes the changed documents and their rows; gives what the log may remember of them. */
  write(): { readonly entries: ReadonlyMap<string, Entry>; readonly views: ReadonlySet<ViewName> } {
    const { statements, transaction } = this.#parts;
    const views = new Set<ViewName>();
    const entries = new Map<string, Entry>();
    const written = new Map<ViewName, Record<string, unknown>[]>();
    const gone = new Map<ViewName, string[]>();
    for (const [name, { view, id, entry, before, first, refolded }] of this.#changes) {
      entries.set(name, entry);
      const { state, key } = entry;
      const there = before?.state;
      if (state === undefined && there === undefined) continue;
      views.add(view);
      if (refolded && there !== undefined) removeRows(statements, view, id, there);
      if (state === undefined) {
        gone.set(view, [...(gone.get(view) ?? []), id]);
        continue;
      }
      const list = written.get(view) ?? [];
      list.push({ id, key, state });
      written.set(view, list);
      writeRows(statements, view, id, state, refolded ? undefined : there, { first: first, last: key });
    }
    for (const [view, list] of written) transaction.put(collectionOf[view], list);
    for (const [view, ids] of gone) transaction.remove(collectionOf[view], ids);
    return { entries, views };
  }
}
