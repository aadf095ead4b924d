import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { ask } from "../crash/station-window.ts";
import { readBarcodes } from "../support/barcodes/read-barcodes.ts";
import { pdfText, renderPdf, renderZpl } from "../support/barcodes/render.ts";
import { benchShows, scanShows } from "./support/bench-sight.ts";
import { openOrder, readyToPack } from "./support/floor.ts";
import { goods, order, stock, storedOrder } from "./support/small-shop.ts";
import { saveDialogAnswers } from "./support/dialogs.ts";
import { test, type Workday } from "./support/workday.ts";

async function atTheBench(workday: Workday) {
  const station = await workday.begun("empty");
  const [line, printer, folder] = [await workday.scanner(), await workday.printer(), await workday.folder()];
  await stock(station, folder, [order("#3001", { mug: 2, doorStop: 1 }), order("#3002", { lamp: 1 })]);
  const totes = await readyToPack(station, line, printer);
  const tote = `HF-TOTE.${totes.get("#3001")}`;
  return { station, window: station.window, line, printer, folder, tote };
}

test("each refused scan has its own colour and words, and no counter moves", async ({ workday }) => {
  const { station, window, line, tote } = await atTheBench(workday);
  await scanShows(window, line, "HF-CMD.UNDO", {
    note: "Undo: no order is on the bench; scan an order or a tote first",
  });
  await scanShows(window, line, tote, { ground: "ok", word: "On the bench", subject: "#3001", title: "#3001" });
  await scanShows(window, line, goods.mug.barcode, { ground: "ok", word: "Right", count: "1 of 2" });

  const counted = { heading: "1 of 3 units", lines: ["Enamel mug 1 of 2", "Door stop 0 of 1"] };
  const wrong = { ...counted, ground: "wrong", word: "Wrong item", subject: "Tea towel" };
  await scanShows(window, line, goods.towel.barcode, wrong);
  const unknown = { ...counted, ground: "unknown", word: "Unknown code", subject: "NO-SUCH-THING" };
  await scanShows(window, line, "NO-SUCH-THING", unknown);
  const noise = { ...counted, ground: "unknown", word: "Not readable", subject: "The scanner sent noise" };
  await scanShows(window, line, Buffer.from([0x1b, 0x00, 0x31, 0x07, 0x0d]), noise);
  const other = { ...counted, ground: "wrong", word: "Wrong order", subject: "#3002" };
  await scanShows(window, line, "HF-ORD.#3002", other);
  await scanShows(window, line, "HF-CMD.QTY.5", {
    ...counted,
    ground: "wrong",
    note: "The next scan counts as 5 units",
  });
  const tooMany = { ...counted, ground: "extra", word: "Too many", subject: "Enamel mug" };
  await scanShows(window, line, goods.mug.barcode, tooMany);

  await scanShows(window, line, "HF-CMD.CLEAR", { ground: "none" });
  await scanShows(window, line, goods.mug.barcode, { ground: "ok", word: "Line done", count: "2 of 2" });
  await scanShows(window, line, goods.mug.barcode, {
    ground: "extra",
    word: "One too many",
    why: "The order has 2 and all 2 are packed. Nothing was counted.",
    heading: "2 of 3 units",
  });
  await scanShows(window, line, "HF-CMD.CLOSE", { heading: "2 of 3 units", ground: "extra" });

  const { order: stored, stage } = await storedOrder(station, "#3001");
  expect(stage).toBe("packing");
  expect(stored.lines.map(({ packed }) => packed)).toEqual([2, 0]);
  const { session } = await ask(window, "packing.state", {});
  expect(session?.view.refused.map(({ refusal }) => refusal)).toEqual([
    "wrong-item",
    "unknown-code",
    "wrong-order",
    "one-too-many",
    "one-too-many",
  ]);
});

test("two boxes from tote to shipped by scanner alone; the labels say what is stored", async ({ workday }) => {
  const { station, window, line, printer, folder, tote } = await atTheBench(workday);
  await scanShows(window, line, tote, { word: "On the bench" });
  await scanShows(window, line, goods.mug.barcode, { word: "Right" });
  await scanShows(window, line, "HF-CMD.UNDO", {
    note: "Taken back. Take one out of the box",
    heading: "0 of 3 units",
  });
  await scanShows(window, line, "HF-CMD.BOX.NEW", { note: "New box: the open box is still empty" });
  await scanShows(window, line, "HF-CMD.QTY.2", { note: "The next scan counts as 2 units" });
  await scanShows(window, line, goods.mug.barcode, { ground: "ok", word: "Line done", count: "2 of 2" });
  await scanShows(window, line, "HF-CMD.BOX.NEW", { note: "Box 2 is open. What you pack now goes into it" });
  const allPacked = { ground: "ok", word: "All packed", subject: "3 of 3 units, 2 boxes" };
  await scanShows(window, line, "DOR-4", allPacked);
  await benchShows(window, { ...allPacked, why: "The labels are printed." });

  const jobs = (await printer.waitForJobs(2)).map((job) => new TextDecoder().decode(job));
  const { order: stored, parcels } = await storedOrder(station, "#3001");
  expect(parcels.map((parcel) => parcel.contents.map(({ sku, quantity }) => `${quantity} ${sku}`))).toEqual([
    ["2 MUG-1"],
    ["1 DOR-4"],
  ]);
  for (const [place, parcel] of parcels.entries()) {
    const read = await readBarcodes(await renderZpl(jobs[place] ?? "", 203));
    expect(read).toEqual(expect.arrayContaining(barcodesOf(parcel.sscc)));
  }

  const [first, second] = parcels.map(({ sscc }) => `]C100${sscc}`);
  await scanShows(window, line, first ?? "", { ground: "ok", word: "Label bound", subject: "1 more label to scan" });
  expect((await storedOrder(station, "#3001")).stage).toBe("labelled");
  await scanShows(window, line, second ?? "", { ground: "ok", word: "Shipped", subject: "#3001" });
  const shipped = await storedOrder(station, "#3001");
  expect(shipped.stage).toBe("shipped");
  expect(shipped.order.lines.map(({ shipped: units }) => units)).toEqual([2, 1]);
  expect(printer.jobs).toHaveLength(2);

  // At the desk: the label and the slip as PDF, and the history with every name.
  await window.keyboard.press("Enter");
  await benchShows(window, { ground: "none", word: "" });
  await openOrder(station, "#3001");
  await window.getByRole("tab", { name: /^Boxes/ }).click();
  const labelPath = join(folder, "label.pdf");
  await saveDialogAnswers(station, labelPath);
  await window.getByRole("button", { name: "Save label" }).first().click();
  await window.getByText(`Saved as ${labelPath}`).waitFor();
  const [page] = await renderPdf(await readFile(labelPath), 203);
  expect(page && (await readBarcodes(page))).toEqual(expect.arrayContaining(barcodesOf(parcels[0]?.sscc ?? "")));

  const slipPath = join(folder, "slip.pdf");
  await saveDialogAnswers(station, slipPath);
  await window.getByRole("button", { name: "Save packing slip" }).click();
  await window.getByText(`Saved as ${slipPath}`).waitFor();
  const [slip] = await pdfText(await readFile(slipPath));
  expect(slip).toContain("Enamel mug");
  expect(slip).toContain(stored.number);

  await window.getByRole("tab", { name: "History" }).click();
  const history = await window.getByRole("list", { name: "History" }).innerText();
  for (const words of [
    "Came in from the shop's file",
    "Released: 3 units promised",
    "Taken on pick list 1",
    "Picked 1 of MUG-1 into T-01",
    "Packing began",
    "Took 1 of MUG-1 out of the box",
    "Packed 2 of MUG-1",
    "All packed, 2 boxes closed",
    "Sent to the printer",
    "Handed over, 2 boxes",
    "Mira Holt, Order desk 1",
  ]) {
    expect(history).toContain(words);
  }
});

test("a label of another order is refused, binds nothing, and the right one ships", async ({ workday }) => {
  const { station, window, line, printer, tote } = await atTheBench(workday);
  const { ready } = await ask(window, "packing.state", {});
  const otherTote = ready.find(({ number }) => number === "#3002")?.tote;
  await scanShows(window, line, `HF-TOTE.${otherTote}`, { word: "On the bench", subject: "#3002" });
  await scanShows(window, line, goods.lamp.barcode, { word: "All packed", subject: "1 of 1 unit, 1 box" });
  await printer.waitForJobs(1);
  await scanShows(window, line, "HF-CMD.PARK", { word: "" });

  await scanShows(window, line, tote, { word: "On the bench", subject: "#3001" });
  await scanShows(window, line, "HF-CMD.QTY.2", {});
  await scanShows(window, line, goods.mug.barcode, { word: "Line done" });
  await scanShows(window, line, "DOR-4", { word: "All packed" });
  const [own] = (await storedOrder(station, "#3001")).parcels;
  const [strange] = (await storedOrder(station, "#3002")).parcels;
  const refused = { ground: "wrong", word: "Wrong label" };
  await scanShows(window, line, `]C100${strange?.sscc}`, refused);
  expect((await storedOrder(station, "#3001")).stage).toBe("labelled");
  expect((await storedOrder(station, "#3002")).parcels[0]?.boundAt).toBeNull();
  await scanShows(window, line, `]C100${own?.sscc}`, { ground: "ok", word: "Shipped", subject: "#3001" });
});

test("an order put on hold while it is packed stops at the bench, whatever is scanned", async ({ workday }) => {
  const { station, window, line, printer, tote } = await atTheBench(workday);
  await scanShows(window, line, tote, { word: "On the bench" });
  const { order: stored } = await storedOrder(station, "#3001");
  await ask(window, "orders.hold", { orderId: stored.orderId, type: "ADDRESS", reason: "House number missing" });
  await benchShows(window, { ground: "held", word: "Stop. On hold", subject: "Address hold on #3001" });
  const stopped = { ground: "held", word: "Stop. On hold", heading: "0 of 3 units" };
  await scanShows(window, line, goods.mug.barcode, stopped);
  expect((await storedOrder(station, "#3001")).order.lines.map(({ packed }) => packed)).toEqual([0, 0]);
  await scanShows(window, line, "HF-CMD.PARK", { ground: "none" });
  await scanShows(window, line, tote, { ground: "held", word: "Stop. On hold" });
  expect(printer.jobs).toHaveLength(0);
});

function barcodesOf(sscc: string) {
  return [
    { symbology: "]C1", text: `00${sscc}` },
    { symbology: "]C0", text: "HF-ORD.#3001" },
  ];
}
