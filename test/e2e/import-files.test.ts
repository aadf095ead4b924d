import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { writeShopOrders } from "../builders/files.ts";
import { ask } from "../crash/station-window.ts";
import { goTo, importByDialog, importByDrop } from "./support/day.ts";
import { openDialogAnswers } from "./support/dialogs.ts";
import { order, stock, storedOrder } from "./support/small-shop.ts";
import { eventually, test } from "./support/workday.ts";

test("a file that is no order file says what it is and what to do, and the next good file comes in", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const folder = await workday.folder();
  await stock(station, folder, []);
  const good = await readFile(writeShopOrders(folder, "good.csv", [order("#3001", { mug: 2 })]), "utf8");
  const [head = "", row = ""] = good.split("\n");

  const files: readonly (readonly [name: string, content: string | Uint8Array, words: string | RegExp])[] = [
    ["empty.csv", "", "empty.csv is empty. Export it again."],
    ["head.csv", `${head}\n`, "head.csv has a header and no rows under it. Nothing was changed."],
    [
      "picture.csv",
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]),
      "picture.csv is not a text file: line 3 holds bytes that no text has. Open a CSV file.",
    ],
    [
      "book.xlsx",
      Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x06, 0x00, 0x08, 0x00, 0x00, 0x00]),
      "book.xlsx is a spreadsheet workbook. Save it as CSV, then open that file.",
    ],
    ["letter.csv", "Dear Sir,\nplease send two mugs.\n", /^This file has no column Lineitem sku and no column sku/],
    [
      "narrow.csv",
      good.replace("Lineitem quantity", "How many"),
      /^This file reads like a Shopify order export without Lineitem quantity\. Export the orders again, all columns\.$/,
    ],
    ["amazon.txt", "order-id\tsku\tquantity-to-ship\n1\tMUG-1\t2\n", /^This is an Amazon report of unshipped orders\./],
  ];
  for (const [name, content, words] of files) {
    const path = join(folder, name);
    await writeFile(path, content);
    await importByDialog(station, path);
    await window.getByText(name, { exact: true }).waitFor();
    await window.getByText("Broken off", { exact: true }).waitFor();
    await window.getByText(words).waitFor();
  }
  const inFolder = join(folder, "a folder.csv");
  await mkdir(inFolder);
  await importByDialog(station, inFolder);
  await window.getByText("a folder.csv is a folder. Open one of the files in it.").waitFor();
  await importByDialog(station, join(folder, "never-there.csv"));
  await window.getByText("never-there.csv is not there any more. Choose the file again.").waitFor();

  expect((await ask(window, "orders.counts", {})).all).toBe(0);
  expect(row).toContain("#3001");
  await importByDrop(window, join(folder, "good.csv"));
  await expect.poll(() => window.locator(".import-tiles").innerText(), eventually).toContain("1\nnew order");
  expect((await storedOrder(station, "#3001")).stage).toBe("to-release");
});

test("thinking better of a file changes nothing", async ({ workday }) => {
  const station = await workday.begun("empty");
  const { window } = station;
  await openDialogAnswers(station, undefined);
  await goTo(window, "i", "Import");
  await window.getByRole("button", { name: "Choose a file" }).click();
  await window.getByText("Drop a file here").waitFor();
  expect(await ask(window, "imports.state", {})).toBeNull();
});

test("a file that breaks off keeps every order above the break, and says where it broke", async ({ workday }) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const folder = await workday.folder();
  await stock(station, folder, []);
  const orders = [order("#3001", { mug: 1 }), order("#3002", { lamp: 1 }), order("#3003", { towel: 1 })];
  const path = writeShopOrders(folder, "orders.csv", orders);
  const whole = await readFile(path, "utf8");
  await writeFile(path, whole.replace("#3003,anna@example.com,paid", '#3003,"anna@example.com,paid'));
  await importByDialog(station, path);
  await window
    .getByText(
      "A quotation mark opened on line 4 of orders.csv is never closed. What could be read whole above it is in",
    )
    .waitFor();
  // The order right above the break may go on below it: it waits.
  expect((await ask(window, "orders.counts", {})).all).toBe(1);
  await window.getByText("The file could not be read past this row, so rows of the order may be missing.").waitFor();

  // Cut in the middle of a row, as by a download that ended too soon: that row waits, the rest is in.
  const cut = join(folder, "cut.csv");
  await writeFile(cut, whole.slice(0, whole.indexOf("Tea towel") + 3));
  await importByDialog(station, cut);
  await window.getByText(/This row has \d+ values and the header has 79\./).waitFor();
  expect((await ask(window, "orders.counts", {})).all).toBe(2);

  await importByDialog(station, await rewritten(path, whole));
  await expect.poll(() => window.locator(".import-tiles").innerText(), eventually).toContain("1\nnew order");
  expect((await ask(window, "orders.counts", {})).all).toBe(3);
});

test("a file in an older Windows encoding is asked about first, then read with its right names", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const folder = await workday.folder();
  await stock(station, folder, []);
  const path = writeShopOrders(folder, "windows.csv", [order("#3001", { mug: 1 })]);
  await writeFile(path, Buffer.from(await readFile(path, "utf8"), "latin1"));
  await importByDialog(station, path);
  await window.getByText("One question first").waitFor();
  await window.getByText("windows.csv is not written in UTF-8: see line 2.").waitFor();
  expect((await ask(window, "orders.counts", {})).all).toBe(0);

  // The answer has the focus.
  await window.keyboard.press("Enter");
  await expect.poll(() => window.locator(".import-tiles").innerText(), eventually).toContain("1\nnew order");
  expect((await storedOrder(station, "#3001")).order.shipTo.name).toBe("Zoë O'Brien");
});

test("a column nobody knows is told about and kept with the order; the rest comes in", async ({ workday }) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const folder = await workday.folder();
  await stock(station, folder, []);
  const path = writeShopOrders(folder, "orders.csv", [order("#3001", { mug: 1 })]);
  const lines = (await readFile(path, "utf8")).trim().split("\n");
  await writeFile(path, lines.map((line, place) => `${line},${place === 0 ? "Gift wrap" : "red ribbon"}`).join("\n"));
  await importByDialog(station, path);
  await window.getByText("Good to know (1)").click();
  await window.getByText("Kept but not used: Gift wrap.").waitFor();
  const { source } = await storedOrder(station, "#3001");
  expect(source?.rows[0]?.cells["Gift wrap"]).toBe("red ribbon");
});

async function rewritten(path: string, content: string): Promise<string> {
  await writeFile(path, content);
  return path;
}
