import type { ChangeTag } from "#shared/bridge/types.ts";

/** About one frame: what changes within it is told once. */
const soonMs = 16;
/** While much changes at once: often enough to be followed, and seldom enough that the window can draw in between. */
const betweenMs = 200;

/** Tells the window which kinds of data changed: a first change at once, what comes thick and fast behind it together. */
export class Telling {
  readonly #tell: (tags: readonly ChangeTag[]) => void;
  readonly #pending = new Set<ChangeTag>();
  #timer: NodeJS.Timeout | undefined;
  #toldAt = Number.NEGATIVE_INFINITY;
  #isOver = false;

  constructor(tell: (tags: readonly ChangeTag[]) => void) {
    this.#tell = tell;
  }

  changed(tags: Iterable<ChangeTag>): void {
    if (this.#isOver) return;
    for (const tag of tags) this.#pending.add(tag);
    const sinceLast = performance.now() - this.#toldAt;
    this.#timer ??= setTimeout(() => this.#tellAll(), Math.max(soonMs, betweenMs - sinceLast));
  }

  end(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
  }

  #tellAll(): void {
    this.#timer = undefined;
    this.#toldAt = performance.now();
    const tags = [...this.#pending];
    this.#pending.clear();
    this.#tell(tags);
  }
}
