import type { ViewName, ViewStates } from "#shared/facts/views.ts";
import { stageOf, unitCount } from "#shared/orders/order-standing.ts";
import { unclaimedView } from "./attention.ts";
import type { Statements } from "./side-tables.ts";

/** Where the rows of a document lie: its table, the column with its id, and the search table that goes by the row's number. */
interface Rows {
  readonly table: string;
  readonly column: string;
  readonly search?: string;
}

const rowsOf: { readonly [Name in ViewName]: Rows | undefined } = {
  orders: { table: "order_rows", column: "order_id", search: "order_search" },
  items: { table: "item_rows", column: "sku", search: "item_search" },
  stock: { table: "stock_rows", column: "sku" },
  customers: { table: "customer_rows", column: "customer_id", search: "customer_search" },
  work: { table: "work_rows", column: "id" },
  parcels: undefined,
  printJobs: { table: "print_rows", column: "job_id" },
  people: { table: "people_rows", column: "id" },
  exceptions: { table: "set_aside_rows", column: "id" },
};

/**
 * Takes out everything that writeRows has written for a document. Rows are kept in step with a document that only moves
 * forward; one that was folded anew, or is gone, begins again from nothing.
 */
export function removeRows<Name extends ViewName>(
  statements: Statements,
  view: Name,
  id: string,
  before: ViewStates[Name],
): void {
  statements.run("DELETE FROM closed_documents WHERE view = ? AND id = ?", view, id);
  statements.run("DELETE FROM attention_rows WHERE view = ? AND id = ?", view, id);
  const rows = rowsOf[view];
  if (!rows) return;
  const { table, column, search } = rows;
  if (search !== undefined) {
    statements.run(`DELETE FROM ${search} WHERE rowid IN (SELECT row FROM ${table} WHERE ${column} = ?)`, id);
  }
  statements.run(`DELETE FROM ${table} WHERE ${column} = ?`, id);
  if (view !== "orders") return;
  const order = before as ViewStates["orders"];
  statements.run("DELETE FROM attention_rows WHERE view = ? AND id = ?", unclaimedView(order.channel), id);
  statements.run("DELETE FROM order_sites WHERE order_id = ?", id);
  for (const { sku } of order.lines) {
    statements.run("DELETE FROM order_lines WHERE sku = ? AND order_id = ?", sku, id);
  }
  statements.run(
    "UPDATE order_counts SET orders = orders - 1, units = units - ? WHERE stage = ?",
    unitCount(order),
    stageOf(order),
  );
}
