import { type FactEnvelope, foldKey, noPrevious } from "#shared/facts/fact.ts";
import type { Fact } from "#shared/facts/kinds.ts";
import type { PastFact } from "#shared/facts/past-fact.ts";
import type { ChainHead } from "#shared/facts/seal.ts";
import type { ViewName, ViewStates } from "#shared/facts/views.ts";
import { earliestStamp } from "#shared/kernel/hybrid-clock.ts";
import { Pace } from "#shared/kernel/pace.ts";
import { systemUser } from "#shared/sync/authority.ts";
import type { CommitOptions } from "../adapters/rxstorage-sqlite/group-commit.ts";
import type { RxStorageSqlite } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import type { Received } from "./arrivals.ts";
import { AtWork } from "./at-work.ts";
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

/**
 * Facts taken in with one commit: a scan may have to wait for one such slice, and must not feel it. The disk is not counted,
 * for it takes about as long for few as for many.
 */
const receiving = { mayTakeMs: 8, least: 5, most: 200 };
/**
 * The same while nobody works: what a click may have to wait for, who sees no difference below 50 ms. A commit writes each
 * page of the file that it changed once, so many facts in one cost far less than one by one.
 */
const receivingAlone = { mayTakeMs: 30, least: 5, most: 400, first: 50 };

interface Committing extends CommitOptions {
  /** Told how long everything but the commit itself took. */
  readonly onWritten?: (milliseconds: number) => void;
}

export interface Receiving {
  /** Runs within the last commit, for a checkpoint that must not be ahead of its facts. */
  readonly alongside?: (statements: Statements) => void;
  /** Names the cause in the events of the storage. */
  readonly context?: string;
  /** A checkpoint will stand for these facts that is yet to come: until then they may as well be fetched again. */
  readonly isProvisional?: boolean;
}

/**
 * The append-only log and the projector. An act reads, decides and appends inside one SQLite transaction, which it may
 * share with other acts of the same turn of the event loop; its promise resolves after the commit is on disk (law 1).
 */
export class FactLog {
  readonly #options: LogOptions;
  #head: ChainHead;
  readonly #cache = new Map<string, Entry>();
  readonly #pace = new Pace(receiving);
  readonly #paceAlone = new Pace(receivingAlone);
  readonly #atWork = new AtWork();

  constructor(options: LogOptions) {
    this.#options = options;
    this.#head = this.#readHead();
  }

  /** Where this station's own chain ends. */
  get head(): ChainHead {
    return this.#head;
  }

  /** Nobody is in the middle of something who would feel what is done at a stretch. */
  get isQuiet(): boolean {
    return this.#atWork.isQuiet(performance.now());
  }

  /** Runs `work` and resolves with what it returned once its facts are durable. If `work` throws, nothing happened. */
  act<Value>(user: string, work: (act: Act) => Value): Promise<Value> {
    if (user !== systemUser) this.#atWork.acted(performance.now());
    return this.commit("act", user, work);
  }

  /**
   * As `act`, for those that also take in, park or free facts, or keep rows of their own in the same commit. `context`
   * names the cause in the events of the storage.
   */
  async commit<Value>(
    context: string,
    user: string,
    work: (writing: Writing) => Value,
    options: Committing = {},
  ): Promise<Value> {
    const changed = new Set<ViewName>();
    const value = await this.#write(context, user, work, changed, options);
    if (this.#cache.size > cachedDocuments) this.#cache.clear();
    // After the commit, and outside its care: a listener that throws cannot make a saved act look unsaved.
    if (changed.size > 0) this.#options.onCommit(changed);
    return value;
  }

  /**
   * Takes in facts recorded elsewhere: in any order, as often as they come, a slice a commit with other work let in
   * between. Only the last slice is waited for until it is on the disk, all before it with it, unless somebody works here:
   * then each is, so that no act has to bring more to the disk than its own.
   */
  async receive(
    facts: readonly FactEnvelope[],
    { alongside, context = "receive", isProvisional = false }: Receiving = {},
  ): Promise<Received> {
    const all: Received[] = [];
    let start = 0;
    do {
      if (start > 0) await new Promise<void>((resolve) => void setImmediate(resolve));
      const now = performance.now();
      const pace = this.#atWork.isQuiet(now) ? this.#paceAlone : this.#pace;
      const slice = facts.slice(start, start + pace.next);
      start += slice.length;
      const isLast = start >= facts.length;
      const mayBeLost = (isProvisional || !isLast) && !this.#atWork.isWorking(now);
      all.push(
        await this.commit(
          context,
          systemUser,
          (writing) => {
            const received = writing.receive(slice);
            if (isLast) alongside?.(writing.statements);
            return received;
          },
          { mayBeLost, onWritten: (milliseconds) => pace.took(slice.length, milliseconds) },
        ),
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
    options: Committing,
  ): Promise<Value> {
    const { storage, statements, station, clock } = this.#options;
    try {
      return await storage.enqueue(
        context,
        (transaction) => {
          const writing = new Writing({
            storage,
            statements,
            station,
            transaction,
            before: (view, id) => this.#entry(view, id),
            readAhead: (view, ids) => this.#readAhead(view, ids),
            user,
            head: this.#head,
            now: clock(),
          });
          const began = performance.now();
          const result = work(writing);
          const written = writing.finish();
          options.onWritten?.(performance.now() - began);
          this.#head = written.head;
          for (const [name, entry] of written.entries) this.#cache.set(name, entry);
          for (const view of written.views) changed.add(view);
          return result;
        },
        options,
      );
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
    const entry = entryOf(document);
    this.#cache.set(name, entry);
    return entry;
  }

  /** Gives those that are not there; the others are in the cache then. */
  #readAhead(view: ViewName, ids: readonly string[]): ReadonlySet<string> {
    const absent = new Set(ids.filter((id) => !this.#cache.has(`${view}/${id}`)));
    for (const document of this.#options.storage.readMany(collectionOf[view], [...absent])) {
      const id = String(document["id"]);
      absent.delete(id);
      this.#cache.set(`${view}/${id}`, entryOf(document));
    }
    return absent;
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

function entryOf(document: Record<string, unknown>): Entry {
  return { state: document["state"] as ViewStates[ViewName], key: String(document["key"]) };
}

function sum(all: readonly Received[], part: "taken" | "known" | "unread"): number {
  return all.reduce((total, each) => total + each[part], 0);
}
