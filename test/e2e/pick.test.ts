import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { benchShows, scanShows } from "./support/bench-sight.ts";
import { setDevices } from "./support/day.ts";
import { releaseAll, takeList } from "./support/floor.ts";
import { goods, order, stock, storedOrder } from "./support/small-shop.ts";
import { test, type Workday } from "./support/workday.ts";

async function onTheRound(workday: Workday) {
  const station = await workday.begun("empty");
  const line = await workday.scanner();
  await setDevices(station.window, { line });
  const orders = [order("#3001", { mug: 2, towel: 1 }), order("#3002", { mug: 1 })];
  await stock(station, await workday.folder(), orders);
  await releaseAll(station);
  await takeList(station);
  return { station, window: station.window, line };
}

async function picked(window: Parameters<typeof ask>[0]): Promise<readonly number[]> {
  const state = await ask(window, "picking.state", {});
  return state?.list.stops.map((stop) => stop.picked) ?? [];
}

test("a pick round takes bin, then each unit, and every wrong scan has its own words and moves nothing", async ({
  workday,
}) => {
  const { window, line } = await onTheRound(workday);
  await benchShows(window, { ground: "none", bin: "A-1-1", take: "Pick 2 units into Tote T-01 slot 1, #3001" });

  const beforeBin = { ground: "wrong", word: "Bin first", subject: "A-1-1" };
  await scanShows(window, line, goods.mug.barcode, beforeBin);
  const wrongBin = { ground: "wrong", word: "Wrong bin", subject: "C-1-1", steps: "Go to A-1-1. Scan the bin there." };
  await scanShows(window, line, "HF-BIN.C-1-1", wrongBin);
  expect(await picked(window)).toEqual([0, 0, 0]);

  await scanShows(window, line, "HF-BIN.A-1-1", { ground: "ok", word: "Right bin", subject: "A-1-1" });
  const wrongItem = { ground: "wrong", word: "Wrong item", subject: "Tea towel" };
  await scanShows(window, line, goods.towel.barcode, wrongItem);
  const unknown = { ground: "unknown", word: "Unknown code", subject: "5 012345 678900" };
  await scanShows(window, line, "5012345678900", unknown);
  const noise = { ground: "unknown", word: "Not readable", subject: "The scanner sent noise" };
  await scanShows(window, line, Buffer.from([0x41, 0x01, 0x02, 0x7f, 0x0d]), noise);
  expect(await picked(window)).toEqual([0, 0, 0]);

  await scanShows(window, line, goods.mug.barcode, { ground: "ok", word: "Right", count: "1 of 2" });
  await scanShows(window, line, "HF-CMD.QTY.9", { note: "The next scan counts as 9 units" });
  await scanShows(window, line, goods.mug.barcode, { ground: "extra", word: "Too many", subject: "Enamel mug" });
  expect(await picked(window)).toEqual([1, 0, 0]);
  await scanShows(window, line, "HF-CMD.CLEAR", { ground: "none", bin: "A-1-1" });
});

test("a picker takes back the last unit, notes what a bin lacks, and ends with every tote told", async ({
  workday,
}) => {
  const { station, window, line } = await onTheRound(workday);
  await scanShows(window, line, "HF-BIN.A-1-1", { word: "Right bin" });
  await scanShows(window, line, "MUG-1", { word: "Right" });
  await scanShows(window, line, "HF-CMD.UNDO", { note: "Taken back. Put one back into the bin" });
  expect(await picked(window)).toEqual([0, 0, 0]);

  await scanShows(window, line, "HF-CMD.QTY.2", { note: "The next scan counts as 2 units" });
  await scanShows(window, line, "MUG-1", { ground: "ok", word: "Stop done", subject: "Enamel mug" });
  await benchShows(window, { ground: "none", bin: "A-1-1", take: "Pick 1 unit into Tote T-02 slot 2, #3002" });
  await scanShows(window, line, "MUG-1", {
    ground: "ok",
    word: "Stop done",
    steps: "Put them into tote T-02. Next: B-1-1.",
  });

  await scanShows(window, line, "HF-BIN.B-1-1", { word: "Right bin" });
  const done = { ground: "ok", word: "List done", subject: "3 units in 2 totes" };
  await scanShows(window, line, "HF-CMD.SHORT", { ...done, note: "Noted: 1 unit missing. They wait as a backorder" });

  const { order: first, timeline } = await storedOrder(station, "#3001");
  expect(first.lines.map(({ sku, picked, backordered }) => ({ sku, picked, backordered }))).toEqual([
    { sku: "MUG-1", picked: 2, backordered: 0 },
    { sku: "TWL-3", picked: 0, backordered: 1 },
  ]);
  expect(timeline.map((entry) => entry.kind)).toEqual(expect.arrayContaining(["pick.undone", "pick.shorted"]));
  expect(timeline.find((entry) => entry.kind === "pick.confirmed")).toMatchObject({ who: "Mira Holt" });
  expect((await storedOrder(station, "#3002")).stage).toBe("picked");
});
