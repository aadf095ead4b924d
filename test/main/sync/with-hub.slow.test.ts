import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { type Doing, doAll } from "#test/builders/days.ts";
import { bowls, order, place, stock } from "#test/builders/floor.ts";
import { morning } from "#test/builders/station.ts";
import { storedFacts } from "#test/builders/stored.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import {
  colleague,
  expectSame,
  factsOfDay,
  isSynced,
  syncState,
  untilHolds,
  untilSync,
  withHub,
} from "#test/support/sync/joined.ts";

const day: readonly Doing[] = [
  { what: "stock", a: 1 },
  { what: "place", a: 0 },
  { what: "place", a: 1 },
  { what: "ship", a: 0 },
  { what: "hold", a: 1 },
];

let postgres: TestPostgres;
let past: FactEnvelope[];
beforeAll(async () => {
  past = await factsOfDay(day, morning);
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const hold = (orderId: string, holdId: string) =>
  draft(`order/${orderId}`, "order.holdAdded", { orderId, holdId, type: "OPERATOR", reason: "Ring first" });

describe("a station and its hub", () => {
  it("have what the other has, from before they joined and after, at once", async () => {
    await withHub(await postgres.newDatabase(), async ({ hub, test }) => {
      const other = await colleague(hub, past);
      await other.pushAll();
      await stock(test, { bowl: 5 });
      await place(test, "o3", [bowls(2)]);
      await untilSync(test, (state) => isSynced(state) && test.store.log.read("orders", "o1") !== undefined);
      expect(order(test, "o0").shippedAt).not.toBeNull();
      other.record(hold("o3", "h1"));
      await other.pushAll();
      await untilSync(test, () => order(test, "o3").holds.length === 1);
      await untilSync(test, isSynced);
      await expectSame(test, other);
      expect(syncState(test)).toMatchObject({ refused: 0, broken: 0, trouble: null });
    });
  });

  it("work on through a day without a line, and are the same once it is back", async () => {
    await withHub(await postgres.newDatabase(), async ({ hub, test, line }) => {
      await untilSync(test, isSynced);
      line.cut();
      await untilSync(test, (state) => state.line === "away");
      const other = await colleague(hub, past);
      await other.pushAll();
      await doAll(test, [...day, { what: "cancel", a: 1 }]);
      await untilSync(test, (state) => state.waiting > 20);
      await test.restart();
      expect(syncState(test).waiting).toBeGreaterThan(20);
      line.mend();
      const all = test.factCount() + other.facts.length;
      await untilHolds(test, all);
      await expectSame(test, other);
    });
  });

  it("lose nothing to a line that breaks at any byte of any message", async () => {
    await withHub(await postgres.newDatabase(), async ({ hub, test, line }) => {
      const other = await colleague(hub, past);
      await other.pushAll();
      line.breakAfter(2000);
      await doAll(test, day);
      for (let bytes = 300; bytes < 60_000; bytes = Math.ceil(bytes * 1.4)) {
        await untilSync(test, (state) => state.line !== "open");
        line.breakAfter(bytes);
        await untilSync(test, (state) => state.line === "open" || state.line === "away");
      }
      line.mend();
      // What arrives may make the station answer: its own facts are counted when all of theirs are here.
      const own = (): number =>
        storedFacts(test.store).filter(({ station }) => station === test.store.stationId).length;
      await untilSync(test, (state) => isSynced(state) && test.factCount() === own() + other.facts.length);
      await expectSame(test, other);
    });
  });
});
