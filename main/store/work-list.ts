import type { Statements } from "./side-tables.ts";

type WorkKind = "pick-list" | "pack-session" | "import" | "transfer";

/** Ids of open work of a kind, the newest change first. */
export function openWork(statements: Statements, kind: WorkKind, limit = 200): string[] {
  return statements
    .of("SELECT id FROM work_rows WHERE kind = ? AND open = 1 ORDER BY changed DESC LIMIT ?")
    .all(kind, limit)
    .map((row) => String(row["id"]));
}

/** Ids of work that is done with, the newest first. */
export function endedWork(statements: Statements, kind: WorkKind, limit: number): string[] {
  return statements
    .of("SELECT id FROM work_rows WHERE kind = ? AND open = 0 ORDER BY changed DESC LIMIT ?")
    .all(kind, limit)
    .map((row) => String(row["id"]));
}

/** Print jobs in any of these states, the oldest first. */
export function printJobIds(statements: Statements, states: readonly string[], limit = 500): string[] {
  return statements
    .of("SELECT job_id FROM print_rows WHERE state IN (SELECT value FROM json_each(?)) ORDER BY queued LIMIT ?")
    .all(JSON.stringify(states), limit)
    .map((row) => String(row["job_id"]));
}

export function newestPrintJobIds(statements: Statements, limit: number): string[] {
  return statements
    .of("SELECT job_id FROM print_rows ORDER BY queued DESC LIMIT ?")
    .all(limit)
    .map((row) => String(row["job_id"]));
}

export function countPrints(statements: Statements, states: readonly string[]): number {
  const row = statements
    .of("SELECT count(*) AS n FROM print_rows WHERE state IN (SELECT value FROM json_each(?))")
    .get(JSON.stringify(states));
  return Number(row?.["n"] ?? 0);
}

/** Prints of one parcel's label, the first copy first. */
export function jobIdsOfParcel(statements: Statements, parcelId: string): string[] {
  return statements
    .of("SELECT job_id FROM print_rows WHERE parcel_id = ? ORDER BY queued")
    .all(parcelId)
    .map((row) => String(row["job_id"]));
}

export function waitingSetAsideIds(statements: Statements, limit: number): { ids: string[]; count: number } {
  const ids = statements
    .of("SELECT id FROM set_aside_rows WHERE waiting = 1 ORDER BY at, id LIMIT ?")
    .all(limit)
    .map((row) => String(row["id"]));
  const count = statements.of("SELECT count(*) AS n FROM set_aside_rows WHERE waiting = 1").get()?.["n"];
  return { ids, count: Number(count ?? 0) };
}

/** Rows that wait for a person and are of this order of the shop. */
export function waitingSetAsideOf(statements: Statements, externalId: string): string[] {
  return statements
    .of("SELECT id FROM set_aside_rows WHERE external_id = ? AND external_id <> '' AND waiting = 1")
    .all(externalId)
    .map((row) => String(row["id"]));
}

export function peopleIds(statements: Statements): string[] {
  return statements
    .of("SELECT id FROM people_rows WHERE kind = 'person' ORDER BY id")
    .all()
    .map((row) => String(row["id"]));
}

export function stationIds(statements: Statements): string[] {
  return statements
    .of("SELECT id FROM people_rows WHERE kind = 'station' ORDER BY id")
    .all()
    .map((row) => String(row["id"]));
}

export function printerIds(statements: Statements): string[] {
  return statements
    .of("SELECT id FROM people_rows WHERE kind = 'printer' ORDER BY id")
    .all()
    .map((row) => String(row["id"]));
}

export function channelDocuments(statements: Statements): string[] {
  return statements
    .of("SELECT id FROM people_rows WHERE kind = 'channel' ORDER BY id")
    .all()
    .map((row) => String(row["id"]));
}

export function personByBadge(statements: Statements, badge: string): string | undefined {
  const row = statements.of("SELECT id FROM people_rows WHERE kind = 'person' AND badge = ?").get(badge);
  return row && String(row["id"]);
}
