import { err, ok, type Result } from "../kernel/result.ts";
import { catalogueColumns, requiredCatalogueColumns, requiredShopifyColumns, shopifyColumns } from "./columns.ts";

export type FileKind = "catalogue" | "shopify-orders";

export interface RecognisedHeader {
  readonly kind: FileKind;
  /** The header's columns in order, known ones by canonical name, the rest as they are written. */
  readonly names: readonly string[];
  /** Canonical name -> place in the row. */
  readonly columns: ReadonlyMap<string, number>;
  /** What a person may want to know; the file comes in all the same. */
  readonly notices: readonly string[];
}

export type HeaderRefusalCode =
  | "unknown-file"
  | "missing-columns"
  | "repeated-columns"
  | "woocommerce-analytics"
  | "woocommerce-orders"
  | "amazon-orders"
  | "amazon-report";

export interface HeaderRefusal {
  readonly code: HeaderRefusalCode;
  readonly message: string;
  /** Columns missing or standing twice, by name. */
  readonly columns: readonly string[];
}

/** Tells by its header row what a file is, and where its columns stand. Letter case and blanks around names do not count. */
export function recognise(header: readonly string[]): Result<RecognisedHeader, HeaderRefusal> {
  const found = new Set(header.map(fold));
  if (found.has("lineitem quantity") || found.has("lineitem sku")) {
    return map("shopify-orders", header, shopifyColumns, requiredShopifyColumns);
  }
  if (found.has("sku") && (found.has("name") || found.has("on_hand") || found.has("weight_g")) && !isForeign(found)) {
    return map("catalogue", header, catalogueColumns, requiredCatalogueColumns);
  }
  return err(foreign(found));
}

function map(
  kind: FileKind,
  header: readonly string[],
  known: readonly string[],
  required: readonly string[],
): Result<RecognisedHeader, HeaderRefusal> {
  const canonical = new Map(known.map((name) => [fold(name), name]));
  const names = header.map((name) => canonical.get(fold(name)) ?? name);
  const repeated = known.filter((name) => names.filter((other) => other === name).length > 1);
  if (repeated.length > 0) {
    const message = `${columnWords(repeated)} in this file more than once. Keep one of each and open the file again.`;
    return err({ code: "repeated-columns", message, columns: repeated });
  }
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    return err({ code: "missing-columns", message: missingWords(kind, missing), columns: missing });
  }
  const columns = new Map(known.filter((name) => names.includes(name)).map((name) => [name, names.indexOf(name)]));
  return ok({ kind, names: distinct(names), columns, notices: noticesFor(kind, names, new Set(known)) });
}

function missingWords(kind: FileKind, missing: readonly string[]): string {
  const what = kind === "catalogue" ? "a catalogue" : "a Shopify order export";
  const reads = `This file reads like ${what} without ${list(missing)}.`;
  return kind === "catalogue"
    ? `${reads} Add ${missing.length === 1 ? "that column" : "those columns"} and open the file again.`
    : `${reads} Export the orders again, all columns.`;
}

function noticesFor(kind: FileKind, names: readonly string[], known: ReadonlySet<string>): string[] {
  const unknown = names.filter((name) => !known.has(name) && name.trim() !== "");
  const notices = unknown.length > 0 ? [`Kept but not used: ${list(unknown)}.`] : [];
  if (kind === "shopify-orders" && !names.includes("Risk Level")) {
    notices.push("This file has no Risk Level, so no order is held for a fraud check.");
  }
  if (kind === "shopify-orders" && !names.includes("Id")) {
    notices.push("This file has no Id, so orders are told apart by their number alone.");
  }
  return notices;
}

/** Unknown columns of one name are kept apart, so that no cell covers another. */
function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function isForeign(found: ReadonlySet<string>): boolean {
  return found.has("order-id") || found.has("amazon-order-id") || found.has("order_id");
}

function foreign(found: ReadonlySet<string>): HeaderRefusal {
  const refuse = (code: HeaderRefusalCode, message: string): HeaderRefusal => ({ code, message, columns: [] });
  if (found.has("order-id") && found.has("quantity-to-ship")) {
    return refuse(
      "amazon-orders",
      "This is an Amazon report of unshipped orders. It cannot be imported yet; nothing was changed.",
    );
  }
  if (found.has("amazon-order-id")) {
    return refuse(
      "amazon-report",
      "This is Amazon's report of all orders. It names no recipient and no street, so nothing in it can be sent.",
    );
  }
  if (found.has("product(s)") || (found.has("order #") && found.has("items sold"))) {
    return refuse(
      "woocommerce-analytics",
      "This is WooCommerce's list from Analytics. It has no SKU and no address, so no order in it can be packed. Export the orders themselves.",
    );
  }
  if (found.has("order_id") && (found.has("line_item_1") || found.has("wt_import_key"))) {
    return refuse(
      "woocommerce-orders",
      "This is a WooCommerce order export. It cannot be imported yet; nothing was changed.",
    );
  }
  return refuse(
    "unknown-file",
    "This file has no column Lineitem sku and no column sku, so it is neither a Shopify order export nor a catalogue. Open one of those.",
  );
}

function fold(name: string): string {
  return name
    .replace(/^\ufeff/, "")
    .trim()
    .replace(/\s+/g, " ")
    .toLowerCase();
}

function columnWords(names: readonly string[]): string {
  return names.length === 1 ? `The column ${list(names)} stands` : `The columns ${list(names)} stand`;
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, 8);
  if (names.length > shown.length) return `${shown.join(", ")} and ${names.length - shown.length} more`;
  return shown.length < 2 ? shown.join("") : `${shown.slice(0, -1).join(", ")} and ${shown[shown.length - 1]}`;
}
