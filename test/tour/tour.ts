import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { ask } from "../crash/station-window.ts";
import * as day from "../e2e/support/day.ts";
import { launchApp, type LaunchedApp } from "../e2e/support/launch.ts";
import { asThermalPrint, pngBytes } from "../support/barcodes/image.ts";
import { readBarcodes } from "../support/barcodes/read-barcodes.ts";
import { renderPdf, renderZpl } from "../support/barcodes/render.ts";
import { type FakePrinter, startFakePrinter } from "../support/fake-printer.ts";
import { openSerialPair, type SerialPair } from "../support/serial-pair.ts";
import { summaryPage, type TourSummary } from "./summary-page.ts";

const project = resolve(import.meta.dirname, "../..");
const output = join(project, "demo-output");
const demoFiles = join(project, "assets", "demo");

/** What the tour stands on, and where its pictures go. */
interface Tour {
  readonly station: LaunchedApp;
  readonly line: SerialPair;
  readonly printer: FakePrinter;
  readonly say: (words: string) => void;
  readonly summary: TourSummary;
  pictures: number;
}

/**
 * One order through the real app, by itself: a catalogue and an order file come in, a phone order is typed, stock is
 * promised, a list is picked and an order packed with a scanner on a pseudo-terminal, its label goes to a printer on a
 * TCP port, is read back with a decoder that is not ours, and is scanned onto the box.
 */
export async function run(say: (words: string) => void): Promise<void> {
  await rm(output, { recursive: true, force: true });
  await mkdir(join(output, "screens"), { recursive: true });
  const line = await openSerialPair();
  const printer = await startFakePrinter();
  const station = await launchApp();
  const tour: Tour = { station, line, printer, say, summary: { screens: [], labels: [], figures: [] }, pictures: 0 };
  try {
    await deskHalf(tour);
    await benchHalf(tour);
    await darkHalf(tour);
    await writeFile(join(output, "index.html"), summaryPage(tour.summary));
    say(`demo-output/ holds ${tour.pictures} pictures, the label, the slip and index.html, a page about them.`);
  } catch (problem) {
    await station.window.screenshot({ path: join(output, "where-it-stopped.png") }).catch(() => undefined);
    throw problem;
  } finally {
    await station.close();
    await line.close();
    await printer.close();
  }
}

async function deskHalf(tour: Tour): Promise<void> {
  const { station, line, printer } = tour;
  const { window } = station;
  await day.whenReady(window);
  await picture(tour, "first-run", "The first start: demo data, empty, or later a hub");
  await day.begin(window, "empty");
  await picture(tour, "orders-empty", "Nothing here yet, and what to do about it");
  await day.setDevices(window, { line, printer });
  await day.importByDrop(window, join(demoFiles, "catalogue.csv"));
  await picture(tour, "import-catalogue", "A catalogue dropped on the window");
  await day.importByDialog(station, join(demoFiles, "orders.csv"));
  await picture(tour, "import-orders", "A Shopify order export");
  const bad = join(output, "orders-with-slips.csv");
  await writeFile(bad, await withSlips(join(demoFiles, "orders.csv")));
  await day.importByDialog(station, bad);
  await picture(tour, "import-set-aside", "The same shop, with slips of the keyboard: rows set aside to be mended");
  await rm(bad);
  await typeOrder(tour);
  await day.goTo(window, "o", "Orders");
  await ask(window, "orders.releaseAll", {});
  await picture(tour, "orders", "The order list");
  await window.keyboard.type("/", { delay: 120 });
  await window.keyboard.type("wisn", { delay: 60 });
  await picture(tour, "orders-search", "Search as you type: names without their accents, postcodes, SKUs");
  await window.keyboard.press("Escape");
  await day.goTo(window, "k", "Stock");
  await picture(tour, "stock", "What is on hand and what can be promised");
  await day.goTo(window, "v", "Devices");
  await picture(tour, "devices", "Scanner, printer, sender, and what was scanned last");
}

async function typeOrder(tour: Tour): Promise<void> {
  const { window } = tour.station;
  await window.keyboard.press("Escape");
  await window.keyboard.type("n", { delay: 120 });
  await window.getByRole("heading", { name: /phone order/i }).waitFor();
  await window.keyboard.type("Eilidh", { delay: 60 });
  await window.getByRole("option").first().waitFor();
  await window.keyboard.press("Enter");
  for (const entry of ["6*OA01-02", "2*SL02-06"]) {
    await window.keyboard.type(entry, { delay: 60 });
    await window.keyboard.press("Enter");
  }
  await window.keyboard.type("wool", { delay: 60 });
  await window.getByRole("option").first().waitFor();
  await picture(tour, "order-desk", "A phone order, by keyboard alone");
  await window.keyboard.press("Enter");
  await window.keyboard.press("F8");
  await window.keyboard.type("1", { delay: 120 });
  await window.keyboard.press("Control+Enter");
  await window.getByText("A-0001").first().waitFor();
}

async function benchHalf(tour: Tour): Promise<void> {
  const { line } = tour;
  const { window } = tour.station;
  await day.goTo(window, "l", "Pick lists");
  await picture(tour, "pick-lists", "Orders that wait for a picker");
  await window.keyboard.press("Enter");
  await window.getByText("Walk order").first().waitFor();
  await picture(tour, "pick-go", "Walk to the bin");
  let shown = 0;
  await day.pickAll(window, line, async () => {
    shown += 1;
    if (shown === 1) await picture(tour, "pick-at-bin", "The bin is right");
    if (shown === 3) await picture(tour, "pick-item", "A unit in the tote");
  });
  await picture(tour, "pick-done", "The list is done");
  await window.keyboard.press("Escape");
  await window.getByRole("heading", { name: "Pick lists" }).waitFor();
  await window.keyboard.type("gp", { delay: 120 });
  await window.getByText("Scan an order").waitFor();
  await picture(tour, "pack-idle", "The bench waits for an order or a tote");
  await packOne(tour);
}

async function packOne(tour: Tour): Promise<void> {
  const { line, printer, summary } = tour;
  const { window } = tour.station;
  const scan = (text: string) => day.scanAtBench(window, line, text);
  const { ready } = await ask(window, "packing.state", {});
  const [tote] = ready;
  if (!tote) throw new Error("Nothing was picked");
  await scan(`HF-TOTE.${tote.tote}`);
  await picture(tour, "pack-opened", "An order on the bench");
  await scan("5901234123457");
  await picture(tour, "pack-unknown-code", "A code nobody knows");
  const foreign = await foreignItem(tour);
  await scan(foreign);
  await picture(tour, "pack-wrong-item", "An item of another order");
  const first = await day.nextUnit(window);
  if (first === undefined) throw new Error("The order has no units");
  await scan(first);
  await picture(tour, "pack-right", "A right item, and only now green: it is on the disk");
  for (let next = await day.nextUnit(window); next !== undefined; next = await day.nextUnit(window)) await scan(next);
  await picture(tour, "pack-all-packed", "All packed: the last scan prints the label");
  const [job] = await printer.waitForJobs(1);
  const { session } = await ask(window, "packing.state", {});
  const label = session?.labels[0];
  if (!job || !session || !label) throw new Error("No label was printed");
  await keepLabel(tour, new TextDecoder().decode(job), label.parcelId, label.sscc, session.view.orderId);
  await scan(`]C100${label.sscc}`);
  await picture(tour, "pack-shipped", "The label scanned on its box: shipped");
  await window.keyboard.press("Escape");
  await day.goTo(window, "o", "Orders");
  const detail = await ask(window, "orders.get", { orderId: session.view.orderId });
  await line.scan(`HF-ORD.${detail.order.number}`);
  await window.getByRole("heading", { name: detail.order.number }).waitFor();
  await picture(tour, "order", "Who did what, where and when");
  summary.figures.push(
    ["Orders in", String((await ask(window, "orders.counts", {})).all)],
    ["Facts on disk", String((await ask(window, "station.diagnostics", {})).facts)],
    ["Order shipped", `${detail.order.number}, ${session.view.lines.length} lines`],
    ["Facts in its timeline", String(detail.timeline.length)],
  );
}

async function foreignItem(tour: Tour): Promise<string> {
  const { window } = tour.station;
  const { session } = await ask(window, "packing.state", {});
  const mine = new Set(session?.view.lines.map((line) => line.sku));
  const { rows } = await ask(window, "items.page", { search: "", after: null, limit: 100 });
  const other = rows.find((row) => !mine.has(row.sku) && row.barcode !== "");
  if (!other) throw new Error("No item of another order");
  return other.barcode.replace(/^0/, "");
}

/** The label as the printer got it and as PDF, both drawn and read back. */
async function keepLabel(tour: Tour, zpl: string, parcelId: string, sscc: string, orderId: string): Promise<void> {
  const { station, summary } = tour;
  await writeFile(join(output, "label.zpl"), zpl);
  const printed = await renderZpl(zpl, 203);
  await writeFile(join(output, "label-zpl.png"), pngBytes(asThermalPrint(printed)));
  await saveTo(station, join(output, "label.pdf"));
  await ask(station.window, "documents.saveLabel", { parcelId });
  await saveTo(station, join(output, "packing-slip.pdf"));
  await ask(station.window, "documents.savePackingSlip", { orderId });
  for (const [name, dotsPerInch] of [
    ["label", 203],
    ["packing-slip", 110],
  ] as const) {
    const [page] = await renderPdf(await readBytes(join(output, `${name}.pdf`)), dotsPerInch);
    if (!page) throw new Error(`${name}.pdf has no page`);
    await writeFile(join(output, `${name}-pdf.png`), pngBytes(page));
  }
  const read = await readBarcodes(printed);
  summary.labels.push(...read.map((code) => `${code.symbology} ${code.text}`));
  if (!read.some((code) => code.text.includes(sscc))) throw new Error(`The label does not read as ${sscc}`);
  tour.say(`label read back by another decoder: ${summary.labels.join("; ")}`);
}

async function saveTo(station: LaunchedApp, path: string): Promise<void> {
  await station.app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen });
  }, path);
}

/** The same screens in the dark. */
async function darkHalf(tour: Tour): Promise<void> {
  const { window } = tour.station;
  await window.emulateMedia({ colorScheme: "dark" });
  await day.goTo(window, "o", "Orders");
  await picture(tour, "orders-dark", "The same list in the dark");
  await window.keyboard.type("gp", { delay: 120 });
  await window.locator(".bench").waitFor();
  await picture(tour, "pack-idle-dark", "The bench in the dark");
}

async function picture(tour: Tour, name: string, words: string): Promise<void> {
  const { window } = tour.station;
  await window.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  tour.pictures += 1;
  const file = `${String(tour.pictures).padStart(2, "0")}-${name}.png`;
  await window.screenshot({ path: join(output, "screens", file) });
  tour.summary.screens.push({ file: `screens/${file}`, words });
  tour.say(words);
}

/** A few orders of the demo under new numbers, with what a tired hand does to a file. */
async function withSlips(path: string): Promise<string> {
  const text = new TextDecoder().decode(await readBytes(path));
  const [head = "", ...rows] = text.split("\n");
  const fresh = rows.slice(0, 14).map((row) => row.replace(/^#2/, "#9").replace(/,7000000002/, ",7000000009"));
  const slip = (row: string, place: number): string => {
    if (place === 1) return row.replace(/ \+0000,(\d+),/, " +0000,O$1,");
    if (place === 6) return row.replace(/,([A-Z]{2}\d\d)-(\d\d),true/, ",$1-99,true");
    return row;
  };
  return [head, ...fresh.map(slip)].join("\n");
}

async function readBytes(path: string): Promise<Uint8Array> {
  const { readFile } = await import("node:fs/promises");
  return new Uint8Array(await readFile(path));
}
