import { BrowserWindow, nativeTheme, shell } from "electron";
import { join } from "node:path";
import type { WindowOpened } from "#shared/bridge/page-query.ts";
import { lookAfterWindow } from "./look-after-window.ts";
import { pageAddress, pageScheme } from "./page-protocol.ts";

/** The one window: sandboxed, without Node, and it goes nowhere but to our own pages. */
export function openMainWindow(
  outFolder: string,
  developmentAddress: string | undefined,
  query: (opened: WindowOpened) => string,
  note: (where: string, problem: unknown) => void,
): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    useContentSize: true,
    autoHideMenuBar: true,
    minWidth: 900,
    minHeight: 600,
    backgroundColor: nativeTheme.shouldUseDarkColors ? "#0F1215" : "#F6F6F3",
    title: "Holdfast",
    webPreferences: {
      preload: join(outFolder, "preload", "index.cjs"),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // The program's compiled form is kept from its first run on, not only once Chromium finds that it comes often.
      v8CacheOptions: "bypassHeatCheck",
      // A bench behind another window still takes scans, and its verdict must be painted when it comes back.
      backgroundThrottling: false,
      // The first verdict of the day may come from a serial scanner, before anyone touched the window.
      autoplayPolicy: "no-user-gesture-required",
    },
  });
  const { webContents } = window;
  webContents.setWindowOpenHandler(({ url }) => {
    if (url.startsWith("https://")) void shell.openExternal(url);
    return { action: "deny" };
  });
  const home = developmentAddress ?? `${pageScheme}://`;
  webContents.on("will-navigate", (event) => {
    if (!event.url.startsWith(home)) event.preventDefault();
  });
  webContents.on("will-attach-webview", (event) => event.preventDefault());
  const address = developmentAddress ?? pageAddress;
  lookAfterWindow(window, { address: () => `${address}${query("again")}`, note });
  void window.loadURL(`${address}${query("first")}`);
  return window;
}
