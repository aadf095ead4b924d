import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { catalogueColumns, shopifyColumns } from "#shared/importing/columns.ts";

/** Files as a shop writes them. Amounts are minor units of pounds. */

export interface CatalogueRow {
  readonly sku: string;
  readonly name: string;
  readonly barcode: string;
  readonly bin: string;
  readonly price: number;
  readonly onHand: number;
}

export interface ShopLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: number;
  readonly price: number;
  readonly travels: boolean;
}

export interface ShopOrder {
  readonly number: string;
  readonly id: string;
  readonly createdAt: number;
  readonly name: string;
  readonly city: string;
  readonly financial: string;
  readonly fulfillment: string;
  readonly cancelledAt: number | undefined;
  readonly risk: string;
  readonly lines: readonly ShopLine[];
}

function pounds(minor: number): string {
  return `${Math.floor(minor / 100)}.${String(minor % 100).padStart(2, "0")}`;
}

function csv(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string {
  const quoted = (cell: string): string => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  const lines = rows.map((row) => columns.map((column) => quoted(row[column] ?? "")).join(","));
  return `${[columns.join(","), ...lines].join("\n")}\n`;
}

export function writeCatalogue(folder: string, name: string, rows: readonly CatalogueRow[]): string {
  const path = join(folder, name);
  const cells = rows.map(({ sku, name: title, barcode, bin, price, onHand }) => ({
    sku,
    name: title,
    price: pounds(price),
    currency: "GBP",
    barcode,
    weight_g: "250",
    bin,
    on_hand: String(onHand),
  }));
  writeFileSync(path, csv(catalogueColumns, cells));
  return path;
}

export function writeShopOrders(folder: string, name: string, orders: readonly ShopOrder[]): string {
  const path = join(folder, name);
  writeFileSync(path, csv(shopifyColumns, orders.flatMap(shopRows)));
  return path;
}

function shopRows(order: ShopOrder): Record<string, string>[] {
  const time = (at: number): string => new Date(at).toISOString();
  const subtotal = order.lines.reduce((sum, line) => sum + line.quantity * line.price, 0);
  const head = {
    "Financial Status": order.financial,
    "Fulfillment Status": order.fulfillment,
    "Fulfilled at": order.fulfillment === "fulfilled" ? time(order.createdAt + 3_600_000) : "",
    Currency: "GBP",
    Subtotal: pounds(subtotal),
    Shipping: "0.00",
    Taxes: "0.00",
    Total: pounds(subtotal),
    "Refunded Amount": order.financial === "refunded" ? pounds(subtotal) : "0.00",
    "Created at": time(order.createdAt),
    "Cancelled at": order.cancelledAt === undefined ? "" : time(order.cancelledAt),
    "Shipping Name": order.name,
    "Shipping Address1": "12 Mill Lane",
    "Shipping City": order.city,
    "Shipping Zip": "LS1 4AP",
    "Shipping Country": "GB",
    "Risk Level": order.risk,
    Id: order.id,
  };
  return order.lines.map((line, position) => ({
    Name: order.number,
    Email: "anna@example.com",
    ...(position === 0 ? head : {}),
    "Lineitem quantity": String(line.quantity),
    "Lineitem name": line.name,
    "Lineitem price": pounds(line.price),
    "Lineitem sku": line.sku,
    "Lineitem requires shipping": String(line.travels),
    "Lineitem fulfillment status": order.fulfillment === "fulfilled" ? "fulfilled" : "pending",
  }));
}
