import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { benchShows } from "./support/bench-sight.ts";
import { readyToPack } from "./support/floor.ts";
import { goods, order, stock, storedOrder } from "./support/small-shop.ts";
import { wedgeScan } from "./support/wedge-scan.ts";
import { eventually, test } from "./support/workday.ts";

test("a scanner that types adds a line at the order desk and leaves no trace in the field", async ({ workday }) => {
  const { window } = await workday.begun("demo");
  await window.keyboard.press("n", { delay: 120 });
  await window.getByRole("heading", { name: "New phone order" }).waitFor();
  const item = window.getByRole("combobox", { name: "Item: SKU, name or scan" });
  await window.keyboard.press("F3");
  await window.keyboard.type("wil", { delay: 120 });
  await wedgeScan(window, "9520000000448");
  await expect.poll(() => window.locator(".desk-line .code").allInnerTexts(), eventually).toEqual(["HA05-04"]);
  expect(await item.inputValue()).toBe("wil");
  await wedgeScan(window, "9520000000448");
  await expect.poll(() => window.locator(".desk-quantity-field").inputValue(), eventually).toBe("2");
  expect(await item.inputValue()).toBe("wil");
});

test("a scanner that types packs at the bench, where letters are keys of their own", async ({ workday }) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const line = await workday.scanner();
  await stock(station, await workday.folder(), [order("#3001", { mug: 2 })]);
  const totes = await readyToPack(station, line);
  // The tote's code holds letters that are keys at the bench: none of them may act.
  await wedgeScan(window, `HF-TOTE.${totes.get("#3001")}`);
  await benchShows(window, { title: "#3001", heading: "0 of 2 units" });
  await wedgeScan(window, goods.mug.barcode);
  await benchShows(window, { heading: "1 of 2 units" });
  await wedgeScan(window, "HF-CMD.UNDO");
  await benchShows(window, { heading: "0 of 2 units", note: "Taken back. Take one out of the box" });
  expect((await storedOrder(station, "#3001")).order.lines[0]?.packed).toBe(0);
  expect((await ask(window, "packing.state", {})).session?.view.refused).toEqual([]);
});
