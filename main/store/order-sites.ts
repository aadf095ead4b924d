import type { OrderRow } from "#shared/bridge/types.ts";
import { siteOfOrder } from "#shared/orders/allocate.ts";
import type { Stage } from "#shared/orders/order-standing.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { mainSite } from "#shared/sync/scope.ts";
import { orderRow } from "./order-list.ts";
import type { Statements } from "./side-tables.ts";

/**
 * Orders by the site where their units lie, promised in bins or picked into a tote: only there can they be picked and packed,
 * and only there does a tote's name mean one tote. `order_sites` has those that lie elsewhere than at "main".
 */

/** The row of one order; `isOpen`: something is still to be done for it. */
export function writeOrderSite(statements: Statements, id: string, order: OrderView, isOpen: boolean): void {
  const site = siteOfOrder(order) ?? mainSite;
  if (isOpen && site !== mainSite) statements.run("INSERT OR REPLACE INTO order_sites VALUES (?, ?)", id, site);
  else statements.run("DELETE FROM order_sites WHERE order_id = ?", id);
}

/** A condition on `order_rows`; its one parameter is the site. */
const liesAt = `coalesce((SELECT site FROM order_sites WHERE order_sites.order_id = order_rows.order_id), '${mainSite}') = ?`;

/** Orders released to be picked at a site, oldest first: who ordered first is served first. */
export function releasedAt(statements: Statements, site: string, limit: number): string[] {
  return statements
    .of(`SELECT order_id FROM order_rows WHERE stage = 'released' AND ${liesAt} ORDER BY placed_at, order_id LIMIT ?`)
    .all(site, limit)
    .map((row) => String(row["order_id"]));
}

/** Orders that lie in a tote at a site and wait for a bench, oldest first. */
export function pickedAt(statements: Statements, site: string, limit: number): (OrderRow & { tote: string })[] {
  return statements
    .of(`SELECT * FROM order_rows WHERE stage = 'picked' AND ${liesAt} ORDER BY placed_at, order_id LIMIT ?`)
    .all(site, limit)
    .map((row) => ({ ...orderRow(row), tote: String(row["tote"]) }));
}

export interface OrdersAtSite {
  readonly site: string;
  readonly orders: number;
  readonly units: number;
}

/** Orders at a stage, by site; sites without one are left out. */
export function ordersBySite(statements: Statements, stage: Stage): OrdersAtSite[] {
  const elsewhere = statements
    .of(
      `SELECT order_sites.site AS site, count(*) AS orders, sum(order_rows.units) AS units
       FROM order_sites JOIN order_rows USING (order_id) WHERE order_rows.stage = ? GROUP BY order_sites.site`,
    )
    .all(stage)
    .map((row) => ({ site: String(row["site"]), orders: Number(row["orders"]), units: Number(row["units"]) }));
  const all = statements.of("SELECT orders, units FROM order_counts WHERE stage = ?").get(stage);
  const rest = (part: "orders" | "units"): number =>
    elsewhere.reduce((left, each) => left - each[part], Number(all?.[part] ?? 0));
  const main = { site: mainSite, orders: rest("orders"), units: rest("units") };
  return main.orders > 0 ? [main, ...elsewhere] : elsewhere;
}

export function totesInUse(statements: Statements, site: string): Set<string> {
  const rows = statements.of(`SELECT tote FROM order_rows WHERE tote <> '' AND ${liesAt}`).all(site);
  return new Set(rows.map((row) => String(row["tote"])));
}

export function orderInTote(statements: Statements, site: string, tote: string): string | undefined {
  const row = statements
    .of(`SELECT order_id FROM order_rows WHERE tote = ? AND tote <> '' AND ${liesAt} LIMIT 1`)
    .get(tote, site);
  return row && String(row["order_id"]);
}

/** The oldest picked order that is this one unit and nothing else: the unit itself names it at the bench. */
export function singleUnitOrderPicked(statements: Statements, site: string, sku: string): string | undefined {
  const row = statements
    .of(
      `SELECT order_lines.order_id FROM order_lines JOIN order_rows USING (order_id)
       WHERE order_lines.sku = ? AND order_lines.open = 1 AND order_rows.stage = 'picked' AND order_rows.units = 1
         AND ${liesAt}
       ORDER BY order_lines.placed_at, order_lines.order_id LIMIT 1`,
    )
    .get(sku, site);
  return row && String(row["order_id"]);
}
