import { join } from "node:path";
import { app, type BrowserWindow, dialog } from "electron";
import type { StationState } from "#shared/bridge/types.ts";
import { ok } from "#shared/kernel/result.ts";
import type { Desktop } from "./bridge/handlers.ts";
import { type Answer, registerBridge, tellWindow } from "./bridge/register.ts";
import { Journal } from "./journal.ts";
import type { Station } from "./station.ts";
import { openMainWindow } from "./windows/main-window.ts";
import { setMenu } from "./windows/menu.ts";
import { pageScheme, registerPageScheme, servePages } from "./windows/page-protocol.ts";

// One start-up, top to bottom: the window comes first and the store opens while it paints.
const outFolder = join(import.meta.dirname, "..");
const developmentAddress = process.env["ELECTRON_RENDERER_URL"];
let window: BrowserWindow | undefined;
let station: Station | undefined;

if (app.requestSingleInstanceLock()) {
  registerPageScheme();
  void start();
} else {
  app.quit();
}

async function start(): Promise<void> {
  const directory = join(app.getPath("userData"), "store");
  const journal = new Journal(directory);
  process.on("uncaughtException", (problem) => journal.note("uncaught", problem));
  process.on("unhandledRejection", (problem) => journal.note("unhandled", problem));
  await app.whenReady();
  setMenu(developmentAddress !== undefined);
  const pageHasProgram = servePages(join(outFolder, "renderer"));
  window = openMainWindow(outFolder, developmentAddress);
  // The page starts in its own process while the store opens in this one; its first question waits for the answer.
  const opening = soon(pageHasProgram).then(() => open(directory, journal));
  registerBridge({
    window: () => window,
    home: developmentAddress ?? `${pageScheme}://`,
    answer: opening,
  });
  app.on("second-instance", () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on("window-all-closed", () => app.quit());
  closeStationBeforeQuit(opening);
}

const longestHeadStartMs = 1000;

/** Waits for the page to be on its way; not for ever, since the scanner works without it. */
function soon(pageHasProgram: Promise<void>): Promise<void> {
  return Promise.race([pageHasProgram, new Promise<void>((done) => void setTimeout(done, longestHeadStartMs))]);
}

/** Opens the station; where the store cannot be used, the window says why and nothing is touched. */
async function open(directory: string, journal: Journal): Promise<Answer> {
  // Loaded only now: the database and the rules are most of the program, and the window should not wait for them.
  const { answer, openStation, makeHandlers, signedIn, storeClosedWords, utilityChild } =
    await import("./station-program.ts");
  const onProblem = (name: string, problem: unknown): void => journal.note(name, problem);
  try {
    const opened = await openStation({
      directory,
      assets: join(app.getAppPath(), "assets"),
      clock: Date.now,
      startDevices: () => utilityChild(join(import.meta.dirname, "device-process.cjs")),
      emit: (name, event) => tellWindow(window, name, event),
    });
    station = opened;
    const handlers = makeHandlers(opened, desktop);
    const isSignedIn = (): boolean => signedIn(opened.context) !== undefined;
    return (name, input) => answer(name, input, { handlers, isSignedIn, onProblem });
  } catch (problem) {
    journal.note("opening the store", problem);
    const state: StationState = { phase: "store-closed", words: storeClosedWords(problem, directory) };
    const handlers = { "station.state": () => ok(state) };
    return (name, input) => answer(name, input, { handlers, isSignedIn: () => false, onProblem });
  }
}

const desktop: Desktop = {
  version: app.getVersion(),
  askOpenPath: async () => {
    if (!window) return undefined;
    const filters = [
      { name: "Catalogue or order export", extensions: ["csv", "txt", "tsv"] },
      { name: "All files", extensions: ["*"] },
    ];
    const chosen = await dialog.showOpenDialog(window, { properties: ["openFile"], filters });
    return chosen.canceled ? undefined : chosen.filePaths[0];
  },
  askSavePath: async (suggested) => {
    if (!window) return undefined;
    const chosen = await dialog.showSaveDialog(window, { defaultPath: join(app.getPath("documents"), suggested) });
    return chosen.canceled ? undefined : chosen.filePath;
  },
};

function closeStationBeforeQuit(opening: Promise<unknown>): void {
  let closed = false;
  app.on("before-quit", (event) => {
    if (closed) return;
    event.preventDefault();
    void opening
      .then(() => station?.close())
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}
