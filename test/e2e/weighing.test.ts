import type { Page } from "playwright-core";
import { expect } from "vitest";
import { usualLine } from "#shared/devices/device.ts";
import { ask } from "../crash/station-window.ts";
import type { SerialPair } from "../support/serial-pair.ts";
import { benchShows, scanShows } from "./support/bench-sight.ts";
import { goTo } from "./support/day.ts";
import { readyToPack } from "./support/floor.ts";
import { goods, order, stock, storedOrder } from "./support/small-shop.ts";
import { eventually, test } from "./support/workday.ts";

/** A scale at the end of a serial line, MT-SICS: says what lies on it whenever it is asked, or nothing. */
function scaleOn(line: SerialPair): { says: string } {
  const scale = { says: "" };
  line.answer((question) => {
    if (!question.includes("SI\r\n")) return undefined;
    return scale.says === "" ? "" : `${scale.says}\r\n`;
  });
  return scale;
}

async function setUpScale(window: Page, line: SerialPair): Promise<void> {
  const identity = { vendorId: "", productId: "", serialNumber: "", path: line.path };
  await ask(window, "devices.remember", {
    device: {
      ...{ deviceId: "scale", name: "Bench scale", use: "scale", connection: "serial", identity, line: usualLine },
      ...{ suffix: "line-end", protocol: "mt-sics", unit: "g", personId: "" },
    },
  });
}

test("a box gets its weight from the scale: stable, after the pan was empty, in the scale's own unit", async ({
  workday,
}) => {
  const station = await workday.begun("empty");
  const { window } = station;
  const [line, scaleLine, folder] = [await workday.scanner(), await workday.scanner(), await workday.folder()];
  await stock(station, folder, [order("#3001", { mug: 1 }), order("#3002", { lamp: 1 })]);
  const scale = scaleOn(scaleLine);
  await setUpScale(window, scaleLine);

  // The page shows what the scale says, as the scale says it, and that it says nothing any more.
  await goTo(window, "c", "Scanners and scale");
  const now = window.locator(".scale-now");
  const pageShows = (words: string) =>
    expect.poll(async () => (await now.innerText()).replaceAll(/\s+/g, " "), eventually).toBe(words);
  scale.says = "S S      2.500 lb";
  await pageShows("2.500 lb Empty it once, then weigh");
  scale.says = "";
  await pageShows("– Sends nothing. Is it on?");

  const totes = await readyToPack(station, line, await workday.printer());
  scale.says = "S S      2.500 lb";
  await scanShows(window, line, `HF-TOTE.${totes.get("#3001")}`, { word: "On the bench" });
  await scanShows(window, line, "HF-CMD.WEIGH", { note: expect.stringContaining("units are still missing") });
  await scanShows(window, line, goods.mug.barcode, { ground: "ok", word: "All in" });
  // It lay there before, so it is no box of ours.
  await benchShows(window, { subject: "Empty the scale first" });
  await scanShows(window, line, "HF-CMD.WEIGH", { note: expect.stringContaining("this weight is another box's") });
  scale.says = "S S      0.000 lb";
  await benchShows(window, { subject: "Put the box on the scale" });
  scale.says = "S D      0.500 lb";
  await benchShows(window, { subject: "Weighing" });
  expect((await storedOrder(station, "#3001")).parcels).toEqual([]);
  // Something is in it that does not belong there: taken out, the box is weighed where it stands.
  scale.says = "S S      2.500 lb";
  await benchShows(window, { ground: "extra", word: "Too heavy", subject: "Box 1: 1.13 kg, not 0.25 kg" });
  scale.says = "S S      0.600 lb";
  await expect
    .poll(async () => JSON.stringify((await ask(window, "packing.state", {})).scale), eventually)
    .toContain('"amount":600');
  await scanShows(window, line, "HF-CMD.WEIGH", { ground: "ok", word: "All packed" });
  await expect.poll(async () => (await storedOrder(station, "#3001")).parcels.length, eventually).toBe(1);
  const { parcels } = await storedOrder(station, "#3001");
  expect(parcels[0]?.weightGrams).toBe(272);
  await scanShows(window, line, `]C100${parcels[0]?.sscc}`, { word: "Shipped" });

  // The box still lies there: it is never weighed for the next one.
  await scanShows(window, line, `HF-TOTE.${totes.get("#3002")}`, { word: "On the bench" });
  await scanShows(window, line, goods.lamp.barcode, { word: "All in" });
  await benchShows(window, { subject: "Empty the scale first" });
  scale.says = "";
  await benchShows(window, { subject: "The scale says nothing" });
  await scanShows(window, line, "HF-CMD.WEIGH", { note: expect.stringContaining("the scale sends no weight") });
  await scanShows(window, line, "HF-CMD.CLOSE", { word: "All packed" });
  // By the catalogue, and not what lay on the scale.
  const second = await storedOrder(station, "#3002");
  expect(second.parcels).toHaveLength(1);
  expect(second.parcels[0]?.weightGrams).not.toBe(272);
});
