import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { bowls, place, stock } from "#test/builders/floor.ts";
import { morning, withStation } from "#test/builders/station.ts";
import { pictureFrom, storedFacts, storedPicture } from "#test/builders/stored.ts";
import type { RunningHub } from "#test/support/hub/start-hub.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import {
  colleague,
  expectSame,
  isSynced,
  syncState,
  untilHolds,
  untilSync,
  withHub,
} from "#test/support/sync/joined.ts";
import type { HubStation } from "#test/support/hub/hub-station.ts";
import type { TestStation } from "#test/builders/station.ts";

let postgres: TestPostgres;
/** A day elsewhere: an order of each channel, released from stock; the desk's one is held. */
let past: FactEnvelope[];
beforeAll(async () => {
  past = await withStation(async (test) => {
    test.now = morning;
    await stock(test, { bowl: 20 });
    for (const [orderId, channel] of orders) await place(test, orderId, [bowls(2)], { channel });
    await test.call("orders.releaseAll", {});
    for (const [orderId] of orders) {
      await test.call("orders.hold", { orderId, type: "OPERATOR", reason: "Ring first" });
    }
    return storedFacts(test.store);
  });
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const orders = [
  ["web", "shopify"],
  ["desk", "phone"],
  ["till", "counter"],
] as const;

const choose = (test: TestStation, channels: readonly string[] | null) =>
  test.call("sync.chooseScope", { site: "main", channels: channels && [...channels] });

const isHere = (test: TestStation, orderId: string): boolean => test.store.log.read("orders", orderId) !== undefined;

/** What everybody has, as a station with the whole company has it: stock with its rights, items, people. */
async function expectSharedSame(test: TestStation, reader: HubStation): Promise<void> {
  const { facts } = await reader.pullAll({ own: true });
  const all = pictureFrom(facts, test.store.stationId).views;
  const here = storedPicture(test.store).views;
  const shared = (picture: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(Object.entries(picture).filter(([name]) => /^(stock|items|people)/u.test(name)));
  expect(Object.keys(shared(here)).length).toBeGreaterThan(0);
  expect(shared(here)).toEqual(shared(all));
}

async function receivedBy(hub: RunningHub): Promise<unknown[]> {
  return hub.hub.database.all("SELECT scope FROM stations WHERE scope->'channels' <> 'null'::jsonb");
}

describe("a station that chooses what it receives", () => {
  it("has only its channel's orders and all stock, then everything once, and keeps it when it wants less", async () => {
    await withHub(await postgres.newDatabase(), async ({ hub, test }) => {
      await untilSync(test, isSynced);
      expect(await choose(test, ["phone"])).toMatchObject({ ok: true });
      expect(await test.call("sync.scope", {})).toMatchObject({ value: { site: "main", channels: ["phone"] } });
      expect(await receivedBy(hub)).toHaveLength(1);
      const other = await colleague(hub, past);
      await other.pushAll();
      await untilSync(test, (state) => isSynced(state) && isHere(test, "desk"));
      // What follows on the last of them is here, so all before it has been given.
      other.record(draft("item/CUP", "stock.moved", { moves: [], reason: "count", stated: [] }));
      await other.pushAll();
      const last = other.facts.at(-1)?.id;
      await untilSync(test, () => storedFacts(test.store).some(({ id }) => id === last));
      expect(orders.map(([orderId]) => isHere(test, orderId))).toEqual([false, true, false]);
      expect(test.store.log.read("orders", "desk")).toMatchObject({ holds: [{ reason: "Ring first" }] });
      await expectSharedSame(test, other);

      expect(await choose(test, null)).toMatchObject({ ok: true });
      await untilSync(test, (state) => isSynced(state) && isHere(test, "web") && isHere(test, "till"));
      await expectSame(test, other);
      expect(syncState(test)).toMatchObject({ refused: 0, broken: 0, trouble: null });

      const before = test.factCount();
      expect(await choose(test, ["phone"])).toMatchObject({ ok: true });
      await untilSync(test, isSynced);
      expect(test.factCount()).toBe(before);
      const next = { orderId: "web", holdId: "h2", type: "OPERATOR" as const, reason: "Not for this station" };
      other.record(draft("order/web", "order.holdAdded", next));
      const heard = other.record(draft("order/desk", "order.holdAdded", { ...next, orderId: "desk" }));
      await other.pushAll();
      await untilSync(test, () => storedFacts(test.store).some(({ id }) => id === heard.id));
      expect(test.store.log.read("orders", "web")?.holds).toHaveLength(1);
      expect(await choose(test, null)).toMatchObject({ ok: true });
      await untilSync(test, (state) => isSynced(state) && test.store.log.read("orders", "web")?.holds.length === 2);
      await expectSame(test, other);
    });
  });

  it("needs the line, and hears of a choice whose answer was lost once the line is back", async () => {
    await withHub(await postgres.newDatabase(), async ({ hub, test, line }) => {
      const other = await colleague(hub, past);
      await other.pushAll();
      await untilSync(test, (state) => isSynced(state) && isHere(test, "web"));
      line.cut();
      await untilSync(test, (state) => state.line === "away");
      expect(await choose(test, ["phone"])).toMatchObject({ error: { code: "no-line" } });
      // As if it had been asked, and the answer had not come back.
      await hub.hub.database.all("UPDATE stations SET scope = $2 WHERE station = $1", [
        test.store.stationId,
        JSON.stringify({ site: "main", channels: ["phone"] }),
      ]);
      line.mend();
      await untilSync(test, (state) => state.line === "open");
      const shown = await test.call("sync.scope", {});
      expect(shown).toMatchObject({ value: { channels: ["phone"] } });
      await untilHolds(test, test.factCount());
      expect(isHere(test, "web")).toBe(true);
    });
  });

  it("cannot leave out a channel that it takes in, whoever asks", async () => {
    await withHub(await postgres.newDatabase(), async ({ test }) => {
      await untilSync(test, isSynced);
      expect(await test.call("channels.ask", { channel: "shopify" })).toMatchObject({ ok: true });
      const held = { error: { code: "channel-held", detail: "shopify" } };
      expect(await choose(test, ["phone"])).toMatchObject(held);
      await untilSync(test, (state) => isSynced(state) && standing(test) === "shopify here");
      expect(await choose(test, ["phone"])).toMatchObject(held);
      expect(await choose(test, ["shopify"])).toMatchObject({ ok: true });
      expect(await test.call("channels.pass", { channel: "shopify", next: "" })).toMatchObject({ ok: true });
      await untilSync(test, isSynced);
      expect(await choose(test, ["phone"])).toMatchObject({ ok: true });
      expect(await test.call("channels.ask", { channel: "shopify" })).toMatchObject({
        error: { code: "channel-not-received" },
      });
    });
  });
});

function standing(test: TestStation): string {
  const document = test.store.log.read("people", "channel:shopify");
  return document?.kind === "channel" && document.isAccepted ? "shopify here" : "";
}
