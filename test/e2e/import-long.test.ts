import { join } from "node:path";
import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { dropFile, goTo, importByDrop } from "./support/day.ts";
import { writeLongOrders } from "./support/long-files.ts";
import { eventually, test } from "./support/workday.ts";

test("an import of 30 MB that is stopped keeps what is in, and the same file again adds only the rest", async ({
  workday,
}) => {
  const { window } = await workday.begun("empty");
  const path = await writeLongOrders(join(await workday.folder(), "long.csv"), 3000, 3400);
  await dropFile(window, path);
  const counted = window.locator(".import-tiles .tile").filter({ hasText: "new order" }).locator(".tile-figure");
  await window.getByText("Saved as it goes. If you stop, what is in stays in").waitFor();
  await window.getByText(/^[\d,]+ of 9,000 rows$/).waitFor();
  await window.waitForFunction(() => {
    const [first] = document.querySelectorAll(".import-tiles .tile-figure");
    return Number(first?.textContent?.replaceAll(",", "") ?? 0) > 0;
  });
  await window.keyboard.press("Escape");
  await window.getByText("Stopped. What came in stays in. Open the same file again to add the rest.").waitFor();

  const inAlready = Number((await counted.innerText()).replaceAll(",", ""));
  expect(inAlready).toBeGreaterThan(0);
  expect(inAlready).toBeLessThan(3000);
  expect((await ask(window, "orders.counts", {})).all).toBe(inAlready);

  await importByDrop(window, path);
  const rest = (3000 - inAlready).toLocaleString("en-GB");
  await window.locator(".import-tiles").getByText(rest, { exact: true }).waitFor();
  const progress = await ask(window, "imports.state", {});
  expect(progress).toMatchObject({ state: { kind: "finished" }, counts: { alreadyHere: inAlready, setAside: 0 } });
  expect((await ask(window, "orders.counts", {})).all).toBe(3000);
});

test("while a file of 200 MB is read the window answers, shows how far it is, and stops it", async ({ workday }) => {
  const { window } = await workday.begun("demo");
  const path = await writeLongOrders(join(await workday.folder(), "huge.csv"), 65_000, 1160);
  await dropFile(window, path);
  const bar = window.getByRole("progressbar", { name: "How far the file is read" });
  await expect.poll(async () => Number(await bar.getAttribute("aria-valuenow")), eventually).toBeGreaterThan(0);
  await window.getByText(/Shopify order export, 80 columns, 2\d\d MB/).waitFor();
  await window.getByText(/^about \d+ (seconds?|minutes?) left$/).waitFor();

  // The store answers, the keyboard goes places, and the file is still being read meanwhile.
  const found = await ask(window, "items.search", { search: "notebook", limit: 5 });
  expect(found.rows).toHaveLength(5);
  await goTo(window, "k", "Stock");
  await window.getByText("Amber mixing bowl, 24 cm").first().waitFor();
  await goTo(window, "i", "Import");
  expect(await ask(window, "imports.state", {})).toMatchObject({ state: { kind: "reading" } });

  await window.getByRole("button", { name: "Stop" }).click();
  await window.getByText("Stopped. What came in stays in.").waitFor();
  const { counts } = (await ask(window, "imports.state", {})) ?? {};
  expect((await ask(window, "orders.counts", {})).all).toBe(36 + (counts?.newOrders ?? 0));
});
