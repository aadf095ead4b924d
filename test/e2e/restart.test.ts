import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { benchShows, scanShows, watchBench } from "./support/bench-sight.ts";
import { begin, goTo, scannerIsReady, setDevices } from "./support/day.ts";
import { goToBench, readyToPack, releaseAll, takeList } from "./support/floor.ts";
import { goods, order, stock, storedOrder } from "./support/small-shop.ts";
import { test, type Workday } from "./support/workday.ts";

/** The power goes at the worst moment; what the screen had shown is there when it comes back. */

async function firstLife(workday: Workday) {
  const userData = await workday.folder();
  const station = await workday.opened({ userData });
  await begin(station.window, "empty");
  await stock(station, await workday.folder(), [order("#3001", { mug: 2, doorStop: 1 }), order("#3002", { lamp: 1 })]);
  return { station, userData };
}

test("an order half packed when the power went is gone on with, by the same person, at the counts shown before", async ({
  workday,
}) => {
  const { station, userData } = await firstLife(workday);
  const line = await workday.scanner();
  const printer = await workday.printer();
  const totes = await readyToPack(station, line, printer);
  await scanShows(station.window, line, `HF-TOTE.${totes.get("#3001")}`, { word: "On the bench" });
  await scanShows(station.window, line, goods.towel.barcode, { ground: "wrong", word: "Wrong item" });
  const shown = { heading: "1 of 3 units", lines: ["Enamel mug 1 of 2", "Door stop 0 of 1"] };
  await scanShows(station.window, line, goods.mug.barcode, { ...shown, ground: "ok", word: "Right" });
  await station.kill();

  const again = await workday.opened({ userData });
  const { window } = again;
  await scannerIsReady(window);
  await window.getByRole("navigation").getByText("Mira Holt").waitFor();
  await goToBench(again);
  await window.getByText("Half packed: #3001").waitFor();
  await window.getByText("Tote T-01, 1 of 3 units").waitFor();
  await window.keyboard.press("r", { delay: 120 });
  await benchShows(window, { ...shown, ground: "none", title: "#3001" });
  await window.getByText("1 refused scan: keep it out").waitFor();

  await scanShows(window, line, goods.mug.barcode, { ground: "ok", word: "Line done", count: "2 of 2" });
  await scanShows(window, line, "DOR-4", { ground: "ok", word: "All packed", subject: "3 of 3 units, 1 box" });
  await printer.waitForJobs(1);
  const [parcel] = (await storedOrder(again, "#3001")).parcels;
  await scanShows(window, line, `]C100${parcel?.sscc}`, { word: "Shipped" });
  expect((await storedOrder(again, "#3001")).order.lines.map(({ shipped }) => shipped)).toEqual([2, 1]);
});

test("a pick list in hand when the power went is opened again where it stood", async ({ workday }) => {
  const { station, userData } = await firstLife(workday);
  const line = await workday.scanner();
  await setDevices(station.window, { line });
  await releaseAll(station);
  await takeList(station);
  await scanShows(station.window, line, "HF-BIN.A-1-1", { word: "Right bin" });
  await scanShows(station.window, line, goods.mug.barcode, { word: "Right", count: "1 of 2" });
  await station.kill();

  const again = await workday.opened({ userData });
  const { window } = again;
  await scannerIsReady(window);
  await goTo(window, "l", "Pick lists");
  const row = window.getByRole("row").filter({ hasText: "Open" });
  await row.getByText("1 of 4").waitFor();
  await row.click();
  await watchBench(window);
  await window.keyboard.press("Enter", { delay: 120 });
  await benchShows(window, { title: "Pick list 1", bin: "A-1-1", take: "Pick 1 more into Tote T-01 slot 1, #3001" });
  await scanShows(window, line, goods.mug.barcode, { ground: "ok", word: "Stop done" });
  expect((await ask(window, "picking.state", {}))?.list.stops.map(({ picked }) => picked)).toEqual([2, 0, 0]);
});

test.for([
  ["No", "prints it once", "2", 1],
  ["Yes", "prints nothing more", "1", 0],
] as const)(
  "a label on its way to the printer when the power went is asked about; %s %s",
  async ([, , key, prints], { workday }) => {
    const { station, userData } = await firstLife(workday);
    const line = await workday.scanner();
    const printer = await workday.printer("hang");
    const totes = await readyToPack(station, line, printer);
    await scanShows(station.window, line, `HF-TOTE.${totes.get("#3002")}`, { word: "On the bench" });
    await scanShows(station.window, line, goods.lamp.barcode, { word: "All packed" });
    await benchShows(station.window, { word: "All packed", why: "The label is printing." });
    await station.kill();
    await printer.setMode("ok");

    const again = await workday.opened({ userData });
    const { window } = again;
    await scannerIsReady(window);
    await goToBench(again);
    await window.getByText("Half packed: #3002").waitFor();
    await scanShows(window, line, `HF-TOTE.${totes.get("#3002")}`, {});
    await benchShows(window, { ground: "none", word: "Did this label print?", subject: "#3002, box 1" });
    await window.getByText("The station stopped while the job was on its way.").waitFor();
    expect(printer.jobs).toHaveLength(0);
    await window.keyboard.press(key, { delay: 120 });
    await benchShows(window, { ground: "ok", word: "All packed", why: "The label is printed." });
    const [parcel] = (await storedOrder(again, "#3002")).parcels;
    await scanShows(window, line, `]C100${parcel?.sscc}`, { ground: "ok", word: "Shipped" });
    expect(printer.jobs).toHaveLength(prints);
  },
);
