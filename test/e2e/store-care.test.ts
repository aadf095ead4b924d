import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { startHubProcess } from "../support/sync/hub-process.ts";
import { begin, goTo, whenReady } from "./support/day.ts";
import { saveDialogAnswers } from "./support/dialogs.ts";
import type { LaunchedApp } from "./support/launch.ts";
import { order, stock, storedOrder } from "./support/small-shop.ts";
import { eventually, test, type Workday } from "./support/workday.ts";

/** The store in the real window: looked after while all is well, and got back when its file is lost. */

async function firstLife(workday: Workday) {
  const userData = await workday.folder();
  const station = await workday.opened({ userData });
  await begin(station.window, "empty");
  return { station, userData, store: join(userData, "store", "holdfast.sqlite") };
}

async function readyState({ window }: LaunchedApp) {
  const state = await ask(window, "station.state", {});
  if (state.phase !== "ready") throw new Error(`The station is ${state.phase}`);
  return state;
}

test("the Store page backs up, checks, exports and tells all of it as text", async ({ workday }) => {
  const { station, userData } = await firstLife(workday);
  const { window, app } = station;
  await goTo(window, "t", "Store");
  await window.getByText("No backup yet.").waitFor();
  await window.keyboard.press("b", { delay: 120 });
  await window.getByText(/^Backed up: \d+ facts, .+ The copy was opened and looked through\./).waitFor();
  await window.getByRole("group", { name: "Backups" }).getByRole("row").nth(1).waitFor();
  expect((await readdir(join(userData, "store", "backups"))).length).toBe(2);

  await window.keyboard.press("c", { delay: 120 });
  await window.getByText("Checked from end to end: the file and the log are whole.").waitFor();
  await window.getByText(/^Whole: \d+ facts/).waitFor();

  const file = join(await workday.folder(), "all.jsonl");
  await saveDialogAnswers(station, file);
  await window.getByRole("button", { name: "Export everything" }).click();
  await window.getByText(/facts are in .+all\.jsonl/).waitFor();
  expect((await readFile(file, "utf8")).split("\n")[0]).toContain('"line":"holdfast"');

  await window.getByRole("button", { name: "Copy as text" }).click();
  await window.getByText("Copied.").waitFor();
  expect(await app.evaluate((electron) => electron.clipboard.readText())).toMatch(/^Holdfast \d[\s\S]+Slowest queries/);

  await window.getByRole("button", { name: "Make the lists again" }).click();
  await window.getByRole("button", { name: "Make them again" }).click();
  await window.getByRole("heading", { name: "Store", exact: true }).waitFor();
  await expect.poll(async () => (await ask(window, "station.state", {})).phase).toBe("ready");
});

test("a store whose file is damaged is got back from the backup a person chooses, and work goes on", async ({
  workday,
}) => {
  const { station, userData, store } = await firstLife(workday);
  expect(await ask(station.window, "care.backUp", {})).toMatchObject({ facts: 3 });
  await station.close();
  const bytes = await readFile(store);
  await writeFile(store, bytes.fill(0x5a, 0, 4096));

  const again = await workday.opened({ userData });
  const { window } = again;
  await window.getByRole("heading", { name: "The store is damaged" }).waitFor();
  await window.getByRole("row").filter({ hasText: "not known" }).waitFor();
  await window.getByRole("button", { name: "Go on with this backup" }).click();
  await window.getByRole("heading", { name: "Orders", exact: true }).waitFor();
  await window.getByRole("navigation").getByText("Mira Holt").waitFor();
  const [aside = ""] = await readdir(join(userData, "store", "aside"));
  const kept = await readFile(join(userData, "store", "aside", aside, "holdfast.sqlite"));
  expect(kept.equals(bytes)).toBe(true);
});

test("a store whose file is gone never becomes an empty one", async ({ workday }) => {
  const { station, userData, store } = await firstLife(workday);
  await station.close();
  await rm(store);
  const again = await workday.opened({ userData });
  await whenReady(again.window);
  await again.window.getByRole("heading", { name: "The store is gone" }).waitFor();
  await again.window.getByText("There is no backup on this computer.").waitFor();
  expect(await again.window.getByRole("button").count()).toBe(0);
});

test("a store that is gone is made again from the hub, and the station goes on in its own name", async ({
  workday,
}) => {
  const hub = await startHubProcess();
  try {
    const { station, userData, store } = await firstLife(workday);
    await stock(station, await workday.folder(), [order("#1001", { mug: 2 }), order("#1002", { towel: 3 })]);
    const joined = await ask(station.window, "sync.join", {
      address: hub.address,
      code: await hub.newCode(),
      fingerprint: null,
    });
    expect(joined.hub).not.toBeNull();
    await expect
      .poll(async () => {
        const { waiting, lastSyncedAt } = await ask(station.window, "sync.state", {});
        return waiting === 0 && lastSyncedAt !== null;
      }, eventually)
      .toBe(true);
    const before = await storedOrder(station, "#1002");
    const { station: known } = await readyState(station);
    await station.close();
    await rm(store);

    const again = await workday.opened({ userData });
    const { window } = again;
    await window.getByRole("heading", { name: "The store is gone" }).waitFor();
    await window.getByRole("button", { name: "Get it again from the hub" }).click();
    await window.getByRole("heading", { name: "Orders", exact: true }).waitFor();
    await window.getByRole("navigation").getByText("Mira Holt").waitFor();
    await window.getByRole("row").filter({ hasText: "#1001" }).waitFor();
    expect((await readyState(again)).station).toEqual(known);
    expect(await storedOrder(again, "#1002")).toEqual(before);
  } finally {
    await hub.close();
  }
});
