import { shopifyColumns, type ShopifyColumn } from "#shared/importing/columns.ts";
import { type FileRow, type SourceRow, toFileRows } from "#shared/importing/file-row.ts";

export type Cells = Partial<Record<ShopifyColumn, string>>;

/** The first row of a sound order: paid, one line of two units, to Leeds. */
export function firstRow(cells: Cells = {}): Cells {
  return {
    Name: "#1001",
    Email: "ann@example.org",
    "Financial Status": "paid",
    "Paid at": "2026-03-02 09:15:00 +0100",
    "Fulfillment Status": "unfulfilled",
    Currency: "GBP",
    Subtotal: "49.00",
    Shipping: "4.50",
    Taxes: "8.92",
    Total: "53.50",
    "Discount Amount": "0.00",
    "Shipping Method": "Standard",
    "Created at": "2026-03-02 09:14:26 +0100",
    ...furtherRow({ "Lineitem quantity": "2", "Lineitem name": "DESK LAMP", "Lineitem price": "24.50" }),
    "Lineitem sku": "LMP-100",
    "Billing Name": "Ann Marsh",
    "Shipping Name": "Ann Marsh",
    "Shipping Address1": "4 Mill Lane",
    "Shipping City": "Leeds",
    "Shipping Zip": "'LS1 4AB",
    "Shipping Country": "GB",
    "Payment Method": "Shopify Payments",
    "Payment Reference": "r1001.1",
    Id: "7000000001001",
    "Risk Level": "Low",
    ...cells,
  };
}

/** A row for one more line, without the order's own cells. */
export function furtherRow(cells: Cells = {}): Cells {
  return {
    Name: "#1001",
    "Lineitem quantity": "1",
    "Lineitem name": "ENAMEL TIN",
    "Lineitem price": "3.10",
    "Lineitem sku": "TIN-7",
    "Lineitem requires shipping": "true",
    "Lineitem fulfillment status": "pending",
    ...cells,
  };
}

/** Rows as the reader gives them, the first on line 2. */
export function sourceRows(...records: readonly Cells[]): SourceRow[] {
  return records.map((record, index) => ({
    line: index + 2,
    lastLine: index + 2,
    cells: shopifyColumns.map((column) => record[column] ?? ""),
  }));
}

export function fileRows(...records: readonly Cells[]): FileRow[] {
  return toFileRows(sourceRows(...records), shopifyColumns);
}
