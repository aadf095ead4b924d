import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { _electron, type ElectronApplication, type Page } from "playwright-core";
import {
  electronOptions,
  hasDisplay,
  startVirtualDisplay,
  type VirtualDisplay,
} from "../../../scripts/lib/display.mjs";
import { electronRuntime } from "../../../scripts/lib/electron-runtime.mjs";

let screen: Promise<VirtualDisplay> | undefined;

const projectFolder = resolve(import.meta.dirname, "../../..");

export interface LaunchOptions {
  /** Where this station keeps its data. Left out: a fresh folder, removed on close. Name one to open a station again. */
  readonly userData?: string | undefined;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** Opens this folder's application, which is the built one with something of the test's own. */
  readonly appFolder?: string | undefined;
  /** More words for the command line. */
  readonly args?: readonly string[] | undefined;
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  /** The first window, its page loaded. */
  readonly window: Page;
  readonly userData: string;
  /** What the application printed so far, for the message of a test that fails. */
  output(): string;
  /** Quits in an orderly way. Closing twice, or after kill, does nothing. */
  close(): Promise<void>;
  /** Ends the whole tree of processes at once, as a power cut would. A named userData folder stays. */
  kill(): Promise<void>;
}

/** Opens the built application (out/) in Electron, on a screen in memory when there is no other. */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const runtime = await electronRuntime();
  if (!hasDisplay()) await (screen ??= startVirtualDisplay());
  const userData = options.userData ?? (await mkdtemp(join(tmpdir(), "holdfast-station-")));
  const app = await _electron.launch({
    executablePath: runtime.executablePath,
    args: [
      ...electronOptions(),
      options.appFolder ?? projectFolder,
      `--user-data-dir=${userData}`,
      ...(options.args ?? []),
    ],
    env: { ...inheritedEnvironment(), ...options.env },
    cwd: projectFolder,
  });

  const printed: string[] = [];
  const child = app.process();
  child.stdout?.on("data", (piece: Buffer) => printed.push(piece.toString("utf8")));
  child.stderr?.on("data", (piece: Buffer) => printed.push(piece.toString("utf8")));
  const output = () => printed.join("");
  const ended = new Promise<void>((done) => {
    if (child.exitCode !== null || child.signalCode !== null) done();
    else child.once("exit", () => done());
  });
  const removeOwnFolder = async () => {
    if (options.userData === undefined) await rm(userData, { recursive: true, force: true, maxRetries: 5 });
  };

  const kill = async () => {
    killTree(child.pid);
    await ended;
    await removeOwnFolder();
  };
  const close = async () => {
    await app.close();
    await ended;
    await removeOwnFolder();
  };

  try {
    const window = await app.firstWindow();
    await window.waitForLoadState("load");
    // Screens behind the first come after it; no person is as quick as a test.
    await window.waitForSelector("html[data-whole=true]", { state: "attached" });
    return { app, window, userData, output, close, kill };
  } catch (reason) {
    await kill();
    throw new Error(`The application opened no window. It printed:\n${output()}`, { cause: reason });
  }
}

/** Ours, without what the test runner put there for itself. */
function inheritedEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && !/^(VITEST|NODE_ENV$|NODE_OPTIONS$|ELECTRON_RUN_AS_NODE$)/.test(entry[0]),
  );
  return Object.fromEntries(kept);
}

/** Playwright makes the application the leader of a process group, and Chromium's helpers stay in it. */
function killTree(processId: number | undefined): void {
  if (processId === undefined) return;
  try {
    process.kill(process.platform === "win32" ? processId : -processId, "SIGKILL");
  } catch {
    // It is gone already.
  }
}
