import type { OrderCounts, OrderPage, OrderRow } from "#shared/bridge/types.ts";
import type { HoldType } from "#shared/orders/order-content.ts";
import { type PaymentState, type Stage, stages } from "#shared/orders/order-standing.ts";
import type { SqliteRow, SqliteValue } from "../adapters/sqlite/connection.ts";
import { searchQuery, type Statements } from "./side-tables.ts";

const stageGroups: ReadonlyMap<string, readonly Stage[]> = new Map([
  ["picking-all", ["released", "picking", "picked"]],
  ["packing-all", ["packing", "labelled"]],
]);

/**
 * One slice of the order list, newest first. Keyset paging: the cursor is the place of the last row, so that the 1,000th
 * slice costs what the first does.
 */
export function orderPage(
  statements: Statements,
  asked: { readonly stage: string; readonly search: string; readonly after: string | null; readonly limit: number },
): OrderPage {
  const wanted = stagesFor(asked.stage);
  if (wanted?.length === 0) return { rows: [], next: null };
  const found = searchOrders(statements, asked.search);
  if (found?.values.length === 0) return { rows: [], next: null };
  const cursor = asked.after === null ? undefined : readCursor(asked.after);
  const { sql, values } = found?.areFew ? amongFound(found, wanted, cursor) : inOrder(wanted, cursor, found);
  const rows = statements
    .of(`${sql} ORDER BY placed_at DESC, order_id DESC LIMIT ?`)
    .all(...values, asked.limit)
    .map(orderRow);
  const last = rows.at(-1);
  return { rows, next: last && rows.length === asked.limit ? `${last.placedAt}/${last.orderId}` : null };
}

interface Cursor {
  readonly placedAt: number;
  readonly orderId: string;
}

/** Rows, or a condition on them, with the values of its parameters. */
interface Selection {
  readonly sql: string;
  readonly values: readonly SqliteValue[];
}

const behindCursor = "(placed_at, order_id) < (?, ?)";

/** One selection a stage: each comes out of the index in order, and SQLite merges them without sorting any. */
function inOrder(wanted: readonly Stage[] | undefined, cursor: Cursor | undefined, found?: Selection): Selection {
  const of = (stage: Stage | undefined): Selection => {
    const conditions = [
      ...(stage ? ["stage = ?"] : []),
      ...(cursor ? [behindCursor] : []),
      ...(found ? [found.sql] : []),
    ];
    return {
      sql: `SELECT * FROM order_rows${conditions.length > 0 ? ` WHERE ${conditions.join(" AND ")}` : ""}`,
      values: [
        ...(stage ? [stage] : []),
        ...(cursor ? [cursor.placedAt, cursor.orderId] : []),
        ...(found?.values ?? []),
      ],
    };
  };
  const parts = (wanted ?? [undefined]).map(of);
  return { sql: parts.map((part) => part.sql).join(" UNION ALL "), values: parts.flatMap((part) => part.values) };
}

function amongFound(found: Selection, wanted: readonly Stage[] | undefined, cursor: Cursor | undefined): Selection {
  const conditions = [
    found.sql,
    ...(wanted ? [`stage IN (${wanted.map(() => "?").join(", ")})`] : []),
    ...(cursor ? [behindCursor] : []),
  ];
  return {
    sql: `SELECT * FROM order_rows WHERE ${conditions.join(" AND ")}`,
    values: [...found.values, ...(wanted ?? []), ...(cursor ? [cursor.placedAt, cursor.orderId] : [])],
  };
}

/** Undefined: every stage. */
function stagesFor(stage: string): readonly Stage[] | undefined {
  if (stage === "all") return undefined;
  return stageGroups.get(stage) ?? stages.filter((known) => known === stage);
}

/** Up to so many orders found are put in order. */
const mostSorted = 5000;

interface FoundOrders extends Selection {
  readonly areFew: boolean;
}

/**
 * Undefined: every order. Without values: none. Of many, all are gathered once and the list is read in its order: to look
 * each row's words up would be quick only where every few rows are found, and the newest may have none for a long way.
 */
function searchOrders(statements: Statements, search: string): FoundOrders | undefined {
  const query = searchQuery(search);
  if (query === undefined) return undefined;
  const found = statements
    .of("SELECT rowid FROM order_search WHERE words MATCH ? LIMIT ?")
    .all(query, mostSorted + 1)
    .map((row) => row["rowid"]);
  if (found.length === 0) return { areFew: true, sql: "false", values: [] };
  return found.length <= mostSorted
    ? { areFew: true, sql: "row IN (SELECT value FROM json_each(?))", values: [JSON.stringify(found)] }
    : { areFew: false, sql: "+row IN (SELECT rowid FROM order_search WHERE words MATCH ?)", values: [query] };
}

function readCursor(after: string): Cursor | undefined {
  const match = /^(-?\d+)\/(.+)$/.exec(after);
  return match ? { placedAt: Number(match[1]), orderId: match[2] ?? "" } : undefined;
}

export function orderRow(row: SqliteRow): OrderRow {
  return {
    orderId: String(row["order_id"]),
    number: String(row["number"]),
    channel: String(row["channel"]),
    placedAt: Number(row["placed_at"]),
    customer: String(row["customer"]),
    shipTo: String(row["ship_to"]),
    lines: Number(row["lines"]),
    units: Number(row["units"]),
    totalMinor: Number(row["total_minor"]),
    currency: String(row["currency"]),
    // Written by our own projector from these very unions.
    payment: String(row["payment"]) as PaymentState,
    stage: String(row["stage"]) as Stage,
    holds: String(row["holds"]).split(",").filter(Boolean) as HoldType[],
    doneUnits: Number(row["done_units"]),
    ofUnits: Number(row["of_units"]),
    endedAt: row["ended_at"] === null ? null : Number(row["ended_at"]),
  };
}

export function orderCounts(statements: Statements): OrderCounts {
  const byStage = Object.fromEntries(stages.map((stage) => [stage, 0])) as Record<Stage, number>;
  let all = 0;
  let units = 0;
  for (const row of statements.of("SELECT stage, orders, units FROM order_counts").all()) {
    byStage[String(row["stage"]) as Stage] = Number(row["orders"]);
    all += Number(row["orders"]);
    units += Number(row["units"]);
  }
  return { all, units, byStage };
}

/** Ids of the orders at a stage, oldest first: who ordered first is served first. */
export function orderIdsAt(statements: Statements, stage: Stage, limit: number): string[] {
  return statements
    .of("SELECT order_id FROM order_rows WHERE stage = ? ORDER BY placed_at, order_id LIMIT ?")
    .all(stage, limit)
    .map((row) => String(row["order_id"]));
}

/** Orders with this number, newest first. Numbers of different shops may be equal. */
export function hasOrdersOf(statements: Statements, channel: string): boolean {
  return statements.of("SELECT 1 FROM order_rows WHERE channel = ? LIMIT 1").get(channel) !== undefined;
}

export function ordersByNumber(statements: Statements, number: string): string[] {
  return statements
    .of("SELECT order_id FROM order_rows WHERE number = ? ORDER BY placed_at DESC LIMIT 20")
    .all(number)
    .map((row) => String(row["order_id"]));
}

/** Orders with this SKU for which something is still to be done, the oldest first: who waits for it. Keyset paging. */
export function openOrdersOfSku(
  statements: Statements,
  asked: { readonly sku: string; readonly after: string | null; readonly limit: number },
): { rows: (OrderRow & { readonly backordered: number })[]; next: string | null } {
  const cursor = asked.after === null ? undefined : readCursor(asked.after);
  const rows = statements
    .of(
      `SELECT order_rows.*, order_lines.backordered AS waiting FROM order_lines JOIN order_rows USING (order_id)
       WHERE order_lines.sku = ? AND order_lines.open = 1 AND (order_lines.placed_at, order_lines.order_id) > (?, ?)
       ORDER BY order_lines.placed_at, order_lines.order_id LIMIT ?`,
    )
    .all(asked.sku, cursor?.placedAt ?? Number.MIN_SAFE_INTEGER, cursor?.orderId ?? "", asked.limit)
    .map((row) => ({ ...orderRow(row), backordered: Number(row["waiting"]) }));
  const last = rows.at(-1);
  return { rows, next: last && rows.length === asked.limit ? `${last.placedAt}/${last.orderId}` : null };
}
