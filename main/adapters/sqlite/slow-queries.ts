import type { SqliteConnection, SqliteStatement } from "./connection.ts";

export interface SlowQuery {
  readonly sql: string;
  /** Milliseconds of its slowest run. */
  readonly slowestMs: number;
  readonly totalMs: number;
  readonly runs: number;
}

interface Tally {
  slowestMs: number;
  totalMs: number;
  runs: number;
}

const mostStatements = 500;

/** Times every statement of a connection. Costs two readings of the clock a run. */
export class SlowQueries {
  readonly #tallies = new Map<string, Tally>();

  /** The same connection, watched. What is iterated is not timed: its pace is the reader's. */
  watch(connection: SqliteConnection): SqliteConnection {
    return {
      driver: connection.driver,
      path: connection.path,
      exec: (sql) => connection.exec(sql),
      prepare: (sql) => this.#watched(sql, connection.prepare(sql)),
      close: () => connection.close(),
    };
  }

  /** The slowest first. */
  slowest(limit: number): SlowQuery[] {
    return [...this.#tallies]
      .map(([sql, tally]) => ({ sql, ...tally }))
      .toSorted((one, other) => other.slowestMs - one.slowestMs)
      .slice(0, limit);
  }

  #watched(sql: string, statement: SqliteStatement): SqliteStatement {
    const tally = this.#tallyOf(sql);
    const timed = <Value>(work: () => Value): Value => {
      const began = performance.now();
      try {
        return work();
      } finally {
        const took = performance.now() - began;
        tally.runs += 1;
        tally.totalMs += took;
        if (took > tally.slowestMs) tally.slowestMs = took;
      }
    };
    return {
      run: (...parameters) => timed(() => statement.run(...parameters)),
      get: (...parameters) => timed(() => statement.get(...parameters)),
      all: (...parameters) => timed(() => statement.all(...parameters)),
      iterate: (...parameters) => statement.iterate(...parameters),
    };
  }

  #tallyOf(sql: string): Tally {
    const key = sql.replaceAll(/\s+/g, " ").trim();
    const tally = this.#tallies.get(key) ?? { slowestMs: 0, totalMs: 0, runs: 0 };
    // Texts are few by far; should they ever be made up one by one, the newest are simply not listed.
    if (this.#tallies.size < mostStatements) this.#tallies.set(key, tally);
    return tally;
  }
}
