import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { openDatabase } from "#server/adapters/postgres/database.ts";
import { type EmbeddedPostgres, startEmbedded } from "#server/adapters/postgres/embedded.ts";
import { draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import { bowls, place } from "#test/builders/floor.ts";
import { TestStation } from "#test/builders/station.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { startHub } from "#test/support/hub/start-hub.ts";
import { type SmallDisk, smallDisk } from "#test/support/small-disk.ts";
import {
  colleague,
  expectSame,
  hurried,
  isSynced,
  join as joinHub,
  syncState,
  untilSync,
  withHub,
} from "#test/support/sync/joined.ts";

/** Text that no database can make smaller, one hexadecimal digit a byte. */
const bulk = (kilobytes: number): string => randomBytes(kilobytes * 512).toString("hex");

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

function diskOf(kilobytes: number): SmallDisk | undefined {
  const disk = smallDisk(kilobytes);
  if (disk) onTestFinished(() => disk.remove());
  return disk;
}

describe("a hub whose disk is really full", () => {
  it("says so, the bench goes on, and everything arrives once there is room", async (context) => {
    const disk = diskOf(160 * 1024);
    if (!disk) return context.skip("Only root may mount a small disk");
    const settings = ["fsync=off", "min_wal_size=32MB", "max_wal_size=48MB"];
    const folder = join(disk.folder, "hub");
    let server: EmbeddedPostgres = await startEmbedded(folder, { settings });
    try {
      const { port } = new URL(server.url);
      await withHub(server.url, async ({ hub, test }) => {
        await untilSync(test, isSynced);
        disk.fill(3 * 1024);
        let count = 0;
        while (syncState(test).trouble?.code !== "hub-busy") {
          count += 1;
          expect(count).toBeLessThan(200);
          await place(test, `large-${count}`, [bowls(1)], { note: bulk(200) });
          await Promise.race([test.nextWord(), new Promise((resolve) => void setTimeout(resolve, 50))]);
        }
        // Nothing here waits for the hub.
        await place(test, "meanwhile", [bowls(1)]);
        expect(test.store.log.read("orders", "meanwhile")).toBeDefined();
        expect(syncState(test).waiting).toBeGreaterThan(0);
        disk.empty();
        if (!(await answers(server.url))) {
          // PostgreSQL ends where it cannot even write its log of changes; whoever made room starts it again.
          await server.stop();
          server = await startEmbedded(folder, { settings, port: Number(port) });
        }
        await untilSync(test, isSynced);
        expect(syncState(test)).toMatchObject({ refused: 0, trouble: null });
        await expectSame(test, await colleague(hub, []));
      });
    } finally {
      await server.stop();
    }
  });
});

async function answers(url: string): Promise<boolean> {
  const database = openDatabase(url, 1);
  try {
    await database.all("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await database.close();
  }
}

describe("a station whose disk is really full", () => {
  it("while it takes in what others did: says so, keeps what it has, and goes on once there is room", async (context) => {
    const disk = diskOf(40 * 1024);
    if (!disk) return context.skip("Only root may mount a small disk");
    const test = new TestStation(join(disk.folder, "store"));
    const hub = await startHub(await postgres.newDatabase(), { clock: () => test.now });
    test.sync = { timing: hurried, onProblem: (problem) => void test.problems.push(problem) };
    await test.open();
    try {
      await test.begin();
      await place(test, "mine", [bowls(1)]);
      await joinHub(test, hub.address, await hub.newCode());
      await untilSync(test, isSynced);
      const before = test.factCount();
      disk.fill(2 * 1024);
      const other = await colleague(hub, []);
      other.clock = () => test.now;
      other.open("B");
      for (let count = 0; count < 30; count += 1) other.record(placed(`o${count}`, { note: bulk(150) }));
      await other.pushAll(10);
      await untilSync(test, (state) => state.trouble?.code === "disk-full");
      expect(syncState(test).trouble).toMatchObject({ needsPerson: true });
      expect(test.factCount()).toBeGreaterThanOrEqual(before);
      expect(test.store.log.read("orders", "mine")).toBeDefined();
      disk.empty();
      test.station.hub.tryNow();
      await untilSync(test, (state) => isSynced(state) && test.store.log.read("orders", "o29") !== undefined);
      await expectSame(test, other);
      expect(test.problems).toEqual([]);
    } finally {
      await test.close();
      await hub.close();
    }
  });
});

describe("PostgreSQL killed under load, again and again", () => {
  it("loses nothing that was acknowledged, and the stations need nobody's help", async () => {
    await withHub(await postgres.newDatabase(), async ({ hub, test }) => {
      await untilSync(test, isSynced);
      const other = await colleague(hub, []);
      // After what it is about, by a clock that is a minute ahead.
      other.clock = () => test.now + 60_000;
      other.open("B");
      await other.pushAll();
      for (let round = 0; round < 3; round += 1) {
        const killed = postgres.killAndRestart();
        for (let count = 0; count < 15; count += 1) {
          await place(test, `o${round}-${count}`, [bowls(1)]);
          other.record(hold(`o${round}-${count}`, `h${round}-${count}`));
        }
        await killed;
        await untilSync(test, (state) => isSynced(state));
        await other.pushAll();
      }
      await untilSync(test, (state) => isSynced(state) && test.store.log.read("orders", "o2-14")?.holds.length === 1);
      expect(syncState(test)).toMatchObject({ refused: 0, broken: 0, trouble: null });
      await expectSame(test, other);
    });
  });
});

const hold = (orderId: string, holdId: string) =>
  draft(`order/${orderId}`, "order.holdAdded", { orderId, holdId, type: "OPERATOR", reason: "Ring first" });
