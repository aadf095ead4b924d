import type { EventBulk, RxStorageChangeEvent } from "rxdb";
import type { Subject } from "rxjs";
import type { SqliteStatement } from "../sqlite/connection.ts";
import type { StatementCache } from "./statement-cache.ts";

export interface Checkpoint {
  readonly id: string;
  readonly lwt: number;
  /** Order of writing in this table; the only part that is compared, so a clock set back cannot hide a write. */
  readonly seq: number;
}

// oxlint-disable-next-line typescript/no-explicit-any -- one bus carries the documents of whatever collection it serves
export type ChangeBulk = EventBulk<RxStorageChangeEvent<any>, Checkpoint>;

/** A bulk of events for the subscribers of one table, held back until its commit. */
export interface Emission {
  readonly bus: Subject<ChangeBulk>;
  readonly bulk: ChangeBulk;
}

/** How a piece of work is committed. */
export interface CommitOptions {
  /**
   * The power may fail before this is on the disk, and then it is gone, with all that was committed after it: for what
   * something that comes later stands for, and what is simply done again. False where it is left out.
   */
  readonly mayBeLost?: boolean;
}

interface Job {
  readonly run: (emissions: Emission[]) => unknown;
  readonly mayBeLost: boolean;
  readonly resolve: (value: never) => void;
  readonly reject: (problem: unknown) => void;
}

interface Outcome {
  readonly job: Job;
  readonly failed: boolean;
  readonly value: unknown;
}

/**
 * The only writer of the connection. Work queued within one turn of the event loop shares one
 * `BEGIN IMMEDIATE ... COMMIT`, each piece in a savepoint of its own; events go out, and promises resolve, after COMMIT.
 */
export class GroupCommit {
  readonly #begin: SqliteStatement;
  readonly #commit: SqliteStatement;
  readonly #rollback: SqliteStatement;
  readonly #statements: StatementCache;
  readonly #onUndone: () => void;
  #queue: Job[] = [];
  #isSynced = true;
  #isFlushPlanned = false;
  #isInTransaction = false;
  #undelivered: Emission[] = [];
  #isDelivering = false;

  /** `onUndone` is called after every rollback, of a whole group or of one piece of work. */
  constructor(statements: StatementCache, onUndone: () => void) {
    this.#statements = statements;
    this.#onUndone = onUndone;
    this.#begin = statements.connection.prepare("BEGIN IMMEDIATE");
    this.#commit = statements.connection.prepare("COMMIT");
    this.#rollback = statements.connection.prepare("ROLLBACK");
  }

  /** Runs `work` with the next group. Rejects with what it throws, leaving nothing behind; resolves after COMMIT. */
  enqueue<T>(work: (emissions: Emission[]) => T, { mayBeLost = false }: CommitOptions = {}): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ run: work, mayBeLost, resolve, reject });
      if (this.#isFlushPlanned) return;
      this.#isFlushPlanned = true;
      // A microtask's nextTick comes after every microtask of this turn, and before the event loop goes round.
      queueMicrotask(() => process.nextTick(() => this.flush()));
    });
  }

  /** Runs `work` now in a transaction of its own, after what is queued. */
  runNow<T>(work: (emissions: Emission[]) => T): T {
    this.flush();
    const emissions: Emission[] = [];
    const value = this.#inTransaction(() => refusePromise(work(emissions)));
    this.#deliver(emissions);
    return value;
  }

  /** Commits what is queued. */
  flush(): void {
    if (this.#isInTransaction) throw new Error("A transaction cannot be started or awaited inside another one");
    this.#isFlushPlanned = false;
    const jobs = this.#queue;
    if (jobs.length === 0) return;
    this.#queue = [];
    const emissions: Emission[] = [];
    let outcomes: readonly Outcome[];
    try {
      const isSynced = jobs.some((job) => !job.mayBeLost);
      outcomes = this.#inTransaction(() => this.#runAll(jobs, emissions), isSynced);
    } catch (problem) {
      for (const job of jobs) job.reject(problem);
      return;
    }
    this.#deliver(emissions);
    for (const { job, failed, value } of outcomes) {
      if (failed) job.reject(value);
      else job.resolve(value as never);
    }
  }

  #runAll(jobs: readonly Job[], emissions: Emission[]): Outcome[] {
    return jobs.map((job) => {
      const own: Emission[] = [];
      const savepoint = jobs.length > 1;
      if (savepoint) this.#statements.prepare("SAVEPOINT job").run();
      try {
        const value = refusePromise(job.run(own));
        if (savepoint) this.#statements.prepare("RELEASE job").run();
        emissions.push(...own);
        return { job, failed: false, value };
      } catch (problem) {
        // Alone in its transaction there is no savepoint to go back to; and where SQLite has already ended the
        // transaction by itself (disk full), going back throws and takes the whole group with it.
        if (!savepoint) throw problem;
        this.#backToSavepoint(problem);
        return { job, failed: true, value: problem };
      }
    });
  }

  #backToSavepoint(problem: unknown): void {
    try {
      this.#statements.prepare("ROLLBACK TO job").run();
      this.#statements.prepare("RELEASE job").run();
      this.#onUndone();
    } catch {
      throw problem;
    }
  }

  #inTransaction<T>(work: () => T, isSynced = true): T {
    this.#syncCommits(isSynced);
    this.#begin.run();
    this.#isInTransaction = true;
    try {
      const value = work();
      this.#commit.run();
      return value;
    } catch (problem) {
      try {
        this.#rollback.run();
      } catch {
        // SQLite has already rolled back by itself; the first problem is the one to tell.
      }
      this.#onUndone();
      throw problem;
    } finally {
      this.#isInTransaction = false;
    }
  }

  /**
   * Whether COMMIT waits for the disk. One that does takes with it what was committed before it without: they are in one
   * write-ahead log. Throws where SQLite does not change it, and then nothing is written.
   */
  #syncCommits(isSynced: boolean): void {
    if (isSynced === this.#isSynced) return;
    this.#statements.connection.exec(`PRAGMA synchronous = ${isSynced ? "FULL" : "NORMAL"}`);
    this.#isSynced = isSynced;
  }

  /** A subscriber may write in turn: its events queue up behind, so that everyone sees the order of the commits. */
  #deliver(emissions: readonly Emission[]): void {
    this.#undelivered.push(...emissions);
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    try {
      for (let next = this.#undelivered.shift(); next; next = this.#undelivered.shift()) next.bus.next(next.bulk);
    } finally {
      this.#isDelivering = false;
    }
  }
}

function refusePromise<T>(value: T): T {
  if (value instanceof Promise) {
    value.catch(() => undefined);
    throw new TypeError("The work of a transaction is synchronous; it may not return a promise");
  }
  return value;
}
