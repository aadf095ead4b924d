import { resolve } from "node:path";
import { type Figure, percentile, rounded } from "./support/figures.ts";
import { largeStation } from "./support/large-store.ts";
import { spawnApp } from "./support/spawn-app.ts";

const orders = 100_000;
const rounds = 12;
const project = resolve(import.meta.dirname, "../..");
const emptyApp = resolve(import.meta.dirname, "support/empty-app");
const untouchedMs = 2500;

/**
 * From starting the process to the first usable screen (the order list with its rows painted) with 100,000 orders in the
 * store, as a ratio to an empty Electron window opened in the same run. Rounds alternate; medians are compared.
 */
export async function run(): Promise<Figure[]> {
  const station = await largeStation(orders);
  const ours: number[] = [];
  const empty: number[] = [];
  try {
    for (let round = 0; round < rounds; round += 1) {
      empty.push(await timeToMark(emptyApp, undefined));
      ours.push(await timeToMark(project, station.folder));
    }
  } finally {
    await station.remove();
  }
  // The first round reads everything from a cold disk cache; it is told, and left out of the ratio.
  const warm = ours.slice(1);
  const base = percentile(empty.slice(1), 0.5);
  return [
    {
      bench: "start",
      figure: "first usable screen / empty window",
      value: rounded(percentile(warm, 0.5) / base),
      aim: 1.5,
      better: "lower",
    },
    {
      bench: "start",
      figure: "first usable screen, ms",
      value: rounded(percentile(warm, 0.5)),
      aim: null,
      better: "lower",
    },
    { bench: "start", figure: "empty window, ms", value: rounded(base), aim: null, better: "lower" },
    { bench: "start", figure: "first start of the run, ms", value: rounded(ours[0] ?? 0), aim: null, better: "lower" },
  ];
}

async function timeToMark(folder: string, userData: string | undefined): Promise<number> {
  const app = await spawnApp(folder, { untouchedMs, ...(userData === undefined ? {} : { userData }) });
  try {
    return (await app.markedAt("first-list")) - app.startedAt;
  } finally {
    await app.close();
  }
}
