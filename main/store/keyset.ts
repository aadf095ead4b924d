import type { SqliteRow, SqliteValue } from "../adapters/sqlite/connection.ts";
import type { Statements } from "./side-tables.ts";

/**
 * A list in an order of its own, read a slice at a time by the place of the last row and not by a count: the 1,000th slice
 * costs what the first does, and a row that did not change while somebody read is in exactly one slice.
 */
export interface Keyset {
  /** Table, or tables joined. */
  readonly from: string;
  readonly columns: string;
  /** With its values; empty for all rows. */
  readonly where: string;
  readonly values: readonly SqliteValue[];
  /** Columns that put the rows in order, the last of them unique; all in one direction, and without nulls. */
  readonly keys: readonly string[];
  readonly direction: "ASC" | "DESC";
}

export interface Asked {
  /** `next` of the slice before; null for the first. */
  readonly after: string | null;
  readonly limit: number;
}

export interface Slice {
  readonly rows: readonly SqliteRow[];
  /** Null where this was the last slice. */
  readonly next: string | null;
}

export function readSlice(statements: Statements, list: Keyset, { after, limit }: Asked): Slice {
  const place = after === null ? undefined : readPlace(after, list.keys.length);
  const rows = readRows(statements, list, place, limit + 1);
  return cut(rows, limit, (row) => placeOf(row, list));
}

/**
 * Lists one behind the other, all with as many keys, as one list whose first key is the number of the part: the place of
 * a row is what it would be in one list with that key.
 */
export function readParts(
  statements: Statements,
  [list, ...lists]: readonly [Keyset, ...Keyset[]],
  { after, limit }: Asked,
): Slice {
  const from = after === null ? undefined : readPlace(after, list.keys.length + 1);
  const [number, ...place] = from ?? [-1];
  const rows: SqliteRow[] = [];
  const places = new Map<SqliteRow, SqliteValue[]>();
  for (const [part, each] of [list, ...lists].entries()) {
    if (part < Number(number) || rows.length > limit) continue;
    const within = part === Number(number) ? place : undefined;
    for (const row of readRows(statements, each, within, limit + 1 - rows.length)) {
      rows.push(row);
      places.set(row, [part, ...placeOf(row, each)]);
    }
  }
  return cut(rows, limit, (row) => places.get(row) ?? []);
}

/** At most `count` of them behind a place, with the values of their keys as `key_0`, `key_1`. */
function readRows(
  statements: Statements,
  { from, columns, keys, direction, where, values }: Keyset,
  place: readonly SqliteValue[] | undefined,
  count: number,
): SqliteRow[] {
  const past = direction === "ASC" ? ">" : "<";
  const beyond = place && `(${keys.join(", ")}) ${past} (${keys.map(() => "?").join(", ")})`;
  const conditions = [where, beyond].filter(Boolean).join(" AND ");
  return statements
    .of(
      `SELECT ${columns}, ${keys.map((key, at) => `${key} AS key_${at}`).join(", ")} FROM ${from}
       ${conditions === "" ? "" : `WHERE ${conditions}`} ORDER BY ${keys.map((key) => `${key} ${direction}`).join(", ")} LIMIT ?`,
    )
    .all(...values, ...(place ?? []), count);
}

function placeOf(row: SqliteRow, { keys }: Keyset): SqliteValue[] {
  return keys.map((_, at) => row[`key_${at}`] ?? null);
}

/** One row beyond the limit says that there are more. */
function cut(rows: readonly SqliteRow[], limit: number, place: (row: SqliteRow) => readonly SqliteValue[]): Slice {
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { rows: rows.slice(0, limit), next: last ? JSON.stringify(place(last)) : null };
}

/** Undefined for what nobody here wrote: the list then begins at its beginning. */
function readPlace(text: string, length: number): SqliteValue[] | undefined {
  try {
    const place = JSON.parse(text) as unknown;
    const isOne =
      Array.isArray(place) &&
      place.length === length &&
      place.every((part) => typeof part === "string" || typeof part === "number");
    return isOne ? place : undefined;
  } catch {
    return undefined;
  }
}
