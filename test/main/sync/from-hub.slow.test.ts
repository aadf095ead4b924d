import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answer } from "#main/bridge/answer.ts";
import { closedHandlers } from "#main/bridge/closed-handlers.ts";
import { openStore } from "#main/store/open-store.ts";
import { storeFile } from "#main/store/store-files.ts";
import { beginEpoch } from "#server/store/hub.ts";
import type { BridgeReply, CallName, InputOf } from "#shared/bridge/contract.ts";
import type { RescueState } from "#shared/care/care.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import type { Doing } from "#test/builders/days.ts";
import { bowls, order, place } from "#test/builders/floor.ts";
import { morning, type TestStation } from "#test/builders/station.ts";
import { chainProblems, storedFacts } from "#test/builders/stored.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import {
  colleague,
  expectSame,
  factsOfDay,
  isSynced,
  type Joined,
  syncState,
  untilSync,
  withHub,
} from "#test/support/sync/joined.ts";

/** A lost store got again from a real hub: the station goes on where it was, and no number is used twice. */

const day: readonly Doing[] = [
  { what: "stock", a: 1 },
  { what: "place", a: 0 },
  { what: "ship", a: 0 },
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

/** What can be asked while the store cannot be opened. */
async function closed(test: TestStation) {
  const { directory } = test;
  const clock = (): number => test.now;
  const problem: unknown = await openStore({ directory, clock }).then(
    (store) => store.close().then(() => expect.fail("It opened")),
    (thrown: unknown) => thrown,
  );
  const handlers = closedHandlers(problem, { directory, clock, reopen: () => test.open() });
  const ask = (name: CallName, input: unknown): Promise<BridgeReply<CallName>> =>
    answer(name, input, {
      handlers,
      isSignedIn: () => false,
      onProblem: (_name, thrown) => test.problems.push(thrown),
    });
  return {
    fromHub: (input: InputOf<"care.fromHub">) => ask("care.fromHub", input),
    async rescue(): Promise<RescueState> {
      const reply = await ask("care.rescue", {});
      return reply.ok ? (reply.value as RescueState) : expect.fail(reply.error.code);
    },
  };
}

const damage = {
  overwritten: (path: string) => writeFileSync(path, readFileSync(path).fill(0x5a, 0, 4000)),
  gone: (path: string) => rmSync(path),
};

/** Another station has worked; this one has two orders by its own counter, one hold refused and another one discarded. */
async function worked({ hub, test }: Joined): Promise<void> {
  const other = await colleague(hub, past);
  await other.pushAll();
  await untilSync(test, (state) => isSynced(state) && test.store.log.read("orders", "o0") !== undefined);
  for (const orderId of ["own-1", "own-2"]) {
    await test.store.log.act("person-1", (act) => {
      act.append([placed(orderId, { number: `A-${String(act.nextNumber("order")).padStart(4, "0")}` })]);
    });
  }
  await test.store.log.act("nobody", (act) => act.append([hold("own-1", "h1"), hold("own-1", "h2")]));
  await place(test, "o3", [bowls(1)]);
  await untilSync(test, (state) => isSynced(state) && state.refused === 2);
  const refused = await test.call("sync.refused", { limit: 10 });
  const [first] = refused.ok ? refused.value.facts : [];
  await test.call("sync.discard", { factId: first?.factId ?? "", reason: "Twice" });
  await untilSync(test, isSynced);
}

const orderNumber = (test: TestStation): Promise<number> =>
  test.store.log.act("person-1", (act) => {
    const number = act.nextNumber("order");
    act.append([placed(`next-${number}`, { number: `A-${String(number).padStart(4, "0")}` })]);
    return number;
  });

describe("a store that is lost and was joined to a hub", () => {
  it.each(["overwritten", "gone"] as const)(
    "%s comes back by the kept token: all that was sent, what was refused and what was discarded, and goes on counting behind it",
    async (how) => {
      await withHub(await postgres.newDatabase(), async (parts) => {
        const { hub, test } = parts;
        await worked(parts);
        const { stationId } = test.store;
        const facts = storedFacts(test.store);
        const { sequence } = test.store.log.head;
        await test.close();
        damage[how](join(test.directory, storeFile));
        const lost = how === "gone" ? undefined : readFileSync(join(test.directory, storeFile));
        const asks = await closed(test);
        expect((await asks.rescue()).hub).toMatchObject({ needsCode: false });
        expect(await asks.fromHub({ code: null, asNew: false })).toMatchObject({ ok: true });
        expect(test.store.stationId).toBe(stationId);
        expect(storedFacts(test.store)).toEqual(facts);
        expect(test.store.log.head.sequence).toBe(sequence);
        expect(chainProblems(test.store)).toEqual([]);
        expect(syncState(test).refused).toBe(1);
        expect(order(test, "own-1").holds).toEqual([]);
        // Nobody knows how many numbers were on paper and not sent.
        expect(await orderNumber(test)).toBeGreaterThan(1000);
        await untilSync(test, isSynced);
        const reader = await colleague(hub, []);
        const { facts: there } = await reader.pullAll({ own: true });
        expect(there.findLast((fact) => fact.station === stationId)?.sequence).toBe(sequence + 1);
        expect(syncState(test)).toMatchObject({ refused: 1, broken: 0, trouble: null });
        const [aside = ""] = readdirSync(join(test.directory, "aside"));
        const kept = readdirSync(join(test.directory, "aside", aside));
        if (lost) expect(readFileSync(join(test.directory, "aside", aside, storeFile)).equals(lost)).toBe(true);
        else expect(kept).not.toContain(storeFile);
        await test.restart();
        expect(test.store.log.read("orders", "own-2")).toBeDefined();
      });
    },
  );

  it("has what it had not sent taken over from the damaged file, and sent", async () => {
    await withHub(await postgres.newDatabase(), async (parts) => {
      const { hub, test, line } = parts;
      await worked(parts);
      line.cut();
      await untilSync(test, (state) => state.line === "away");
      await place(test, "late", [bowls(2)]);
      const number = await orderNumber(test);
      const facts = storedFacts(test.store);
      await test.close();
      writeFileSync(join(test.directory, "holdfast.damaged"), "The store is damaged (seen at work).");
      const asks = await closed(test);
      // No line, and nothing is touched.
      const before = readdirSync(test.directory).toSorted();
      expect(await asks.fromHub({ code: null, asNew: false })).toMatchObject({ error: { code: "no-line" } });
      expect(readdirSync(test.directory).toSorted()).toEqual(before);
      line.mend();
      expect(await asks.fromHub({ code: null, asNew: false })).toMatchObject({ ok: true });
      expect(storedFacts(test.store)).toEqual(facts);
      expect(test.store.salvaged).toBe(2);
      expect(await orderNumber(test)).toBe(number + 1);
      await untilSync(test, isSynced);
      const { facts: there } = await (await colleague(hub, [])).pullAll({ own: true });
      expect(there.some((fact) => fact.body["orderId"] === "late")).toBe(true);
      expect(syncState(test)).toMatchObject({ refused: 1, broken: 0, trouble: null });
      expect(chainProblems(test.store)).toEqual([]);
    });
  });

  it("without its token asks for a code, and then no one else can write in its name", async () => {
    await withHub(await postgres.newDatabase(), async (parts) => {
      const { hub, test } = parts;
      await worked(parts);
      const { stationId } = test.store;
      const facts = storedFacts(test.store);
      await test.close();
      const token = join(test.directory, "holdfast.hub-token");
      const old = readFileSync(token, "utf8").split(":")[1] ?? "";
      rmSync(token);
      damage.overwritten(join(test.directory, storeFile));
      const asks = await closed(test);
      expect((await asks.rescue()).hub).toMatchObject({ needsCode: true });
      expect(await asks.fromHub({ code: null, asNew: false })).toMatchObject({ error: { code: "code-needed" } });
      expect(await asks.fromHub({ code: "AAAA-AAAA-AAAA", asNew: false })).toMatchObject({
        error: { code: "wrong-code" },
      });
      expect(await asks.fromHub({ code: await hub.newCode(), asNew: false })).toMatchObject({ ok: true });
      expect(test.store.stationId).toBe(stationId);
      expect(storedFacts(test.store)).toEqual(facts);
      const asked = await fetch(`${hub.address}/v1/own`, { headers: { authorization: `Bearer ${old}` } });
      expect(await asked.json()).toMatchObject({ code: "no-token" });
      await place(test, "after", [bowls(1)]);
      await untilSync(test, isSynced);
      expect(syncState(test)).toMatchObject({ refused: 1, broken: 0 });
    });
  });

  it("begins in a new name where the hub cannot vouch for its numbers, and only if a person says so", async () => {
    await withHub(await postgres.newDatabase(), async (parts) => {
      const { hub, test } = parts;
      await worked(parts);
      const { stationId } = test.store;
      await test.close();
      damage.overwritten(join(test.directory, storeFile));
      // As after a restore of the hub: what was recorded after its copy others may have, and it does not.
      const row = await hub.hub.database.one<{ value: string }>("SELECT value FROM hub_state WHERE name = 'epoch'");
      await beginEpoch(hub.hub.database, row?.value ?? "");
      const asks = await closed(test);
      expect(await asks.fromHub({ code: null, asNew: false })).toMatchObject({ error: { code: "not-same-station" } });
      const code = await hub.newCode();
      expect(await asks.fromHub({ code, asNew: false })).toMatchObject({ error: { code: "not-same-station" } });
      expect(await asks.fromHub({ code, asNew: true })).toMatchObject({ ok: true });
      expect(test.store.stationId).not.toBe(stationId);
      expect(order(test, "own-2").number).toBe("A-0002");
      await untilSync(test, isSynced);
      const state = await test.call("station.state", {});
      expect(state).toMatchObject({ value: { phase: "ready", person: null, station: { name: "Bench 1" } } });
      const reader = await colleague(hub, []);
      await expectSame(test, reader);
      expect(syncState(test)).toMatchObject({ refused: 0, broken: 0, trouble: null });
    });
  });

  it("that worked alone is offered no hub", async () => {
    await withHub(
      await postgres.newDatabase(),
      async ({ test }) => {
        await test.close();
        mkdirSync(join(test.directory, "backups"), { recursive: true });
        damage.gone(join(test.directory, storeFile));
        const asks = await closed(test);
        expect((await asks.rescue()).hub).toBeNull();
        expect(await asks.fromHub({ code: null, asNew: false })).toMatchObject({ error: { code: "not-joined" } });
      },
      { join: false },
    );
  });
});
