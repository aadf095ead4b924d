import { dirname } from "node:path";
import { type MessagePort, parentPort, workerData } from "node:worker_threads";
import { setTimeout as wait } from "node:timers/promises";
import type { StationThreadData } from "#main/station-thread/messages.ts";
import { serveStation } from "#main/station-thread/serve-station.ts";
import { openStation, type Station } from "#main/station.ts";
import { makeBackup } from "#main/store/backups.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { arrivals } from "./arrivals.ts";
import { type Hold, watchLoop } from "./held-loop.ts";
import { packableStation } from "./packable-station.ts";

/** The station's thread as the application has it, and in it what keeps it busy: facts from a hub, and backups. */

export interface BusyThreadData extends StationThreadData {
  /** Where the bench says what it wants. */
  readonly bench: MessagePort;
  /** Units in the tote that is to be packed. */
  readonly units: number;
}

export type Wanted =
  /** Before anything is measured: orders of another station in the store, and facts that are to come. */
  | { readonly kind: "prepare"; readonly orders: number; readonly seconds: number; readonly factsPerSecond: number }
  | { readonly kind: "keep-busy" };

export interface KeptBusy {
  readonly received: number;
  readonly backups: number;
  /** Of the thread's own loop. */
  readonly holds: readonly Hold[];
}

const everyMs = 100;
// Given by busy.bench.ts.
const { bench, units, ...data } = workerData as BusyThreadData;
const other = arrivals();
/** Made beforehand: sealing them is the work of other machines. */
let coming: readonly FactEnvelope[][] = [];

if (!parentPort) throw new Error("This is the program of a thread");
serveStation(parentPort, data, async (options) => {
  // Not in main, whose heap is to be as small as the application's.
  await packableStation(dirname(options.directory), { units, lines: 12, scannerPath: "/dev/bench" });
  const station = await openStation(options);
  bench.on("message", (wanted: Wanted) => {
    void answer(station, wanted).then(
      (done) => bench.postMessage({ done }),
      (problem: unknown) => bench.postMessage({ problem: String(problem) }),
    );
  });
  // The thread ends when its station closes.
  bench.unref();
  return station;
});

async function answer(station: Station, wanted: Wanted): Promise<KeptBusy | null> {
  if (wanted.kind === "keep-busy") return keepBusy(station);
  const { orders, seconds, factsPerSecond } = wanted;
  const { log } = station.context;
  for (let made = 0; made < orders; made += 1000) await log.receive(take(1000));
  const batches = Math.ceil((seconds * 1000) / everyMs);
  coming = Array.from({ length: batches }, () => take((factsPerSecond * everyMs) / 1000));
  return null;
}

function take(count: number): FactEnvelope[] {
  return Array.from({ length: count }, () => other.next().value);
}

async function keepBusy(station: Station): Promise<KeptBusy> {
  const { log, store } = station.context;
  const loop = await watchLoop();
  const began = performance.now();
  const state = { isOver: false };
  let received = 0;
  let backups = 0;
  const receiving = async (): Promise<void> => {
    for (const [place, batch] of coming.entries()) {
      if (state.isOver) break;
      await wait(Math.max(0, began + place * everyMs - performance.now()));
      received += (await log.receive(batch)).taken;
    }
    state.isOver = true;
  };
  const backingUp = async (): Promise<void> => {
    const { driver } = store.facts();
    while (!state.isOver) {
      const { bytes: storeBytes } = store.facts();
      const asked = { paths: store.paths, driver, now: Date.now(), storeBytes, freeBytes: Infinity };
      const made = await makeBackup(asked);
      if (!made.ok) throw new Error(made.error.words);
      backups += 1;
    }
  };
  const all = [receiving(), backingUp()];
  try {
    await Promise.all(all);
  } finally {
    // One that failed ends the other.
    state.isOver = true;
    await Promise.allSettled(all);
  }
  return { received, backups, holds: await loop.stop() };
}
