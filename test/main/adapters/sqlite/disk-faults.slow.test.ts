import { spawnSync } from "node:child_process";
import {
  chmodSync,
  closeSync,
  copyFileSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { defaultDrivers } from "#main/adapters/sqlite/drivers.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { storageFault } from "#main/adapters/sqlite/storage-fault.ts";
import { openStore, temporaryFolder } from "../rxstorage-sqlite/support/open-store.ts";
import type { Store } from "../rxstorage-sqlite/support/open-store.ts";
import { smallDisk } from "#test/support/small-disk.ts";
import { order } from "../rxstorage-sqlite/support/orders.ts";

const loadable = defaultDrivers.filter((driver) => driver.load() !== undefined);
const isRoot = process.getuid?.() === 0;

function succeeds(command: string, ...options: string[]): boolean {
  return spawnSync(command, options).status === 0;
}

/** A disk of so many kilobytes for this test; undefined where this process may not mount one. */
function diskOf(kilobytes: number): string | undefined {
  const disk = smallDisk(kilobytes);
  if (disk) onTestFinished(() => disk.remove());
  return disk?.folder;
}

function put(store: Store, id: string, characters: number): Promise<void> {
  const note = "x".repeat(characters);
  return store.storage.enqueue("put", (transaction) => transaction.put("orders", [order(id, { note })]));
}

/** Which of the orders are there, in a file that must be sound. */
function keptIn(path: string, ids: readonly string[]): string[] {
  const connection = openSqlite(path);
  try {
    expect(connection.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    const table = connection.prepare("SELECT name FROM rx_tables WHERE collection = 'orders'").get()?.["name"];
    const rows = connection.prepare(`SELECT id FROM ${String(table)} WHERE deleted = 0`).all();
    const kept = new Set(rows.map((row) => row["id"]));
    return ids.filter((id) => kept.has(id));
  } finally {
    connection.close();
  }
}

describe.each(loadable)("with $name", (driver) => {
  test("a full disk refuses by name, keeps what it acknowledged, and takes writes again when there is room", async (context) => {
    const disk = diskOf(2048);
    if (!disk) return context.skip("Only root may mount a small disk");
    const ballast = join(disk, "ballast");
    writeFileSync(ballast, Buffer.alloc(600_000));
    const store = await openStore(join(disk, "store.db"), [driver]);
    const acknowledged: string[] = [];
    const faults = new Set<unknown>();
    for (let number = 0; number < 200; number++) {
      await put(store, `a${number}`, 20_000).then(
        () => acknowledged.push(`a${number}`),
        (problem: unknown) => faults.add(storageFault(problem)),
      );
    }
    expect([...faults]).toEqual(["disk-full"]);
    expect(acknowledged.length).toBeGreaterThan(5);
    expect(acknowledged.length).toBeLessThan(200);
    const all = Array.from({ length: 200 }, (_, number) => `a${number}`);
    expect(store.storage.readMany("orders", all).map(({ id }) => id)).toEqual(acknowledged);
    rmSync(ballast);
    await put(store, "after", 20_000);
    await store.database.close();
    store.connection.close();
    expect(keptIn(join(disk, "store.db"), [...all, "after"])).toEqual([...acknowledged, "after"]);
  });

  test("a folder that may only be read is refused by name, and the store is as it was", async (context) => {
    const disk = isRoot ? diskOf(4096) : temporaryFolder();
    if (!disk) return context.skip("As root, only a disk mounted for reading refuses writes");
    const path = join(disk, "store.db");
    // A process of its own: it must have let go of the file.
    const made = spawnSync(process.execPath, ["--import", "tsx", committer, path, driver.name], { encoding: "utf8" });
    expect(made.stderr).toBe("");
    const allowWriting = (allowed: boolean) => {
      if (isRoot) expect(succeeds("mount", "-o", `remount,${allowed ? "rw" : "ro"}`, disk)).toBe(true);
      else chmodSync(disk, allowed ? 0o755 : 0o555);
    };
    allowWriting(false);
    for (const name of ["store.db", "new.db"]) {
      expect(() => openSqlite(join(disk, name), { drivers: [driver] })).toThrowError(
        expect.objectContaining({ name: "SqliteRefused", code: expect.stringMatching(/^(read-only|cannot-open)$/) }),
      );
    }
    allowWriting(true);
    const again = openSqlite(path, { drivers: [driver] });
    onTestFinished(() => again.close());
    expect(again.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  });
});

const committer = fileURLToPath(new URL("./support/commit-fifty.ts", import.meta.url));
const writer = fileURLToPath(new URL("./support/write-on-failing-disk.ts", import.meta.url));
const shimSource = fileURLToPath(new URL("./support/failing-disk.c", import.meta.url));
const canCompile = process.platform === "linux" && succeeds("cc", "--version");

interface Report {
  readonly acknowledged: string[];
  readonly refused: Record<string, string[]>;
  readonly problems: string[];
}

/** Runs the writer with the shim between it and the disk; what it acknowledged must be in the file afterwards. */
function writeOnFailingDisk(driver: string, ending: string, orders: readonly string[]): Report {
  const folder = temporaryFolder();
  const [shim, path, control] = [join(folder, "shim.so"), join(folder, "store.db"), join(folder, "order")];
  const compiled = spawnSync("cc", ["-shared", "-fPIC", "-O1", "-o", shim, shimSource, "-ldl"], { encoding: "utf8" });
  expect(compiled.stderr).toBe("");
  const env = {
    ...process.env,
    LD_PRELOAD: shim,
    HOLDFAST_FAIL_ENDING: ending,
    HOLDFAST_FAIL_CONTROL: control,
  };
  const run = spawnSync(process.execPath, ["--import", "tsx", writer, path, driver, control, JSON.stringify(orders)], {
    env,
    encoding: "utf8",
    timeout: 60_000,
  });
  expect(run.stderr).toBe("");
  const report = JSON.parse(run.stdout) as Report;
  expect(keptIn(path, report.acknowledged)).toEqual(report.acknowledged);
  return report;
}

// Needs a C compiler; the errors themselves come from a library put before the system's own.
describe.skipIf(!canCompile).each(loadable)("with $name on a disk that answers with errors", ({ name }) => {
  test("writing or flushing the log fails: refused by name, nothing kept, and the next write goes through", () => {
    const report = writeOnFailingDisk(name, "store.db-wal", ["write:EIO", "sync:EIO", "write:ENOSPC"]);
    expect(report.refused).toEqual({
      "write:EIO": Array.from({ length: 4 }, () => "disk-failing"),
      "sync:EIO": Array.from({ length: 4 }, () => "disk-failing"),
      "write:ENOSPC": Array.from({ length: 4 }, () => "disk-full"),
    });
    expect(report.acknowledged).toHaveLength(5 + 3 * 4);
  });

  test("moving the log into the file fails: commits go on, it is told, and it goes on when the disk answers again", () => {
    const report = writeOnFailingDisk(name, "store.db", ["write:EIO", "sync:EIO"]);
    expect(report.refused).toEqual({});
    expect(report.acknowledged).toHaveLength(5 + 2 * 8);
    expect(report.problems.filter((words) => words !== "over").length).toBeGreaterThan(0);
    expect(report.problems.at(-1)).toBe("over");
  });
});

/** The files of a store as they are, to be spoiled somewhere else. */
function copyStore(from: string, to: string): void {
  mkdirSync(join(to, ".."), { recursive: true });
  copyFileSync(from, to);
  copyFileSync(`${from}-wal`, `${to}-wal`);
}

test("a log torn inside its last commit loses that commit alone", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "whole.db");
  const store = await openStore(path);
  const ids = ["a", "b", "c", "last"];
  let before = 0;
  for (const id of ids) {
    before = statSync(`${path}-wal`).size;
    await put(store, id, 6000);
  }
  const after = statSync(`${path}-wal`).size;
  expect(after).toBeGreaterThan(before + 8192);
  for (let torn = 0; torn < 12; torn++) {
    const copy = join(folder, String(torn), "store.db");
    copyStore(path, copy);
    const length = before + 1 + Math.floor(((after - before - 2) * torn) / 11);
    const log = openSync(`${copy}-wal`, "r+");
    // Every other time the place was there already, and holds what it held.
    if (torn % 2 === 0) ftruncateSync(log, length);
    else writeSync(log, Buffer.alloc(after - length, 7), 0, after - length, length);
    closeSync(log);
    expect(keptIn(copy, ids)).toEqual(["a", "b", "c"]);
  }
});

test("a page of the file torn while the log was moved into it is mended from the log", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "whole.db");
  const store = await openStore(path);
  const ids = Array.from({ length: 40 }, (_, number) => `a${number}`);
  for (const id of ids) await put(store, id, 3000);
  const copy = join(folder, "torn", "store.db");
  copyStore(path, copy);
  store.connection.exec("PRAGMA wal_checkpoint(PASSIVE)");
  // The file has been written, the log not yet begun anew: power went while the last page was on its way.
  copyFileSync(path, copy);
  const file = openSync(copy, "r+");
  writeSync(file, Buffer.alloc(2048, 7), 0, 2048, statSync(copy).size - 2048);
  closeSync(file);
  expect(keptIn(copy, ids)).toEqual(ids);
});
