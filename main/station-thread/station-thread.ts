import type { BridgeReply, CallName } from "#shared/bridge/contract.ts";
import type { StationState } from "#shared/bridge/types.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { CrashCount } from "../crash-count.ts";
import { ThreadLife, type ThreadParts } from "./thread-life.ts";

const givenUp: StationState = {
  phase: "store-closed",
  words:
    "The station stopped again and again. Everything shown as saved is on the disk. Close Holdfast and start it anew; what happened is written down in holdfast.log beside the store.",
};

/**
 * The station, in a thread of its own: SQLite answers when the disk has, and this thread's loop is the window's. A thread
 * that ends unasked is followed by another, which opens the store as at a start; one that ends again and again is not.
 * Calls go in order and each is answered, be it by a refusal.
 */
export class StationThread {
  readonly #parts: ThreadParts;
  readonly #count = new CrashCount();
  #life: ThreadLife | undefined;
  #closing: Promise<void> | undefined;

  constructor(parts: ThreadParts) {
    this.#parts = parts;
    this.#begin();
  }

  /** Never rejects, whatever comes in. */
  async answer(name: unknown, input: unknown): Promise<BridgeReply<CallName>> {
    if (this.#life) return this.#life.call(name, input);
    return name === "station.state" ? ok(givenUp) : err({ code: "store-closed", detail: "" });
  }

  /** Closes the station in an orderly way; resolves when its thread is gone. */
  close(): Promise<void> {
    this.#closing ??= Promise.resolve(this.#life?.close());
    return this.#closing;
  }

  #begin(): void {
    try {
      this.#life = new ThreadLife(this.#parts, (why) => this.#ended(why));
    } catch (problem) {
      // The system gives no thread.
      this.#ended(problem);
    }
  }

  #ended(why: unknown): void {
    this.#life = undefined;
    if (this.#closing) return;
    const { emit, note } = this.#parts;
    note("the station's thread ended", why);
    if (this.#count.stopped(performance.now()) === "ask") return emit("station", givenUp);
    emit("station", { phase: "opening", afterStop: true });
    this.#begin();
    void this.#tellState();
  }

  async #tellState(): Promise<void> {
    const state = await this.answer("station.state", {});
    // A thread that ended meanwhile is told of where it ended.
    if (state.ok) this.#parts.emit("station", state.value as StationState);
  }
}
