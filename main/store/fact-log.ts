import { type FactEnvelope, foldKey, noPrevious } from "#shared/facts/fact.ts";
import type { Fact } from "#shared/facts/kinds.ts";
import type { PastFact } from "#shared/facts/past-fact.ts";
import type { ChainHead } from "#shared/facts/seal.ts";
import type { ViewName, ViewStates } from "#shared/facts/views.ts";
import { earliestStamp } from "#shared/kernel/hybrid-clock.ts";
import { Pace } from "#shared/kernel/pace.ts";
import type { RxStorageSqlite } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import type { Received } from "./arrivals.ts";
import { collectionOf } from "./collections.ts";
import type { Entry } from "./projection.ts";
import { readableFacts } from "./read-facts.ts";
import { readSnapshot } from "./snapshots.ts";
import type { Statements } from "./side-tables.ts";
import { type Act, Writing } from "./writing.ts";

export type { Act } from "./writing.ts";

export interface LogOptions {
  readonly storage: RxStorageSqlite;
  readonly statements: Statements;
  readonly station: string;
  readonly clock: () => number;
  /** Told after a commit which views changed. */
  readonly onCommit: (views: ReadonlySet<ViewName>) => void;
  /** Told of what a write failed with, before its promise rejects. */
  readonly onFailure?: (problem: unknown) => void;
}

const cachedDocuments = 20_000;

/** Facts taken in with one commit: a scan may have to wait for one such slice, and must not feel it. */
const receiving = { mayTakeMs: 8, least: 5, most: 40 };

/**
 * The append-only log and the projector. An act reads, decides and appends inside one SQLite transaction, which it may
 * share with other acts of the same turn of the event loop; its promise resolves after the commit is on disk (law 1).
 */
export class FactLog {
  readonly #options: LogOptions;
  #head: ChainHead;
  readonly #cache = new Map<string, Entry>();
  readonly #pace = new Pace(receiving);

  constructor(options: LogOptions) {
    this.#options = options;
    this.#head = this.#readHead();
  }

  /** Where this station's own chain ends. */
  get head(): ChainHead {
    return this.#head;
  }

  /** Runs `work` and resolves with what it returned once its facts are durable. If `work` throws, nothing happened. */
  act<Value>(user: string, work: (act: Act) => Value): Promise<Value> {
    return this.commit("act", user, work);
  }

  /**
   * As `act`, for those that also take in, park or free facts, or keep rows of their own in the same commit. `context`
   * names the cause in the events of the storage.
   */
  async commit<Value>(context: string, user: string, work: (writing: Writing) => Value): Promise<Value> {
    const changed = new Set<ViewName>();
    const value = await this.#write(context, user, work, changed);
    if (this.#cache.size > cachedDocuments) this.#cache.clear();
    // After the commit, and outside its care: a listener that throws cannot make a saved act look unsaved.
    if (changed.size > 0) this.#options.onCommit(changed);
    return value;
  }

  /**
   * Takes in facts recorded elsewhere: in any order, as often as they come, a slice a commit with other work let in
   * between. `alongside` runs within the last commit, for a checkpoint that must not be ahead of its facts.
   */
  async receive(
    facts: readonly FactEnvelope[],
    alongside: (statements: Statements) => void = () => undefined,
    context = "receive",
  ): Promise<Received> {
    const all: Received[] = [];
    let start = 0;
    do {
      if (start > 0) await new Promise<void>((resolve) => void setImmediate(resolve));
      const slice = facts.slice(start, start + this.#pace.next);
      start += slice.length;
      const isLast = start >= facts.length;
      all.push(
        await this.commit(context, "system", (writing) => {
          const began = performance.now();
          const received = writing.receive(slice);
          if (isLast) alongside(writing.statements);
          this.#pace.took(slice.length, performance.now() - began);
          return received;
        }),
      );
    } while (start < facts.length);
    return {
      taken: sum(all, "taken"),
      known: sum(all, "known"),
      unread: sum(all, "unread"),
      broken: all.flatMap((each) => each.broken),
    };
  }

  async #write<Value>(
    context: string,
    user: string,
    work: (writing: Writing) => Value,
    changed: Set<ViewName>,
  ): Promise<Value> {
    const { storage, statements, station, clock } = this.#options;
    try {
      return await storage.enqueue(context, (transaction) => {
        const before = (view: ViewName, id: string): Entry | undefined => this.#entry(view, id);
        const parts = { storage, statements, station, transaction, before, user, head: this.#head, now: clock() };
        const writing = new Writing(parts);
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
      this.#options.onFailure?.(problem);
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
    return readableFacts(
      this.#options.storage,
      rows.map((row) => String(row["fact"])),
    );
  }

  /** What is told of one document, in fold order: of facts that are not kept any more, and of those that are. */
  historyOf(view: ViewName, id: string): PastFact[] {
    const past = readSnapshot(this.#options.storage, view, id)?.history ?? [];
    const facts = this.factsOf(view, id);
    if (past.length === 0) return facts;
    // One that was packed away and came back is told by itself.
    const ids = new Set(facts.map((fact) => fact.id));
    const told = [...past.filter((fact) => !ids.has(fact.id)), ...facts];
    return told.toSorted((one, other) => (foldKey(one) < foldKey(other) ? -1 : 1));
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

function sum(all: readonly Received[], part: "taken" | "known" | "unread"): number {
  return all.reduce((total, each) => total + each[part], 0);
}
