import type { BridgeEvents, BridgeReply, CallName, EventName, InputOf } from "./contract.ts";

/** What the preload script puts on `window.holdfast`. */
export interface WindowBridge {
  call<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<BridgeReply<Name>>;
  /** Returns the function that ends the subscription. */
  on<Name extends EventName>(name: Name, listener: (event: BridgeEvents[Name]) => void): () => void;
  /** The path of a file dropped on the window; empty for what is no file. */
  pathOf(file: unknown): string;
}
