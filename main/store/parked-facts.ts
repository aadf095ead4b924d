import type { Fact } from "#shared/facts/kinds.ts";
import type { RxStorageSqlite } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { readableFacts } from "./read-facts.ts";
import type { SqliteRow } from "../adapters/sqlite/connection.ts";
import { type Asked, readSlice } from "./keyset.ts";
import type { Statements } from "./side-tables.ts";

/** Why the hub did not take a fact of this station. */
export interface Refusal {
  readonly factId: string;
  readonly code: string;
  readonly detail: string;
}

/** `discarded` by a person with a reason; the fact stays in the log and never has a say again. */
export type ParkedState = "refused" | "discarded";

export interface ParkedFact extends Refusal {
  /** When it was parked, UTC milliseconds. */
  readonly at: number;
  readonly state: ParkedState;
}

/** Marks facts as refused. Gives those that have a say in documents and must be taken out of them. */
export function parkFacts(
  storage: RxStorageSqlite,
  statements: Statements,
  refusals: readonly Refusal[],
  now: number,
): Fact[] {
  const parked = refusals.filter(({ factId }) => !isParked(statements, factId));
  for (const { factId, code, detail } of refusals) {
    statements.run(
      `INSERT INTO parked_facts VALUES (?, ?, ?, ?, 'refused')
       ON CONFLICT (fact) DO UPDATE SET code = excluded.code, detail = excluded.detail`,
      factId,
      code,
      detail,
      now,
    );
  }
  return readableFacts(
    storage,
    parked.map(({ factId }) => factId),
  );
}

/** Frees a parked fact that was not discarded; undefined where there is none. */
export function unparkFact(storage: RxStorageSqlite, statements: Statements, factId: string): Fact[] | undefined {
  const row = statements.of("DELETE FROM parked_facts WHERE fact = ? AND state = 'refused' RETURNING fact").get(factId);
  return row && readableFacts(storage, [factId]);
}

export function markDiscarded(statements: Statements, factId: string): void {
  statements.run("UPDATE parked_facts SET state = 'discarded' WHERE fact = ?", factId);
}

export function isParked(statements: Statements, factId: string): boolean {
  return statements.of("SELECT 1 AS found FROM parked_facts WHERE fact = ?").get(factId) !== undefined;
}

/** Whether it was refused and waits for a person. */
export function isRefused(statements: Statements, factId: string): boolean {
  const row = statements.of("SELECT 1 AS found FROM parked_facts WHERE fact = ? AND state = 'refused'").get(factId);
  return row !== undefined;
}

/** Those of these facts that are refused and wait for a person. */
export function refusedAmong(statements: Statements, ids: readonly string[]): string[] {
  return statements
    .of("SELECT fact FROM parked_facts WHERE state = 'refused' AND fact IN (SELECT value FROM json_each(?))")
    .all(JSON.stringify(ids))
    .map((row) => String(row["fact"]));
}

/** Refused facts that wait for a person, the oldest first. */
export function refusedFacts(
  statements: Statements,
  asked: Asked,
): { readonly facts: readonly ParkedFact[]; readonly next: string | null } {
  const { rows, next } = readSlice(
    statements,
    {
      from: "parked_facts",
      columns: "*",
      where: "state = 'refused'",
      values: [],
      keys: ["at", "fact"],
      direction: "ASC",
    },
    asked,
  );
  return { facts: rows.map(parkedFact), next };
}

/** Undefined where it was not refused, or somebody has decided about it. */
export function refusedFact(statements: Statements, factId: string): ParkedFact | undefined {
  const row = statements.of("SELECT * FROM parked_facts WHERE fact = ? AND state = 'refused'").get(factId);
  return row && parkedFact(row);
}

export function countRefused(statements: Statements): number {
  return Number(statements.of("SELECT count(*) AS n FROM parked_facts WHERE state = 'refused'").get()?.["n"] ?? 0);
}

function parkedFact(row: SqliteRow): ParkedFact {
  return {
    factId: String(row["fact"]),
    code: String(row["code"]),
    detail: String(row["detail"]),
    at: Number(row["at"]),
    state: "refused",
  };
}
