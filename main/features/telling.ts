import type { ChangeTag } from "#shared/bridge/types.ts";

/** About one frame: what changes within it is told once. */
const soonMs = 16;
/** While much changes at once: often enough to be followed, and seldom enough that the window can draw in between. */
const betweenMs = 400;
/** What one person does is told as it happens; only a flood spends more than this before it has come back. */
const mostAtOnce = 5;

/** Tells the window which kinds of data changed: a few changes as they come, what comes thick and fast behind them together. */
export class Telling {
  readonly #tell: (tags: readonly ChangeTag[]) => void;
  readonly #pending = new Set<ChangeTag>();
  #timer: NodeJS.Timeout | undefined;
  #left = mostAtOnce;
  #toldAt = Number.NEGATIVE_INFINITY;
  #isOver = false;

  constructor(tell: (tags: readonly ChangeTag[]) => void) {
    this.#tell = tell;
  }

  changed(tags: Iterable<ChangeTag>): void {
    if (this.#isOver) return;
    for (const tag of tags) this.#pending.add(tag);
    this.#timer ??= setTimeout(() => this.#tellAll(), Math.max(soonMs, (1 - this.#leftNow()) * betweenMs));
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  /** One comes back every {@link betweenMs}. */
  #leftNow(): number {
    return Math.min(mostAtOnce, this.#left + (performance.now() - this.#toldAt) / betweenMs);
  }

  #tellAll(): void {
    this.#timer = undefined;
    this.#left = this.#leftNow() - 1;
    this.#toldAt = performance.now();
    const tags = [...this.#pending];
    this.#pending.clear();
    this.#tell(tags);
  }
}
