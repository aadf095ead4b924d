import { draft, type Draft } from "../facts/kinds.ts";
import type { OrderView } from "../orders/order-view.ts";
import type { StockView } from "../stock/stock-view.ts";

/**
 * A count may find fewer units than are promised: the one lawful shortage (domain reference 3.2, rule 6). The lines that
 * were promised last are held, so that nobody walks for what is not there and no customer is told too late.
 */

/** Units promised at each bin that are not there. */
export function shortAt(stock: StockView): readonly { readonly place: string; readonly units: number }[] {
  return Object.entries(stock.promised)
    .map(([place, units]) => ({ place, units: units - Math.max(0, stock.places[place] ?? 0) }))
    .filter(({ units }) => units > 0);
}

/**
 * Holds for the orders that these keep among those promised last; the hub, which promises nothing, may keep some that wait
 * for a bench elsewhere, and whoever notices holds them. `orders`: all with a promise of this SKU.
 */
export function shortageHolds(
  stock: StockView,
  orders: readonly OrderView[],
  keepers: readonly (string | undefined)[],
): readonly Draft[] {
  const held = new Set<string>();
  for (const { place, units } of shortAt(stock)) {
    let rest = units;
    for (const { order, quantity } of lastPromised(stock.sku, place, orders)) {
      if (rest <= 0) break;
      rest -= quantity;
      if (keepers.includes(order.custody.holder)) held.add(order.orderId);
    }
  }
  return orders
    .filter((order) => held.has(order.orderId))
    .flatMap((order) => {
      const holdId = shortageHoldId(order.orderId, stock.sku);
      if (order.liftedHolds.includes(holdId) || order.holds.some((hold) => hold.holdId === holdId)) return [];
      const { orderId } = order;
      const reason = `A count found too few of ${stock.sku}.`;
      return [draft(`order/${orderId}`, "order.holdAdded", { orderId, holdId, type: "STOCK", reason })];
    });
}

/** The same on every station, so that two that notice the shortage hold the order once. */
export function shortageHoldId(orderId: string, sku: string): string {
  return `${orderId}/STOCK/${sku}`;
}

function lastPromised(sku: string, place: string, orders: readonly OrderView[]) {
  return orders
    .map((order) => ({
      order,
      quantity: order.allocations.reduce(
        (sum, part) => (part.sku === sku && part.place === place ? sum + part.quantity : sum),
        0,
      ),
    }))
    .filter(({ quantity }) => quantity > 0)
    .toSorted(
      (one, other) =>
        (other.order.releasedAt ?? 0) - (one.order.releasedAt ?? 0) ||
        (one.order.orderId < other.order.orderId ? 1 : -1),
    );
}
