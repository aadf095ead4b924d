import { join } from "node:path";
import { app, type BrowserWindow } from "electron";
import { pageQuery, type WindowOpened } from "#shared/bridge/page-query.ts";
import { registerBridge, tellWindow } from "./bridge/register.ts";
import { Journal } from "./journal.ts";
import { StationThread } from "./station-thread/station-thread.ts";
import type { ThreadStartData } from "./station-thread/messages.ts";
import { startStationThread } from "./station-thread/thread-life.ts";
import { desktopOf } from "./windows/desktop.ts";
import { takeUpTheme } from "./windows/kept-theme.ts";
import { openMainWindow } from "./windows/main-window.ts";
import { setMenu } from "./windows/menu.ts";
import { pageScheme, registerPageScheme, servePages } from "./windows/page-protocol.ts";

// One start-up, top to bottom. The station opens in a thread of its own meanwhile: this one draws the window and takes its
// keys, and must never wait for a disk.
const outFolder = join(import.meta.dirname, "..");
const developmentAddress = process.env["ELECTRON_RENDERER_URL"];
let window: BrowserWindow | undefined;

if (app.requestSingleInstanceLock()) {
  registerPageScheme();
  void start();
} else {
  app.quit();
}

async function start(): Promise<void> {
  const userData = app.getPath("userData");
  const directory = join(userData, "store");
  const journal = new Journal(directory);
  const note = (where: string, problem: unknown): void => journal.note(where, problem);
  process.on("uncaughtException", (problem) => note("uncaught", problem));
  process.on("unhandledRejection", (problem) => note("unhandled", problem));
  // While Chromium gets ready; what the station asks of it meanwhile waits until it is.
  const station = openStationThread(userData, directory, note);
  quitBehind(async () => {
    await station.close();
    await journal.written();
  });
  await app.whenReady();
  setMenu(developmentAddress !== undefined);
  servePages(join(outFolder, "renderer"));
  const query = (opened: WindowOpened): string => pageQuery(takeUpTheme(userData), opened);
  window = openMainWindow(outFolder, developmentAddress, query, note);
  registerBridge({
    window: () => window,
    home: developmentAddress ?? `${pageScheme}://`,
    answer: (name, input) => station.answer(name, input),
  });
  app.on("second-instance", () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on("window-all-closed", () => app.quit());
}

function openStationThread(userData: string, directory: string, note: Journal["note"]): StationThread {
  const program = join(import.meta.dirname, "station-thread.cjs");
  const data: ThreadStartData = {
    directory,
    assets: join(app.getAppPath(), "assets"),
    compiled: join(userData, "compiled"),
    version: app.getVersion(),
  };
  return new StationThread({
    directory,
    start: () => startStationThread(program, data),
    desktop: desktopOf(() => window, join(import.meta.dirname, "device-process.cjs")),
    desktopReady: app.whenReady(),
    emit: (name, event) => tellWindow(window, name, event),
    note,
  });
}

/** Quits once this is done. */
function quitBehind(done: () => Promise<void>): void {
  let isDone = false;
  app.on("before-quit", (event) => {
    if (isDone) return;
    event.preventDefault();
    void done().finally(() => {
      isDone = true;
      app.quit();
    });
  });
}
