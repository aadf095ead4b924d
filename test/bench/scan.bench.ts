import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout } from "node:timers/promises";
import { ask } from "../crash/station-window.ts";
import { openSerialPair } from "../support/serial-pair.ts";
import { type Figure, percentile, rounded } from "./support/figures.ts";
import { packableStation } from "./support/packable-station.ts";
import { spawnApp, type SpawnedApp } from "./support/spawn-app.ts";

const scans = 300;
const inARow = 20;
const project = resolve(import.meta.dirname, "../..");
const emptyApp = resolve(import.meta.dirname, "support/empty-app");

/**
 * From the last byte on the serial line to the verdict painted, as a ratio to the empty round trip (bytes, main, one
 * committed row, paint) of the same run. The two apps take turns, twenty scans each.
 */
export async function run(): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), "holdfast-scan-"));
  const ourLine = await openSerialPair();
  const emptyLine = await openSerialPair();
  const sku = await packableStation(folder, { units: scans + 50, lines: 12, scannerPath: ourLine.path });
  const empty = await spawnApp(emptyApp, { args: [`--line=${emptyLine.path}`] });
  const ours = await spawnApp(project, { userData: folder });
  try {
    await openBench(ours, (text) => ourLine.scan(text));
    const timings = { ours: [] as number[], empty: [] as number[] };
    let emptyNumber = 0;
    while (timings.ours.length < scans) {
      for (let turn = 0; turn < inARow; turn += 1) {
        emptyNumber += 1;
        timings.empty.push(await timeScan(empty, emptyNumber, () => emptyLine.scan(sku)));
      }
      for (let turn = 0; turn < inARow; turn += 1) {
        const before = (await ask(ours.page, "packing.state", {})).verdict?.sequence ?? 0;
        timings.ours.push(await timeScan(ours, before + 1, () => ourLine.scan(sku)));
      }
    }
    const figure = (name: string, share: number, aim: number | null): Figure => {
      const value = rounded(percentile(timings.ours, share) / percentile(timings.empty, share));
      return { bench: "scan", figure: name, value, aim, better: "lower" };
    };
    const plain = (name: string, value: number): Figure => ({
      bench: "scan",
      figure: name,
      value: rounded(value),
      aim: null,
      better: "lower",
    });
    return [
      figure("p50 / empty round trip", 0.5, 1.5),
      figure("p99 / empty round trip", 0.99, 1.5),
      plain("p50, ms", percentile(timings.ours, 0.5)),
      plain("p99, ms", percentile(timings.ours, 0.99)),
      plain("empty round trip p50, ms", percentile(timings.empty, 0.5)),
      plain("empty round trip p99, ms", percentile(timings.empty, 0.99)),
    ];
  } finally {
    await ours.close();
    await empty.close();
    await ourLine.close();
    await emptyLine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openBench(app: SpawnedApp, scan: (text: string) => Promise<void>): Promise<void> {
  await app.markedAt("first-list");
  await app.page.keyboard.type("gp", { delay: 120 });
  await app.page.waitForSelector(".bench");
  for (;;) {
    const state = await ask(app.page, "packing.state", {});
    if (state.session) return;
    if (state.scanner.kind === "ready") await scan("HF-TOTE.T-01");
    await setTimeout(200);
  }
}

async function timeScan(app: SpawnedApp, number: number, send: () => Promise<void>): Promise<number> {
  const at = performance.timeOrigin + performance.now();
  await send();
  return (await app.markedAt(`verdict-painted:${number}`)) - at;
}
