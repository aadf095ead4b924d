import { mkdtempSync, rmSync, statSync } from "node:fs";
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
