import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PDFDocument, StandardFonts } from "pdf-lib";
import type { Page } from "playwright-core";
import { openLabelFonts } from "#main/adapters/labels/label-fonts.ts";
import { pdfLabel } from "#main/adapters/labels/pdf-label.ts";
import { zplLabel } from "#main/adapters/labels/zpl-label.ts";
import type { ShippingLabel } from "#shared/shipping/label-model.ts";
import { seededRandom } from "../crash/seeded-random.ts";
import { begin, goTo, setDevices } from "../e2e/support/day.ts";
import { launchApp } from "../e2e/support/launch.ts";
import { aLabel, anAddress } from "../main/adapters/labels/sample-labels.ts";
import { LabelPrinter, noFaults } from "../support/label-printer.ts";
import { namesOn, queueLabels } from "../support/many-labels.ts";
import { type Figure, percentile, rounded } from "./support/figures.ts";

const rounds = 60;
/** Through the real window; `HOLDFAST_MANY_LABELS` for fewer. */
const printed = Number(process.env["HOLDFAST_MANY_LABELS"] ?? 1000);

/**
 * How fast labels are made, each against the least that could be: a bare page of pdf-lib, a bare write to a socket. And what
 * a thousand prints do to the window: its frames while main queues and sends them, against the same window at rest.
 */
export async function run(): Promise<Figure[]> {
  return [...(await makingFigures()), ...(await windowFigures())];
}

async function makingFigures(): Promise<Figure[]> {
  const fonts = await openLabelFonts("assets");
  const labels: ShippingLabel[] = Array.from({ length: rounds }, (_, place) => aLabel({ orderNumber: `#${place}` }));
  const tokyo = labels.map((label) => ({
    ...label,
    shipTo: anAddress({ name: "髙橋 太郎", lines: ["丸の内一丁目9番1号"], city: "東京都千代田区", country: "JP" }),
  }));
  const pdf = async (label: ShippingLabel) => void (await pdfLabel(fonts, label, 203));
  const bare = await perSecond(labels, barePage);
  const ours = await perSecond(labels, pdf);
  const eastern = await perSecond(tokyo, pdf);
  const sink = await openSink();
  const [first] = labels;
  const made = first && zplLabel(fonts, first, 203);
  const bytes = Buffer.from(made?.ok ? made.value : "");
  const written = await perSecond(labels, () => sink.write(bytes));
  const zpl = await perSecond(labels, async (label) => {
    const text = zplLabel(fonts, label, 203);
    if (text.ok) await sink.write(Buffer.from(text.value));
  });
  await sink.close();
  const figure = (name: string, value: number): Figure => ({
    bench: "labels",
    figure: name,
    value: rounded(value),
    aim: null,
    better: "higher",
  });
  return [
    figure("label PDF a second / bare pdf-lib page", ours / bare),
    figure("label PDF to Tokyo a second / bare pdf-lib page", eastern / bare),
    figure("label ZPL made and written a second / bare socket write", zpl / written),
    figure("label PDF a second", ours),
    figure("label ZPL a second", zpl),
  ];
}

async function perSecond<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<number> {
  for (const item of items.slice(0, 5)) await work(item);
  const from = performance.now();
  for (const item of items) await work(item);
  return (items.length * 1000) / (performance.now() - from);
}

async function barePage(): Promise<void> {
  const document = await PDFDocument.create();
  const font = await document.embedFont(StandardFonts.Helvetica);
  document.addPage([288, 432]).drawText("Order #536365", { x: 20, y: 200, size: 12, font });
  await document.save();
}

/** A listener that takes everything, and a connection to it. */
async function openSink() {
  const server = createServer((socket) => void socket.resume());
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const socket = connect({ host: "127.0.0.1", port: typeof address === "object" && address ? address.port : 0 });
  await new Promise<void>((resolve) => void socket.once("connect", resolve));
  return {
    write: (bytes: Uint8Array) =>
      new Promise<void>(
        (resolve, reject) => void socket.write(bytes, (problem) => (problem ? reject(problem) : resolve())),
      ),
    close: async () => {
      socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}

async function windowFigures(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-labels-"));
  const printer = await LabelPrinter.start({
    random: seededRandom(11),
    faults: noFaults,
    printMs: 0,
    answerMs: 0,
    refillMs: 1,
  });
  const app = await launchApp();
  try {
    const { window } = app;
    await begin(window, "empty");
    await setDevices(window, { printer });
    await goTo(window, "r", "Printing");
    const rest = await framesWhile(window, () => new Promise((resolve) => void setTimeout(resolve, 5000)));
    const from = performance.now();
    const busy = await framesWhile(window, async () => {
      await queueLabels(window, folder, printed);
      while (printer.paper.length < printed) await new Promise((resolve) => void setTimeout(resolve, 50));
    });
    const seconds = (performance.now() - from) / 1000;
    const once = new Set(namesOn(printer.paper)).size === printed && printer.paper.length === printed;
    // A frame is missed where the one before it stood for two.
    const frame = percentile(rest, 0.5);
    const missed = (gaps: readonly number[]) =>
      gaps.reduce((sum, gap) => sum + Math.max(0, Math.round(gap / frame) - 1), 0) / gaps.length;
    const figure = (name: string, value: number, aim: number | null, better: Figure["better"]): Figure => ({
      bench: "labels",
      figure: name,
      value: rounded(value),
      aim,
      better,
    });
    return [
      figure(`${printed} labels printed once each`, once ? 1 : 0, 1, "higher"),
      figure(
        `frame p99 while ${printed} labels print / at rest`,
        percentile(busy, 0.99) / percentile(rest, 0.99),
        1.5,
        "lower",
      ),
      figure("frames missed while they print, share", missed(busy), 0.01, "lower"),
      figure("frames missed at rest, share", missed(rest), null, "lower"),
      figure("labels queued and printed a second", printed / seconds, null, "higher"),
    ];
  } finally {
    await app.kill();
    await printer.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** In the page, as text: it is no part of this program, and what compiles this would leave traces of itself in it. */
const watchFrames = `
  const times = globalThis.frameTimes = [];
  requestAnimationFrame(function next(now) {
    times.push(now);
    if (globalThis.frameTimes === times) requestAnimationFrame(next);
  });
`;

/** Milliseconds between the frames of the window while something goes on. */
async function framesWhile(window: Page, work: () => Promise<unknown>): Promise<number[]> {
  await window.evaluate(`(() => {${watchFrames}})()`);
  await work();
  const times = await window.evaluate<number[]>("globalThis.frameTimes");
  await window.evaluate("globalThis.frameTimes = undefined");
  return times.slice(1).map((at, place) => at - (times[place] ?? at));
}
