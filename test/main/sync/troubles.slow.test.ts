import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { generate } from "selfsigned";
import { draft } from "#shared/facts/kinds.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { timeOf } from "#shared/kernel/hybrid-clock.ts";
import { buildApp } from "#server/app.ts";
import { openHub } from "#server/hub.ts";
import { newCode, revokeStation } from "#server/store/stations.ts";
import { channels } from "#server/adapters/postgres/notices.ts";
import { type Doing } from "#test/builders/days.ts";
import { bowls, order, place, stock } from "#test/builders/floor.ts";
import { morning, type TestStation, withStation } from "#test/builders/station.ts";
import { storedFacts } from "#test/builders/stored.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { startHub } from "#test/support/hub/start-hub.ts";
import {
  colleague,
  expectSame,
  factsOfDay,
  hurried,
  isSynced,
  join,
  syncState,
  untilSync,
  withHub,
} from "#test/support/sync/joined.ts";

const day: readonly Doing[] = [
  { what: "stock", a: 1 },
  { what: "place", a: 0 },
  { what: "place", a: 1 },
];
let postgres: TestPostgres;
let past: FactEnvelope[];
beforeAll(async () => {
  past = await factsOfDay(day, morning);
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const year = 365 * 24 * 3_600_000;
const hold = (orderId: string, holdId: string) =>
  draft(`order/${orderId}`, "order.holdAdded", { orderId, holdId, type: "OPERATOR", reason: "Ring first" });
const refused = async (test: TestStation) => {
  const reply = await test.call("sync.refused", { limit: 100 });
  return reply.ok ? reply.value.facts : expect.fail(reply.error.code);
};

describe("a fact the hub refuses", () => {
  it("is parked with its reason and leaves the view, is taken when sent again after the cause is gone, or discarded for good", async () => {
    await withHub(await postgres.newDatabase(), async ({ hub, test }) => {
      const other = await colleague(hub, past);
      await other.pushAll();
      await untilSync(test, (state) => isSynced(state) && test.store.log.read("orders", "o0") !== undefined);
      // In the name of somebody the hub does not know yet.
      await test.store.log.act("person-2", (act) => act.append([hold("o0", "h1"), hold("o0", "h2")]));
      await place(test, "o3", [bowls(1)]);
      await untilSync(test, (state) => isSynced(state) && state.refused === 2);
      expect(order(test, "o0").holds).toEqual([]);
      expect((await other.pullAll({ own: true })).facts.filter(({ kind }) => kind === "order.holdAdded")).toEqual([]);
      const [one, two] = await refused(test);
      const held = one?.body["holdId"];
      expect(one).toMatchObject({
        kind: "order.holdAdded",
        code: "unknown-person",
        orderNumber: order(test, "o0").number,
      });
      expect(await test.call("sync.sendAgain", { factIds: [one?.factId ?? ""] })).toEqual({
        ok: true,
        value: { stillRefused: 1 },
      });
      const person = {
        personId: "person-2",
        name: "Lee",
        badge: "HF-USR.2",
        pinSalt: "00",
        pinHash: "00",
        roles: ["clerk" as const],
      };
      await test.store.log.act("person-1", (act) => act.append([draft("person/person-2", "person.added", person)]));
      await untilSync(test, isSynced);
      expect(await test.call("sync.sendAgain", { factIds: [one?.factId ?? ""] })).toEqual({
        ok: true,
        value: { stillRefused: 0 },
      });
      expect(order(test, "o0").holds.map(({ holdId }) => holdId)).toEqual([held]);
      expect(await test.call("sync.discard", { factId: two?.factId ?? "", reason: " " })).toMatchObject({
        error: { code: "reason-missing" },
      });
      expect(await test.call("sync.discard", { factId: two?.factId ?? "", reason: "Twice" })).toEqual({
        ok: true,
        value: null,
      });
      await untilSync(test, (state) => isSynced(state) && state.refused === 0);
      const discarded = storedFacts(test.store).at(-1);
      expect(discarded).toMatchObject({
        kind: "sync.discarded",
        user: "person-1",
        body: { factId: two?.factId, reason: "Twice", code: "unknown-person" },
      });
      await test.restart();
      await untilSync(test, isSynced);
      expect(syncState(test).refused).toBe(0);
      expect(order(test, "o0").holds.map(({ holdId }) => holdId)).toEqual([held]);
    });
  });
});

describe("a clock that is a year off", () => {
  it("ahead: nothing is sent and the person is told; once it is right, what was stamped by it is recorded anew", async () => {
    let hubTime = morning;
    await withHub(
      await postgres.newDatabase(),
      async ({ hub, test, line }) => {
        await untilSync(test, isSynced);
        line.cut();
        await untilSync(test, (state) => state.line === "away");
        test.now = morning + year;
        await place(test, "o7", [bowls(1)]);
        line.mend();
        await untilSync(test, (state) => state.trouble?.code === "clock-ahead");
        expect(syncState(test)).toMatchObject({ waiting: 1, line: "open" });
        test.now = morning + 5000;
        hubTime = morning + 5000;
        test.station.hub.tryNow();
        await untilSync(test, (state) => state.refused === 1 && state.waiting === 0);
        const [parked] = await refused(test);
        expect(parked).toMatchObject({ kind: "order.placed", code: "future-clock" });
        expect(await test.call("sync.sendAgain", { factIds: [parked?.factId ?? ""] })).toEqual({
          ok: true,
          value: { stillRefused: 0 },
        });
        await untilSync(test, (state) => isSynced(state) && state.refused === 0);
        const again = storedFacts(test.store).findLast(
          ({ kind, id }) => kind === "order.placed" && id !== parked?.factId,
        );
        expect(timeOf(again?.stamp ?? "")).toBeLessThan(morning + year / 2);
        expect(order(test, "o7").number).toBe("#o7");
        await test.call("orders.hold", { orderId: "o7", type: "OPERATOR", reason: "Ring first" });
        await untilSync(test, isSynced);
        expect(syncState(test).refused).toBe(0);
        const reader = await colleague(hub, []);
        const { facts } = await reader.pullAll();
        expect(facts.map(({ kind }) => kind)).toEqual(
          expect.arrayContaining(["order.placed", "order.holdAdded", "sync.discarded"]),
        );
      },
      { clock: () => hubTime },
    );
  });

  it("behind: the person is told, and what is recorded still comes after what was seen", async () => {
    await withHub(
      await postgres.newDatabase(),
      async ({ hub, test }) => {
        const other = await colleague(hub, past);
        await other.pushAll();
        test.now = morning - year;
        await untilSync(
          test,
          (state) => state.download?.phase === "live" && test.store.log.read("orders", "o0") !== undefined,
        );
        test.station.hub.tryNow();
        await untilSync(test, (state) => state.trouble?.code === "clock-behind");
        await test.store.log.act("person-1", (act) => act.append([hold("o0", "h1")]));
        await untilSync(test, (state) => state.waiting === 0);
        expect(order(test, "o0").holds).toHaveLength(1);
        await expectSame(test, other);
      },
      { clock: () => morning },
    );
  });
});

describe("a hub", () => {
  it("restored from an older copy gets back what it lost, and gives out nothing twice", async () => {
    await withHub(await postgres.newDatabase(), async ({ hub, test }) => {
      const other = await colleague(hub, past);
      await other.pushAll();
      await stock(test, { bowl: 5 });
      await untilSync(test, isSynced);
      const before = await hub.hub.database.all<{ station: string; sequence: number; hash: string; stamp: string }>(
        "SELECT * FROM chains",
      );
      const facts = test.factCount();
      await place(test, "o3", [bowls(2)]);
      await place(test, "o4", [bowls(1)]);
      await untilSync(test, isSynced);
      // What the hub took since then is as if it had never come.
      const own = before.find(({ station }) => station === test.store.stationId);
      await hub.hub.database.all("DELETE FROM facts WHERE station = $1 AND sequence > $2", [
        test.store.stationId,
        own?.sequence,
      ]);
      await hub.hub.database.all("DELETE FROM fact_touches WHERE fact NOT IN (SELECT id FROM facts)");
      await hub.hub.database.all("DELETE FROM documents WHERE view = 'orders' AND id IN ('o3', 'o4')");
      await hub.hub.database.all("UPDATE chains SET sequence = $2, hash = $3 WHERE station = $1", [
        test.store.stationId,
        own?.sequence,
        own?.hash,
      ]);
      test.station.hub.tryNow();
      await vi.waitFor(
        async () => {
          await other.acknowledgement(`?held=${other.facts.length}`);
          const given = (await other.pullAll({ own: true })).facts.length;
          // At least the two orders; what the station answers others by itself may come on top.
          expect(given).toBeGreaterThanOrEqual(facts + 2);
          expect(given).toBe(test.factCount());
        },
        { timeout: 90_000, interval: 250 },
      );
      await untilSync(test, isSynced);
      await expectSame(test, other);
    });
  });

  it("that took the station's right away is told of, and joined again with a new code; nothing is lost", async () => {
    await withHub(await postgres.newDatabase(), async ({ hub, test, line }) => {
      await untilSync(test, isSynced);
      await revokeStation(hub.hub.database, test.store.stationId, test.now);
      await hub.hub.database.all("SELECT pg_notify($1, '')", [channels.revoked]);
      await place(test, "o3", [bowls(2)]);
      await untilSync(test, (state) => state.trouble?.code === "revoked");
      expect(syncState(test)).toMatchObject({ line: "stopped", waiting: 1 });
      expect(await test.call("sync.leave", { reason: "Taken out" })).toMatchObject({ ok: true, value: { hub: null } });
      await test.restart();
      expect(syncState(test)).toMatchObject({ hub: null, line: "alone" });
      await join(test, line.address, await hub.newCode());
      await untilSync(test, isSynced);
      await expectSame(test, await colleague(hub, past));
    });
  });

  it("of another company is not joined, and nothing is sent to it", async () => {
    await withHub(await postgres.newDatabase(), async ({ test }) => {
      await untilSync(test, isSynced);
      await test.call("sync.leave", { reason: "Moving" });
      const stranger = await startHub(await postgres.newDatabase(), { clock: () => test.now });
      const reply = await test.call("sync.join", {
        address: stranger.address,
        code: await stranger.newCode(),
        fingerprint: null,
      });
      expect(reply).toMatchObject({ ok: false, error: { code: "other-company" } });
      await stranger.close();
    });
  });

  it("whose certificate nobody vouches for is joined by its fingerprint, and never with another certificate", async () => {
    const hub = await openHub({ url: await postgres.newDatabase(), policy: () => [], clock: () => morning });
    const certificates = await Promise.all(
      [1, 2].map(() => generate([{ name: "commonName", value: "hub" }], { keyType: "ec" })),
    );
    const limits = { requestsAMinute: 1e9, enrolmentsAMinute: 1e9 };
    const listen = async (at: 0 | 1, port: number) => {
      const made = certificates[at];
      const app = await buildApp({ hub, limits, tls: { certificate: made?.cert ?? "", key: made?.private ?? "" } });
      await app.listen({ port, host: "127.0.0.1" });
      return app;
    };
    let app = await listen(0, 0);
    const address = app.server.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const sync = { timing: hurried, onProblem: () => undefined };
    await withStation(
      async (test) => {
        const asked = {
          address: `https://127.0.0.1:${port}`,
          code: await newCode(hub.database, morning),
          fingerprint: null,
        };
        const reply = await test.call("sync.join", asked);
        expect(reply).toMatchObject({ ok: false, error: { code: "certificate-unknown" } });
        const fingerprint = reply.ok ? "" : reply.error.detail;
        expect(await test.call("sync.join", { ...asked, fingerprint: fingerprint.replace(/^../, "00") })).toMatchObject(
          { ok: false },
        );
        expect(await test.call("sync.join", { ...asked, fingerprint })).toMatchObject({ ok: true });
        await untilSync(test, isSynced);
        await app.close();
        app = await listen(1, port);
        await place(test, "o3", [bowls(1)]);
        await untilSync(test, (state) => state.trouble?.code === "certificate-changed");
        expect(syncState(test).waiting).toBe(1);
        await app.close();
        app = await listen(0, port);
        await untilSync(test, isSynced);
      },
      { sync },
    );
    await app.close();
    await hub.close();
  });

  it("whose disk is full, or a disk that is full here, stops nothing for good", async () => {
    await withHub(await postgres.newDatabase(), async ({ hub, test }) => {
      await untilSync(test, isSynced);
      await hub.hub.database.all(
        "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = '53100', MESSAGE = 'could not extend file: No space left on device'; END $$",
      );
      await hub.hub.database.all("CREATE TRIGGER no_room BEFORE INSERT ON facts EXECUTE FUNCTION no_room()");
      await place(test, "o3", [bowls(1)]);
      await untilSync(test, (state) => state.trouble?.code === "hub-busy");
      await hub.hub.database.all("DROP TRIGGER no_room ON facts");
      await untilSync(test, isSynced);
      const { name } = test.store.storage.tableOf("facts");
      test.store.storage.connection.exec(
        `CREATE TRIGGER sick BEFORE INSERT ON ${name} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
      );
      const other = await colleague(hub, past);
      await other.pushAll();
      await untilSync(test, (state) => state.trouble?.code === "disk-full");
      test.store.storage.connection.exec("DROP TRIGGER sick");
      await untilSync(test, (state) => isSynced(state) && test.store.log.read("orders", "o1") !== undefined);
      await expectSame(test, other);
    });
  });
});
