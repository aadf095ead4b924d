import { app, type BrowserWindow, dialog } from "electron";
import { CrashCount } from "../crash-count.ts";
import { windowText } from "./text.ts";

export interface WindowCare {
  /** The page's address for a window that stopped and is opened again; it tells the page so. */
  readonly address: () => string;
  readonly note: (where: string, problem: unknown) => void;
}

/**
 * A page whose process ended stays blank, and one that hangs takes no scan. The station lives in another process and goes
 * on, so the page is opened again and finds everything as it was; what happens too often is left to a person.
 */
export function lookAfterWindow(window: BrowserWindow, { address, note }: WindowCare): void {
  const count = new CrashCount();
  const openAgain = (): void => {
    if (!window.isDestroyed()) void window.loadURL(address());
  };
  window.webContents.on("render-process-gone", (_event, { reason, exitCode }) => {
    note("window", `its process ended: ${reason}, ${exitCode}`);
    if (reason === "clean-exit" || window.isDestroyed()) return;
    if (count.stopped(performance.now()) === "open-again") return openAgain();
    void askAfterStops(window).then((choice) => {
      if (choice === "quit") return app.quit();
      count.forget();
      openAgain();
    });
  });

  let asking: AbortController | undefined;
  window.on("unresponsive", () => {
    if (asking) return;
    note("window", "it does not answer");
    const question = new AbortController();
    asking = question;
    void askWhileHanging(window, question.signal).then((choice) => {
      if (asking === question) asking = undefined;
      // The end of its process is noticed above, and the window opened again there.
      if (choice === "open-again" && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
    });
  });
  window.on("responsive", () => {
    asking?.abort();
    asking = undefined;
  });
}

async function askAfterStops(window: BrowserWindow): Promise<"open-again" | "quit"> {
  const { title, detail, openAgain, quit } = windowText.stopsAgain;
  const { response } = await dialog.showMessageBox(window, {
    type: "error",
    message: title,
    detail,
    buttons: [openAgain, quit],
    defaultId: 0,
    cancelId: 1,
  });
  return response === 0 ? "open-again" : "quit";
}

async function askWhileHanging(window: BrowserWindow, signal: AbortSignal): Promise<"wait" | "open-again"> {
  const { title, detail, wait, openAgain } = windowText.hangs;
  const { response } = await dialog.showMessageBox(window, {
    type: "warning",
    message: title,
    detail,
    buttons: [wait, openAgain],
    defaultId: 0,
    cancelId: 0,
    signal,
  });
  return response === 1 ? "open-again" : "wait";
}
