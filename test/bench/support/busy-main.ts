import { join } from "node:path";
import { deserialize, serialize } from "node:v8";
import { MessageChannel, type MessagePort, Worker } from "node:worker_threads";
import { StationThread } from "#main/station-thread/station-thread.ts";
import type { BridgeEvents, BridgeReply, CallName, EventName, InputOf, OutputOf } from "#shared/bridge/contract.ts";
import { firstCalls } from "#shared/bridge/first-calls.ts";
import type { BenchState, ChangeTag } from "#shared/bridge/types.ts";
import { noDesktop } from "../../main/station-thread/support/watched-thread.ts";
import { ScriptedChild } from "../../support/scripted-child.ts";
import type { BusyThreadData, KeptBusy, Wanted } from "./busy-thread.ts";

const program = join(import.meta.dirname, "busy-thread.mjs");

/** What the list of orders asks again whenever orders change. */
const listCalls = firstCalls.filter(({ name }) => name === "orders.page" || name === "orders.counts");

/**
 * Main's own thread as the application has it, but for Electron: what the window or the device process would send is read,
 * and what they would get is written out, as Electron does with every message. The window shows the list of orders.
 */
export class BusyMain {
  readonly #scanner = new ScriptedChild();
  readonly #thread: StationThread;
  readonly #toThread: MessagePort;
  #sequence = 0;
  #onVerdict: () => void = () => undefined;

  constructor(directory: string, assets: string, units: number) {
    const { port1, port2 } = new MessageChannel();
    this.#toThread = port1;
    this.#scanner.opensDevices = true;
    const workerData: BusyThreadData = { directory, assets, version: "0.0.0", bench: port2, units };
    this.#thread = new StationThread({
      directory,
      start: () => new Worker(program, { workerData, transferList: [port2] }),
      desktop: { ...noDesktop, startDevices: () => this.#scanner },
      desktopReady: Promise.resolve(),
      emit: (name, event) => this.#tellWindow(name, event),
      note: (where, problem) => void process.stderr.write(`${where}: ${String(problem)}\n`),
    });
  }

  /** A call of the window's: it comes in as bytes, and its reply goes out as bytes. */
  async ask<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
    const reply = (await this.#thread.answer(name, asRead(input))) as BridgeReply<Name>;
    serialize(reply);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  }

  /** A frame of the scanner, as the device process would send it; resolves once the window has its verdict. */
  async scan(text: string): Promise<void> {
    const verdict = new Promise<void>((resolve) => {
      this.#onVerdict = resolve;
    });
    this.#scanner.say(
      asRead({
        kind: "frame",
        deviceId: "named-port",
        frame: { kind: "scan", text, hex: Buffer.from(text).toString("hex") },
      }),
    );
    await verdict;
  }

  /** Asks for what makes the station's thread busy. */
  busy(wanted: Wanted): Promise<KeptBusy | null> {
    return new Promise((resolve, reject) => {
      this.#toThread.once("message", (said: { readonly done?: KeptBusy | null; readonly problem?: string }) => {
        if (said.problem === undefined) resolve(said.done ?? null);
        else reject(new Error(said.problem));
      });
      this.#toThread.postMessage(wanted);
    });
  }

  async close(): Promise<void> {
    await this.#thread.close();
    this.#toThread.close();
  }

  #tellWindow(name: EventName, event: BridgeEvents[EventName]): void {
    serialize([name, event]);
    if (name === "changed") this.#askAgain((event as BridgeEvents["changed"]).tags);
    if (name === "bench") this.#sawBench(event as BenchState);
  }

  #sawBench({ verdict }: BenchState): void {
    if (!verdict || verdict.sequence === this.#sequence) return;
    this.#sequence = verdict.sequence;
    this.#onVerdict();
  }

  #askAgain(tags: readonly ChangeTag[]): void {
    if (!tags.includes("orders")) return;
    // One that closes meanwhile owes the window no answer.
    for (const { name, input } of listCalls) void this.ask(name, input).catch(() => undefined);
  }
}

function asRead<Value>(value: Value): Value {
  return deserialize(serialize(value)) as Value;
}
