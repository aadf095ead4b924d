import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readHeader } from "#main/adapters/files/csv-reader.ts";
import { recognise } from "#shared/importing/recognise.ts";
import type { ImportedOrder } from "#shared/importing/shopify-order.ts";
import { itemContentSchema } from "#shared/stock/item-content.ts";
import { orderContentSchema } from "#shared/orders/order-content.ts";
import { importCatalogue, importOrders } from "./support/import-file.ts";

/** A real day of a wholesaler, beside a checkout or not there. */
const day = join(import.meta.dirname, "../../../../../shared/data/orders");

describe.skipIf(!existsSync(day))("a real day of orders", { timeout: 30_000 }, () => {
  const expected = (): Record<string, Record<string, number>> =>
    JSON.parse(readFileSync(join(day, "expected.json"), "utf8")) as Record<string, Record<string, number>>;

  test("the catalogue comes in whole", async () => {
    const { entries, problems } = await importCatalogue(join(day, "catalog.csv"));
    expect([problems, entries.flatMap((entry) => entry.notices)]).toEqual([[], []]);
    expect({
      items: entries.length,
      without_barcode: entries.filter((entry) => entry.item.barcode === "").length,
    }).toEqual(expected()["catalog"]);
    expect(entries.every((entry) => itemContentSchema.safeParse(entry.item).success)).toBe(true);
    expect(entries.every((entry) => /^$|^\d{14}$/.test(entry.item.barcode))).toBe(true);
  });

  test("the orders come in to the last unit and penny, and nothing is set aside", async () => {
    const catalogue = await importCatalogue(join(day, "catalog.csv"));
    const skus = new Set(catalogue.entries.map((entry) => entry.item.sku));
    const { outcomes, refusal } = await importOrders(join(day, "shopify_orders_export.csv"), (sku) => skus.has(sku));
    expect(refusal).toBeUndefined();
    expect(outcomes.filter((outcome) => outcome.kind === "set-aside")).toEqual([]);
    const orders = outcomes.flatMap((outcome) => (outcome.kind === "imported" ? [outcome.order] : []));
    const sum = (part: (order: ImportedOrder) => number): number =>
      orders.reduce((total, each) => total + part(each), 0);
    const count = (holds: (order: ImportedOrder) => boolean): number => orders.filter(holds).length;
    expect({
      orders: orders.length,
      lines: sum((order) => order.content.lines.length),
      units: sum((order) => order.content.lines.reduce((total, line) => total + line.quantity, 0)),
      total_minor: sum((order) => order.content.totals.totalMinor),
      cancelled: count((order) => order.cancelledAt !== undefined),
      refunded: count((order) => order.fullyRefunded),
      unpaid: count((order) => order.holds.some((hold) => hold.type === "PAYMENT")),
      high_risk: count((order) => order.holds.some((hold) => hold.type === "FRAUD")),
      already_fulfilled: count((order) => order.fulfilledAt !== undefined),
    }).toEqual(expected()["shopify"]);
    expect(orders.flatMap((order) => order.notices)).toEqual([]);
    expect(orders.every((order) => orderContentSchema.safeParse(order.content).success)).toBe(true);
    expect(new Set(orders.map((order) => order.externalId)).size).toBe(orders.length);
  });

  test("the marketplace's report is called by its name and not taken", async () => {
    const header = await readHeader(join(day, "amazon_unshipped.txt"));
    const known = header.ok ? recognise(header.value.cells) : undefined;
    expect(known?.ok === false && known.error.code).toBe("amazon-orders");
  });
});
