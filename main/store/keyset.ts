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
  const { from, columns, keys, direction } = list;
  const place = after === null ? undefined : readPlace(after, keys.length);
  const past = direction === "ASC" ? ">" : "<";
  const beyond = place && `(${keys.join(", ")}) ${past} (${keys.map(() => "?").join(", ")})`;
  const where = [list.where, beyond].filter(Boolean).join(" AND ");
  const rows = statements
    .of(
      `SELECT ${columns}, ${keys.map((key, at) => `${key} AS key_${at}`).join(", ")} FROM ${from}
       ${where === "" ? "" : `WHERE ${where}`} ORDER BY ${keys.map((key) => `${key} ${direction}`).join(", ")} LIMIT ?`,
    )
    .all(...list.values, ...(place ?? []), limit);
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { rows, next: last ? JSON.stringify(keys.map((_, at) => last[`key_${at}`])) : null };
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
