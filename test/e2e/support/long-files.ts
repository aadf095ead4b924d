import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { shopifyColumns } from "#shared/importing/columns.ts";

/** A column no shop has, so that a few orders fill many megabytes. It is kept with the row and not used. */
const filler = "Gift card text";

/** Writes so many orders of three lines each, every row about `rowBytes` long, and gives back the path. */
export async function writeLongOrders(path: string, orders: number, rowBytes: number): Promise<string> {
  const file = createWriteStream(path);
  const text = "Many happy returns of the day. ".repeat(Math.ceil(rowBytes / 31)).slice(0, Math.max(0, rowBytes - 300));
  file.write(`${[...shopifyColumns, filler].join(",")}\n`);
  for (let order = 0; order < orders; order += 1) {
    const rows = [1, 2, 3].map((line) => row(order, line, text));
    if (!file.write(`${rows.join("\n")}\n`)) await once(file, "drain");
  }
  file.end();
  await once(file, "finish");
  return path;
}

function row(order: number, line: number, text: string): string {
  const cells: Record<string, string> = {
    Name: `#${100_000 + order}`,
    Email: `buyer${order}@example.com`,
    "Created at": "2026-11-20 09:00:00 +0000",
    "Lineitem quantity": "1",
    "Lineitem name": `Thing ${line}`,
    "Lineitem price": "1.50",
    "Lineitem sku": `K${line}`,
    "Lineitem requires shipping": "true",
    "Lineitem fulfillment status": "pending",
    [filler]: text,
  };
  const head: Record<string, string> = {
    "Financial Status": "paid",
    "Fulfillment Status": "unfulfilled",
    Currency: "GBP",
    Subtotal: "4.50",
    Shipping: "0.00",
    Taxes: "0.00",
    Total: "4.50",
    "Shipping Name": `Buyer ${order}`,
    "Shipping Address1": "1 Quay Lane",
    "Shipping City": "Leeds",
    "Shipping Zip": "LS1 4DT",
    "Shipping Country": "GB",
    "Risk Level": "Low",
    Id: String(9_000_000 + order),
  };
  const all = line === 1 ? { ...cells, ...head } : cells;
  return [...shopifyColumns, filler].map((column) => all[column] ?? "").join(",");
}
