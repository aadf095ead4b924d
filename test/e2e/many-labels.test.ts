import { expect } from "vitest";
import { seededRandom } from "../crash/seeded-random.ts";
import { ask } from "../crash/station-window.ts";
import { LabelPrinter, noFaults } from "../support/label-printer.ts";
import { namesOn, queueLabels } from "../support/many-labels.ts";
import { goTo, setDevices } from "./support/day.ts";
import { eventually, test } from "./support/workday.ts";

/** `HOLDFAST_MANY_LABELS=1000` for the long run. */
const count = Number(process.env["HOLDFAST_MANY_LABELS"] ?? 120);

test(`${count} labels come out once each, in the order they were asked for, and the window works meanwhile`, async ({
  workday,
}) => {
  const { window } = await workday.begun("empty");
  const printer = await LabelPrinter.start({
    random: seededRandom(11),
    faults: noFaults,
    printMs: 0,
    answerMs: 0,
    refillMs: 1,
  });
  try {
    await setDevices(window, { printer });
    await goTo(window, "r", "Printing");
    const names = await queueLabels(window, await workday.folder(), count);
    await window.getByRole("tab", { name: "Printers" }).click();
    await window.getByText("Label printer").first().waitFor();
    await expect.poll(() => printer.paper.length, { timeout: 200_000, interval: 100 }).toBe(count);
    expect(namesOn(printer.paper)).toEqual(names);
    await expect.poll(async () => (await ask(window, "prints.page", { limit: 1 })).waiting, eventually).toBe(0);
    expect(namesOn(printer.paper)).toHaveLength(count);
  } finally {
    await printer.close();
  }
}, 240_000);
