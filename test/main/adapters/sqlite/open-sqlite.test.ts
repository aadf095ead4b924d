import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { SqliteConnection, SqliteDriver } from "#main/adapters/sqlite/connection.ts";
import { defaultDrivers, photostructureDriver } from "#main/adapters/sqlite/drivers.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";

const loadable = defaultDrivers.filter((driver) => driver.load() !== undefined);

function newPath(): string {
  const folder = mkdtempSync(join(tmpdir(), "holdfast-sqlite-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, "store.db");
}

function open(path: string, drivers?: readonly SqliteDriver[]): SqliteConnection {
  const connection = openSqlite(path, drivers ? { drivers } : {});
  onTestFinished(() => connection.close());
  return connection;
}

/** The default driver, hearing `instead` for one kind of statement. */
function mishearing(pattern: RegExp, instead: string): SqliteDriver {
  return {
    name: "mishearing",
    load() {
      const openReal = photostructureDriver.load();
      return (
        openReal &&
        ((path, readOnly) => {
          const real = openReal(path, readOnly);
          return {
            ...real,
            exec: (sql) => real.exec(pattern.test(sql) ? instead : sql),
          };
        })
      );
    },
  };
}

test("the drivers that ship compiled both load here", () => {
  expect(loadable.map((driver) => driver.name)).toEqual(expect.arrayContaining(["@photostructure/sqlite", "libsql"]));
});

describe.each(loadable)("with $name", (driver) => {
  test("every commit waits for the disk, and no commit pays for a checkpoint", () => {
    const connection = open(newPath(), [driver]);
    const pragma = (name: string) => Object.values(connection.prepare(`PRAGMA ${name}`).get() ?? {})[0];
    expect(pragma("journal_mode")).toBe("wal");
    expect(Number(pragma("synchronous"))).toBe(2);
    expect(Number(pragma("wal_autocheckpoint"))).toBe(0);
    expect(Number(pragma("busy_timeout"))).toBe(5000);
    expect(Number(pragma("fullfsync"))).toBe(1);
    expect(Number(pragma("checkpoint_fullfsync"))).toBe(1);
  });

  test("values come back as they went in", () => {
    const connection = open(newPath(), [driver]);
    connection.exec("CREATE TABLE kept (value)");
    const insert = connection.prepare("INSERT INTO kept VALUES (?)");
    const select = connection.prepare("SELECT value FROM kept ORDER BY rowid DESC LIMIT 1");
    const values = ["", "plain", "Straße 😀 \u{10FFFF}\uE000", 0, -7, 1.5, 9007199254740991, 1758543045123.01, null];
    for (const value of values) {
      insert.run(value);
      expect(select.get()).toEqual({ value });
    }
    insert.run(Uint8Array.of(0, 1, 255));
    expect(Buffer.from(select.get()?.["value"] as Uint8Array).toString("hex")).toBe("0001ff");
  });

  test("a statement tells what it changed and answers nothing with undefined", () => {
    const connection = open(newPath(), [driver]);
    connection.exec("CREATE TABLE kept (number INTEGER PRIMARY KEY, value)");
    const insert = connection.prepare("INSERT INTO kept (value) VALUES (?), (?)");
    const { changes, lastInsertRowid } = insert.run("a", null);
    expect([Number(changes), Number(lastInsertRowid)]).toEqual([2, 2]);
    expect(connection.prepare("SELECT 1 FROM kept WHERE number = ?").get(9)).toBeUndefined();
    expect(connection.prepare("SELECT value FROM kept ORDER BY number").all()).toEqual([
      { value: "a" },
      { value: null },
    ]);
  });

  test("leaving a loop over rows early keeps nothing open", () => {
    const connection = open(newPath(), [driver]);
    connection.exec("CREATE TABLE kept (value)");
    connection.exec(
      "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT 500) INSERT INTO kept SELECT i FROM n",
    );
    const seen: unknown[] = [];
    for (const row of connection.prepare("SELECT value FROM kept").iterate()) {
      seen.push(row["value"]);
      if (seen.length === 3) break;
    }
    expect(seen).toEqual([0, 1, 2]);
    const [checkpoint] = connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)").all();
    expect(checkpoint).toMatchObject({ busy: 0, log: 0 });
  });

  test("a connection for reading cannot write", () => {
    const path = newPath();
    open(path, [driver]).exec("CREATE TABLE kept (value)");
    const reader = openSqlite(path, { readOnly: true, drivers: [driver] });
    onTestFinished(() => reader.close());
    expect(reader.prepare("SELECT count(*) AS number FROM kept").get()).toEqual({ number: 0 });
    expect(() => reader.prepare("INSERT INTO kept VALUES (1)").run()).toThrow(
      /readonly|read-only|query_only|read only/i,
    );
  });

  test("a file that is no database is not opened", () => {
    expect(() => openSqlite(join(newPath(), "no", "such", "folder.db"), { drivers: [driver] })).toThrow();
  });
});

test("an engine that keeps synchronous at NORMAL is refused", () => {
  expect(() =>
    openSqlite(newPath(), { drivers: [mishearing(/synchronous = FULL/, "PRAGMA synchronous = NORMAL")] }),
  ).toThrowError(expect.objectContaining({ name: "SqliteRefused", code: "commits-not-durable" }));
});

test("an engine without a write-ahead log is refused", () => {
  expect(() =>
    openSqlite(newPath(), { drivers: [mishearing(/journal_mode/, "PRAGMA journal_mode = DELETE")] }),
  ).toThrowError(expect.objectContaining({ name: "SqliteRefused", code: "no-write-ahead-log" }));
});

test("the first driver that loads is taken", () => {
  const missing: SqliteDriver = { name: "missing", load: () => undefined };
  expect(open(newPath(), [missing, ...loadable]).driver).toBe(loadable[0]?.name);
});

test("without any driver the opening is refused by name", () => {
  const missing: SqliteDriver = { name: "missing", load: () => undefined };
  expect(() => openSqlite(newPath(), { drivers: [missing] })).toThrowError(
    expect.objectContaining({ name: "SqliteRefused", code: "no-driver", message: expect.stringContaining("missing") }),
  );
});
