import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { openStation, type Station } from "#main/station.ts";
import { makeBackup } from "#main/store/backups.ts";
import { sha256 } from "#main/store/sha256.ts";
import { draft } from "#shared/facts/kinds.ts";
import { noPrevious, type FactEnvelope } from "#shared/facts/fact.ts";
import { type ChainHead, seal } from "#shared/facts/seal.ts";
import { earliestStamp } from "#shared/kernel/hybrid-clock.ts";
import { measureBareFlush } from "./support/bare-flush.ts";
import { type Figure, percentile, rounded } from "./support/figures.ts";
import { type Hold, watchLoop } from "./support/held-loop.ts";
import { orderContent } from "./support/made-orders.ts";
import { packableStation } from "./support/packable-station.ts";

/** How long it is measured, and how many orders lie in the store before. Less for a short run. */
const seconds = Number(process.env["HOLDFAST_BENCH_SECONDS"] ?? 30);
const ordersBefore = Number(process.env["HOLDFAST_BENCH_ORDERS"] ?? 10_000);
const factsPerSecond = 500;
const arrivalsEveryMs = 100;
const scanEveryMs = 60;
const longestTaskMs = 16;

/** Orders placed at another station, as they would come from the hub. */
function* arrivals(): Generator<FactEnvelope> {
  let head: ChainHead = { sequence: 0, hash: noPrevious, stamp: earliestStamp };
  const began = Date.now();
  for (let number = 0; ; number++) {
    const orderId = `01990000-0000-7000-8000-${String(number).padStart(12, "0")}`;
    const sealed = seal(head, {
      draft: draft(`order/${orderId}`, "order.placed", { orderId, content: orderContent(number) }),
      version: 1,
      station: "01980000-0000-7000-8000-000000000001",
      user: "person-9",
      now: began + number,
      sha256,
      idOf: ({ sequence }) => `01a30000-0000-7000-8000-${String(sequence).padStart(12, "0")}`,
    });
    head = sealed.head;
    yield sealed.fact;
  }
}

function take<Value>(values: Iterator<Value>, count: number): Value[] {
  return Array.from({ length: count }, () => values.next().value as Value);
}

interface Measured {
  /** Milliseconds from a scan to its verdict, its fact on the disk. */
  readonly verdicts: number[];
  readonly flushes: number[];
  readonly holds: Hold[];
  readonly received: number;
  readonly backups: number;
}

async function measure(
  station: Station,
  folder: string,
  sku: string,
  facts: Iterator<FactEnvelope>,
): Promise<Measured> {
  const { log, store } = station.context;
  // Made beforehand: sealing them is the work of other machines.
  const coming = Array.from({ length: Math.ceil((seconds * 1000) / arrivalsEveryMs) }, () =>
    take(facts, (factsPerSecond * arrivalsEveryMs) / 1000),
  );
  const state = { over: false, received: 0, backups: 0 };
  const flush = measureBareFlush(join(folder, "flushed"), 25);
  const loop = await watchLoop();
  const began = performance.now();
  const verdicts: number[] = [];
  const arriving = async () => {
    for (const [place, batch] of coming.entries()) {
      if (state.over) break;
      await wait(Math.max(0, began + place * arrivalsEveryMs - performance.now()));
      state.received += (await log.receive(batch)).taken;
    }
    state.over = true;
  };
  const backingUp = async () => {
    const { driver } = store.facts();
    while (!state.over) {
      const { bytes } = store.facts();
      const made = await makeBackup({
        paths: store.paths,
        driver,
        now: Date.now(),
        storeBytes: bytes,
        freeBytes: Infinity,
      });
      if (!made.ok) throw new Error(made.error.words);
      state.backups += 1;
    }
  };
  const scanning = async () => {
    while (!state.over) {
      const at = performance.now();
      await station.scans.take(sku);
      verdicts.push(performance.now() - at);
      await wait(Math.max(1, scanEveryMs - (performance.now() - at)));
    }
  };
  const all = [arriving(), backingUp(), scanning()];
  let flushes: Measured["flushes"] = [];
  let holds: Measured["holds"] = [];
  try {
    await Promise.all(all);
  } finally {
    // One that failed ends the others, so that it is told and not what they run into once the store is gone.
    state.over = true;
    await Promise.allSettled(all);
    // Either keeps the program running.
    [flushes, holds] = await Promise.all([flush.stop(), loop.stop()]);
  }
  return {
    verdicts,
    flushes,
    holds,
    received: state.received,
    backups: state.backups,
  };
}

/** Verdict and durable fact while facts come in from the hub and a backup runs, as a ratio to a bare flush. */
export async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-busy-"));
  const units = Math.ceil((seconds * 1000) / scanEveryMs) + 200;
  const sku = await packableStation(folder, { units, lines: 12, scannerPath: "" });
  const station = await openStation({
    directory: join(folder, "store"),
    assets: resolve(import.meta.dirname, "../../assets"),
    clock: Date.now,
    emit: () => undefined,
  });
  try {
    const facts = arrivals();
    for (let made = 0; made < ordersBefore; made += 1000) await station.context.log.receive(take(facts, 1000));
    station.scans.route("pack");
    await station.scans.take("HF-TOTE.T-01");
    for (let warm = 0; warm < 50; warm++) await station.scans.take(sku);
    const { verdicts, flushes, holds, received, backups } = await measure(station, folder, sku, facts);
    const worst = holds.toSorted((one, other) => other.milliseconds - one.milliseconds);
    const tooLong = worst.filter((hold) => hold.milliseconds > longestTaskMs);
    const figure = (name: string, value: number, aim: number | null, better: "lower" | "higher" = "lower"): Figure => ({
      bench: "busy",
      figure: name,
      value: rounded(value),
      aim,
      better,
    });
    return [
      figure(
        "verdict and durable fact p99 / bare flush p99",
        percentile(verdicts, 0.99) / percentile(flushes, 0.99),
        3,
      ),
      figure("verdict and durable fact p50, ms", percentile(verdicts, 0.5), null),
      figure("verdict and durable fact p99, ms", percentile(verdicts, 0.99), null),
      figure("bare flush p50, ms", percentile(flushes, 0.5), null),
      figure("bare flush p99, ms", percentile(flushes, 0.99), null),
      figure("facts received per second", received / seconds, factsPerSecond * 0.95, "higher"),
      figure("backups made meanwhile", backups, 1, "higher"),
      figure(`times the event loop was held longer than ${longestTaskMs} ms`, tooLong.length, 0),
      figure(
        "of them, other than by a commit waiting for the disk",
        tooLong.filter((hold) => !hold.name.includes("group-commit.ts")).length,
        0,
      ),
      ...worst
        .slice(0, 5)
        .map((hold, place) => figure(`held ${place + 1}, ms: ${hold.name}`, hold.milliseconds, longestTaskMs)),
    ];
  } finally {
    await station.close();
    await rm(folder, { recursive: true, force: true });
  }
}
