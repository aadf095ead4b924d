import { type Asked, type Keyset, readSlice } from "./keyset.ts";
import type { Statements } from "./side-tables.ts";

type WorkKind = "pick-list" | "pack-session" | "import" | "transfer";

/** Ids of open work of a kind, the newest change first. */
export function openWork(statements: Statements, kind: WorkKind, limit = 200): string[] {
  return statements
    .of("SELECT id FROM work_rows WHERE kind = ? AND open = 1 ORDER BY changed DESC LIMIT ?")
    .all(kind, limit)
    .map((row) => String(row["id"]));
}

export interface IdSlice {
  readonly ids: readonly string[];
  readonly next: string | null;
}

/** Work of a kind: open first, then what is done with, each with the newest change first. */
export function workSlice(statements: Statements, kind: WorkKind, asked: Asked): IdSlice {
  return idsOf(statements, asked, {
    from: "work_rows",
    columns: "id",
    where: "kind = ?",
    values: [kind],
    keys: ["open", "changed", "id"],
    direction: "DESC",
  });
}

function idsOf(statements: Statements, asked: Asked, list: Keyset): IdSlice {
  const { rows, next } = readSlice(statements, list, asked);
  return { ids: rows.map((row) => String(row["id"])), next };
}

/** Print jobs in any of these states, the oldest first. */
export function printJobIds(statements: Statements, states: readonly string[], limit = 500): string[] {
  return statements
    .of("SELECT job_id FROM print_rows WHERE state IN (SELECT value FROM json_each(?)) ORDER BY queued LIMIT ?")
    .all(JSON.stringify(states), limit)
    .map((row) => String(row["job_id"]));
}

/** Prints, the newest first. */
export function printSlice(statements: Statements, asked: Asked): IdSlice {
  return idsOf(statements, asked, {
    from: "print_rows",
    columns: "job_id AS id",
    where: "",
    values: [],
    keys: ["queued", "job_id"],
    direction: "DESC",
  });
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

/** Rows that wait for a person, the oldest first, and how many there are in all. */
export function waitingSetAside(statements: Statements, asked: Asked): IdSlice & { readonly count: number } {
  const slice = idsOf(statements, asked, {
    from: "set_aside_rows",
    columns: "id",
    where: "waiting = 1",
    values: [],
    keys: ["at", "id"],
    direction: "ASC",
  });
  const count = statements.of("SELECT count(*) AS n FROM set_aside_rows WHERE waiting = 1").get()?.["n"];
  return { ...slice, count: Number(count ?? 0) };
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
