/**
 * How many pieces of a long work to do at a stretch, so that a stretch takes about as long as it may: learnt from how long
 * the last ones took.
 */
export class Pace {
  readonly #mayTakeMs: number;
  readonly #least: number;
  readonly #most: number;
  #next: number;

  /** `first` is the size of the first stretch, of which nothing was timed; the least where it is left out. */
  constructor(options: {
    readonly mayTakeMs: number;
    readonly least: number;
    readonly most: number;
    readonly first?: number;
  }) {
    this.#mayTakeMs = options.mayTakeMs;
    this.#least = options.least;
    this.#most = options.most;
    this.#next = options.first ?? options.least;
  }

  get next(): number {
    return this.#next;
  }

  /** `count` pieces took so long. Half as many at once where it was too long; a quarter more at most where it was not. */
  took(count: number, milliseconds: number): void {
    const fitting = milliseconds > 0 ? (count * this.#mayTakeMs) / milliseconds : this.#most;
    const wanted = Math.floor(Math.min(Math.max(fitting, this.#next / 2), Math.max(this.#next * 1.25, this.#next + 1)));
    this.#next = Math.min(this.#most, Math.max(this.#least, wanted));
  }
}
