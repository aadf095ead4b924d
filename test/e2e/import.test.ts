import { readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { writeShopOrders } from "../builders/files.ts";
import { importByDialog, importByDrop } from "./support/day.ts";
import { saveDialogAnswers } from "./support/dialogs.ts";
import { order, stock, storedOrder } from "./support/small-shop.ts";
import { eventually, test } from "./support/workday.ts";

const demo = resolve(import.meta.dirname, "../../assets/demo");

/** The tiles as they read: "36 new orders". */
async function tiles(window: Page): Promise<readonly string[]> {
  const all = await window.locator(".import-tiles .tile").allInnerTexts();
  return all.map((words) => words.split("\n").slice(0, 2).join(" "));
}

test("a day's file comes in through the dialog, with its counts; the same file again adds nothing", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  const { window } = station;
  await importByDialog(station, join(demo, "catalogue.csv"));
  await expect
    .poll(() => tiles(window), eventually)
    .toEqual(["120 items new or changed", "0 already here", "0 rows set aside"]);

  await importByDialog(station, join(demo, "orders.csv"));
  const first = ["36 new orders", "0 already here", "3 on hold", "3 not for picking", "0 rows set aside"];
  await expect.poll(() => tiles(window), eventually).toEqual(first);
  await window.getByText("121 rows", { exact: true }).waitFor();
  await window.getByText("Done", { exact: true }).waitFor();
  await window.getByText("Shopify order export, 79 columns").waitFor();
  await window.getByText("Everything counted below is saved.").waitFor();

  await importByDrop(window, join(demo, "orders.csv"));
  await window.getByText("This file was imported before. Nothing in it is new, and nothing was added twice.").waitFor();
  const again = ["0 new orders", "36 already here", "0 on hold", "0 not for picking", "0 rows set aside"];
  await expect.poll(() => tiles(window), eventually).toEqual(again);
  expect((await ask(window, "orders.counts", {})).all).toBe(36);
});

test("bad rows are set aside with line, column and reason, and mended in place with the keyboard", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const folder = await workday.folder();
  await stock(station, folder, []);
  const orders = [
    order("#3001", { mug: 2 }),
    order("#3002", { lamp: 7 }),
    order("#3003", { towel: 3 }),
    order("#3004", { notebook: 1 }),
    order("#3005", { doorStop: 1 }),
  ];
  const path = writeShopOrders(folder, "orders.csv", orders);
  const good = await readFile(path, "utf8");
  const bad = good
    .replace(",7,Desk lamp,24.00,", ",O7,Desk lamp,24.00,")
    .replace(",3,Tea towel,6.20,", ',3,Tea towel,"6,20",')
    .replace(",NTE-5,", ",NTE-55,")
    .replace(/^(#3005.*)LS1 4AP/m, "$1");
  await writeFile(path, bad);
  await importByDialog(station, path);
  await expect
    .poll(() => tiles(window), eventually)
    .toEqual(["1 new order", "0 already here", "0 on hold", "0 not for picking", "4 rows set aside"]);
  await expect
    .poll(() => setAside(window), eventually)
    .toEqual([
      "3 Lineitem quantity O7 Not a number. The letter O stands where a zero should be.",
      "4 Lineitem price 6,20 Comma in a GBP price. Write a point.",
      "5 Lineitem sku NTE-55 No such SKU. Nearest: NTE-5, Notebook.",
      "6 Shipping Zip empty No postcode. GB addresses need one.",
    ]);

  // Only a mend in spelling stands there already; a SKU and a postcode are a person's to type.
  const field = (line: number) => window.getByLabel(new RegExp(`^Right value for line ${line}, `));
  expect(await Promise.all([3, 4, 5, 6].map((line) => field(line).inputValue()))).toEqual(["7", "6.20", "", ""]);
  await tabTo(window, field(3));
  await window.keyboard.press("Enter");
  await focused(field(4));
  await window.keyboard.press("Enter");
  await focused(field(5));
  await window.keyboard.type("NTE-6", { delay: 120 });
  await window.keyboard.press("Enter");
  await window.getByText("Still not right. No such SKU.").waitFor();
  await window.keyboard.press("Backspace");
  await window.keyboard.type("5", { delay: 120 });
  await window.keyboard.press("Enter");
  await focused(field(6));
  await window.keyboard.type("LS1 4AP", { delay: 120 });
  await window.keyboard.press("Enter");
  await window.getByText("No row waits for mending.").waitFor();

  expect((await ask(window, "orders.counts", {})).all).toBe(5);
  expect((await storedOrder(station, "#3002")).order.lines).toMatchObject([{ sku: "LMP-2", quantity: 7 }]);
  expect((await storedOrder(station, "#3003")).order.lines).toMatchObject([{ sku: "TWL-3", quantity: 3 }]);
  expect((await storedOrder(station, "#3004")).order.lines).toMatchObject([{ sku: "NTE-5", name: "Notebook" }]);
  expect((await storedOrder(station, "#3005")).order.shipTo.postcode).toBe("LS1 4AP");
});

test("rows set aside are saved as CSV, or discarded after a question", async ({ workday }) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const folder = await workday.folder();
  await stock(station, folder, []);
  const path = writeShopOrders(folder, "orders.csv", [
    order("#3001", { mug: 2 }),
    order("#3002", { lamp: 7, towel: 1 }),
  ]);
  await writeFile(path, (await readFile(path, "utf8")).replace(",7,Desk lamp,", ",seven,Desk lamp,"));
  await importByDrop(window, path);
  await window.getByText("1 order waits for these rows. All other rows are in.").waitFor();

  const saved = join(folder, "aside.csv");
  await saveDialogAnswers(station, undefined);
  await window.getByRole("button", { name: "Save as CSV" }).click();
  await saveDialogAnswers(station, saved);
  await window.getByRole("button", { name: "Save as CSV" }).click();
  await window.getByText(`Saved as ${saved}`).waitFor();
  const rows = (await readFile(saved, "utf8")).trim().split("\r\n");
  expect(rows).toHaveLength(3);
  expect(rows[1]).toContain(",seven,Desk lamp,24.00,");
  expect(rows[1]).toContain("orders.csv,3,");

  await window.getByRole("button", { name: "Discard", exact: true }).click();
  await window.getByRole("button", { name: "Keep them" }).click();
  await window.getByText("1 order waits for these rows.").waitFor();
  await window.getByRole("button", { name: "Discard", exact: true }).click();
  await window.getByRole("alertdialog", { name: "Discard #3002?" }).waitFor();
  await window.getByRole("button", { name: "Discard the rows" }).click();
  await window.getByText("No row waits for mending.").waitFor();
  expect((await ask(window, "orders.counts", {})).all).toBe(1);
  expect((await ask(window, "imports.setAside", { limit: 10 })).records).toBe(0);
});

test("what the shop cancelled, refunded or sent is never picked; unpaid and risky orders are held", async ({
  workday,
}) => {
  const { window } = await workday.begun("demo");
  const words = async () => {
    const rows = await window.getByRole("row").allInnerTexts();
    return rows.slice(1).map((row) => [row.split("\n")[0], row.split("\n").at(-1)?.replace(/ \d.*/, "")].join(" "));
  };
  // Polled, for the rows of the tab before stand there until those of this one have come.
  const tabShows = async (tab: string, orders: readonly string[]) => {
    await window.getByRole("tab", { name: tab }).click();
    await expect.poll(words, eventually).toEqual(orders);
  };
  await tabShows("On hold", ["#2032 On hold: payment", "#2014 On hold: fraud check", "#2008 On hold: payment"]);
  await tabShows("Cancelled", ["#2020 Cancelled"]);
  await tabShows("Refunded", ["#2024 Closed: refunded"]);
  await tabShows("Shipped", ["#2028 Shipped"]);

  // All at once with the mouse, then the held ones by hand.
  await window.getByRole("tab", { name: "To release" }).click();
  await window.getByRole("button", { name: "Release all 30" }).click();
  await window.getByText(/released to picking/).waitFor();
  await window.getByRole("tab", { name: "On hold" }).click();
  await window.getByRole("row").filter({ hasText: "#2014" }).click();
  await window.keyboard.press("r");
  await window.getByText("#2014: The order is on hold. Lift the hold first.").waitFor();

  const taken: string[] = [];
  while ((await ask(window, "picking.overview", {})).waitingOrders > 0) {
    const { list } = await ask(window, "picking.take", {});
    taken.push(...list.orders.map(({ number }) => number));
  }
  expect(taken.length).toBeGreaterThan(20);
  expect(taken.filter((number) => ["#2008", "#2014", "#2020", "#2024", "#2028", "#2032"].includes(number))).toEqual([]);
});

/** Tab until this field has the focus, as a person without a mouse gets there. */
async function tabTo(window: Page, field: Locator): Promise<void> {
  for (let presses = 0; presses < 40; presses += 1) {
    if (await hasFocus(field)) return;
    await window.keyboard.press("Tab");
  }
  throw new Error("Tab does not get there");
}

async function focused(field: Locator): Promise<void> {
  await expect.poll(() => hasFocus(field), eventually).toBe(true);
}

function hasFocus(field: Locator): Promise<boolean> {
  return field.evaluate((element) => element === document.activeElement);
}

/** The rows set aside as they read: line, column, value, why. */
async function setAside(window: Page): Promise<readonly string[]> {
  const rows = await window.getByRole("grid", { name: "Rows set aside" }).getByRole("row").allInnerTexts();
  return rows.slice(1).map((row) => row.split("\n").slice(0, 4).join(" "));
}
