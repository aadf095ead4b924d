import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { answer } from "#main/bridge/answer.ts";
import { Care } from "#main/features/care.ts";
import { closedHandlers } from "#main/bridge/closed-handlers.ts";
import { factsCollection } from "#main/store/collections.ts";
import { openStore } from "#main/store/open-store.ts";
import { storeFile } from "#main/store/store-files.ts";
import type { BridgeReply, CallName } from "#shared/bridge/contract.ts";
import type { CareState } from "#shared/care/care.ts";
import { bowls, order, packScan, pickAll, pickScan, place as orderOf, scans, stock } from "#test/builders/floor.ts";
import { placed } from "#test/builders/facts.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { chainProblems, pictureFrom, storedFacts, storedPicture } from "#test/builders/stored.ts";

async function care(test: TestStation): Promise<CareState> {
  const reply = await test.call("care.state", {});
  return reply.ok ? reply.value : expect.fail(reply.error.code);
}

async function place(test: TestStation, ...orderIds: readonly string[]): Promise<void> {
  for (const orderId of orderIds) {
    await test.store.log.act("person-1", (act) => act.append([placed(orderId, { number: orderId })]));
  }
}

describe("the disk", () => {
  it("that is nearly full is said in time, and no more once there is room", async () => {
    await withStation(async (test) => {
      test.freeBytes = 400_000_000;
      await test.station.care.lookAtDisk();
      expect((await care(test)).disk).toEqual({ state: "nearly-full", freeBytes: 400_000_000 });
      expect(test.told.filter(({ name }) => name === "care")).toHaveLength(1);
      test.freeBytes = 4_000_000_000;
      await test.station.care.lookAtDisk();
      expect((await care(test)).disk.state).toBe("fine");
    });
  });

  it("that is full stops green and not the app: nothing is counted, all can be looked at, and work goes on by itself", async () => {
    await withStation(async (test) => {
      await place(test, "o1");
      const { connection } = test.store.storage;
      const pages = Number(connection.prepare("PRAGMA page_count").get()?.["page_count"]);
      // SQLite's own limit: it says of its file what it says of a full disk.
      connection.exec(`PRAGMA max_page_count = ${pages}`);
      const facts = storedFacts(test.store);
      let refused: BridgeReply<CallName> | undefined;
      for (let tries = 0; tries < 200 && refused === undefined; tries += 1) {
        const reply = await test.call("people.add", { name: "N".repeat(90), pin: "1234", roles: ["packer"] });
        if (!reply.ok) refused = reply;
        else facts.push(...storedFacts(test.store).slice(facts.length));
      }
      expect(refused).toMatchObject({ ok: false, error: { code: "not-saved", detail: "The disk is full." } });
      expect((await care(test)).disk.state).toBe("full");
      expect(storedFacts(test.store)).toEqual(facts);
      expect((await test.call("orders.page", { stage: "all", search: "", after: null, limit: 5 })).ok).toBe(true);

      connection.exec("PRAGMA max_page_count = 1000000");
      expect((await test.call("people.add", { name: "Nia", pin: "1234", roles: ["packer"] })).ok).toBe(true);
      expect((await care(test)).disk.state).toBe("fine");
      expect(storedFacts(test.store)).toHaveLength(facts.length + 1);
    });
  });
});

describe("a disk that is full", () => {
  it("stops green at the bench and on the round: no unit is counted, the verdict says why, and the same scan counts once there is room", async () => {
    await withStation(async (test) => {
      await stock(test, { bowl: 60 });
      await orderOf(test, "o1", [bowls(12)]);
      await pickAll(test);
      await orderOf(test, "o2", [bowls(12)]);
      await test.call("orders.releaseAll", {});
      await test.call("picking.take", {});
      expect((await pickScan(test, "HF-BIN.A-2")).kind).toBe("at-bin");
      expect((await packScan(test, `HF-ORD.${order(test, "o1").number}`)).kind).toBe("opened");
      const { connection } = test.store.storage;
      for (const [scan, green] of [
        [packScan, "right"],
        [pickScan, "picked"],
      ] as const) {
        const pages = Number(connection.prepare("PRAGMA page_count").get()?.["page_count"]);
        connection.exec(`PRAGMA max_page_count = ${pages}`);
        // A page or two of room may be left in what is there.
        let verdict: { readonly kind: string; readonly reason?: unknown } = await scan(test, scans.bowl);
        for (let more = 0; more < 9 && verdict.kind === green; more += 1) verdict = await scan(test, scans.bowl);
        const facts = storedFacts(test.store);
        expect(verdict).toMatchObject({ kind: "not-saved", reason: "The disk is full." });
        expect((await care(test)).disk.state).toBe("full");
        expect((await scan(test, scans.bowl)).kind).toBe("not-saved");
        expect(storedFacts(test.store)).toEqual(facts);
        connection.exec("PRAGMA max_page_count = 1000000");
        expect((await scan(test, scans.bowl)).kind).toBe(green);
        expect(storedFacts(test.store)).toHaveLength(facts.length + 1);
        expect((await care(test)).disk.state).toBe("fine");
      }
    });
  });
});

describe("a backup", () => {
  it("is made while the store is in use, opened, and holds all that was saved before it", async () => {
    await withStation(async (test) => {
      await place(test, "o1", "o2");
      const making = test.call("care.backUp", {});
      await place(test, "o3");
      expect(await making).toMatchObject({ ok: true });
      expect((await care(test)).backup).toMatchObject({ running: false, trouble: "" });
      const found = await test.call("station.diagnostics", {});
      expect(found.ok && found.value.backups).toHaveLength(1);
      expect(found.ok && found.value.backups[0]?.facts).toBeGreaterThanOrEqual(5);
      expect(found.ok && found.value.slowest.length).toBeGreaterThan(3);
    });
  });

  it("is refused where there is no room for it, and leaves nothing behind", async () => {
    await withStation(async (test) => {
      test.freeBytes = 30_000_000;
      expect(await test.call("care.backUp", {})).toMatchObject({ ok: false, error: { code: "no-room" } });
      expect((await care(test)).backup.trouble).toBe("There is not enough room on the disk for a backup.");
    });
  });
});

describe("a chain that was changed", () => {
  it("is found, and the window is told what is wrong with which fact", async () => {
    await withStation(async (test) => {
      await place(test, "o1", "o2");
      const { name } = test.store.storage.tableOf(factsCollection);
      test.store.storage.connection.exec(
        `UPDATE ${name} SET data = json_set(data, '$.body.orderId', 'o9') WHERE data ->> 'sequence' = 4`,
      );
      const reply = await test.call("care.verify", {});
      expect(reply).toMatchObject({
        value: { chain: { kind: "broken", problems: [{ code: "body-changed", sequence: 4, kind: "order.placed" }] } },
      });
      expect(test.told.findLast((word) => word.name === "care")?.event).toMatchObject({ chain: { kind: "broken" } });
    });
  });
});

describe("the chain of a station that is downloading", () => {
  it("is checked when the download is through, and at once where somebody asks for it", async () => {
    await withStation(async (test) => {
      await place(test, "o1", "o2");
      let downloads = true;
      const watching = new Care(test.station.context, undefined, () => downloads);
      vi.useFakeTimers({ toFake: ["setTimeout", "setInterval", "clearTimeout", "clearInterval"] });
      try {
        await watching.start();
        await vi.advanceTimersByTimeAsync(60_000);
        expect(watching.state().chain).toEqual({ kind: "waiting" });
        downloads = false;
        await vi.advanceTimersByTimeAsync(1000);
        expect(watching.state().chain).toMatchObject({ kind: "whole", checked: storedFacts(test.store).length });

        await watching.stop();
        downloads = true;
        const asked = new Care(test.station.context, undefined, () => downloads);
        await asked.start();
        await vi.advanceTimersByTimeAsync(10_000);
        const verifying = asked.verify();
        expect(await asked.verify()).toMatchObject({ error: { code: "verify-running" } });
        await vi.waitFor(() => expect(asked.state().chain).toMatchObject({ kind: "whole" }));
        expect(await verifying).toMatchObject({ ok: true });
        await asked.stop();
      } finally {
        vi.useRealTimers();
      }
    });
  });
});

describe("a store that is lost", () => {
  type Closed = (name: CallName, input: unknown) => Promise<BridgeReply<CallName>>;

  async function closed(test: TestStation, reopen: () => Promise<void>): Promise<Closed> {
    const { directory } = test;
    const problem: unknown = await openStore({ directory, clock: () => test.now }).then(
      (store) => store.close().then(() => expect.fail("It opened")),
      (thrown: unknown) => thrown,
    );
    const handlers = closedHandlers(problem, { directory, clock: () => test.now, reopen });
    return (name, input) => answer(name, input, { handlers, isSignedIn: () => false, onProblem: () => undefined });
  }

  async function backedUp(test: TestStation): Promise<void> {
    await place(test, "o1", "o2");
    expect((await test.call("care.backUp", {})).ok).toBe(true);
    await place(test, "o3");
    await test.close();
  }

  it.each(["its beginning overwritten", "gone", "empty"])(
    "%s is gone on with from the backup a person chooses",
    async (how) => {
      await withStation(async (test) => {
        await backedUp(test);
        const path = join(test.directory, storeFile);
        if (how === "gone") rmSync(path);
        else if (how === "empty") writeFileSync(path, "");
        else writeFileSync(path, readFileSync(path).fill(0x5a, 0, 2000));
        const asks = await closed(test, () => test.open());
        expect(await asks("station.state", {})).toMatchObject({ value: { phase: "store-closed", rescue: true } });
        const rescue = await asks("care.rescue", {});
        const state = rescue.ok
          ? (rescue.value as unknown as { backups: { name: string; facts: number }[] })
          : expect.fail();
        expect(state.backups).toMatchObject([{ facts: 5, missing: null }]);
        expect(await asks("orders.counts", {})).toMatchObject({ error: { code: "store-closed" } });
        expect(await asks("care.restore", { name: state.backups[0]?.name })).toMatchObject({ ok: true });
        expect(test.store.log.read("orders", "o2")?.number).toBe("o2");
        expect(test.store.log.read("orders", "o3")).toBeUndefined();
        await place(test, "o4");
        await test.restart();
        expect(test.store.log.read("orders", "o4")?.number).toBe("o4");
      });
    },
  );

  it("says how many facts would be missing where the file still says so, and takes over what can be read", async () => {
    await withStation(async (test) => {
      await backedUp(test);
      writeFileSync(join(test.directory, "holdfast.damaged"), "The store is damaged (seen at work).");
      const asks = await closed(test, () => test.open());
      const rescue = await asks("care.rescue", {});
      const state = rescue.ok ? (rescue.value as unknown as { backups: { name: string }[] }) : expect.fail();
      expect(state.backups).toMatchObject([{ facts: 5, missing: 1 }]);
      expect((await asks("care.restore", { name: state.backups[0]?.name })).ok).toBe(true);
      expect(test.store.log.read("orders", "o3")?.number).toBe("o3");
      expect((await care(test)).salvaged).toBe(1);
      expect(readdirSync(join(test.directory, "aside"))).toHaveLength(1);
    });
  });

  /** What a computer that stopped leaves behind: the file as it is at this moment, and the log, or not. */
  function leftBehind(test: TestStation, log: boolean): () => void {
    const path = join(test.directory, storeFile);
    const file = readFileSync(path);
    const written = log ? readFileSync(`${path}-wal`) : undefined;
    return () => {
      // New files: a closed connection of this process may still hold the old ones.
      for (const ending of ["", "-wal", "-shm"]) rmSync(`${path}${ending}`, { force: true });
      writeFileSync(path, file);
      if (written) writeFileSync(`${path}-wal`, written);
      writeFileSync(join(test.directory, "holdfast.open"), "");
    };
  }

  it("whose log of last writes was deleted says so, and as it is holds what had reached the file, whole, and counts on behind it", async () => {
    await withStation(async (test) => {
      await place(test, "o1", "o2");
      test.store.storage.connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      const facts = storedFacts(test.store);
      await place(test, "o3");
      const head = test.store.log.head.sequence;
      const withLog = leftBehind(test, true);
      const withoutLog = leftBehind(test, false);
      await test.close();

      // With its log it opens by itself, and nothing is missing.
      withLog();
      await test.open();
      expect(test.store.log.head.sequence).toBe(head);
      expect(test.store.log.read("orders", "o3")).toBeDefined();
      await test.close();

      withoutLog();
      const asks = await closed(test, () => test.open());
      expect(await asks("care.rescue", {})).toMatchObject({ value: { code: "log-missing", backups: [] } });
      expect(await asks("care.openAsIs", {})).toMatchObject({ ok: true });
      expect(storedFacts(test.store)).toEqual(facts);
      expect(storedPicture(test.store)).toEqual(pictureFrom(facts, test.store.stationId));
      expect(chainProblems(test.store)).toEqual([]);
      await place(test, "o4");
      expect(test.store.log.head.sequence).toBe(head);
      await test.restart();
      expect(test.store.log.read("orders", "o4")).toBeDefined();
    });
  });

  it("whose log was deleted while it was being moved into the file is damaged, and not opened with half of it", async () => {
    await withStation(async (test) => {
      const { connection } = test.store.storage;
      await place(test, "o1", "o2");
      connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      const path = join(test.directory, storeFile);
      const before = readFileSync(path);
      for (let number = 0; number < 60; number += 1) await place(test, `p${number}`);
      connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      const after = readFileSync(path);
      await test.close();
      const size = after.readUInt16BE(16);
      let sound = 0;
      let refused = 0;
      // The first pages of the new state over the old one, cut at several places.
      for (const share of [0.1, 0.3, 0.6, 0.9]) {
        const pages = Math.floor((after.length / size) * share);
        writeFileSync(path, Buffer.concat([after.subarray(0, pages * size), before.subarray(pages * size)]));
        for (const ending of ["-wal", "-shm"]) rmSync(`${path}${ending}`, { force: true });
        rmSync(join(test.directory, "holdfast.damaged"), { force: true });
        writeFileSync(join(test.directory, "holdfast.open"), "");
        let again: unknown;
        const asks = await closed(test, async () => {
          again = await test.open().catch((problem: unknown) => problem);
        });
        await asks("care.openAsIs", {});
        if (again !== undefined) {
          expect(again).toMatchObject({ code: "damaged" });
          refused += 1;
          continue;
        }
        const facts = storedFacts(test.store);
        expect(storedPicture(test.store)).toEqual(pictureFrom(facts, test.store.stationId));
        expect(chainProblems(test.store)).toEqual([]);
        sound += 1;
        await test.close();
      }
      expect(sound + refused).toBe(4);
      expect(refused).toBeGreaterThan(0);
    });
  });

  it("of a newer Holdfast offers no restore: nothing is wrong with it", async () => {
    await withStation(async (test) => {
      test.store.storage.connection.exec("PRAGMA user_version = 99");
      await test.close();
      const asks = await closed(test, () => Promise.resolve());
      expect(await asks("station.state", {})).toMatchObject({ value: { phase: "store-closed", rescue: false } });
      expect(await asks("care.restore", { name: "x" })).toMatchObject({ error: { code: "store-closed" } });
    });
  });
});
