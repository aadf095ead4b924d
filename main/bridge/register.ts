import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from "electron";
import type { BridgeEvents, EventName } from "#shared/bridge/contract.ts";
import { callChannel, eventChannel } from "#shared/bridge/names.ts";
import { err } from "#shared/kernel/result.ts";
import { answer, type Handlers } from "./answer.ts";

export interface BridgeOptions {
  readonly window: () => BrowserWindow | undefined;
  /** Where our own pages come from; a call from anywhere else is refused. */
  readonly home: string;
  readonly handlers: () => Promise<Partial<Handlers>>;
  readonly isSignedIn: () => boolean;
  readonly onProblem: (name: string, problem: unknown) => void;
}

/** The one channel the window may call on. */
export function registerBridge(options: BridgeOptions): void {
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    if (!isOurs(event, options)) return err({ code: "bad-input", detail: "Not our window" });
    const handlers = await options.handlers();
    return answer(name, input, { handlers, isSignedIn: options.isSignedIn, onProblem: options.onProblem });
  });
}

function isOurs(event: IpcMainInvokeEvent, { window, home }: BridgeOptions): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === window()?.webContents.mainFrame && frame.url.startsWith(home);
}

/** Tells the window something unasked. Nothing is lost where there is none: a window asks when it opens. */
export function tellWindow<Name extends EventName>(
  window: BrowserWindow | undefined,
  name: Name,
  event: BridgeEvents[Name],
): void {
  if (window && !window.isDestroyed()) window.webContents.send(eventChannel, name, event);
}
