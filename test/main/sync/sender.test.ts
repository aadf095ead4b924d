import { describe, expect, it } from "vitest";
import type { HubLine, Line } from "#main/sync/hub-line.ts";
import { Sender } from "#main/sync/sender.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { ok } from "#shared/kernel/result.ts";
import { mostFactsPushed, type PushReply } from "#shared/sync/wire.ts";
import { withStation } from "#test/builders/station.ts";
import { storedFacts } from "#test/builders/stored.ts";

/** What a hub says to one station: it takes its facts in their sequence and lets the others wait. */
class Hub {
  readonly taken: FactEnvelope[] = [];
  readonly pushes: number[] = [];
  mostAtOnce = 0;
  #atOnce = 0;

  take(texts: readonly string[]): PushReply {
    const facts = texts.map((text) => JSON.parse(text) as FactEnvelope);
    this.pushes.push(facts.length);
    const results = facts.map((fact) => {
      if (fact.sequence > this.taken.length + 1) return { id: fact.id, outcome: "waiting" as const };
      if (fact.sequence <= this.taken.length) return { id: fact.id, outcome: "duplicate" as const };
      this.taken.push(fact);
      return { id: fact.id, outcome: "accepted" as const };
    });
    return { results, expected: this.taken.length + 1, epoch: "e1", now: 0 };
  }

  /** A line to it; `way` is waited for before the push of that number gets there. */
  line(way: (push: number) => Promise<unknown>): HubLine {
    let count = 0;
    const push = async (texts: readonly string[]): Line<PushReply> => {
      const number = count++;
      this.#atOnce += 1;
      this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
      await way(number);
      this.#atOnce -= 1;
      return ok(this.take(texts));
    };
    return { push } as unknown as HubLine;
  }
}

const scans = (count: number) =>
  Array.from({ length: count }, (_, place) =>
    draft("pack/s1", "pack.refused", {
      sessionId: "s1",
      orderId: "o1",
      refusal: "wrong-item",
      scan: String(place),
      sku: "",
      name: "",
    }),
  );

const unheard = new AbortController().signal;

describe("what a station sends", () => {
  it("gets there in its sequence, three pushes at once at most, in larger ones while they are quick", async () => {
    await withStation(async ({ store }) => {
      await store.log.act("person-1", (act) => act.append(scans(2000)));
      const [hub, sender] = [new Hub(), new Sender(store)];
      expect(
        await sender.sendAll(
          hub.line(async () => undefined),
          unheard,
        ),
      ).toEqual(ok(null));
      expect(hub.taken).toEqual(storedFacts(store));
      expect([sender.waiting(), hub.mostAtOnce]).toEqual([0, 3]);
      expect(hub.pushes.toSorted((one, other) => one - other).at(-1)).toBeGreaterThan(hub.pushes[0] ?? 0);
      expect(Math.max(...hub.pushes)).toBeLessThanOrEqual(mostFactsPushed);
    });
  });

  it("is sent again where a push was overtaken by the next on its way", async () => {
    await withStation(async ({ store }) => {
      await store.log.act("person-1", (act) => act.append(scans(900)));
      const [hub, sender] = [new Hub(), new Sender(store)];
      let arrived = (): void => undefined;
      const second = new Promise<void>((resolve) => (arrived = resolve));
      // The first push is held up until the second has been answered.
      const line = hub.line(async (push) => {
        if (push === 0) await second;
        if (push === 1) setImmediate(arrived);
      });
      expect(await sender.sendAll(line, unheard)).toEqual(ok(null));
      expect(hub.taken).toEqual(storedFacts(store));
      expect(hub.pushes.length).toBeGreaterThan(3);
      expect(sender.waiting()).toBe(0);
    });
  });

  it("is not sent for ever to a hub that takes nothing of what it asks for", async () => {
    await withStation(async ({ store }) => {
      await store.log.act("person-1", (act) => act.append(scans(3)));
      const hub = new Hub();
      const deaf = hub.line(async () => undefined);
      const line = {
        push: async (texts: readonly string[]) => {
          const reply = await deaf.push(texts);
          return reply.ok ? ok({ ...reply.value, expected: 1 }) : reply;
        },
      } as unknown as HubLine;
      expect(await new Sender(store).sendAll(line, unheard)).toMatchObject({ error: { kind: "not-a-hub" } });
    });
  });
});
