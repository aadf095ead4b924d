import type { Worker } from "node:worker_threads";
import { StationThread } from "#main/station-thread/station-thread.ts";
import type { DesktopSide } from "#main/station-thread/thread-life.ts";
import type { BridgeEvents, BridgeReply, CallName, EventName, InputOf } from "#shared/bridge/contract.ts";

export interface Told {
  readonly name: EventName;
  readonly event: BridgeEvents[EventName];
}

/** The station's thread with a window and a desktop that write down what they are told and asked. */
export class WatchedThread {
  /** What the window was told, in order. */
  readonly told: Told[] = [];
  readonly notes: string[] = [];
  /** Every thread that was started, the newest last. */
  readonly workers: Worker[] = [];
  readonly thread: StationThread;

  constructor(
    start: () => Worker,
    {
      desktop = noDesktop,
      desktopReady = Promise.resolve(),
      directory = "/nowhere",
      closesWithinMs,
    }: {
      readonly desktop?: DesktopSide;
      readonly desktopReady?: Promise<void>;
      readonly directory?: string;
      readonly closesWithinMs?: number;
    } = {},
  ) {
    this.thread = new StationThread({
      directory,
      start: () => {
        const worker = start();
        this.workers.push(worker);
        return worker;
      },
      desktop,
      desktopReady,
      closesWithinMs,
      emit: (name, event) => void this.told.push({ name, event }),
      note: (where, problem) => void this.notes.push(`${where}: ${String(problem)}`),
    });
  }

  /** A call as the window makes it; typed as the contract has it. */
  async call<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<BridgeReply<Name>> {
    return (await this.thread.answer(name, input)) as BridgeReply<Name>;
  }

  /** Where the window was told that the station stands. */
  phases(): readonly string[] {
    return this.told.flatMap(({ name, event }) =>
      name === "station" && "phase" in event
        ? [event.phase === "opening" && event.afterStop ? "opening after a stop" : event.phase]
        : [],
    );
  }
}

const nothing = (): Promise<undefined> => Promise.resolve(undefined);

export const noDesktop: DesktopSide = {
  askOpenPath: nothing,
  askLabelPath: nothing,
  askSavePath: nothing,
  keepTheme: nothing,
  seal: nothing,
  unseal: nothing,
  startDevices: () => {
    throw new Error("Nobody starts devices here");
  },
};
