// A placeholder that opens a window; the real composition root takes its place.
import { app, BrowserWindow } from "electron";
import { join } from "node:path";
import { DatabaseSync } from "@photostructure/sqlite";
import { ok } from "#shared/kernel/result.ts";

async function openWindow(): Promise<void> {
  await app.whenReady();
  const database = new DatabaseSync(":memory:");
  const engine = JSON.stringify(database.prepare("select sqlite_version() as version").get());
  database.close();
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    webPreferences: { preload: join(import.meta.dirname, "../preload/index.cjs"), sandbox: true },
  });
  const address = process.env["ELECTRON_RENDERER_URL"];
  const state = ok(`${engine} ${app.getName()} ${app.getVersion()} ${app.isPackaged} ${app.getPath("userData")}`);
  if (address === undefined) await window.loadFile(join(import.meta.dirname, "../renderer/index.html"), { query: { state: state.value } });
  else await window.loadURL(address);
}

app.on("window-all-closed", () => app.quit());
void openWindow();
