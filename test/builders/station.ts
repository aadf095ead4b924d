import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PrintingWays } from "#main/features/printing/print-queue.ts";
import type { StartDeviceChild } from "#main/adapters/devices/device-process.ts";
import { answer, type Handlers } from "#main/bridge/answer.ts";
import { makeHandlers } from "#main/bridge/handlers.ts";
import { signedIn } from "#main/features/station-context.ts";
import { openStation, type Station, type StationOptions } from "#main/station.ts";
import type { BridgeEvents, BridgeReply, CallName, EventName, InputOf } from "#shared/bridge/contract.ts";
import { draft } from "#shared/facts/kinds.ts";
import type { Role } from "#shared/facts/kinds/people.ts";

export const assets = join(import.meta.dirname, "../../assets");

/** Monday, 16 November 2026, nine o'clock. */
export const morning = Date.UTC(2026, 10, 16, 9);

export interface Told {
  readonly name: EventName;
  readonly event: BridgeEvents[EventName];
}

/**
 * The whole station over a store on disk, without a window: calls go the way the window's do, and time is what the test
 * says. It goes on after `restart` with what the disk holds.
 */
export class TestStation {
  readonly directory: string;
  /** What the window was told, in order. */
  readonly told: Told[] = [];
  /** What handlers threw; a test that expects none says so. */
  readonly problems: unknown[] = [];
  /** UTC milliseconds; a test may set it to anything. */
  now = morning;
  /** How printers are spoken to; as the app does where it is left out. */
  printing: Partial<PrintingWays> | undefined;
  /** What the disk has left, as it is told. */
  freeBytes = 100_000_000_000;
  /** How the station keeps in touch with a hub, where a test has one. */
  sync: StationOptions["sync"];
  /** Starts a device process; left out, the station has no devices. */
  startDevices: StartDeviceChild | undefined;
  readonly #waiting: (() => void)[] = [];
  #station: Station | undefined;
  #handlers: Handlers | undefined;
  #isClosing = false;

  constructor(directory: string) {
    this.directory = directory;
  }

  get station(): Station {
    if (!this.#station) throw new Error("The station is closed");
    return this.#station;
  }

  /** False while it is being closed and opened, which may be of its own accord. */
  get isOpen(): boolean {
    return this.#station !== undefined && !this.#isClosing;
  }

  get store(): Station["context"]["store"] {
    return this.station.context.store;
  }

  async open(): Promise<void> {
    this.#station = await openStation({
      directory: this.directory,
      assets,
      clock: () => this.now,
      ...(this.startDevices ? { startDevices: this.startDevices } : {}),
      ...(this.printing ? { printing: this.printing } : {}),
      freeBytes: () => Promise.resolve(this.freeBytes),
      emit: (name, event) => {
        this.told.push({ name, event });
        for (const wake of this.#waiting.splice(0)) wake();
      },
      sync: { reopen: () => this.restart(), ...this.sync },
    });
    const nobodyAsks = (): Promise<undefined> => Promise.resolve(undefined);
    this.#handlers = makeHandlers(this.#station, {
      version: "0.0.0",
      askOpenPath: nobodyAsks,
      askLabelPath: nobodyAsks,
      askSavePath: nobodyAsks,
      reopenStore: () => this.restart(),
      keepTheme: () => Promise.resolve(),
    });
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#station?.close();
    this.#isClosing = false;
    this.#station = undefined;
    this.#handlers = undefined;
  }

  async restart(): Promise<void> {
    await this.close();

    await this.open();
  }

  /** Resolves when the window is told something next. */
  nextWord(): Promise<void> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve);
    });
  }

  /** A call as the window makes it; typed as the contract has it. */
  async call<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<BridgeReply<Name>> {
    return (await this.ask(name, input)) as BridgeReply<Name>;
  }

  /** A call with whatever somebody may send. */
  ask(name: unknown, input: unknown): Promise<BridgeReply<CallName>> {
    return answer(name, input, {
      handlers: this.#handlers ?? {},
      isSignedIn: () => this.#station !== undefined && signedIn(this.#station.context) !== undefined,
      onProblem: (_name, problem) => this.problems.push(problem),
    });
  }

  /** A station that has begun, with one person signed in; quicker than the call, for no PIN is hashed. */
  async begin(roles: readonly Role[] = ["lead", "clerk", "packer"]): Promise<void> {
    const { stationId, log } = this.store;
    await log.act("system", (act) =>
      act.append([
        draft(`station/${stationId}`, "station.opened", { stationId, name: "Bench 1", letters: "A", demo: false }),
        draft("person/person-1", "person.added", {
          personId: "person-1",
          name: "Kim",
          badge: "HF-USR.23456789ABC",
          pinSalt: "00",
          pinHash: "00".repeat(32),
          roles: [...roles],
        }),
        draft("person/person-1", "person.signedIn", { personId: "person-1", method: "first-run" }),
      ]),
    );
  }

  factCount(): number {
    return this.store.facts().facts;
  }
}

/** An open station in a new folder, begun; both are gone after the test. */
export async function withStation<Value>(
  use: (station: TestStation) => Promise<Value>,
  options: {
    readonly begun?: boolean;
    readonly printing?: Partial<PrintingWays>;
    readonly sync?: StationOptions["sync"];
    readonly startDevices?: StartDeviceChild;
  } = {},
): Promise<Value> {
  const station = new TestStation(mkdtempSync(join(tmpdir(), "holdfast-")));
  station.printing = options.printing;
  station.sync = options.sync;
  station.startDevices = options.startDevices;
  try {
    await station.open();
    if (options.begun ?? true) await station.begin();
    return await use(station);
  } finally {
    await station.close();
    rmSync(station.directory, { recursive: true, force: true });
  }
}
