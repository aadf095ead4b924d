import type { CustomerRow, ItemRow } from "#shared/bridge/types.ts";
import { nearestItems } from "#shared/importing/nearest-items.ts";
import type { NearItem } from "#shared/importing/shopify-lines.ts";
import { toGtin14 } from "#shared/scanning/gtin.ts";
import type { SqliteRow } from "../adapters/sqlite/connection.ts";
import type { FactLog } from "./fact-log.ts";
import { type Asked, readParts, readSlice, type Slice } from "./keyset.ts";
import { searchQuery, type Statements } from "./side-tables.ts";

const columns = `item_rows.row, item_rows.sku, name, price_value, price_scale, price_minor, currency, barcode, bin,
  coalesce(on_hand, 0) AS on_hand, coalesce(can_promise, 0) AS can_promise`;
const source = "item_rows LEFT JOIN stock_rows ON stock_rows.sku = item_rows.sku";

function itemRow(row: SqliteRow): ItemRow {
  return {
    sku: String(row["sku"]),
    name: String(row["name"]),
    price: { value: Number(row["price_value"]), scale: Number(row["price_scale"]) },
    priceMinor: Number(row["price_minor"]),
    currency: String(row["currency"]),
    barcode: String(row["barcode"]),
    bin: String(row["bin"]),
    onHand: Number(row["on_hand"]),
    canPromise: Number(row["can_promise"]),
  };
}

/** Up to so many items found are put in order; of more, every few of all items are one, and they are read in theirs. */
const mostSorted = 2000;

/** Where the items begin that a search found by their words, behind the one whose code was typed in full. */
const behindTheCoded = JSON.stringify([-1, "", ""]);

/**
 * Items whose words begin with what was typed: those that can still be promised first, each part by name; in front of all
 * the one whose SKU or barcode was typed in full.
 */
export function searchItems(
  statements: Statements,
  { search, after, limit }: Asked & { readonly search: string },
): { readonly rows: ItemRow[]; readonly next: string | null } {
  const coded = itemByCode(statements, search.trim());
  const query = searchQuery(search);
  const first = coded && after === null ? [coded] : [];
  if (query === undefined) return { rows: first, next: null };
  const room = limit - first.length;
  if (room === 0) return { rows: first, next: behindTheCoded };
  const found = foundItems(statements, query, coded?.sku ?? "", { after, limit: room });
  return { rows: [...first, ...found.rows.map(itemRow)], next: found.next };
}

function foundItems(statements: Statements, query: string, except: string, asked: Asked): Slice {
  const found = statements
    .of("SELECT rowid FROM item_search WHERE words MATCH ? LIMIT ?")
    .all(query, mostSorted + 1)
    .map((row) => row["rowid"]);
  const list = { from: source, columns, direction: "ASC" } as const;
  if (found.length <= mostSorted) {
    return readSlice(
      statements,
      {
        ...list,
        where: "item_rows.row IN (SELECT value FROM json_each(?)) AND item_rows.sku <> ?",
        values: [JSON.stringify(found), except],
        keys: ["coalesce(can_promise, 0) <= 0", "name", "item_rows.sku"],
      },
      asked,
    );
  }
  const inOrder = {
    ...list,
    values: [except, query],
    keys: ["name", "item_rows.sku"],
  };
  const isFound = "item_rows.sku <> ? AND +item_rows.row IN (SELECT rowid FROM item_search WHERE words MATCH ?)";
  return readParts(
    statements,
    [
      { ...inOrder, where: `${isFound} AND coalesce(can_promise, 0) > 0` },
      { ...inOrder, where: `${isFound} AND coalesce(can_promise, 0) <= 0` },
    ],
    asked,
  );
}

export function itemPage(
  statements: Statements,
  asked: { readonly search: string; readonly after: string | null; readonly limit: number },
): { rows: ItemRow[]; next: string | null; total: number } {
  const query = searchQuery(asked.search);
  const total = Number(statements.of("SELECT count(*) AS n FROM item_rows").get()?.["n"] ?? 0);
  const found = query === undefined ? "" : "item_rows.row IN (SELECT rowid FROM item_search WHERE words MATCH ?) AND";
  const rows = statements
    .of(`SELECT ${columns} FROM ${source} WHERE ${found} item_rows.sku > ? ORDER BY item_rows.sku LIMIT ?`)
    .all(...(query === undefined ? [] : [query]), asked.after ?? "", asked.limit)
    .map(itemRow);
  return { rows, next: rows.length === asked.limit ? (rows.at(-1)?.sku ?? null) : null, total };
}

/** The item a code names: by SKU as written, else by barcode; a GTIN of any length is compared as 14 digits. */
export function itemByCode(statements: Statements, code: string): ItemRow | undefined {
  const bySku = statements.of(`SELECT ${columns} FROM ${source} WHERE item_rows.sku = ?`).get(code);
  if (bySku) return itemRow(bySku);
  const barcode = toGtin14(code) ?? code;
  if (barcode === "") return undefined;
  const byBarcode = statements
    .of(`SELECT ${columns} FROM ${source} WHERE barcode = ? AND barcode <> '' ORDER BY item_rows.sku LIMIT 1`)
    .get(barcode);
  return byBarcode && itemRow(byBarcode);
}

export function knowsSku(statements: Statements, sku: string): boolean {
  return statements.of("SELECT 1 AS found FROM item_rows WHERE sku = ?").get(sku) !== undefined;
}

export function countItems(statements: Statements): number {
  return Number(statements.of("SELECT count(*) AS n FROM item_rows").get()?.["n"] ?? 0);
}

const nearCandidates = 500;

/** Items a mistyped SKU may have meant, for "Nearest: 85123A". Words only, never filled in. */
export function nearSkus(statements: Statements, sku: string): NearItem[] {
  const stem = sku.slice(0, 3);
  const rows = statements
    .of("SELECT sku, name FROM item_rows WHERE sku >= ? AND sku < ? ORDER BY sku LIMIT ?")
    .all(stem, `${stem}\u{10ffff}`, nearCandidates);
  return nearestItems(
    sku,
    rows.map((row) => ({ sku: String(row["sku"]), name: String(row["name"]) })),
  );
}

export function barcodeOwner(statements: Statements, barcode: string): string | undefined {
  const row = statements.of("SELECT sku FROM item_rows WHERE barcode = ? AND barcode <> '' LIMIT 1").get(barcode);
  return row && String(row["sku"]);
}

export function weightOf(statements: Statements, sku: string): number {
  const row = statements.of("SELECT weight_grams FROM item_rows WHERE sku = ?").get(sku);
  return Number(row?.["weight_grams"] ?? 0);
}

/** Customers whose words begin with what was typed, who ordered last first. */
export function searchCustomers(
  statements: Statements,
  log: FactLog,
  asked: Asked & { readonly search: string },
): { readonly rows: CustomerRow[]; readonly next: string | null } {
  const query = searchQuery(asked.search);
  if (query === undefined) return { rows: [], next: null };
  const { rows, next } = readSlice(
    statements,
    {
      from: "customer_rows",
      columns: "customer_id",
      where: "row IN (SELECT rowid FROM customer_search WHERE words MATCH ?)",
      values: [query],
      keys: ["last_order_at", "customer_id"],
      direction: "DESC",
    },
    asked,
  );
  return { rows: rows.flatMap((row) => customerRow(log, String(row["customer_id"]))), next };
}

function customerRow(log: FactLog, id: string): CustomerRow[] {
  const customer = log.read("customers", id);
  if (!customer) return [];
  const { customerId, name, email, phone, shipTo, orderIds, firstOrderAt, lastOrderNumber } = customer;
  return [{ customerId, name, email, phone, shipTo, orders: orderIds.length, firstOrderAt, lastOrderNumber }];
}

/** Units this station may promise, of all items together. */
export function promisable(statements: Statements): number {
  return Number(statements.of("SELECT sum(can_promise) AS units FROM stock_rows").get()?.["units"] ?? 0);
}
