import { createHash, randomBytes } from "node:crypto";
import { type FactEnvelope, foldKey, noPrevious } from "#shared/facts/fact.ts";
import { type Draft, type Fact, kinds, parseFact } from "#shared/facts/kinds.ts";
import { type ChainHead, seal } from "#shared/facts/seal.ts";
import { fold, touches, type ViewName, type ViewStates } from "#shared/facts/views.ts";
import { earliestStamp } from "#shared/kernel/hybrid-clock.ts";
import { uuidV7 } from "#shared/kernel/ids.ts";
import { must } from "#shared/kernel/result.ts";
import type { RxStorageSqlite, SqliteTransaction } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { collectionOf, factsCollection } from "./collections.ts";
import type { Statements } from "./side-tables.ts";
import { writeRows } from "./view-rows.ts";

/** What a use case stands on while it decides and writes; everything in it is one commit. */
export interface Act {
  /** UTC milliseconds. */
  readonly now: number;
  readonly user: string;
  readonly station: string;
  /** Sees what this act has appended. */
  read<Name extends ViewName>(view: Name, id: string): ViewStates[Name] | undefined;
  append(drafts: readonly Draft[]): void;
  /** The next number of a series; taken for good only if this act commits, so a series has no gaps. */
  nextNumber(series: string): number;
  newId(): string;
}

export interface LogOptions {
  readonly storage: RxStorageSqlite;
  readonly statements: Statements;
  readonly station: string;
  readonly clock: () => number;
  /** Told after a commit which views changed. */
  readonly onCommit: (views: ReadonlySet<ViewName>) => void;
}

interface Entry {
  readonly state: ViewStates[ViewName] | undefined;
  readonly key: string;
}

const cachedDocuments = 20_000;

/**
 * The append-only log and the projector. An act reads, decides and appends inside one SQLite transaction, which it may
 * share with other acts of the same turn of the event loop; its promise resolves after the commit is on disk (law 1).
 */
export class FactLog {
  readonly #options: LogOptions;
  #head: ChainHead;
  readonly #cache = new Map<string, Entry>();

  constructor(options: LogOptions) {
    this.#options = options;
    this.#head = this.#readHead();
  }

  /** Runs `work` and resolves with what it returned once its facts are durable. If `work` throws, nothing happened. */
  async act<Value>(user: string, work: (act: Act) => Value): Promise<Value> {
    const changed = new Set<ViewName>();
    const value = await this.#write(user, work, changed);
    if (this.#cache.size > cachedDocuments) this.#cache.clear();
    // After the commit, and outside its care: a listener that throws cannot make a saved act look unsaved.
    if (changed.size > 0) this.#options.onCommit(changed);
    return value;
  }

  async #write<Value>(user: string, work: (act: Act) => Value, changed: Set<ViewName>): Promise<Value> {
    try {
      return await this.#options.storage.enqueue("act", (transaction) => {
        const writing = new Writing(this.#options, transaction, this.#head, user, (view, id) => this.#entry(view, id));
        const result = work(writing);
        const written = writing.finish();
        this.#head = written.head;
        for (const [name, entry] of written.entries) this.#cache.set(name, entry);
        for (const view of written.views) changed.add(view);
        return result;
      });
    } catch (problem) {
      // The commit may have failed after the act had run: what memory holds is no longer certain, the disk is.
      this.#cache.clear();
      this.#head = this.#readHead();
      throw problem;
    }
  }

  /** One document of a view as it stands on disk. */
  read<Name extends ViewName>(view: Name, id: string): ViewStates[Name] | undefined {
    return this.#entry(view, id)?.state as ViewStates[Name] | undefined;
  }

  /** The facts that have a say in one document, in fold order. Facts that cannot be read are left out. */
  factsOf(view: ViewName, id: string): Fact[] {
    const rows = this.#options.statements
      .of("SELECT fact FROM fact_touches WHERE view = ? AND id = ? ORDER BY key")
      .all(view, id);
    return this.#options.storage
      .readMany(
        factsCollection,
        rows.map((row) => String(row["fact"])),
      )
      .flatMap((document) => {
        const fact = parseFact(document);
        return fact.ok ? [fact.value] : [];
      });
  }

  #entry(view: ViewName, id: string): Entry | undefined {
    const name = `${view}/${id}`;
    const cached = this.#cache.get(name);
    if (cached) return cached;
    const document = this.#options.storage.read(collectionOf[view], id);
    if (!document) return undefined;
    const entry = { state: document["state"] as ViewStates[ViewName], key: String(document["key"]) };
    this.#cache.set(name, entry);
    return entry;
  }

  #readHead(): ChainHead {
    const { statements, station } = this.#options;
    const row = statements.of("SELECT sequence, hash FROM station_heads WHERE station = ?").get(station);
    const stamp = statements.of("SELECT value FROM store_state WHERE name = 'stamp'").get()?.["value"];
    return {
      sequence: Number(row?.["sequence"] ?? 0),
      hash: String(row?.["hash"] ?? noPrevious),
      stamp: String(stamp ?? earliestStamp),
    };
  }
}

/** One act being written: its facts, and the documents they change. */
class Writing implements Act {
  readonly now: number;
  readonly user: string;
  readonly station: string;
  readonly #options: LogOptions;
  readonly #transaction: SqliteTransaction;
  #head: ChainHead;
  readonly #before: (view: ViewName, id: string) => Entry | undefined;
  readonly #facts: FactEnvelope[] = [];
  readonly #changed = new Map<string, { view: ViewName; id: string; entry: Entry; before: Entry | undefined }>();

  constructor(
    options: LogOptions,
    transaction: SqliteTransaction,
    head: ChainHead,
    user: string,
    before: (view: ViewName, id: string) => Entry | undefined,
  ) {
    this.#options = options;
    this.#transaction = transaction;
    this.#head = head;
    this.#before = before;
    this.user = user;
    this.station = options.station;
    this.now = options.clock();
  }

  read<Name extends ViewName>(view: Name, id: string): ViewStates[Name] | undefined {
    return this.#entry(view, id)?.state as ViewStates[Name] | undefined;
  }

  append(drafts: readonly Draft[]): void {
    for (const draft of drafts) {
      const fact = this.#seal(draft);
      this.#facts.push(fact);
      this.#project(fact as Fact);
    }
  }

  nextNumber(series: string): number {
    const row = this.#options.statements
      .of("INSERT INTO series VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value")
      .get(series);
    return Number(must(row, "the statement returns a row")["value"]);
  }

  newId(): string {
    return uuidV7(this.now, randomBytes(10));
  }

  /** Writes facts, changed documents and their rows into the transaction. */
  finish(): { head: ChainHead; entries: Map<string, Entry>; views: Set<ViewName> } {
    const { statements } = this.#options;
    const views = new Set<ViewName>();
    const entries = new Map<string, Entry>();
    if (this.#facts.length === 0) return { head: this.#head, entries, views };
    this.#transaction.put(factsCollection, this.#facts);
    const documents = new Map<ViewName, Record<string, unknown>[]>();
    for (const [name, { view, id, entry, before }] of this.#changed) {
      entries.set(name, entry);
      if (!entry.state) continue;
      views.add(view);
      const list = documents.get(view) ?? [];
      list.push({ id, key: entry.key, state: entry.state });
      documents.set(view, list);
      writeRows(statements, view, id, entry.state, before?.state, { first: entry.key, last: entry.key });
    }
    for (const [view, list] of documents) this.#transaction.put(collectionOf[view], list);
    statements.run(
      "INSERT OR REPLACE INTO station_heads VALUES (?, ?, ?)",
      this.station,
      this.#head.sequence,
      this.#head.hash,
    );
    statements.run("INSERT OR REPLACE INTO store_state VALUES ('stamp', ?)", this.#head.stamp);
    return { head: this.#head, entries, views };
  }

  #seal(draft: Draft): FactEnvelope {
    const kind = kinds[draft.kind];
    // A draft that breaks its own schema is a bug of ours: it throws, and nothing of the act is written.
    const body = kind.body.parse(draft.body) as Record<string, unknown>;
    const { fact, head } = seal(this.#head, {
      draft: { ...draft, body },
      version: kind.version,
      station: this.station,
      user: this.user,
      now: this.now,
      sha256,
      idOf: () => this.newId(),
    });
    this.#head = head;
    return fact;
  }

  #project(fact: Fact): void {
    const key = foldKey(fact);
    for (const { view, id } of touches(fact)) {
      const name = `${view}/${id}`;
      const before = this.#changed.get(name)?.before ?? this.#before(view, id);
      const present = this.#entry(view, id);
      const state = fold(view, present?.state as never, id, fact);
      this.#changed.set(name, { view, id, entry: { state, key }, before });
      this.#options.statements.run("INSERT OR IGNORE INTO fact_touches VALUES (?, ?, ?, ?)", view, id, key, fact.id);
    }
  }

  #entry(view: ViewName, id: string): Entry | undefined {
    return this.#changed.get(`${view}/${id}`)?.entry ?? this.#before(view, id);
  }
}

export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
