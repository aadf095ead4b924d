import { openConflicts } from "#shared/orders/order-conflicts.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { shortAt } from "#shared/promising/shortage.ts";
import { owedAt } from "#shared/stock/rights.ts";
import type { StockView } from "#shared/stock/stock-view.ts";
import { type Asked, readSlice } from "./keyset.ts";
import type { Statements } from "./side-tables.ts";

/** Documents that somebody, or the station by itself, has to look at; found without reading the others. */

interface Attention {
  /** When the oldest exception was noticed, UTC ms; null where a person has nothing to decide. */
  readonly since: number | null;
  /** Something was asked for that its keeper or holder may answer by itself. */
  readonly asked: boolean;
}

export function orderAttention(order: OrderView): Attention {
  const times = openConflicts(order).map((conflict) => conflict.at);
  const isAsked = order.custody.askedBy !== "" || order.asks.some((ask) => ask.state === "open");
  return { since: times.length === 0 ? null : Math.min(...times), asked: isAsked };
}

export function stockAttention(stock: StockView): Attention {
  const owes = Object.keys(stock.rights).some((place) => owedAt(stock, place).length > 0);
  return { since: null, asked: owes || Object.keys(stock.asks).length > 0 || shortAt(stock).length > 0 };
}

export function writeAttention(
  statements: Statements,
  view: "orders" | "stock" | `unclaimed/${string}`,
  id: string,
  now: Attention,
  before: Attention | undefined,
): void {
  if (now.since === before?.since && now.asked === before.asked) return;
  if (now.since === null && !now.asked) {
    if (before) statements.run("DELETE FROM attention_rows WHERE view = ? AND id = ?", view, id);
    return;
  }
  statements.run("INSERT OR REPLACE INTO attention_rows VALUES (?, ?, ?, ?)", view, id, now.since, now.asked ? 1 : 0);
}

/** Orders with an open exception, the oldest first, and how many there are in all. */
export function ordersToDecide(
  statements: Statements,
  asked: Asked,
): { readonly ids: readonly string[]; readonly next: string | null; readonly count: number } {
  const { rows, next } = readSlice(
    statements,
    {
      from: "attention_rows",
      columns: "id",
      where: "view = 'orders' AND since IS NOT NULL",
      values: [],
      keys: ["since", "id"],
      direction: "ASC",
    },
    asked,
  );
  const ids = rows.map(({ id }) => String(id));
  const row = statements.of("SELECT count(*) AS n FROM attention_rows WHERE since IS NOT NULL").get();
  return { ids, next, count: Number(row?.["n"] ?? 0) };
}

export function askedDocuments(statements: Statements, view: "orders" | "stock", limit: number): string[] {
  return statements
    .of("SELECT id FROM attention_rows WHERE view = ? AND asked = 1 ORDER BY id LIMIT ?")
    .all(view, limit)
    .map((row) => String(row["id"]));
}

/** Orders of a channel that were left to whoever holds it. */
export function unclaimedOrders(statements: Statements, channel: string, limit: number): string[] {
  return statements
    .of("SELECT id FROM attention_rows WHERE view = ? ORDER BY id LIMIT ?")
    .all(unclaimedView(channel), limit)
    .map((row) => String(row["id"]));
}

export function unclaimedCount(statements: Statements, channel: string): number {
  const row = statements.of("SELECT count(*) AS n FROM attention_rows WHERE view = ?").get(unclaimedView(channel));
  return Number(row?.["n"] ?? 0);
}

/** They have rows of their own beside what is asked: there may be many, and only their channel's holder looks at them. */
export function unclaimedView(channel: string): `unclaimed/${string}` {
  return `unclaimed/${channel}`;
}

/** Open orders that want a SKU. */
export function openOrdersOf(statements: Statements, sku: string): string[] {
  return statements
    .of("SELECT order_id FROM order_lines WHERE sku = ? AND open = 1 ORDER BY placed_at, order_id LIMIT 5000")
    .all(sku)
    .map((row) => String(row["order_id"]));
}
