import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Browser, chromium, type Page } from "playwright-core";
import { electronOptions, hasDisplay, startVirtualDisplay } from "../../../scripts/lib/display.mjs";
import { electronRuntime } from "../../../scripts/lib/electron-runtime.mjs";

/** An Electron app started as a person starts it: nothing holds it up or listens in until it is asked. */
export interface SpawnedApp {
  readonly page: Page;
  /** UTC ms just before the process was started. */
  readonly startedAt: number;
  /** UTC ms at which the page set this mark; waits for it. */
  markedAt(name: string): Promise<number>;
  close(): Promise<void>;
}

export async function spawnApp(
  appFolder: string,
  options: { readonly userData?: string; readonly args?: readonly string[]; readonly untouchedMs?: number } = {},
): Promise<SpawnedApp> {
  const runtime = await electronRuntime();
  if (!hasDisplay()) await startVirtualDisplay();
  const ownFolder = options.userData === undefined ? await mkdtemp(join(tmpdir(), "holdfast-empty-")) : undefined;
  const userData = options.userData ?? ownFolder ?? "";
  const words = [
    ...electronOptions(),
    appFolder,
    `--user-data-dir=${userData}`,
    "--remote-debugging-port=0",
    ...(options.args ?? []),
  ];
  const startedAt = Date.now();
  const child = spawn(runtime.executablePath, words, { stdio: "ignore", detached: true });
  // Left alone while it starts, so that asking does not slow what is measured.
  await setTimeout(options.untouchedMs ?? 0);
  const { browser, page } = await attach(child, userData)
    .then(async (found) => ({ browser: found, page: await firstPage(found) }))
    .catch((problem: unknown) => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGKILL");
      throw problem;
    });
  return {
    page,
    startedAt,
    markedAt: async (name) => {
      const handle = await page.waitForFunction(
        (mark) => {
          const [entry] = performance.getEntriesByName(mark);
          return entry && performance.timeOrigin + entry.startTime;
        },
        name,
        { polling: 20, timeout: 60_000 },
      );
      return Number(await handle.jsonValue());
    },
    async close() {
      await browser.close().catch(() => undefined);
      const ended = child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined;
      // The whole group: helpers of Chromium would go on writing into a folder that is to be removed.
      if (child.pid !== undefined) process.kill(-child.pid, "SIGKILL");
      await ended;
      if (ownFolder) await rm(ownFolder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function attach(child: ChildProcess, userData: string): Promise<Browser> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`The app ended by itself (${child.exitCode})`);
    const port = await readFile(join(userData, "DevToolsActivePort"), "utf8").catch(() => "");
    const [number] = port.split("\n");
    if (number) return chromium.connectOverCDP(`http://127.0.0.1:${number}`);
    await setTimeout(50);
  }
  throw new Error("The app gave no debugging port");
}

async function firstPage(browser: Browser): Promise<Page> {
  for (let tries = 0; tries < 600; tries += 1) {
    const page = browser.contexts()[0]?.pages()[0];
    if (page) return page;
    await setTimeout(50);
  }
  throw new Error("The app opened no window");
}
