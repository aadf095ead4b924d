/** What stops more often than this within a minute is not begun again by itself: it would only stop again. */
const mostInAMinute = 3;
const minuteMs = 60_000;

/** Counts how often the window, or the station, stopped lately. */
export class CrashCount {
  #stops: readonly number[] = [];

  /** Notes a stop, milliseconds on any clock that only goes forward; says whether to begin again. */
  stopped(now: number): "open-again" | "ask" {
    this.#stops = [...this.#stops.filter((at) => now - at < minuteMs), now];
    return this.#stops.length > mostInAMinute ? "ask" : "open-again";
  }

  /** A person said to go on: what was before does not count any more. */
  forget(): void {
    this.#stops = [];
  }
}
