import { writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Files big enough that a kill falls in the middle of reading them. */

export interface CrashFiles {
  readonly catalogue: string;
  readonly orders: string;
  readonly skus: readonly string[];
  readonly orderCount: number;
}

const skuCount = 40;

export async function writeCrashFiles(folder: string, orderCount: number): Promise<CrashFiles> {
  const skus = Array.from({ length: skuCount }, (_, index) => `K${100 + index}`);
  const catalogue = join(folder, "catalogue.csv");
  const items = skus.map((sku, index) => `${sku},Thing ${sku},1.50,GBP,,100,10,10,10,A-${index + 1}-1,1000000`);
  const head = "sku,name,price,currency,barcode,weight_g,length_mm,width_mm,height_mm,bin,on_hand";
  await writeFile(catalogue, `${[head, ...items].join("\n")}\n`);
  const orders = join(folder, "orders.csv");
  await writeFile(orders, `${[columns.join(","), ...orderRows(orderCount, skus)].join("\n")}\n`);
  return { catalogue, orders, skus, orderCount };
}

const columns = [
  "Name",
  "Email",
  "Financial Status",
  "Currency",
  "Subtotal",
  "Shipping",
  "Taxes",
  "Total",
  "Created at",
  "Lineitem quantity",
  "Lineitem name",
  "Lineitem price",
  "Lineitem sku",
  "Lineitem requires shipping",
  "Lineitem fulfillment status",
  "Shipping Name",
  "Shipping Street",
  "Shipping Address1",
  "Shipping City",
  "Shipping Zip",
  "Shipping Country",
  "Billing Name",
  "Billing Street",
  "Billing Address1",
  "Billing City",
  "Billing Zip",
  "Billing Country",
  "Id",
  "Shipping Method",
  "Fulfillment Status",
  "Cancelled at",
  "Discount Amount",
  "Payment Method",
  "Risk Level",
  "Source",
];

function orderRows(orderCount: number, skus: readonly string[]): string[] {
  return Array.from({ length: orderCount }, (_, order) => {
    const lines = [0, 1, 2].map((line) => ({
      sku: skus[(order * 3 + line) % skus.length] ?? "",
      quantity: 1 + ((order + line) % 3),
    }));
    const subtotal = lines.reduce((sum, line) => sum + line.quantity * 150, 0);
    return lines.map((line, position) => row(order, line, position === 0 ? (subtotal / 100).toFixed(2) : undefined));
  }).flat();
}

function row(order: number, line: { sku: string; quantity: number }, total: string | undefined): string {
  const cells: Record<string, string | number> = {
    Name: `#${10_000 + order}`,
    Email: `buyer${order}@example.com`,
    "Created at": "2026-11-20 09:00:00 +0000",
    "Lineitem quantity": line.quantity,
    "Lineitem name": `Thing ${line.sku}`,
    "Lineitem price": "1.50",
    "Lineitem sku": line.sku,
    "Lineitem requires shipping": "true",
    "Lineitem fulfillment status": "pending",
  };
  if (total !== undefined) {
    Object.assign(cells, {
      "Financial Status": "paid",
      Currency: "GBP",
      Subtotal: total,
      Shipping: "0.00",
      Taxes: "0.00",
      Total: total,
      "Shipping Name": `Buyer ${order}`,
      "Shipping Street": "1 Quay Lane",
      "Shipping Address1": "1 Quay Lane",
      "Shipping City": "Leeds",
      "Shipping Zip": "LS1 4DT",
      "Shipping Country": "GB",
      "Billing Name": `Buyer ${order}`,
      "Billing Street": "1 Quay Lane",
      "Billing Address1": "1 Quay Lane",
      "Billing City": "Leeds",
      "Billing Zip": "LS1 4DT",
      "Billing Country": "GB",
      Id: 9_000_000 + order,
      "Shipping Method": "Standard",
      "Fulfillment Status": "unfulfilled",
      "Discount Amount": "0.00",
      "Payment Method": "Card",
      "Risk Level": "Low",
      Source: "web",
    });
  }
  return columns.map((column) => String(cells[column] ?? "")).join(",");
}
