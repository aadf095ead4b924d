import { join } from "node:path";
import { app, type BrowserWindow, dialog, type OpenDialogOptions, safeStorage } from "electron";
import { utilityChild } from "../adapters/devices/utility-child.ts";
import type { DesktopSide } from "../station-thread/thread-life.ts";
import { keepTheme } from "./kept-theme.ts";

/** What only Electron can do for the station. `deviceProgram` is the bundle of `device-process/index.ts`. */
export function desktopOf(window: () => BrowserWindow | undefined, deviceProgram: string): DesktopSide {
  const choose = async (name: string, extensions: string[]): Promise<string | undefined> => {
    const parent = window();
    if (!parent) return undefined;
    const filters = [
      { name, extensions },
      { name: "All files", extensions: ["*"] },
    ];
    const asked: OpenDialogOptions = { properties: ["openFile"], filters };
    const chosen = await dialog.showOpenDialog(parent, asked);
    return chosen.canceled ? undefined : chosen.filePaths[0];
  };
  return {
    startDevices: () => utilityChild(deviceProgram),
    keepTheme: (theme) => keepTheme(app.getPath("userData"), theme),
    askOpenPath: () => choose("Catalogue or order export", ["csv", "txt", "tsv"]),
    askLabelPath: () => choose("Label", ["zpl", "pdf", "txt", "prn"]),
    askSavePath: async (suggested) => {
      const parent = window();
      if (!parent) return undefined;
      const chosen = await dialog.showSaveDialog(parent, { defaultPath: join(app.getPath("documents"), suggested) });
      return chosen.canceled ? undefined : chosen.filePath;
    },
    // The system's own key ring, where it has one; a file that only its owner may read keeps the token elsewhere.
    seal: async (text) => (safeStorage.isEncryptionAvailable() ? safeStorage.encryptString(text) : undefined),
    unseal: async (sealed) =>
      safeStorage.isEncryptionAvailable() ? safeStorage.decryptString(Buffer.from(sealed)) : undefined,
  };
}
