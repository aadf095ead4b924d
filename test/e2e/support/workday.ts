import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test as base } from "vitest";
import { type FakePrinter, type FakePrinterMode, startFakePrinter } from "../../support/fake-printer.ts";
import { openSerialPair, type SerialPair } from "../../support/serial-pair.ts";
import { begin, whenReady } from "./day.ts";
import { launchApp, type LaunchedApp, type LaunchOptions } from "./launch.ts";

/** Everything one test uses: its stations, its scanner's line, its printer, its folder. All of it ends with the test. */
export interface Workday {
  /** A fresh station after its first start, somebody signed in. */
  begun(mode: "demo" | "empty", options?: LaunchOptions): Promise<LaunchedApp>;
  /** A station as its folder has it, its first screen there. */
  opened(options: LaunchOptions): Promise<LaunchedApp>;
  /** A serial line with a scanner at its end. */
  scanner(): Promise<SerialPair>;
  printer(mode?: FakePrinterMode): Promise<FakePrinter>;
  /** An empty folder: for files to import, or for a station that is opened twice. */
  folder(): Promise<string>;
  /** What the pages complained of: uncaught errors and console errors. A test ends with none, unless it takes them out. */
  readonly complaints: string[];
}

/** Where a test that failed leaves what its windows showed. */
const picturesFolder = resolve(import.meta.dirname, "../../../.cache/test-results");

/** A wait in these tests is for a condition, and long: a busy machine is slow, not wrong. */
export const eventually = { timeout: 30_000, interval: 50 };

export const test = base.extend<{ workday: Workday }>({
  workday: async ({ task }, use) => {
    const stations: LaunchedApp[] = [];
    const ends: (() => Promise<void>)[] = [];
    const complaints: string[] = [];

    const opened = async (options: LaunchOptions): Promise<LaunchedApp> => {
      const station = await launchApp(options);
      stations.push(station);
      station.window.on("pageerror", (problem) => complaints.push(problem.stack ?? problem.message));
      station.window.on("console", (message) => {
        if (message.type() === "error") complaints.push(message.text());
      });
      await whenReady(station.window);
      return station;
    };
    await use({
      opened,
      begun: async (mode, options = {}) => {
        const station = await opened(options);
        await begin(station.window, mode);
        return station;
      },
      scanner: async () => {
        const line = await openSerialPair();
        ends.push(() => line.close());
        return line;
      },
      printer: async (mode = "ok") => {
        const printer = await startFakePrinter({ mode });
        ends.push(() => printer.close());
        return printer;
      },
      folder: async () => {
        const folder = await mkdtemp(join(tmpdir(), "holdfast-e2e-"));
        ends.push(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
        return folder;
      },
      complaints,
    });

    if (task.result?.state === "fail") await keepPictures(task.name, stations);
    for (const station of stations) await station.kill();
    for (const end of ends.toReversed()) await end();
    expect(complaints).toEqual([]);
  },
});

async function keepPictures(title: string, stations: readonly LaunchedApp[]): Promise<void> {
  await mkdir(picturesFolder, { recursive: true });
  for (const [place, { window }] of stations.entries()) {
    const name = `${title.replaceAll(/[^\p{L}\p{N}]+/gu, "-").slice(0, 80)}-${place + 1}.png`;
    // A window that was killed has nothing to show.
    await window.screenshot({ path: join(picturesFolder, name), timeout: 5000 }).catch(() => undefined);
  }
}
