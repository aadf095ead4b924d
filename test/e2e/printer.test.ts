import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import type { FakePrinter } from "../support/fake-printer.ts";
import { readBarcodes } from "../support/barcodes/read-barcodes.ts";
import { renderPdf } from "../support/barcodes/render.ts";
import { benchShows, scanShows } from "./support/bench-sight.ts";
import { goTo } from "./support/day.ts";
import { saveDialogAnswers } from "./support/dialogs.ts";
import { goToBench, readyToPack } from "./support/floor.ts";
import { goods, order, stock, storedOrder } from "./support/small-shop.ts";
import { eventually, test, type Workday } from "./support/workday.ts";

/** One order of two units on the bench, the first one packed; the next mug fills its last box. */
async function oneUnitToGo(workday: Workday, printer?: FakePrinter) {
  const station = await workday.begun("empty");
  const [line, folder] = [await workday.scanner(), await workday.folder()];
  await stock(station, folder, [order("#3001", { mug: 2 })]);
  const totes = await readyToPack(station, line, printer);
  await scanShows(station.window, line, `HF-TOTE.${totes.get("#3001")}`, { word: "On the bench" });
  await scanShows(station.window, line, goods.mug.barcode, { word: "Right", count: "1 of 2" });
  return { station, window: station.window, line, folder };
}

test("a printer that is off is told in words, stops nothing else, and prints each label once when it is on again", async ({
  workday,
}) => {
  const printer = await workday.printer("refuse");
  const { station, window, line } = await oneUnitToGo(workday, printer);
  await scanShows(window, line, "HF-CMD.BOX.NEW", { note: "Box 2 is open. What you pack now goes into it" });
  await line.scan(goods.mug.barcode);
  const failed = { ground: "none", word: "Label not printed", subject: "#3001, box 1 of 2" };
  const words = "The printer's address answers, but no printer listens there.";
  await benchShows(window, { ...failed, why: expect.stringContaining(words) });

  // Meanwhile the desk works on.
  await goTo(window, "o", "Orders");
  await window.getByRole("row").filter({ hasText: "#3001" }).getByText("Label to scan").waitFor();
  await goTo(window, "p", "#3001");

  await printer.setMode("ok");
  await printer.waitForJobs(2);
  await window.getByText("The labels are printed.").waitFor();
  const { parcels } = await storedOrder(station, "#3001");
  const printed = printer.jobs.map((job) => new TextDecoder().decode(job));
  expect(parcels.map(({ sscc }) => printed.filter((job) => job.includes(sscc)).length)).toEqual([1, 1]);
  expect(printer.torn).toHaveLength(0);
});

test("a printer that goes silent leaves the label in doubt; No prints it once, and only then", async ({ workday }) => {
  const printer = await workday.printer("hang");
  const { station, window, line } = await oneUnitToGo(workday, printer);
  await scanShows(window, line, goods.mug.barcode, { ground: "ok", word: "All packed" });
  const doubt = { ground: "none", word: "Did this label print?", subject: "#3001, box 1" };
  await benchShows(window, {
    ...doubt,
    why: expect.stringContaining("Nothing prints until you say."),
  });
  await printer.setMode("ok");
  expect(printer.jobs).toHaveLength(0);

  // A refusal covers the question: a Yes or No then is no answer to it.
  await scanShows(window, line, goods.towel.barcode, { ground: "wrong", word: "Wrong item" });
  await scanShows(window, line, "HF-CMD.NO", { word: "Wrong item", note: "No: no question is on the screen" });
  await scanShows(window, line, "HF-CMD.NO", { word: "Wrong item", note: "No: no question is on the screen" });
  await scanShows(window, line, "HF-CMD.CLEAR", { word: "Did this label print?" });
  expect(printer.jobs).toHaveLength(0);
  await line.scan("HF-CMD.NO");
  await benchShows(window, { ground: "ok", word: "All packed", why: "The label is printed." });
  expect(printer.jobs).toHaveLength(1);

  // Once more by a person's wish: the same bytes, counted as a copy.
  await scanShows(window, line, "HF-CMD.PRINT.AGAIN", { note: "Copy 2 of the label is printing" });
  await printer.waitForJobs(2);
  expect(printer.jobs[1]).toEqual(printer.jobs[0]);
  const [parcel] = (await storedOrder(station, "#3001")).parcels;
  await scanShows(window, line, `]C100${parcel?.sscc}`, { word: "Shipped" });
  const { timeline } = await storedOrder(station, "#3001");
  expect(timeline.filter(({ kind }) => kind === "print.sent")).toHaveLength(2);
  expect(timeline.find(({ kind }) => kind === "print.answered")).toMatchObject({
    who: "Mira Holt",
    body: { printed: false },
  });
});

test("a printer that breaks off half-way leaves the label in doubt; Yes prints nothing more, and its label ships", async ({
  workday,
}) => {
  const printer = await workday.printer("close-halfway");
  const { station, window, line } = await oneUnitToGo(workday, printer);
  await scanShows(window, line, goods.mug.barcode, { word: "All packed" });
  await benchShows(window, { word: "Did this label print?" });
  await window.getByText("The printer broke off before it had taken the whole job.").waitFor();
  expect(printer.torn).toHaveLength(1);

  await printer.setMode("ok");
  await window.getByRole("button", { name: "1 Yes, it is here" }).click();
  await benchShows(window, { ground: "ok", word: "All packed", why: "The label is printed." });
  const [parcel] = (await storedOrder(station, "#3001")).parcels;
  await scanShows(window, line, `]C100${parcel?.sscc}`, { ground: "ok", word: "Shipped" });
  expect(printer.jobs).toHaveLength(0);
});

test("without a printer the label is saved as PDF, scanned and shipped", async ({ workday }) => {
  const { station, window, line, folder } = await oneUnitToGo(workday);
  await scanShows(window, line, goods.mug.barcode, { ground: "none", word: "No label printer" });
  const path = join(folder, "label.pdf");
  await saveDialogAnswers(station, path);
  await window.keyboard.press("f", { delay: 120 });
  await window.getByText(`Saved as ${path}.`).waitFor();
  const [page] = await renderPdf(await readFile(path), 203);
  const codes = page ? await readBarcodes(page) : [];
  const sscc = codes.find(({ symbology }) => symbology === "]C1")?.text ?? "";
  expect(sscc).toMatch(/^00\d{18}$/);
  await scanShows(window, line, `]C1${sscc}`, { ground: "ok", word: "Shipped", subject: "#3001" });
  await expect.poll(async () => (await storedOrder(station, "#3001")).stage, eventually).toBe("shipped");
  await window.keyboard.press("Enter");
  await goToBench(station);
});
