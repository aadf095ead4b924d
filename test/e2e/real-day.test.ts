import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { OrderRow } from "#shared/bridge/types.ts";
import type { HoldType } from "#shared/orders/order-content.ts";
import { ask } from "../crash/station-window.ts";
import { readBarcodes } from "../support/barcodes/read-barcodes.ts";
import { renderZpl } from "../support/barcodes/render.ts";
import { scanShows } from "./support/bench-sight.ts";
import { importByDialog, importByDrop, nextUnit, scanAtBench } from "./support/day.ts";
import { readyToPack } from "./support/floor.ts";
import { storedOrder } from "./support/small-shop.ts";
import { eventually, test } from "./support/workday.ts";

/** A wholesaler's day, where a checkout has it beside itself; its counts come with it. */
const day = resolve(import.meta.dirname, "../../../shared/data/orders");

interface Expected {
  readonly shopify: Readonly<
    Record<
      "orders" | "units" | "total_minor" | "cancelled" | "refunded" | "unpaid" | "high_risk" | "already_fulfilled",
      number
    >
  >;
  readonly catalog: { readonly items: number };
}

async function allOrders(window: Page): Promise<readonly OrderRow[]> {
  return (await ask(window, "orders.page", { stage: "all", search: "", after: null, limit: 500 })).rows;
}

test.runIf(existsSync(day))(
  "a real day comes in to the penny, is picked, packed, labelled and shipped",
  async ({ workday }) => {
    const { shopify, catalog } = JSON.parse(readFileSync(join(day, "expected.json"), "utf8")) as Expected;
    const station = await workday.begun("empty");
    const { window } = station;
    await importByDrop(window, join(day, "catalog.csv"));
    const tiles = window.locator(".import-tiles");
    await tiles.getByText(catalog.items.toLocaleString("en-GB"), { exact: true }).waitFor();
    await importByDialog(station, join(day, "shopify_orders_export.csv"));
    await expect.poll(() => tiles.innerText(), eventually).toContain(`${shopify.orders}\nnew orders`);
    await tiles.getByText(`${shopify.units.toLocaleString("en-GB")} units`, { exact: true }).waitFor();
    await tiles.getByText("nothing to mend").waitFor();

    const rows = await allOrders(window);
    const at = (stage: OrderRow["stage"]) => rows.filter((row) => row.stage === stage).length;
    expect(rows).toHaveLength(shopify.orders);
    expect(rows.reduce((sum, row) => sum + row.totalMinor, 0)).toBe(shopify.total_minor);
    expect([at("cancelled"), at("refunded"), at("shipped")]).toEqual([
      shopify.cancelled,
      shopify.refunded,
      shopify.already_fulfilled,
    ]);
    const held = (type: HoldType) => rows.filter((row) => row.holds.includes(type));
    expect([held("PAYMENT").length, held("FRAUD").length]).toEqual([shopify.unpaid, shopify.high_risk]);
    expect(rows.filter((row) => row.holds.length > 0 && row.stage === "to-release")).toEqual([]);

    const [line, printer] = [await workday.scanner(), await workday.printer()];
    const totes = await readyToPack(station, line, printer);
    const [number = "", tote = ""] = [...totes].at(0) ?? [];
    await scanShows(window, line, `HF-TOTE.${tote}`, { ground: "ok", word: "On the bench", subject: number });
    for (let unit = await nextUnit(window); unit !== undefined; unit = await nextUnit(window)) {
      await scanAtBench(window, line, unit);
    }
    const [job] = await printer.waitForJobs(1);
    const [parcel] = (await storedOrder(station, number)).parcels;
    expect(await readBarcodes(await renderZpl(new TextDecoder().decode(job), 203))).toEqual(
      expect.arrayContaining([{ symbology: "]C1", text: `00${parcel?.sscc}` }]),
    );
    await scanShows(window, line, `]C100${parcel?.sscc}`, { ground: "ok", word: "Shipped", subject: number });
    expect((await storedOrder(station, number)).stage).toBe("shipped");
  },
);
