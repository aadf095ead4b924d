import { Worker } from "node:worker_threads";
import type { BridgeEvents, BridgeReply, CallName, EventName } from "#shared/bridge/contract.ts";
import { err } from "#shared/kernel/result.ts";
import type { DeviceChild, StartDeviceChild } from "../adapters/devices/device-process.ts";
import { problemWords } from "../journal.ts";
import type { DesktopWork, FromThread, StationThreadData, ToThread } from "./messages.ts";
import { noteClosedByEngine } from "./note-closed.ts";
import { Questions } from "./questions.ts";

export interface DesktopSide extends DesktopWork {
  /** Starts the process of scanners and scales, and stays in between. */
  readonly startDevices: StartDeviceChild;
}

export interface ThreadParts {
  /** Where the store lies that the thread opens. */
  readonly directory: string;
  readonly start: () => Worker;
  readonly desktop: DesktopSide;
  /** The thread may begin before there is a desktop; what it asks of it waits for this. */
  readonly desktopReady: Promise<unknown>;
  readonly emit: <Name extends EventName>(name: Name, event: BridgeEvents[Name]) => void;
  readonly note: (where: string, problem: unknown) => void;
  /** How long a station that is asked to close may take; tests hurry. */
  readonly closesWithinMs?: number | undefined;
}

/** Longer than a disk takes to flush what is left, shorter than people wait. */
const usualClosesWithinMs = 30_000;

/** What is said of a call that was under way when its thread ended: it may have been saved, or not. */
const stopped: BridgeReply<CallName> = err({ code: "station-stopped", detail: "" });

/** On standard error Node would say at each start that what `compiled-program.ts` asks of it is an experiment. */
const execArgv = ["--disable-warning=ExperimentalWarning"];

/** Starts the station's thread; `program` is the bundle of `index.ts`. */
export function startStationThread(program: string, data: StationThreadData): Worker {
  return new Worker(program, { name: "Holdfast station", workerData: data, execArgv });
}

/** One thread from its start to its end, as main sees it: calls go in, and what comes out is passed on. Kept thin: every scan passes here. */
export class ThreadLife {
  readonly #ended: Promise<void>;
  readonly #parts: ThreadParts;
  readonly #worker: Worker;
  readonly #calls = new Questions<BridgeReply<CallName>>();
  readonly #children = new Map<number, DeviceChild>();
  #isClosing = false;
  #isStoreOpen = false;
  #isOver = false;

  /** `onEnd` is called once, when the thread is gone: with why it went, where it said so. */
  constructor(parts: ThreadParts, onEnd: (why: unknown) => void) {
    this.#parts = parts;
    this.#worker = parts.start();
    this.#worker.on("message", (message: FromThread) => this.#heard(message));
    this.#worker.on("messageerror", (problem) => parts.note("station thread", problem));
    this.#ended = this.#untilEnded().then((why) => {
      onEnd(why);
      // Whoever asks once more on hearing of it asks the next thread.
      this.#calls.end(stopped);
    });
  }

  /** Gives the station's reply, or a refusal once there is no station any more to give one. */
  call(name: unknown, input: unknown): Promise<BridgeReply<CallName>> {
    if (this.#isOver) return Promise.resolve(stopped);
    return this.#calls
      .ask((number) => this.#tell({ kind: "call", number, name, input }))
      .catch((problem: unknown) => err({ code: "bad-input", detail: String(problem) }));
  }

  /** Closes the station, in order if it can be in time; what it acknowledged is on the disk either way. */
  async close(): Promise<void> {
    if (!this.#isClosing) this.#tell({ kind: "close" });
    this.#isClosing = true;
    const { note, closesWithinMs = usualClosesWithinMs } = this.#parts;
    const tooLong = setTimeout(() => {
      note("closing the station", `it took longer than ${closesWithinMs} ms`);
      void this.#worker.terminate();
    }, closesWithinMs);
    await this.#ended;
    clearTimeout(tooLong);
  }

  async #untilEnded(): Promise<unknown> {
    let problem: unknown;
    this.#worker.once("error", (thrown) => {
      problem = thrown;
    });
    const code = await new Promise<number>((resolve) => void this.#worker.once("exit", resolve));
    this.#isOver = true;
    for (const child of this.#children.values()) child.kill();
    this.#children.clear();
    if (this.#isStoreOpen) await noteClosedByEngine(this.#parts.directory);
    return problem ?? `it ended by itself, with code ${code}`;
  }

  #tell(message: ToThread): void {
    this.#worker.postMessage(message);
  }

  #heard(message: FromThread): void {
    switch (message.kind) {
      case "reply":
        return this.#calls.answered(message.number, message.reply);
      case "event":
        return this.#parts.emit(message.name, message.event);
      case "ask":
        return void this.#parts.desktopReady.then(() => this.#work(message));
      case "child-start":
      case "child-send":
      case "child-kill":
        return void this.#parts.desktopReady.then(() => this.#relay(message));
      case "store":
        this.#isStoreOpen = message.isOpen;
        return;
      case "note":
        return this.#parts.note(message.where, message.words);
      default:
        throw new Error(`The station's thread says what nobody knows: ${JSON.stringify(message)}`);
    }
  }

  async #work({ number, name, given }: Extract<FromThread, { kind: "ask" }>): Promise<void> {
    try {
      const work = this.#parts.desktop[name] as (...words: readonly unknown[]) => Promise<unknown>;
      this.#tell({ kind: "answered", number, value: await work(...given) });
    } catch (problem) {
      this.#tell({ kind: "failed", number, words: problemWords(problem) });
    }
  }

  #relay(message: Extract<FromThread, { readonly child: number }>): void {
    const { child: number } = message;
    switch (message.kind) {
      case "child-start": {
        // It ended before the desktop was ready.
        if (this.#isOver) return;
        const child = this.#parts.desktop.startDevices();
        this.#children.set(number, child);
        child.onMessage((said) => this.#tell({ kind: "child-said", child: number, message: said }));
        child.onExit(() => {
          this.#children.delete(number);
          this.#tell({ kind: "child-ended", child: number });
        });
        return;
      }
      case "child-send":
        // One that has ended takes nothing more; the thread hears of it.
        return this.#children.get(number)?.send(message.message);
      case "child-kill":
        return this.#children.get(number)?.kill();
    }
  }
}
