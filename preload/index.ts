import { contextBridge, ipcRenderer, webUtils } from "electron";
import type { BridgeEvents, BridgeReply, CallName, EventName, InputOf } from "#shared/bridge/contract.ts";
import { EarlyAnswers } from "#shared/bridge/early-answers.ts";
import { firstCalls } from "#shared/bridge/first-calls.ts";
import { callChannel, callNames, eventChannel, eventNames } from "#shared/bridge/names.ts";
import type { WindowBridge } from "#shared/bridge/window-bridge.ts";

const calls: ReadonlySet<string> = new Set(callNames);
const events: ReadonlySet<string> = new Set(eventNames);

const ask = (name: CallName, input: unknown): Promise<BridgeReply<CallName>> =>
  ipcRenderer.invoke(callChannel, name, input);

/** Longer than a page takes to begin. */
const earlyForMs = 3000;
// Asked while the page's program is still being read, so that it has something to draw as soon as it runs.
const early = new EarlyAnswers(firstCalls, ask);
ipcRenderer.on(eventChannel, () => early.forget());
setTimeout(() => early.forget(), earlyForMs);

/** Only names of the contract pass; what goes with them is parsed on the other side. */
const bridge: WindowBridge = {
  call<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<BridgeReply<Name>> {
    if (!calls.has(name)) throw new TypeError(`No such call: ${name}`);
    return early.answer(name, input, ask) as Promise<BridgeReply<Name>>;
  },
  on<Name extends EventName>(name: Name, listener: (event: BridgeEvents[Name]) => void): () => void {
    if (!events.has(name)) throw new TypeError(`No such event: ${name}`);
    const heard = (_event: unknown, told: string, payload: BridgeEvents[Name]): void => {
      if (told === name) listener(payload);
    };
    ipcRenderer.on(eventChannel, heard);
    return () => void ipcRenderer.removeListener(eventChannel, heard);
  },
  pathOf(file: unknown): string {
    return file instanceof File ? webUtils.getPathForFile(file) : "";
  },
};

contextBridge.exposeInMainWorld("holdfast", bridge);
