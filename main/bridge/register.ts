import { type BrowserWindow, ipcMain, type IpcMainInvokeEvent } from "electron";
import type { BridgeEvents, BridgeReply, CallName, EventName } from "#shared/bridge/contract.ts";
import { callChannel, eventChannel } from "#shared/bridge/names.ts";
import { err } from "#shared/kernel/result.ts";

/** Answers one call of the contract; whatever comes in, it only ever gives a reply. */
export type Answer = (name: unknown, input: unknown) => Promise<BridgeReply<CallName>>;

export interface BridgeOptions {
  readonly window: () => BrowserWindow | undefined;
  /** Where our own pages come from; a call from anywhere else is refused. */
  readonly home: string;
  /** Waits until the station is open. */
  readonly answer: Answer;
}

/** The one channel the window may call on. */
export function registerBridge(options: BridgeOptions): void {
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    if (!isOurs(event, options)) return err({ code: "bad-input", detail: "Not our window" });
    return options.answer(name, input);
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
  if (window && !window.isDestroyed() && !window.webContents.isCrashed())
    window.webContents.send(eventChannel, name, event);
}
