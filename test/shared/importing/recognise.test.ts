import { describe, expect, test } from "vitest";
import { catalogueColumns, requiredShopifyColumns, shopifyColumns } from "#shared/importing/columns.ts";
import { recognise } from "#shared/importing/recognise.ts";

describe("recognising a file by its header", () => {
  test("Shopify's 79 columns are an order export with nothing to remark", () => {
    const found = recognise(shopifyColumns);
    expect(
      found.ok && { kind: found.value.kind, notices: found.value.notices, id: found.value.columns.get("Id") },
    ).toEqual({ kind: "shopify-orders", notices: [], id: 55 });
  });

  test("an export of 2012 ends at Cancelled at and is told what it lacks", () => {
    const found = recognise(shopifyColumns.slice(0, 47));
    expect(found.ok && found.value.notices).toEqual([
      "This file has no Risk Level, so no order is held for a fraud check.",
      "This file has no Id, so orders are told apart by their number alone.",
    ]);
  });

  test("columns are found by name: order, letter case and blanks do not count", () => {
    const header = catalogueColumns.toReversed().map((name) => ` ${name.toUpperCase()} `);
    const found = recognise([`\ufeff${header[0] ?? ""}`, ...header.slice(1)]);
    expect(found.ok && [found.value.kind, found.value.columns.get("sku"), found.value.names]).toEqual([
      "catalogue",
      10,
      catalogueColumns.toReversed(),
    ]);
  });

  test("unknown columns are kept under their own names and told", () => {
    const found = recognise(["sku", "name", "price", "currency", "colour", "colour", ""]);
    expect(found.ok && [found.value.names, found.value.notices]).toEqual([
      ["sku", "name", "price", "currency", "colour", "colour (2)", ""],
      ["Kept but not used: colour and colour."],
    ]);
  });

  test("without Cancelled at an order could be sent that nobody wants, so the file is refused", () => {
    expect(recognise(shopifyColumns.filter((name) => name !== "Cancelled at"))).toEqual({
      ok: false,
      error: {
        code: "missing-columns",
        message:
          "This file reads like a Shopify order export without Cancelled at. Export the orders again, all columns.",
        columns: ["Cancelled at"],
      },
    });
  });

  test.each(requiredShopifyColumns.filter((name) => name !== "Lineitem sku"))(
    "names %s where it is missing",
    (column) => {
      const found = recognise(shopifyColumns.filter((name) => name !== column));
      expect(!found.ok && found.error.columns).toEqual([column]);
    },
  );

  test("a catalogue without prices is refused by name", () => {
    expect(recognise(["sku", "name"])).toEqual({
      ok: false,
      error: {
        code: "missing-columns",
        message:
          "This file reads like a catalogue without price and currency. Add those columns and open the file again.",
        columns: ["price", "currency"],
      },
    });
  });

  test("a column that stands twice is refused: nobody knows which one counts", () => {
    expect(recognise(["sku", "name", "price", "currency", "Price"])).toMatchObject({
      error: { code: "repeated-columns", columns: ["price"] },
    });
  });

  test("files of other shops are called by their names and not taken", () => {
    const headers = {
      "woocommerce-analytics": [
        "Date",
        "Order #",
        "N. Revenue (formatted)",
        "Status",
        "Customer",
        "Product(s)",
        "Items sold",
      ],
      "woocommerce-orders": ["order_id", "order_number", "sku", "name", "wt_import_key", "line_item_1"],
      "amazon-orders": ["order-id", "order-item-id", "sku", "product-name", "quantity-to-ship", "name"],
      "amazon-report": ["amazon-order-id", "merchant-order-id", "sku", "name", "quantity"],
      "unknown-file": ["Date", "Balance"],
    };
    const codes = Object.values(headers).map((header) => {
      const found = recognise(header);
      return found.ok ? found.value.kind : found.error.code;
    });
    expect(codes).toEqual(Object.keys(headers));
  });

  test("WooCommerce's analytics list is told why it can never be packed", () => {
    const found = recognise(["Date", "Order #", "Product(s)", "Items sold"]);
    expect(!found.ok && found.error.message).toBe(
      "This is WooCommerce's list from Analytics. It has no SKU and no address, so no order in it can be packed. Export the orders themselves.",
    );
  });

  test("an empty header is no file we know", () => {
    expect(recognise([])).toMatchObject({ error: { code: "unknown-file" } });
  });
});
