import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { derivedDigest, differences } from "#main/store/derived.ts";
import { rebuild } from "#main/store/rebuild.ts";
import { isCopyFolderThere } from "#main/sync/copy-folder.ts";
import { readSync } from "#main/sync/sync-tables.ts";
import { scopeMark } from "#server/store/checkpoint.ts";
import type { SyncState } from "#shared/bridge/sync-types.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { copyNoteFile } from "#shared/sync/copier.ts";
import { widestScope } from "#shared/sync/decide-scope.ts";
import { type Doing, doAll } from "#test/builders/days.ts";
import { placed } from "#test/builders/facts.ts";
import { bowls, order, place } from "#test/builders/floor.ts";
import { morning, TestStation, withStation } from "#test/builders/station.ts";
import { chainProblems, storedFacts } from "#test/builders/stored.ts";
import { sha256 } from "#test/support/hub/hub-station.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { smallDisk } from "#test/support/small-disk.ts";
import {
  expectSame,
  factsOfDay,
  hurried,
  isSynced,
  join as joinHub,
  syncState,
  untilSync,
} from "#test/support/sync/joined.ts";
import { type PreparedHub, preparedHub } from "#test/support/sync/prepared.ts";
import { WeakLine } from "#test/support/sync/weak-line.ts";

/** A station that comes new to a real hub with a prepared copy. */

const day: readonly Doing[] = [
  { what: "stock", a: 1 },
  { what: "place", a: 0 },
  { what: "ship", a: 0 },
];
const copy = { pullAfter: 60_000, quietWithin: 1 };
let postgres: TestPostgres;
let prepared: PreparedHub;
let line: WeakLine;
/** What a station could not deal with. */
let problems: unknown[];
beforeAll(async () => {
  const past = await factsOfDay(day, morning);
  postgres = await startTestPostgres();
  prepared = await preparedHub(await postgres.newDatabase(), past, () => morning);
}, 180_000);
afterAll(async () => {
  await prepared.close();
  await postgres.stop();
});
beforeEach(async () => {
  problems = [];
  line = await WeakLine.to(prepared.hub.address);
  return () => line.close();
});

/** Whether the station was opened anew of its own accord, which it is with a copy alone. */
interface Watched {
  readonly test: TestStation;
  reopened: number;
}

async function withNewcomer(use: (watched: Watched) => Promise<void>, timing = copy): Promise<void> {
  let watched: Watched | undefined;
  const sync = {
    timing: { ...hurried, copy: timing },
    onProblem: (problem: unknown) => void problems.push(problem),
    async reopen() {
      if (!watched) return;
      watched.reopened += 1;
      await watched.test.restart();
    },
  };
  await withStation(
    async (test) => {
      watched = { test, reopened: 0 };
      await use(watched);
      expect(test.problems).toEqual([]);
    },
    { sync },
  );
}

async function joinAnd(test: TestStation): Promise<void> {
  await joinHub(test, line.address, await prepared.hub.newCode());
}

const everything = (test: TestStation): Promise<void> =>
  untilSync(test, (state) => isSynced(state) && test.store.log.read("orders", "far-2099") !== undefined);

/** Facts of one phase of a pull, as the window was told. */
function mostPulled(test: TestStation): number {
  const states = test.told.flatMap(({ name, event }) => (name === "sync" ? [event as SyncState] : []));
  const pulled = states.flatMap(({ download }) => (download && download.phase !== "copy" ? [download.received] : []));
  return Math.max(...pulled);
}

/** What the store holds, and what it shows, as if it had pulled every fact; nothing of the copy is left beside it. */
async function expectWhole(test: TestStation): Promise<void> {
  expect(chainProblems(test.store)).toEqual([]);
  expect(isCopyFolderThere(test.directory)).toBe(false);
  await expectSame(test, prepared.other);
  expectAsRebuilt(test);
}

function expectAsRebuilt(test: TestStation): void {
  const shown = derivedDigest(test.store);
  for (const _ of rebuild(test.store));
  expect(differences(shown, derivedDigest(test.store))).toEqual([]);
}

const nextNumber = (test: TestStation, orderId: string): Promise<number> =>
  test.store.log.act("person-1", (act) => {
    const number = act.nextNumber("order");
    act.append([placed(orderId, { number: `A-${String(number).padStart(4, "0")}` })]);
    return number;
  });

describe("a station that comes new", () => {
  it("begins with the hub's copy, and pulls what came since: all of it, and nothing twice", async () => {
    const { other, copy: made } = prepared;
    const before = other.facts.length;
    for (let count = 0; count < 3; count += 1) other.record(placed(`since-${count}`));
    await other.pushAll(500);
    const since = await other.pullAll({ after: made.checkpoint, own: true });
    const fromOther = since.facts.filter(({ station }) => station === other.id);
    expect(fromOther.map(({ sequence }) => sequence)).toEqual([before + 1, before + 2, before + 3]);
    await withNewcomer(async (watched) => {
      const { test } = watched;
      const { stationId } = test.store;
      await joinAnd(test);
      await everything(test);
      expect(watched.reopened).toBe(1);
      expect(problems).toEqual([]);
      expect(test.store.stationId).toBe(stationId);
      expect(test.store.log.read("orders", "since-2")).toBeDefined();
      expect(readSync(test.store.statements, "copyTried")).toBeUndefined();
      // Of what the copy holds nothing came over the line again.
      expect(mostPulled(test)).toBeLessThan(100);
      await expectWhole(test);
    });
  });

  it("takes along what it did before it joined: its facts, its counters, what the hub then refuses", async () => {
    await withNewcomer(async (watched) => {
      const { test } = watched;
      await doAll(test, day);
      await place(test, "own-1", [bowls(1)]);
      expect(await nextNumber(test, "own-2")).toBe(1);
      const hold = { orderId: "own-1", holdId: "h1", type: "OPERATOR", reason: "Ring first" } as const;
      await test.store.log.act("nobody", (act) => act.append([draft("order/own-1", "order.holdAdded", hold)]));
      const own: readonly FactEnvelope[] = storedFacts(test.store);
      const { sequence } = test.store.log.head;
      await joinAnd(test);
      await everything(test);
      await untilSync(test, ({ refused }) => refused === 1);
      expect(watched.reopened).toBe(1);
      expect(problems).toEqual([]);
      const held = new Map(storedFacts(test.store).map((fact) => [fact.id, fact]));
      expect(own.filter((fact) => held.get(fact.id)?.hash !== fact.hash)).toEqual([]);
      expect(order(test, "own-1").holds).toEqual([]);
      expect(await nextNumber(test, "own-3")).toBe(2);
      expect(test.store.log.head.sequence).toBeGreaterThan(sequence);
      await untilSync(test, isSynced);
      expect(chainProblems(test.store)).toEqual([]);
      expectAsRebuilt(test);
      const { facts } = await prepared.other.pullAll({ own: true });
      const there = facts.filter(({ station }) => station === test.store.stationId).map((fact) => fact.sequence);
      expect(there).toEqual(there.toSorted((one, other) => one - other));
      expect(syncState(test)).toMatchObject({ refused: 1, broken: 0, trouble: null });
    });
  });

  it("goes on with the parts it has when the line comes back, and has what was done meanwhile", async () => {
    await withNewcomer(async (watched) => {
      const { test } = watched;
      const bytes = prepared.copy.parts.reduce((sum, part) => sum + part.bytes, 0);
      line.breakAfter(bytes * 0.9);
      await joinAnd(test);
      // Away it is before it was first there, too.
      await untilSync(test, (state) => state.line === "away" && isCopyFolderThere(test.directory));
      line.cut();
      await place(test, "meanwhile", [bowls(1)]);
      expect(isCopyFolderThere(test.directory)).toBe(true);
      line.mend();
      test.station.hub.tryNow();
      await everything(test);
      expect(watched.reopened).toBe(1);
      expect(problems).toEqual([]);
      expect(test.store.log.read("orders", "meanwhile")).toBeDefined();
      await expectWhole(test);
    });
  });

  it("pulls while a copy takes long, and is the same with what comes first", async () => {
    await withNewcomer(
      async ({ test }) => {
        await joinAnd(test);
        await place(test, "meanwhile", [bowls(1)]);
        await everything(test);
        expect(test.store.log.read("orders", "meanwhile")).toBeDefined();
        expect(problems).toEqual([]);
        await expectWhole(test);
      },
      { pullAfter: 1, quietWithin: 1 },
    );
  });
});

describe("a copy that cannot be used", () => {
  const noteOf = (): string => join(prepared.folder, scopeMark(widestScope, sha256), copyNoteFile);

  /** Changes a file of the hub's for one test. */
  function changed(path: string, change: (bytes: Buffer) => Buffer | string): void {
    const before = readFileSync(path);
    writeFileSync(path, change(before));
    onTestFinished(() => writeFileSync(path, before));
  }

  it.each([
    ["another layout", { layout: 99 }],
    ["other kinds of facts", { kinds: "0123456789abcdef" }],
    ["another epoch", { epoch: "another" }],
  ])("%s: the station passes over it and pulls", async (_what, change) => {
    changed(noteOf(), (note) => JSON.stringify({ ...(JSON.parse(note.toString()) as object), ...change }));
    await withNewcomer(async (watched) => {
      await joinAnd(watched.test);
      await everything(watched.test);
      expect(watched.reopened).toBe(0);
      expect(problems).toEqual([]);
      await expectWhole(watched.test);
    });
  });

  it("bytes that are not those the hub has made: the station says so and pulls", async () => {
    changed(join(noteOf(), "..", `${prepared.copy.copy}.parts`), (bytes) => {
      bytes[bytes.length - 100] = (bytes.at(-100) ?? 0) ^ 1;
      return bytes;
    });
    await withNewcomer(async (watched) => {
      await joinAnd(watched.test);
      await everything(watched.test);
      expect(watched.reopened).toBe(0);
      expect(problems.map(String)).toEqual([expect.stringContaining("not the one the hub has made")]);
      await expectWhole(watched.test);
    });
  });

  it("a disk without room for it: the station pulls", async () => {
    await withNewcomer(async (watched) => {
      watched.test.freeBytes = 900_000_000;
      await joinAnd(watched.test);
      await everything(watched.test);
      expect(watched.reopened).toBe(0);
      await expectWhole(watched.test);
    });
  });

  it("a disk that fills up under it: what was there of it goes, and the station pulls once there is room", async (context) => {
    const disk = smallDisk(80 * 1024);
    if (!disk) return context.skip("Only root may mount a small disk");
    onTestFinished(() => disk.remove());
    const test = new TestStation(join(disk.folder, "store"));
    test.sync = { timing: { ...hurried, copy }, onProblem: (problem) => void problems.push(problem) };
    await test.open();
    try {
      await test.begin();
      disk.fill(6 * 1024);
      await joinAnd(test);
      await untilSync(test, (state) => state.trouble?.code === "disk-full");
      expect(problems.map(String)).toEqual([expect.stringMatching(/cannot be used: .*(?:disk is full|ENOSPC)/)]);
      expect(isCopyFolderThere(test.directory)).toBe(false);
      disk.empty();
      test.station.hub.tryNow();
      await everything(test);
      await expectWhole(test);
    } finally {
      await test.close();
    }
  });
});
