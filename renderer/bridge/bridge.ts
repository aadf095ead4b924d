import type { BridgeEvents, BridgeReply, CallName, EventName, InputOf } from "#shared/bridge/contract.ts";
import type { WindowBridge } from "#shared/bridge/window-bridge.ts";

declare global {
  interface Window {
    readonly holdfast?: WindowBridge;
  }
}

/** The only file that touches the window's bridge. */
function bridge(): WindowBridge {
  if (!window.holdfast) throw new Error("This page runs outside the app: there is no bridge to the station.");
  return window.holdfast;
}

/** Asks main for something. A refusal comes back as a value with a code; only a broken bridge throws. */
export function callMain<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<BridgeReply<Name>> {
  return bridge().call(name, input);
}

/** Listens to what main says unasked; the function given back ends it. */
export function onMain<Name extends EventName>(name: Name, listener: (event: BridgeEvents[Name]) => void): () => void {
  return bridge().on(name, listener);
}

export function pathOfFile(file: File): string {
  return bridge().pathOf(file);
}
