import type { StationState } from "#shared/bridge/types.ts";
import type { StartDeviceChild } from "../adapters/devices/device-process.ts";
import { answer } from "../bridge/answer.ts";
import { closedHandlers } from "../bridge/closed-handlers.ts";
import { makeHandlers } from "../bridge/handlers.ts";
import type { Answer } from "../bridge/register.ts";
import { signedIn } from "../features/station-context.ts";
import type { openStation, Station, StationOptions } from "../station.ts";
import type { DesktopWork, StationThreadData } from "./messages.ts";

export interface StationParts extends StationThreadData {
  readonly openStation: typeof openStation;
  readonly desktop: DesktopWork;
  readonly startDevices: StartDeviceChild;
  readonly emit: StationOptions["emit"];
  /** Whether a thread that ends now leaves the store open behind it. */
  readonly holdsStore: (isOpen: boolean) => void;
  readonly note: (where: string, problem: unknown) => void;
}

/** The station as it is opened, closed, and opened again; whoever asks meanwhile waits. */
export class StationLife {
  readonly #parts: StationParts;
  #station: Station | undefined;
  /** Who answers the window: the open station, or what is left where it cannot be opened. */
  #answering: Promise<Answer>;

  constructor(parts: StationParts) {
    this.#parts = parts;
    this.#answering = this.#open();
  }

  async answer(...asked: Parameters<Answer>): ReturnType<Answer> {
    return (await this.#answering)(...asked);
  }

  async close(): Promise<void> {
    await this.#answering;
    await this.#closeStation();
  }

  /** Opens the station; where the store cannot be used, the window is told why and nothing is touched. */
  async #open(): Promise<Answer> {
    const { directory, assets, version, desktop, startDevices, emit, holdsStore, note } = this.#parts;
    const clock = Date.now;
    const reopen = (): Promise<void> => this.#reopen();
    holdsStore(true);
    try {
      const sync = { keyRing: desktop, reopen, onProblem: (problem: unknown) => note("sync", problem) };
      const station = await this.#parts.openStation({ directory, assets, clock, startDevices, emit, sync });
      this.#station = station;
      const handlers = makeHandlers(station, { ...desktop, version, reopenStore: reopen });
      const isSignedIn = (): boolean => signedIn(station.context) !== undefined;
      return (name, input) => answer(name, input, { handlers, isSignedIn, onProblem: note });
    } catch (problem) {
      holdsStore(false);
      note("opening the store", problem);
      const handlers = closedHandlers(problem, { directory, clock, reopen, keyRing: desktop });
      return (name, input) => answer(name, input, { handlers, isSignedIn: () => false, onProblem: note });
    }
  }

  /** Closes the station where it is open, and opens it as at a start; the window is told what came of it. */
  async #reopen(): Promise<void> {
    const { emit, note } = this.#parts;
    emit("station", { phase: "opening" });
    const close = (): Promise<void> =>
      this.#closeStation().catch((problem: unknown) => note("closing the store", problem));
    // One after the other, also where two ask at once. What went wrong with the one must not leave nobody to answer.
    this.#answering = this.#answering.then(close).then(() => this.#open());
    const state = await this.answer("station.state", {});
    if (state.ok) emit("station", state.value as StationState);
  }

  async #closeStation(): Promise<void> {
    const station = this.#station;
    this.#station = undefined;
    await station?.close();
    this.#parts.holdsStore(false);
  }
}
