import type { Page } from "playwright-core";
import { expect } from "vitest";
import { currentStop } from "#shared/picking/pick-list-view.ts";
import { bowls, place, stock as stockAt } from "#test/builders/floor.ts";
import { withStation } from "#test/builders/station.ts";
import { storedFacts } from "#test/builders/stored.ts";
import { ask, scan } from "../crash/station-window.ts";
import { startHubProcess } from "../support/sync/hub-process.ts";
import { isSynced, join, syncState, untilSync } from "../support/sync/joined.ts";
import { WeakLine } from "../support/sync/weak-line.ts";
import { writeShopOrders } from "../builders/files.ts";
import { beginWithHub } from "./support/begin-with-hub.ts";
import { goTo, importByDrop, nextUnit, setDevices } from "./support/day.ts";
import type { LaunchedApp } from "./support/launch.ts";
import { order, stock, storedOrder } from "./support/small-shop.ts";
import { eventually, test } from "./support/workday.ts";

const chip = (window: Page) => window.locator(".chip-place");

/** Picks what is released, packs one order and binds its label, by the scanner's calls. */
async function pickAndPack(window: Page, number: string): Promise<void> {
  await ask(window, "scans.route", { to: "pick" });
  await ask(window, "picking.take", {});
  for (;;) {
    const state = await ask(window, "picking.state", {});
    const stop = state && currentStop(state.list);
    if (!state || !stop) break;
    await scan(window, state.list.atBin === stop.bin ? stop.sku : `HF-BIN.${stop.bin}`);
  }
  await ask(window, "scans.route", { to: "pack" });
  await scan(window, `HF-ORD.${number}`);
  for (let unit = await nextUnit(window); unit !== undefined; unit = await nextUnit(window)) await scan(window, unit);
}

/** Scans the label that came out of the printer: the order is handed over. */
async function handOver(bench: LaunchedApp, number: string): Promise<void> {
  const { parcels } = await storedOrder(bench, number);
  for (const { sscc } of parcels) await scan(bench.window, `00${sscc}`);
}

test(
  "two stations of a hub: a day without a line, and everything is everywhere, once",
  { timeout: 180_000 },
  async ({ workday }) => {
    const hub = await startHubProcess();
    const line = await WeakLine.to(hub.address);
    try {
      await withStation(async (desk) => {
        desk.now = Date.now();
        await join(desk, hub.address, await hub.newCode());
        await stockAt(desk, { bowl: 5 });
        await place(desk, "o1", [bowls(2)]);
        await untilSync(desk, isSynced);

        const bench = await workday.opened({});
        const { window } = bench;
        await beginWithHub(window, line.address, "WRNG-CODE");
        await window.getByText("The hub does not know this code.").waitFor();
        await window.getByLabel("Code", { exact: true }).fill(await hub.newCode());
        await window.getByRole("button", { name: "Start" }).click();
        await window.getByRole("heading", { name: "Orders", exact: true }).waitFor({ timeout: 60_000 });
        await window.getByText("#o1").waitFor();
        await expect.poll(() => chip(window).innerText(), eventually).toMatch(/Saved here[\s\S]*Last synced/);

        // The first station that reads a file of the shop takes its orders in from then on.
        const folder = await workday.folder();
        await stock(bench, folder, [order("#1002", { doorStop: 1 })]);
        await expect
          .poll(() => ask(window, "channels.page", {}).then(({ channels }) => channels[0]?.standing), eventually)
          .toBe("here");
        const printer = await workday.printer();
        await setDevices(window, { printer });
        line.cut();
        await expect.poll(() => chip(window).innerText(), eventually).toMatch(/No line since/);
        const today = writeShopOrders(folder, "today.csv", [order("#1001", { towel: 2, notebook: 1 })]);
        await importByDrop(window, today);
        // Read there as well, it waits for the bench.
        await untilSync(desk, () => desk.store.log.read("items", "TWL-3") !== undefined);
        await desk.call("imports.start", { path: today, encoding: "utf-8" });
        await desk.station.imports.settled();
        await untilSync(desk, isSynced);
        await desk.call("orders.releaseAll", {});
        const atDesk = await desk.call("orders.page", { stage: "all", search: "#1001", after: null, limit: 10 });
        expect(atDesk.ok && atDesk.value.rows[0]?.stage).toBe("to-release");
        await ask(window, "orders.releaseAll", {});
        expect((await storedOrder(bench, "#1001")).stage).toBe("released");
        await pickAndPack(window, "#1001");
        const [label] = await printer.waitForJobs(1);
        const sscc = (await storedOrder(bench, "#1001")).parcels[0]?.sscc ?? "none";
        expect(new TextDecoder().decode(label)).toContain(sscc);
        await handOver(bench, "#1001");
        expect((await storedOrder(bench, "#1001")).stage).toBe("shipped");
        await place(desk, "o2", [bowls(1)]);
        await expect
          .poll(() => chip(window).innerText(), eventually)
          .toMatch(/Waiting to send: \d+[\s\S]*No line since/);
        await goTo(window, "s", "Sync");
        await window.getByText("The hub does not answer.").waitFor();

        // The hub's machine goes down while both work, one of them with a line to it.
        const down = hub.kill();
        await place(desk, "o3", [bowls(1)]);
        await down;
        line.mend();
        await window.getByRole("button", { name: "Try now" }).click();
        await expect
          .poll(() => ask(window, "sync.state", {}).then(({ waiting, line: at }) => [waiting, at]), eventually)
          .toEqual([0, "open"]);
        await window.getByText("Everything is here").waitFor();
        await expect.poll(() => chip(window).innerText(), eventually).toMatch(/Saved here[\s\S]*Last synced/);
        await expect
          .poll(
            () =>
              ask(window, "orders.page", { stage: "all", search: "", after: null, limit: 50 }).then(({ rows }) =>
                rows.map(({ number }) => number).toSorted(),
              ),
            eventually,
          )
          .toEqual(["#1001", "#1002", "#o1", "#o2", "#o3"]);

        const { facts } = await ask(window, "station.diagnostics", {});
        await untilSync(desk, (state) => isSynced(state) && desk.factCount() >= facts);
        const kept = await storedOrder(bench, "#1001");
        expect([kept.order.custody.holder, kept.order.conflicts]).toEqual([kept.stationId, []]);
        expect(desk.factCount()).toBe((await ask(window, "station.diagnostics", {})).facts);
        expect(new Set(storedFacts(desk.store).map(({ id }) => id)).size).toBe(desk.factCount());
        const there = await desk.call("orders.page", { stage: "all", search: "#1001", after: null, limit: 10 });
        expect(there.ok && there.value.rows[0]?.stage).toBe((await storedOrder(bench, "#1001")).stage);
        expect([syncState(desk).refused, (await ask(window, "sync.state", {})).refused]).toEqual([0, 0]);
      });
    } finally {
      await line.close();
      await hub.close();
    }
  },
);
