import type { Page } from "playwright-core";
import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { begin, goTo, setDevices } from "./support/day.ts";
import { storedOrder } from "./support/small-shop.ts";
import { eventually, test } from "./support/workday.ts";

/** Types as a person does; faster keys would be a scanner's. */
async function type(window: Page, text: string): Promise<void> {
  await window.keyboard.type(text, { delay: 80 });
}

async function newOrder(window: Page): Promise<void> {
  await type(window, "n");
  await window.getByRole("heading", { name: "New phone order" }).waitFor();
  await window.getByRole("combobox", { name: "Customer: name, phone or postcode" }).waitFor();
}

/** The lines of the draft as they read: "OA01-02 Oak tea towel, pair 3". */
async function draftLines(window: Page): Promise<readonly string[]> {
  const rows = window.locator(".desk-line");
  const texts = await rows.locator(".code, .item-name").allInnerTexts();
  const quantities = await rows
    .locator(".desk-quantity-field")
    .evaluateAll((fields) => fields.map((field) => (field instanceof HTMLInputElement ? field.value : "")));
  return quantities.map((quantity, place) => `${texts[2 * place]} ${texts[2 * place + 1]} ${quantity}`);
}

const itemField = (window: Page) => window.getByRole("combobox", { name: "Item: SKU, name or scan" });

test("a phone order for a new customer, by keyboard and scanner alone, is placed with its number and its totals", async ({
  workday,
}) => {
  const station = await workday.begun("demo");
  const { window } = station;
  const line = await workday.scanner();
  await setDevices(window, { line });
  await newOrder(window);
  await type(window, "Hana Novak");
  await window.getByRole("option", { name: "New customer: Hana Novak" }).waitFor();
  await window.keyboard.press("Enter");
  await type(window, "+44 20 7946 0999");
  for (const text of ["hana@example.com", "", "7 Dock Street", "", "Hull", "HU1 1AA"]) {
    await window.keyboard.press("Tab");
    await type(window, text);
  }
  await window.keyboard.press("Enter");

  // By SKU, by name, by number and star, and by scanner.
  await type(window, "WI09-07");
  await window.keyboard.press("Enter");
  await expect.poll(() => draftLines(window), eventually).toEqual(["WI09-07 Willow notebook, A5 1"]);
  await type(window, "amber wool");
  await window.getByRole("option", { name: /Amber wool blanket/ }).waitFor();
  await window.keyboard.press("Enter");
  await type(window, "3*OA01-02");
  await window.keyboard.press("Enter");
  await expect.poll(() => draftLines(window), eventually).toHaveLength(3);
  await line.scan("9520000000844");
  await expect.poll(() => draftLines(window), eventually).toHaveLength(4);
  await line.scan("9520000000844");
  await expect
    .poll(() => draftLines(window), eventually)
    .toEqual([
      "WI09-07 Willow notebook, A5 1",
      "AM07-10 Amber wool blanket 1",
      "OA01-02 Oak tea towel, pair 3",
      "WI09-04 Willow candle holder 2",
    ]);
  await line.scan("NO-SUCH-THING");
  await window.getByText('No item matches "NO-SUCH-THING". Nothing was added.').waitFor();

  await window.keyboard.press("F4");
  await window.keyboard.press("Enter");
  await window.getByRole("option", { name: /Tracked 48/ }).waitFor();
  await window.keyboard.press("ArrowDown");
  await window.keyboard.press("Enter");
  await window.keyboard.press("F6");
  await type(window, "5.00");
  await window.keyboard.press("F8");
  await type(window, "3");
  await expect.poll(() => window.getByLabel("Bank transfer").isChecked(), eventually).toBe(true);
  // 7.30 + 59.60 + 3 x 11.50 + 2 x 8.05, delivery 4.95, discount 5.00.
  await window.locator(".desk-to-pay").getByText("£117.45").waitFor();
  await window.keyboard.press("Control+Enter");
  await window.getByText("Order A-0001 is placed and saved.").waitFor();

  await goTo(window, "o", "Orders");
  const row = window.getByRole("row").filter({ hasText: "A-0001" });
  await row.waitFor();
  expect((await row.innerText()).split("\n")).toEqual(
    expect.arrayContaining(["A-0001", "Hana Novak", "Hull HU1 1AA", "4", "7", "£117.45"]),
  );
  const { order, timeline } = await storedOrder(station, "A-0001");
  expect(order.totals).toMatchObject({ shippingMinor: 495, discountMinor: 500, totalMinor: 11_745 });
  expect(order.lines.map(({ sku, quantity }) => `${quantity} ${sku}`)).toEqual([
    "1 WI09-07",
    "1 AM07-10",
    "3 OA01-02",
    "2 WI09-04",
  ]);
  expect(timeline[0]).toMatchObject({ kind: "order.placed", who: "Mira Holt" });
});

test("five lines for a known customer take no more than sixty keystrokes", async ({ workday }) => {
  const station = await workday.begun("demo");
  const { window } = station;
  await window.evaluate(() => {
    let strokes = 0;
    addEventListener("keydown", () => Reflect.set(globalThis, "strokes", (strokes += 1)), { capture: true });
  });
  await newOrder(window);
  await type(window, "ruth");
  await window.getByRole("option", { name: /Ruth Ellison/ }).waitFor();
  await window.keyboard.press("Enter");
  for (const entry of ["6*CO08-04", "6*CO08-01", "6*MO11-05", "SL02-06", "OA01-04"]) {
    await type(window, entry);
    await window.keyboard.press("Enter");
  }
  await window.keyboard.press("F8");
  await type(window, "1");
  await window.keyboard.press("Control+Enter");
  await window.getByText("Order A-0001 is placed and saved.").waitFor();
  expect(await window.evaluate(() => Reflect.get(globalThis, "strokes") as number)).toBeLessThanOrEqual(60);

  const { order } = await storedOrder(station, "A-0001");
  expect(order.lines.map(({ sku, quantity }) => `${quantity} ${sku}`)).toEqual([
    "6 CO08-04",
    "6 CO08-01",
    "6 MO11-05",
    "1 SL02-06",
    "1 OA01-04",
  ]);
  expect(order.customer.name).toBe("Ruth Ellison");
  expect(order.shipTo).toMatchObject({ city: "Ludlow", postcode: "SY8 1QP", country: "GB" });
});

test("a draft outlives a reload of the window and a power cut in the middle of a word", async ({ workday }) => {
  const userData = await workday.folder();
  const first = await workday.opened({ userData });
  await begin(first.window, "demo");
  await newOrder(first.window);
  await type(first.window, "ruth");
  await first.window.getByRole("option", { name: /Ruth Ellison/ }).waitFor();
  await first.window.keyboard.press("Enter");
  await type(first.window, "2*CO08-04");
  await first.window.keyboard.press("Enter");
  await expect.poll(() => draftLines(first.window), eventually).toHaveLength(1);
  await type(first.window, "will");
  await kept(first.window, "will");

  await first.window.reload();
  await first.window.getByRole("heading", { name: "Orders", exact: true }).waitFor();
  await newOrderWithDraft(first.window);
  await type(first.window, "ow ca");
  await kept(first.window, "willow ca");
  await first.kill();

  const second = await workday.opened({ userData });
  await newOrderWithDraft(second.window);
  expect(await draftLines(second.window)).toEqual(["CO08-04 Cobalt candle holder 2"]);
  await expect.poll(() => itemField(second.window).inputValue(), eventually).toBe("willow ca");
  await second.window.getByText("Ruth Ellison").first().waitFor();
});

test("an order that lacks its postcode, then its payment, says so at the field, and is placed once both are there", async ({
  workday,
}) => {
  const station = await workday.begun("demo");
  const { window } = station;
  await newOrder(window);
  await type(window, "Jo Lindqvist");
  await window.getByRole("option", { name: "New customer: Jo Lindqvist" }).waitFor();
  await window.keyboard.press("Enter");
  for (const text of ["", "", "", "7 Dock Street", "", "Hull"]) {
    await type(window, text);
    await window.keyboard.press("Tab");
  }
  await window.keyboard.press("F3");
  await type(window, "WI09-07");
  await window.keyboard.press("Enter");
  await expect.poll(() => draftLines(window), eventually).toHaveLength(1);
  await window.keyboard.press("Control+Enter");
  await window.getByText("The postcode is missing in the address.").waitFor();
  expect((await ask(window, "orders.page", { stage: "all", search: "Lindqvist", after: null, limit: 5 })).rows).toEqual(
    [],
  );

  const postcode = window.getByLabel("Postcode", { exact: true });
  await expect.poll(() => postcode.evaluate((field) => field === document.activeElement), eventually).toBe(true);
  await type(window, "HU1 1AA");
  await window.keyboard.press("Control+Enter");
  await window.getByText("Choose how it is paid.").waitFor();
  await window.keyboard.press("F8");
  await type(window, "4");
  await window.keyboard.press("Control+Enter");
  await window.getByText("Order A-0001 is placed and saved.").waitFor();
  expect((await storedOrder(station, "A-0001")).order.shipTo.postcode).toBe("HU1 1AA");
});

async function newOrderWithDraft(window: Page): Promise<void> {
  await type(window, "n");
  await window.getByRole("heading", { name: "New phone order" }).waitFor();
  await expect.poll(() => draftLines(window), eventually).toHaveLength(1);
}

/** Until the window's own database holds the draft with this text: what stands there outlives the window. */
async function kept(window: Page, entry: string): Promise<void> {
  const entries = () =>
    window.evaluate(async () => {
      const answer = <Value>(asked: IDBRequest<Value>) =>
        new Promise<Value>((done, failed) => {
          asked.addEventListener("success", () => done(asked.result));
          asked.addEventListener("error", () => failed(asked.error ?? new Error("No answer")));
        });
      const [known] = await indexedDB.databases();
      const database = await answer(indexedDB.open(known?.name ?? ""));
      const drafts = await answer(database.transaction("drafts").objectStore("drafts").getAll());
      database.close();
      return (drafts as readonly { draft: { entry: string } }[]).map(({ draft }) => draft.entry);
    });
  await expect.poll(entries, eventually).toContain(entry);
}
