import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { measureBareFlush } from "./support/bare-flush.ts";
import { BusyMain } from "./support/busy-main.ts";
import type { KeptBusy } from "./support/busy-thread.ts";
import { type Figure, percentile, rounded } from "./support/figures.ts";
import { type Hold, watchLoop } from "./support/held-loop.ts";

/** How long it is measured, and how many orders lie in the store before. Less for a short run. */
const seconds = Number(process.env["HOLDFAST_BENCH_SECONDS"] ?? 30);
const ordersBefore = Number(process.env["HOLDFAST_BENCH_ORDERS"] ?? 10_000);
const factsPerSecond = 500;
const scanEveryMs = 60;
const longestTaskMs = 16;
/** Of which the tote that is packed has plenty. */
const sku = "PACK0";
const assets = resolve(import.meta.dirname, "../../assets");

interface Measured extends KeptBusy {
  /** Milliseconds from a scan to its verdict, its fact on the disk. */
  readonly verdicts: readonly number[];
  readonly flushes: readonly number[];
  /** Of main's own loop. */
  readonly mainHolds: readonly Hold[];
}

async function measure(main: BusyMain, folder: string): Promise<Measured> {
  const flush = measureBareFlush(join(folder, "flushed"), 25);
  const loop = await watchLoop();
  const verdicts: number[] = [];
  const state = { isOver: false };
  const busy = main.busy({ kind: "keep-busy" }).finally(() => {
    state.isOver = true;
  });
  const scanning = async (): Promise<void> => {
    while (!state.isOver) {
      const at = performance.now();
      await main.scan(sku);
      verdicts.push(performance.now() - at);
      await wait(Math.max(1, scanEveryMs - (performance.now() - at)));
    }
  };
  const [kept] = await Promise.all([busy, scanning()]);
  // Either keeps the program running.
  const [flushes, mainHolds] = await Promise.all([flush.stop(), loop.stop()]);
  if (!kept) throw new Error("The thread was not kept busy");
  return { ...kept, verdicts, flushes, mainHolds };
}

/** The bench with its first order open, and the scanner at it. */
async function openBench(main: BusyMain): Promise<void> {
  await main.ask("scans.route", { to: "pack" });
  while ((await main.ask("packing.state", {})).scanner.kind !== "ready") await wait(50);
  await main.scan("HF-TOTE.T-01");
  for (let warm = 0; warm < 50; warm += 1) await main.scan(sku);
}

/**
 * Verdict and durable fact while facts come in from the hub, a backup runs and the list of orders is open, as a ratio to a
 * bare flush; and how long either thread's loop was held meanwhile.
 */
export async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-busy-"));
  const units = Math.ceil((seconds * 1000) / scanEveryMs) + 200;
  const main = new BusyMain(join(folder, "store"), assets, units);
  try {
    await main.ask("station.state", {});
    await main.busy({ kind: "prepare", orders: ordersBefore, seconds, factsPerSecond });
    await openBench(main);
    return figuresOf(await measure(main, folder));
  } finally {
    await main.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf({ verdicts, flushes, received, backups, mainHolds, holds }: Measured): Figure[] {
  const [verdictP99, flushP99] = [percentile(verdicts, 0.99), percentile(flushes, 0.99)];
  return [
    figure("verdict and durable fact p99 / bare flush p99", verdictP99 / flushP99, 3),
    figure("verdict and durable fact p50, ms", percentile(verdicts, 0.5), null),
    figure("verdict and durable fact p99, ms", verdictP99, null),
    figure("bare flush p50, ms", percentile(flushes, 0.5), null),
    figure("bare flush p99, ms", flushP99, null),
    figure("facts received per second", received / seconds, factsPerSecond * 0.95, "higher"),
    figure("backups made meanwhile", backups, 1, "higher"),
    ...heldFigures("main's thread", mainHolds, 0),
    // Nobody waits for this loop but the next answer: a commit waits for the disk in it, which is what it is for.
    ...heldFigures("the station's thread", holds, null),
    figure(
      "of them, other than by a commit waiting for the disk",
      tooLong(holds).filter((hold) => isTask(hold) && !hold.name.includes("group-commit.ts")).length,
      null,
    ),
  ];
}

function heldFigures(thread: string, holds: readonly Hold[], aim: number | null): Figure[] {
  const tasks = holds.filter(isTask).toSorted((one, other) => other.milliseconds - one.milliseconds);
  return [
    // Its timer came late while nothing ran in it: the processor was given to others.
    figure(
      `${thread} woken later than ${longestTaskMs} ms, times`,
      tooLong(holds).length - tooLong(tasks).length,
      null,
    ),
    ...tasks
      .slice(0, 3)
      .map((hold, place) =>
        figure(`${thread} held ${place + 1}, ms: ${hold.name}`, hold.milliseconds, aim === null ? null : longestTaskMs),
      ),
    figure(`${thread} held by a task longer than ${longestTaskMs} ms, times`, tooLong(tasks).length, aim),
  ];
}

function tooLong(holds: readonly Hold[]): readonly Hold[] {
  return holds.filter((hold) => hold.milliseconds > longestTaskMs);
}

function isTask({ name }: Hold): boolean {
  return name !== "(idle)";
}

function figure(name: string, value: number, aim: number | null, better: "lower" | "higher" = "lower"): Figure {
  return { bench: "busy", figure: name, value: rounded(value), aim, better };
}
