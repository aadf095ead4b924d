import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg, { type Pool, type PoolClient, type QueryResultRow } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { copyLine, type CopyValue } from "./copy-line.ts";

/** One connection, within a transaction or not. */
export interface Queries {
  readonly all: <Row extends QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<Row[]>;
  /** The first row. */
  readonly one: <Row extends QueryResultRow>(sql: string, values?: readonly unknown[]) => Promise<Row | undefined>;
}

/** One connection within a transaction. */
export interface Transaction extends Queries {
  /** Adds rows by COPY, at half the price of an INSERT; a row that breaks a constraint ends the transaction. */
  readonly copy: (table: string, columns: readonly string[], rows: readonly CopyValues[]) => Promise<void>;
}

type CopyValues = readonly CopyValue[];

export interface Database extends Queries {
  readonly pool: Pool;
  /**
   * Runs `work` in one transaction (READ COMMITTED) and commits. Where the database ended it to break a deadlock it runs
   * again, so `work` must do nothing but query.
   */
  transaction<Value>(work: (queries: Transaction) => Promise<Value>): Promise<Value>;
  close(): Promise<void>;
}

// Whole numbers of 64 bits as numbers: ours are positions and sequences, far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** deadlock_detected and serialization_failure. */
const endedByDatabase = new Set(["40P01", "40001"]);
const mostRuns = 6;

export function openDatabase(url: string, connections = 16): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 10_000,
    application_name: "holdfast hub",
  });
  // A connection that breaks is replaced when one is needed, and a query on it is rejected; without somebody who listens
  // it would end the process.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => void client.on("error", () => undefined));
  return {
    pool,
    ...queriesOn(pool),
    transaction: (work) => transaction(pool, work),
    close: () => pool.end(),
  };
}

async function transaction<Value>(pool: Pool, work: (queries: Transaction) => Promise<Value>): Promise<Value> {
  for (let run = 1; ; run += 1) {
    const client = await pool.connect();
    let broken: Error | undefined;
    try {
      await client.query("BEGIN");
      const value = await work({ ...queriesOn(client), copy: (...what) => copyIn(client, ...what) });
      await client.query("COMMIT");
      return value;
    } catch (problem) {
      await client.query("ROLLBACK").catch((reason: Error) => (broken = reason));
      if (run >= mostRuns || !endedByDatabase.has(codeOf(problem))) throw problem;
    } finally {
      client.release(broken);
    }
  }
}

async function copyIn(
  client: PoolClient,
  table: string,
  columns: readonly string[],
  rows: readonly CopyValues[],
): Promise<void> {
  let lines = "";
  for (const row of rows) lines += copyLine(row);
  await pipeline(Readable.from([lines]), client.query(copyFrom(`COPY ${table} (${columns.join(", ")}) FROM STDIN`)));
}

function queriesOn(client: Pool | PoolClient): Queries {
  const all = async <Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []): Promise<Row[]> =>
    (await client.query<Row>(sql, [...values])).rows;
  return {
    all,
    one: async <Row extends QueryResultRow>(sql: string, values: readonly unknown[] = []) =>
      (await all<Row>(sql, values))[0],
  };
}

/** PostgreSQL's error code, or Node's; empty for anything else. */
export function codeOf(problem: unknown): string {
  return typeof problem === "object" && problem !== null && "code" in problem && typeof problem.code === "string"
    ? problem.code
    : "";
}

/** Whether the database cannot serve just now, and may again later: away, full, starting or stopping. */
export function isAway(problem: unknown): boolean {
  const code = codeOf(problem);
  const message = problem instanceof Error ? problem.message : "";
  // Classes 08 (connection), 53 (resources), 57 (operator intervention) of PostgreSQL, then Node's, then pg's own.
  if (/^(?:08|53|57)/.test(code) || ["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOTFOUND"].includes(code)) {
    return true;
  }
  return /Connection terminated|timeout exceeded when trying to connect|pool after calling end/.test(message);
}
