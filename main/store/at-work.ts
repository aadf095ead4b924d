/** After one act by itself, such as a sign-in, for this long somebody may be about to go on. */
const afterOneMs = 2000;
/** Two acts within this time: somebody is working. */
const workingMs = 10_000;

/** Whether somebody works at this station, told from when they did something; times are milliseconds of one clock. */
export class AtWork {
  #last = Number.NEGATIVE_INFINITY;
  #before = Number.NEGATIVE_INFINITY;

  acted(now: number): void {
    this.#before = this.#last;
    this.#last = now;
  }

  /** One act after another: who does the next would wait for the disk with all that was left for later. */
  isWorking(now: number): boolean {
    return now - this.#before <= workingMs;
  }

  /** Nobody is in the middle of something, who would feel what is done here at a stretch. */
  isQuiet(now: number): boolean {
    return !this.isWorking(now) && now - this.#last > afterOneMs;
  }
}
