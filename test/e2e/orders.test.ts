import type { Page } from "playwright-core";
import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { goTo } from "./support/day.ts";
import { openOrder } from "./support/floor.ts";
import { storedOrder } from "./support/small-shop.ts";
import { eventually, test } from "./support/workday.ts";

/** The numbers of the orders that are listed, from the top. */
async function listed(window: Page): Promise<readonly string[]> {
  const rows = await window.getByRole("grid", { name: "Orders" }).getByRole("row").allInnerTexts();
  return rows.slice(1).map((row) => row.split("\n")[0] ?? "");
}

async function search(window: Page, text: string, wanted: readonly string[]): Promise<void> {
  await window.keyboard.press("Escape");
  await window.keyboard.press("/");
  await window.getByLabel("Search orders").press("Control+a");
  await window.keyboard.type(text, { delay: 80 });
  await expect.poll(() => listed(window), { ...eventually, message: text }).toEqual(wanted);
}

test("the search finds as it is typed: a name without its accents, a postcode, a SKU, a number", async ({
  workday,
}) => {
  const { window } = await workday.begun("demo");
  await search(window, "wisniew", ["#2026", "#2014", "#2002"]);
  await search(window, "zak", ["#2036", "#2024", "#2012"]);
  await search(window, "H91 X2P4", ["#2025", "#2013", "#2001"]);
  await search(window, "h91x2", ["#2025", "#2013", "#2001"]);
  await search(window, "LI04-09", ["#2028", "#2015"]);
  await search(window, "2019", ["#2019"]);
  await search(window, "nobody at all", []);
  await window.getByText('No order matches "nobody at all"').waitFor();
  await window.getByRole("button", { name: "Clear the search" }).click();
  await expect.poll(async () => (await listed(window)).length, eventually).toBeGreaterThan(10);
});

test("the tabs part the orders by where they are, each with its count", async ({ workday }) => {
  const { window } = await workday.begun("demo");
  const tabs = async () => (await window.getByRole("tab").allInnerTexts()).map((tab) => tab.replaceAll(/\s+/g, " "));
  const start = ["All 36", "To release 30", "Picking 0", "Packing 0", "On hold 3", "Backorder 0"];
  await expect.poll(tabs, eventually).toEqual([...start, "Shipped 1", "Cancelled 1", "Refunded 1"]);

  // By keyboard alone: from the first tab to the next but three, with the arrows.
  await window.getByRole("tab", { name: /^All/ }).focus();
  for (let presses = 0; presses < 4; presses += 1) await window.keyboard.press("ArrowRight");
  await expect.poll(() => listed(window), eventually).toEqual(["#2032", "#2014", "#2008"]);
  await window.getByRole("tab", { name: /^To release/ }).click();
  await expect.poll(() => listed(window), eventually).toEqual(expect.arrayContaining(["#2036", "#2035"]));
  expect(await listed(window)).not.toContain("#2032");

  // Two chosen with the space bar, released with one key: the counts follow.
  await window.getByRole("row").filter({ hasText: "#2036" }).click();
  for (const key of ["Space", "ArrowDown", "Space"]) await window.keyboard.press(key, { delay: 120 });
  await window.getByText("2 selected").waitFor();
  await window.keyboard.type("r", { delay: 120 });
  await window.getByText("2 orders released to picking.").waitFor();
  await expect.poll(tabs, eventually).toEqual(expect.arrayContaining(["To release 28", "Picking 2"]));
  expect((await ask(window, "orders.counts", {})).byStage.released).toBe(2);
});

test("an order is held with a reason and let go with another; its history says both and who", async ({ workday }) => {
  const station = await workday.begun("demo");
  const { window } = station;
  await openOrder(station, "#2001");
  await window.keyboard.type("h", { delay: 120 });
  const dialog = window.getByRole("dialog", { name: "Hold #2001" });
  await dialog.waitFor();
  await window.keyboard.press("Enter");
  await dialog.getByText("Say why in a few words.").waitFor();
  await window.keyboard.type("Calls back about the colour", { delay: 120 });
  await window.keyboard.press("Enter");
  await dialog.waitFor({ state: "detached" });
  await window.getByText("On hold: by hand").waitFor();
  expect(await storedOrder(station, "#2001")).toMatchObject({ stage: "on-hold" });
  await expect.poll(() => window.getByRole("button", { name: /^Release/ }).isDisabled(), eventually).toBe(true);

  await window.keyboard.type("l", { delay: 120 });
  await window.getByRole("dialog", { name: "Lift the hold on #2001" }).waitFor();
  await window.keyboard.type("Blue it is", { delay: 120 });
  await window.keyboard.press("Enter");
  await window.getByText("Ready to release").waitFor();
  expect(await storedOrder(station, "#2001")).toMatchObject({ stage: "to-release", order: { holds: [] } });

  await window.keyboard.type("r", { delay: 120 });
  await window.getByText("1 order released to picking.").waitFor();
  await window.getByRole("tab", { name: "History" }).click();
  const history = window.getByRole("list", { name: "History" });
  await history.getByText("Released: 7 units promised").waitFor();
  const entries = await history.getByRole("listitem").allInnerTexts();
  expect(entries.map((entry) => entry.split("\n").slice(0, 2))).toEqual([
    ["Came in from the shop's file", "Mira Holt, Order desk 1"],
    ["Put on hold (by hand): Calls back about the colour", "Mira Holt, Order desk 1"],
    ["Hold lifted: Blue it is", "Mira Holt, Order desk 1"],
    ["Released: 7 units promised", "Mira Holt, Order desk 1"],
  ]);
});

test("an unpaid order is paid at the desk and can go; a fraud check is lifted by a lead", async ({ workday }) => {
  const station = await workday.begun("demo");
  const { window } = station;
  await openOrder(station, "#2008");
  await window.getByText("On hold: payment").waitFor();
  await window.keyboard.type("m", { delay: 120 });
  const dialog = window.getByRole("dialog", { name: "Record a payment for #2008" });
  await dialog.getByLabel("Cash").check({ force: true });
  await dialog.getByRole("button", { name: "Record the payment" }).click();
  await window.getByText("Ready to release").waitFor();
  expect(await storedOrder(station, "#2008")).toMatchObject({ stage: "to-release", payment: "paid" });

  await openOrder(station, "#2014");
  await window.getByRole("button", { name: "Lift", exact: true }).click();
  await window.getByText("Lifting a fraud check takes a lead.").waitFor();
  await window.getByLabel("Why it can go on").fill("Bank confirmed the card");
  await window.getByRole("button", { name: "Lift the hold" }).click();
  await window.getByText("Ready to release").waitFor();

  // What was there keeps its place: back, and the search still stands.
  await window.keyboard.press("Escape");
  await window.getByRole("heading", { name: "Orders", exact: true }).waitFor();
  expect(await window.getByLabel("Search orders").inputValue()).toBe("#2014");
  await goTo(window, "o", "Orders");
});
