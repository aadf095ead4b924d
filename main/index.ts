import { join } from "node:path";
import { app, type BrowserWindow, dialog, safeStorage } from "electron";
import { pageQuery, type WindowOpened } from "#shared/bridge/page-query.ts";
import type { StationState } from "#shared/bridge/types.ts";
import type { Desktop } from "./bridge/handlers.ts";
import { type Answer, registerBridge, tellWindow } from "./bridge/register.ts";
import { Journal } from "./journal.ts";
import type { Station } from "./station.ts";
import type { KeyRing } from "./sync/token-vault.ts";
import { keepTheme, takeUpTheme } from "./windows/kept-theme.ts";
import { openMainWindow } from "./windows/main-window.ts";
import { setMenu } from "./windows/menu.ts";
import { pageScheme, registerPageScheme, servePages } from "./windows/page-protocol.ts";

// One start-up, top to bottom: the window comes first and the store opens while it paints.
const outFolder = join(import.meta.dirname, "..");
const developmentAddress = process.env["ELECTRON_RENDERER_URL"];
let window: BrowserWindow | undefined;
let station: Station | undefined;
/** Who answers the window: the open station, or what is left where it cannot be opened. */
let answering: Promise<Answer>;

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
  const userData = app.getPath("userData");
  const query = (opened: WindowOpened): string => pageQuery(takeUpTheme(userData), opened);
  window = openMainWindow(outFolder, developmentAddress, query, (where, problem) => journal.note(where, problem));
  // The page starts in its own process while the store opens in this one; its first question waits for the answer.
  answering = behind(pageHasProgram).then(() => open(directory, journal));
  registerBridge({
    window: () => window,
    home: developmentAddress ?? `${pageScheme}://`,
    answer: async (name, input) => (await answering)(name, input),
  });
  app.on("second-instance", () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  app.on("window-all-closed", () => app.quit());
  closeStationBeforeQuit();
}

const longestHeadStartMs = 1000;
/** From being asked for the program to having given it out, with its compiled form, which this process does too. */
const programGivenMs = 25;

/**
 * Loads the first half of the program, once the page's process has its own: what keeps this process busy while that one
 * starts and fetches keeps the page waiting. Not for ever, since the scanner works without it.
 */
async function behind(pageHasProgram: Promise<void>): Promise<void> {
  await Promise.race([pageHasProgram, pause(longestHeadStartMs)]);
  await pause(programGivenMs);
  await import("./store/open-store.ts");
  await turn();
}

/** Opens the station; where the store cannot be used, the window says why and nothing is touched. */
async function open(directory: string, journal: Journal): Promise<Answer> {
  // Loaded only now: the database and the rules are most of the program, and the window should not wait for them.
  const program = await import("./station-program.ts");
  await turn();
  const onProblem = (name: string, problem: unknown): void => journal.note(name, problem);
  const reopen = (): Promise<void> => openAgain(directory, journal);
  try {
    const opened = await program.openStation({
      directory,
      assets: join(app.getAppPath(), "assets"),
      clock: Date.now,
      startDevices: () => program.utilityChild(join(import.meta.dirname, "device-process.cjs")),
      emit: (name, event) => tellWindow(window, name, event),
      sync: { keyRing: keyRing(), onProblem: (problem) => journal.note("sync", problem) },
    });
    station = opened;
    const handlers = program.makeHandlers(opened, { ...desktop, reopenStore: reopen });
    const isSignedIn = (): boolean => program.signedIn(opened.context) !== undefined;
    return (name, input) => program.answer(name, input, { handlers, isSignedIn, onProblem });
  } catch (problem) {
    journal.note("opening the store", problem);
    const handlers = program.closedHandlers(problem, { directory, clock: Date.now, reopen, keyRing: keyRing() });
    return (name, input) => program.answer(name, input, { handlers, isSignedIn: () => false, onProblem });
  }
}

/** Closes the station where it is open, and opens it as at a start; the window is told what came of it. */
async function openAgain(directory: string, journal: Journal): Promise<void> {
  const closing = station;
  station = undefined;
  tellWindow(window, "station", { phase: "opening" });
  answering = Promise.resolve(closing?.close()).then(() => open(directory, journal));
  const answer = await answering;
  const state = await answer("station.state", {});
  if (state.ok) tellWindow(window, "station", state.value as StationState);
}

/** The system's own, where it has one; a file that only its owner may read keeps the token elsewhere. */
function keyRing(): KeyRing | undefined {
  if (!safeStorage.isEncryptionAvailable()) return undefined;
  return { seal: (text) => safeStorage.encryptString(text), open: (sealed) => safeStorage.decryptString(sealed) };
}

function turn(): Promise<void> {
  return new Promise((done) => void setImmediate(done));
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((done) => void setTimeout(done, milliseconds));
}

const desktop: Omit<Desktop, "reopenStore"> = {
  version: app.getVersion(),
  keepTheme: (theme) => keepTheme(app.getPath("userData"), theme),
  askOpenPath: async () => {
    if (!window) return undefined;
    const filters = [
      { name: "Catalogue or order export", extensions: ["csv", "txt", "tsv"] },
      { name: "All files", extensions: ["*"] },
    ];
    const chosen = await dialog.showOpenDialog(window, { properties: ["openFile"], filters });
    return chosen.canceled ? undefined : chosen.filePaths[0];
  },
  askLabelPath: async () => {
    if (!window) return undefined;
    const filters = [
      { name: "Label", extensions: ["zpl", "pdf", "txt", "prn"] },
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

function closeStationBeforeQuit(): void {
  let closed = false;
  app.on("before-quit", (event) => {
    if (closed) return;
    event.preventDefault();
    void answering
      .then(() => station?.close())
      .finally(() => {
        closed = true;
        app.quit();
      });
  });
}
