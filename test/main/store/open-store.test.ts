import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openPlain, openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { storeClosedWords } from "#main/features/store-closed.ts";
import { derivedDigest } from "#main/store/derived.ts";
import { openStore } from "#main/store/open-store.ts";
import { storeFile } from "#main/store/store-files.ts";
import { StoreRefused } from "#main/store/store-refused.ts";
import { factsCollection } from "#main/store/collections.ts";
import { draft } from "#shared/facts/kinds.ts";
import { envelope, placed } from "#test/builders/facts.ts";
import { morning, withStation } from "#test/builders/station.ts";
import { chainProblems, storedFacts } from "#test/builders/stored.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "holdfast-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const clock = (): number => morning;
const open = (): ReturnType<typeof openStore> => openStore({ directory, clock });

function layoutOf(path: string): unknown {
  const connection = openSqlite(path);
  try {
    return {
      layout: connection.prepare("PRAGMA user_version").get()?.["user_version"],
      tables: connection.prepare("SELECT count(*) AS n FROM sqlite_schema").get()?.["n"],
    };
  } finally {
    connection.close();
  }
}

describe("the store", () => {
  it("keeps its station's id and its facts from one opening to the next", async () => {
    const first = await open();
    const { stationId } = first;
    await first.log.act("person-1", (act) => act.append([placed("o1")]));
    await first.close();
    const second = await open();
    expect(second.stationId).toBe(stationId);
    expect(second.log.read("orders", "o1")?.number).toBe("A-0001");
    await second.log.act("person-1", (act) => act.append([placed("o2")]));
    expect(storedFacts(second).map((fact) => fact.sequence)).toEqual([1, 2]);
    expect(chainProblems(second)).toEqual([]);
    await second.close();
  });

  it("goes on after its last stamp when the clock was set back while it was closed", async () => {
    const first = await open();
    await first.log.act("person-1", (act) => act.append([placed("o1")]));
    await first.close();
    const second = await openStore({ directory, clock: () => morning - 86_400_000 });
    await second.log.act("person-1", (act) => act.append([placed("o2")]));
    const [one, other] = storedFacts(second);
    expect([one?.sequence, other?.sequence]).toEqual([1, 2]);
    expect(chainProblems(second)).toEqual([]);
    await second.close();
  });

  it("of a newer Holdfast is refused, and nothing is written into it", async () => {
    const path = join(directory, storeFile);
    const newer = openSqlite(path);
    newer.exec("PRAGMA user_version = 99; CREATE TABLE of_the_future (id TEXT)");
    newer.close();
    const before = layoutOf(path);
    const refused = open();
    await expect(refused).rejects.toThrow(StoreRefused);
    await expect(refused).rejects.toMatchObject({ code: "newer-store" });
    expect(layoutOf(path)).toEqual(before);
    expect(storeClosedWords(await refused.catch((problem: unknown) => problem), directory)).toBe(
      "This store was written by a newer Holdfast. Install that version to open it.",
    );
  });

  it("that is damaged is left as it is, and another can be opened after it in the same run", async () => {
    const path = join(directory, storeFile);
    const bytes = Buffer.from("This is no store. ".repeat(1000));
    writeFileSync(path, bytes);
    const problem = await open().catch((thrown: unknown) => thrown);
    expect(storeClosedWords(problem, directory)).toMatch(/^The store in .+ is damaged .+ It was left as it is\./);
    expect(readFileSync(path).equals(bytes)).toBe(true);
    rmSync(path);
    const store = await open();
    await store.log.act("person-1", (act) => act.append([placed("o1")]));
    await store.close();
  });

  it("with a page of its middle overwritten is refused or read, but never opened with its facts gone", async () => {
    const first = await open();
    for (let count = 0; count < 20; count += 1) {
      await first.log.act("person-1", (act) => act.append([placed(`o${count}`, { note: "x".repeat(2000) })]));
    }
    first.storage.connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    await first.close();
    const path = join(directory, storeFile);
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 4096, 8192);
    writeFileSync(path, bytes);
    const opened = await open().catch((problem: unknown) => problem);
    if (opened instanceof Error) {
      expect(storeClosedWords(opened, directory)).toMatch(/damaged/);
    } else {
      const store = opened as Awaited<ReturnType<typeof open>>;
      expect(store.facts().facts).toBe(20);
      await store.close();
    }
  });
});

describe("a fact that this Holdfast cannot read", () => {
  it("does not stop the station, keeps its place, and takes no part in what is shown", async () => {
    await withStation(async (test) => {
      await test.store.log.act("person-1", (act) => act.append([placed("o1")]));
      const strange = [
        envelope({
          id: "01a00000-0000-7000-8000-0000000000f1",
          station: "station-2",
          kind: "order.teleported",
          body: { to: "moon" },
        }),
        envelope({
          id: "01a00000-0000-7000-8000-0000000000f2",
          station: "station-2",
          sequence: 2,
          kind: "order.holdAdded",
          version: 7,
          body: { orderId: "o1", because: { of: "a rule" } },
        }),
      ];
      const { storage, statements } = test.store;
      storage.transaction("from elsewhere", (transaction) => {
        transaction.put(factsCollection, strange);
        for (const fact of strange) {
          statements.run("INSERT INTO fact_touches VALUES ('orders', 'o1', ?, ?)", `${fact.stamp}/${fact.id}`, fact.id);
        }
      });
      await test.restart();
      expect(test.store.facts().facts).toBe(storedFacts(test.store).length);
      expect(storedFacts(test.store).filter((fact) => fact.station === "station-2")).toEqual(strange);
      const detail = await test.call("orders.get", { orderId: "o1" });
      expect(detail.ok ? detail.value.timeline.map((entry) => entry.kind) : detail).toEqual(["order.placed"]);
      await test.store.log.act("person-1", (act) =>
        act.append([
          draft("order/o1", "order.holdAdded", { orderId: "o1", holdId: "h1", type: "FRAUD", reason: "Ring" }),
        ]),
      );
      expect(test.store.log.read("orders", "o1")?.holds).toHaveLength(1);
      expect(chainProblems(test.store)).toEqual([]);
      expect(test.problems).toEqual([]);
    });
  });
});

describe("a folder", () => {
  const words = async (): Promise<string> =>
    storeClosedWords(await open().catch((problem: unknown) => problem), directory);

  it("of another program is left alone", async () => {
    writeFileSync(join(directory, "accounts.db"), "theirs");
    expect(await words()).toMatch(/belongs to something else: it holds accounts\.db\. Nothing was changed/);
    expect(readdirSync(directory)).toEqual(["accounts.db"]);
  });

  it("whose file is another program's database is left alone", async () => {
    const path = join(directory, storeFile);
    const theirs = openPlain(path);
    theirs.exec("CREATE TABLE accounts (id TEXT); INSERT INTO accounts VALUES ('1'); PRAGMA application_id = 7");
    theirs.close();
    const before = readFileSync(path);
    expect(await words()).toMatch(/belongs to another program\. Nothing was changed/);
    expect(readFileSync(path).equals(before)).toBe(true);
    const unmarked = openPlain(path);
    unmarked.exec("PRAGMA application_id = 0");
    unmarked.close();
    expect(await words()).toMatch(/belongs to another program\. Nothing was changed/);
    const after = openPlain(path);
    expect(after.prepare("SELECT count(*) AS n FROM sqlite_schema").get()).toEqual({ n: 1 });
    after.close();
  });

  it("that is in use is refused, and free again once it is closed", async () => {
    const first = await open();
    expect(await words()).toMatch(/is open already\. Close the other Holdfast/);
    await first.close();
    await (await open()).close();
  });

  it("where a store was is never given an empty one", async () => {
    await (await open()).close();
    const path = join(directory, storeFile);
    rmSync(path);
    expect(await words()).toMatch(/is gone: its file is not there any more/);
    writeFileSync(path, "");
    expect(await words()).toMatch(/is gone: its file is empty/);
    expect(readFileSync(path)).toHaveLength(0);
  });

  it("whose log of last writes was taken away is not opened as if nothing had happened", async () => {
    const first = await open();
    const aside = `${directory}-as-killed`;
    // As a power cut would leave it: the files of an open store.
    cpSync(directory, aside, { recursive: true });
    await first.close();
    try {
      rmSync(join(aside, `${storeFile}-wal`));
      const refused = openStore({ directory: aside, clock });
      await expect(refused).rejects.toMatchObject({ code: "log-missing" });
    } finally {
      rmSync(aside, { recursive: true, force: true });
    }
  });
});

describe("a store of the first layout", () => {
  it("gets its views made again, and loses nothing", async () => {
    const first = await open();
    await first.log.act("person-1", (act) => act.append([placed("o1")]));
    const before = derivedDigest(first);
    const { connection } = first.storage;
    connection.exec("DROP TABLE order_lines; DROP TABLE closed_documents; PRAGMA user_version = 1");
    connection.exec("DROP TABLE order_search; CREATE VIRTUAL TABLE order_search USING fts5(words)");
    await first.close();
    const second = await open();
    expect(derivedDigest(second)).toEqual(before);
    expect(layoutOf(join(directory, storeFile))).toMatchObject({ layout: 2 });
    await second.close();
  });
});
