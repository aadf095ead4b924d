import { type CatalogueRow, type ShopOrder, writeCatalogue, writeShopOrders } from "../../builders/files.ts";
import { ask } from "../../crash/station-window.ts";
import { importByDrop } from "./day.ts";
import type { LaunchedApp } from "./launch.ts";

/** A shop small enough to know by heart: five things, and as many orders as a test names. */

/** Its barcode's digits are those on the thing; `door stop` bears none and is scanned by its SKU. */
export const goods = {
  mug: { sku: "MUG-1", name: "Enamel mug", barcode: "9520000000011", bin: "A-1-1", price: 850, onHand: 40 },
  lamp: { sku: "LMP-2", name: "Desk lamp", barcode: "9520000000028", bin: "A-2-1", price: 2400, onHand: 30 },
  towel: { sku: "TWL-3", name: "Tea towel", barcode: "9520000000042", bin: "B-1-1", price: 620, onHand: 50 },
  doorStop: { sku: "DOR-4", name: "Door stop", barcode: "", bin: "B-2-1", price: 940, onHand: 25 },
  notebook: { sku: "NTE-5", name: "Notebook", barcode: "9520000000059", bin: "C-1-1", price: 310, onHand: 60 },
} as const satisfies Record<string, CatalogueRow>;

export type Thing = keyof typeof goods;

/** A paid order of so many of each. */
export function order(
  number: string,
  wants: Partial<Record<Thing, number>>,
  differs: Partial<ShopOrder> = {},
): ShopOrder {
  return {
    number,
    id: `70000000${number.replaceAll(/\D/g, "")}`,
    createdAt: Date.UTC(2026, 10, 20, 9) + Number(number.replaceAll(/\D/g, "")) * 60_000,
    name: "Zoë O'Brien",
    city: "Leeds",
    financial: "paid",
    fulfillment: "unfulfilled",
    cancelledAt: undefined,
    risk: "Low",
    lines: Object.entries(wants).map(([thing, quantity]) => {
      const { sku, name, price } = goods[thing as Thing];
      return { sku, name, quantity, price, travels: true };
    }),
    ...differs,
  };
}

/** Brings the goods and these orders in, as files dropped on the window. */
export async function stock({ window }: LaunchedApp, folder: string, orders: readonly ShopOrder[]): Promise<void> {
  await importByDrop(window, writeCatalogue(folder, "catalogue.csv", Object.values(goods)));
  if (orders.length > 0) await importByDrop(window, writeShopOrders(folder, "orders.csv", orders));
}

/** What is stored of an order, found by the number people call it by. */
export async function storedOrder({ window }: LaunchedApp, number: string) {
  const { rows } = await ask(window, "orders.page", { stage: "all", search: number, after: null, limit: 10 });
  const row = rows.find((entry) => entry.number === number);
  if (!row) throw new Error(`No order ${number} is stored`);
  return ask(window, "orders.get", { orderId: row.orderId });
}
