import type { DeviceChild } from "../adapters/devices/device-process.ts";
import type { FromThread } from "./messages.ts";

interface Listeners {
  readonly messages: ((message: unknown) => void)[];
  readonly exits: (() => void)[];
}

/** Device processes that main starts and stands between; to the station each is as one of its own. */
export class RelayedChildren {
  readonly #tell: (message: FromThread) => void;
  readonly #running = new Map<number, Listeners>();
  #last = 0;

  constructor(tell: (message: FromThread) => void) {
    this.#tell = tell;
  }

  start(): DeviceChild {
    this.#last += 1;
    const child = this.#last;
    const listeners: Listeners = { messages: [], exits: [] };
    this.#running.set(child, listeners);
    this.#tell({ kind: "child-start", child });
    return {
      send: (message) => this.#tell({ kind: "child-send", child, message }),
      onMessage: (listener) => void listeners.messages.push(listener),
      onExit: (listener) => void listeners.exits.push(listener),
      kill: () => this.#tell({ kind: "child-kill", child }),
    };
  }

  said(child: number, message: unknown): void {
    for (const listener of this.#of(child).messages) listener(message);
  }

  ended(child: number): void {
    const { exits } = this.#of(child);
    this.#running.delete(child);
    for (const listener of exits) listener();
  }

  #of(child: number): Listeners {
    const listeners = this.#running.get(child);
    if (!listeners) throw new Error(`There is no device process ${child}`);
    return listeners;
  }
}
