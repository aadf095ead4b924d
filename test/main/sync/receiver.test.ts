import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Receiver } from "#main/sync/receiver.ts";
import { readSync } from "#main/sync/sync-tables.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { ok } from "#shared/kernel/result.ts";
import type { PullReply } from "#shared/sync/wire.ts";
import { runs } from "#test/builders/runs.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { storedFacts } from "#test/builders/stored.ts";
import { HubStation } from "#test/support/hub/hub-station.ts";

const pageSize = 12;

/** Facts of another station, as a hub gives them out page by page: a checkpoint is how many facts lie before it. */
class Pages {
  readonly facts: readonly FactEnvelope[];
  pulls = 0;

  constructor(count: number) {
    const other = new HubStation("http://nowhere");
    other.open("B");
    while (other.facts.length < count) {
      other.record(
        draft("order/o1", "order.holdAdded", {
          orderId: "o1",
          holdId: `h${other.facts.length}`,
          type: "OPERATOR",
          reason: "",
        }),
      );
    }
    this.facts = [...other.facts];
  }

  readonly pull = async (after: string | undefined) => {
    this.pulls += 1;
    const from = Number(after ?? 0);
    const end = Math.min(this.facts.length, from + pageSize);
    const page: PullReply = {
      facts: this.facts.slice(from, end),
      checkpoint: String(end),
      upToDate: end === this.facts.length,
      phase: "history",
      remaining: this.facts.length - end,
      epoch: "e1",
    };
    return ok(page);
  };
}

const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

function ended(work: Promise<unknown>): { readonly isReached: boolean } {
  const end = { isReached: false };
  void work.then(() => (end.isReached = true));
  return end;
}

/** What RxDB does to a receiver: it asks ahead, and writes what it got later, one slice or several at a time. */
class Rx {
  readonly #receiver: Receiver;
  readonly #got: string[][] = [];
  #isAsking = false;

  constructor(receiver: Receiver) {
    this.#receiver = receiver;
  }

  async ask(limit: number): Promise<void> {
    if (!this.#isAsking) {
      this.#isAsking = true;
      void this.#receiver.next(limit).then((facts) => {
        this.#isAsking = false;
        if (facts.length > 0) this.#got.push(facts.map(({ id }) => id));
      });
    }
    await turn();
  }

  async write(slices: number): Promise<void> {
    const ids = this.#got.splice(0, slices).flat();
    if (ids.length > 0) await this.#receiver.write(ids, "down");
  }
}

/** Whatever the checkpoint stands for is there. */
function expectNothingSkipped({ store }: TestStation, pages: Pages): void {
  const here = new Set(storedFacts(store).map(({ id }) => id));
  const before = pages.facts.slice(0, Number(readSync(store.statements, "checkpoint") ?? 0));
  expect(before.filter(({ id }) => !here.has(id))).toEqual([]);
}

type Step = { readonly do: "ask" | "write" | "break"; readonly count: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant("ask" as const), count: fc.constantFrom(6, 12) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("write" as const), count: fc.constantFrom(1, 1, 2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("break" as const), count: fc.constant(0) }) },
);

describe("what is taken in from the hub", () => {
  it("is never ahead of its facts, however RxDB asks and writes and wherever the line breaks; and all comes in the end", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40, size: "max" }), async (steps) => {
        await withStation(async (test) => {
          const pages = new Pages(40);
          const receiver = new Receiver(test.store, () => undefined);
          const rx = new Rx(receiver);
          const begin = (): Promise<unknown> => receiver.catchUp(pages.pull);
          void begin();
          for (const { do: what, count } of steps) {
            if (what === "ask") await rx.ask(count);
            else if (what === "write") await rx.write(count);
            else {
              receiver.stop();
              void begin();
            }
            expectNothingSkipped(test, pages);
          }
          receiver.stop();
          const done = begin();
          const end = ended(done);
          while (!end.isReached) {
            await rx.ask(5);
            await rx.write(2);
          }
          expect(await done).toEqual(ok(null));
          expect(readSync(test.store.statements, "checkpoint")).toBe("40");
          expectNothingSkipped(test, pages);
        });
      }),
      { numRuns: runs(12) },
    );
  });

  it("is asked for a page ahead of the one that is being written, and once only", async () => {
    await withStation(async (test) => {
      const pages = new Pages(40);
      const receiver = new Receiver(test.store, () => undefined);
      const rx = new Rx(receiver);
      const done = receiver.catchUp(pages.pull);
      await rx.ask(5);
      expect(pages.pulls).toBe(2);
      const end = ended(done);
      while (!end.isReached) {
        await rx.write(1);
        await rx.ask(5);
      }
      expect(pages.pulls).toBe(Math.ceil(40 / pageSize));
    });
  });
});
