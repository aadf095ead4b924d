import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startCheckpointer } from "#main/adapters/sqlite/checkpointer.ts";
import type { SqliteConnection } from "#main/adapters/sqlite/connection.ts";
import { defaultDrivers } from "#main/adapters/sqlite/drivers.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";

const loadable = defaultDrivers.filter((driver) => driver.load() !== undefined);

function openFilled(drivers = loadable): SqliteConnection {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-checkpointer-"));
  const connection = openSqlite(join(folder, "store.db"), { drivers });
  onTestFinished(() => {
    connection.close();
    rmSync(folder, { recursive: true, force: true });
  });
  connection.exec("CREATE TABLE kept (value)");
  fill(connection);
  return connection;
}

function fill(connection: SqliteConnection): void {
  const insert = connection.prepare("INSERT INTO kept VALUES (?)");
  for (let value = 0; value < 20; value++) insert.run("x".repeat(5000));
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

describe.each(loadable)("with $name", (driver) => {
  test("what was committed moves into the file, and the log of an idle store is cut to nothing", async () => {
    const connection = openFilled([driver]);
    const before = sizeOf(connection.path);
    expect(sizeOf(`${connection.path}-wal`)).toBeGreaterThan(100_000);
    const checkpointer = startCheckpointer(connection, { everyMilliseconds: 10, idleRounds: 3 });
    onTestFinished(() => checkpointer.stop());
    await expect.poll(() => sizeOf(`${connection.path}-wal`), { timeout: 10_000 }).toBe(0);
    expect(sizeOf(connection.path)).toBeGreaterThan(before + 100_000);
    fill(connection);
    expect(sizeOf(`${connection.path}-wal`)).toBeGreaterThan(100_000);
    await expect.poll(() => sizeOf(`${connection.path}-wal`), { timeout: 10_000 }).toBe(0);
    expect(connection.prepare("SELECT count(*) AS number FROM kept").get()).toEqual({ number: 40 });
  });

  test("started later, it leaves the log alone until then; stopped before, it never starts", async () => {
    const connection = openFilled([driver]);
    const never = startCheckpointer(connection, { startAfterMilliseconds: 60_000 });
    await never.stop();
    expect(sizeOf(`${connection.path}-wal`)).toBeGreaterThan(100_000);
    const later = startCheckpointer(connection, { startAfterMilliseconds: 5, everyMilliseconds: 10, idleRounds: 3 });
    onTestFinished(() => later.stop());
    await expect.poll(() => sizeOf(`${connection.path}-wal`), { timeout: 10_000 }).toBe(0);
  });

  test("stopping waits for the thread, and may be asked twice", async () => {
    const connection = openFilled([driver]);
    const checkpointer = startCheckpointer(connection, {
      onFailure: (problem) => expect.unreachable(String(problem)),
    });
    await Promise.all([checkpointer.stop(), checkpointer.stop()]);
    // Nobody else holds the file any more: an exclusive lock is to be had.
    connection.exec("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
  });
});

test("a log past its alarm is told, round by round", async () => {
  const connection = openFilled();
  const sizes: number[] = [];
  const checkpointer = startCheckpointer(connection, {
    everyMilliseconds: 10,
    alarmBytes: 1000,
    onLogTooLarge: (bytes) => sizes.push(bytes),
  });
  onTestFinished(() => checkpointer.stop());
  await expect.poll(() => sizes.length, { timeout: 10_000 }).toBeGreaterThan(0);
  expect(sizes[0]).toBeGreaterThan(100_000);
});

test("when the thread dies the connection checkpoints by itself again", async () => {
  const connection = openFilled();
  const problem = await new Promise<unknown>((onFailure) => {
    startCheckpointer({ ...connection, path: join(connection.path, "nowhere.db") }, { onFailure });
  });
  expect(String(problem)).toMatch(/unable to open|SQLITE_CANTOPEN/i);
  expect(connection.prepare("PRAGMA wal_autocheckpoint").get()).toEqual({ wal_autocheckpoint: 1000 });
});

/** What a driver is to the thread, telling of each round on a log of which so many pages are left to move. */
const recordingDriver = `"use strict";
const { appendFileSync } = require("node:fs");
let left = 5000;
exports.DatabaseSync = class {
  constructor(path) { this.path = path; }
  exec() {}
  close() {}
  prepare(sql) {
    if (/page_size/.test(sql)) return { get: () => ({ page_size: 4096 }) };
    const mode = /PASSIVE|RESTART|TRUNCATE/.exec(sql)[0];
    return { all: () => {
      appendFileSync(this.path + ".told", mode + " " + left + "\\n");
      if (mode === "PASSIVE") left = Math.max(0, left - 1500);
      return [{ busy: 0, log: 6000, checkpointed: 6000 - left }];
    } };
  }
};`;

test("a log past its alarm is begun anew once most of it is moved, and not cut while it is written to: commits wait for that", async () => {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-checkpointer-"));
  const [path, driver] = [join(folder, "store.db"), join(folder, "driver.cjs")];
  writeFileSync(driver, recordingDriver);
  writeFileSync(`${path}-wal`, "x".repeat(2000));
  const connection = { ...openFilled(), path, driver };
  const checkpointer = startCheckpointer(connection, { everyMilliseconds: 10, alarmBytes: 1000 });
  onTestFinished(async () => {
    await checkpointer.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const told = () => readFileSync(`${path}.told`, { encoding: "utf8", flag: "a+" }).split("\n");
  await expect.poll(told, { timeout: 10_000 }).toContain("RESTART 0");
  expect(told().slice(0, 4)).toEqual(["PASSIVE 5000", "PASSIVE 3500", "PASSIVE 2000", "RESTART 500"]);
});
