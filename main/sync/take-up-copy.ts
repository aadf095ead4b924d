import { existsSync, renameSync, rmSync } from "node:fs";
import { laterStamp } from "#shared/kernel/hybrid-clock.ts";
import { must } from "#shared/kernel/result.ts";
import { isSameScope } from "#shared/sync/decide-scope.ts";
import type { SqliteConnection, SqliteRow, SqliteValue } from "../adapters/sqlite/connection.ts";
import { endLog } from "../adapters/sqlite/end-log.ts";
import { openPlain } from "../adapters/sqlite/open-sqlite.ts";
import { syncFolder } from "../store/backups.ts";
import { checkLayout, inspectStore, layout } from "../store/inspect.ts";
import { openStore } from "../store/open-store.ts";
import { syncFile } from "../store/restore.ts";
import { holdsSnapshots } from "../store/snapshots.ts";
import { Statements } from "../store/side-tables.ts";
import { storePaths, type StorePaths } from "../store/store-files.ts";
import { takeStoreLock } from "../store/store-lock.ts";
import { carryFacts, stockRowsAnew } from "./carry-facts.ts";
import { copyFolder, dropCopyFolder, type ReadyCopy, readReady, writeReady } from "./copy-folder.ts";
import { readSync, scopeOf, writeSync } from "./sync-tables.ts";

/** A copy with which that many openings were begun and not ended is let go: it may be what ends them. */
const mostTries = 2;

export interface TakeUp {
  readonly directory: string;
  readonly clock: () => number;
  readonly onProblem: (problem: unknown) => void;
}

/**
 * Before the store is opened: makes a hub's prepared copy that lies ready this station's own, and puts it in the store's
 * place. What is only this station's comes along from the store: its facts, as they would come in over a line, its counters,
 * the place in its chain, what was refused, what it remembers of its hub. Then the two are compared, and only where nothing
 * of the store is missing in the copy does the copy take its place, by one rename.
 *
 * Killed before the rename, the store is as it was, and the next opening begins again; after it, the copy is the store. With
 * whatever goes wrong the copy is thrown away: the station pulls.
 */
export async function takeUpCopy({ directory, clock, onProblem }: TakeUp): Promise<void> {
  const paths = storePaths(directory);
  const ready = readReady(directory);
  // Not whole yet, or in its place already.
  if (!ready || !existsSync(storePaths(copyFolder(directory)).store)) return dropCopyFolder(directory);
  // Whoever else has it open says so when the store is opened; the copy is theirs to throw away.
  const unlock = takeStoreLock(directory);
  try {
    if (ready.tries >= mostTries) throw new Error("Taking up the hub's copy ended the program twice");
    writeReady(directory, { ...ready, tries: ready.tries + 1 });
    if (inspectStore(directory) === "there") await takeUp(paths, ready, clock);
  } catch (problem) {
    onProblem(problem);
  } finally {
    dropCopyFolder(directory);
    unlock();
  }
}

async function takeUp(paths: StorePaths, ready: ReadyCopy, clock: () => number): Promise<void> {
  const folder = copyFolder(paths.directory);
  const copied = storePaths(folder).store;
  const own = openPlain(paths.store);
  try {
    if (checkLayout(own) !== layout) throw new Error("The store has another layout than the copy");
    endLogOf(own, paths);
    const statements = new Statements(own);
    const station = stationOf(statements, ready);
    makeOwn(storePaths(folder), statements, station, ready);
    const copy = await openStore({ directory: folder, clock, station });
    try {
      await carryFacts(statements, copy);
      stockRowsAnew(copy);
      copy.endsWithoutLog = true;
    } finally {
      await copy.close();
    }
    refuseMissing(copied, paths.store, station);
  } finally {
    own.close();
  }
  await syncFile(copied);
  renameSync(copied, paths.store);
  await syncFolder(paths.directory);
}

/** Whose store it is; throws where the copy is none for it any more. */
function stationOf(statements: Statements, { epoch, scope }: ReadyCopy): string {
  const isStill =
    readSync(statements, "membership") !== undefined &&
    readSync(statements, "epoch") === epoch &&
    isSameScope(scopeOf(statements), scope);
  if (!isStill) throw new Error("The station belongs elsewhere by now, or receives something else");
  if (holdsSnapshots(statements)) throw new Error("The store holds snapshots");
  const isDue = statements.of("SELECT 1 AS due FROM store_state WHERE name = 'rebuild'").get() !== undefined;
  if (isDue) throw new Error("The store is being made again");
  const row = statements.of("SELECT value FROM store_state WHERE name = 'station'").get();
  return String(must(row, "every store says whose it is")["value"]);
}

/** Rows that no fact makes, as the store has them. May be done again. */
function makeOwn(paths: StorePaths, own: Statements, station: string, { checkpoint }: ReadyCopy): void {
  const copy = openPlain(paths.store);
  try {
    // One that was begun with before has a log, and this connection would hold on to it.
    endLogOf(copy, paths);
    if (checkLayout(copy) !== layout) throw new Error("The copy has another layout than this Holdfast");
    copy.exec("BEGIN IMMEDIATE");
    const statements = new Statements(copy);
    const stamp = (from: Statements): string | undefined => {
      const row = from.of("SELECT value FROM store_state WHERE name = 'stamp'").get();
      return row && String(row["value"]);
    };
    const stamps = [stamp(own), stamp(statements)].filter((each) => each !== undefined);
    if (stamps.length > 0) setState(statements, "stamp", stamps.reduce(laterStamp));
    setState(statements, "station", station);
    for (const table of ["series", "station_heads", "broken_facts", "sync_state"]) putRows(own, statements, table);
    statements.run("DELETE FROM sync_state WHERE name = 'copyTried'");
    writeSync(statements, "checkpoint", checkpoint);
    writeSync(statements, "download", { phase: "history", received: 0, remaining: 0 });
    copy.exec("COMMIT");
  } finally {
    copy.close();
  }
}

function setState(statements: Statements, name: string, value: string): void {
  statements.run("INSERT OR REPLACE INTO store_state VALUES (?, ?)", name, value);
}

/** The whole table as it is in `from`. Both have the same layout. */
function putRows(from: Statements, to: Statements, table: string): void {
  to.run(`DELETE FROM ${table}`);
  for (const row of from.of(`SELECT * FROM ${table}`).all()) {
    const values: SqliteValue[] = Object.values(row satisfies SqliteRow);
    to.run(`INSERT INTO ${table} VALUES (${values.map(() => "?").join(", ")})`, ...values);
  }
}

/** Looks from nothing but the two files whether everything of the store is in the copy; throws where it is not. */
function refuseMissing(path: string, store: string, station: string): void {
  const copy = openPlain(path);
  try {
    endLog(copy);
    copy.prepare("ATTACH ? AS own").run(store);
    const missing = missingIn(copy, station);
    if (missing.length > 0) throw new Error(`The copy lacks what the store has: ${missing.join(", ")}`);
  } finally {
    copy.close();
  }
}

const comparisons: Readonly<Record<string, string>> = {
  facts: `SELECT 1 FROM own."rx_facts_0" AS mine LEFT JOIN main."rx_facts_0" AS theirs ON theirs.id = mine.id AND theirs.deleted = 0
    WHERE mine.deleted = 0 AND (theirs.id IS NULL OR theirs.data ->> 'hash' <> mine.data ->> 'hash')`,
  series: "SELECT name, value FROM own.series EXCEPT SELECT name, value FROM main.series",
  head: "SELECT * FROM own.station_heads EXCEPT SELECT * FROM main.station_heads",
  refused: "SELECT * FROM own.parked_facts EXCEPT SELECT * FROM main.parked_facts",
  "set apart": "SELECT * FROM own.broken_facts EXCEPT SELECT * FROM main.broken_facts",
};

function missingIn(copy: SqliteConnection, station: string): string[] {
  const missing = Object.entries(comparisons).flatMap(([what, sql]) =>
    copy.prepare(`${sql} LIMIT 1`).get() === undefined ? [] : what,
  );
  // One more than the head says would be a number given twice.
  const chain = copy
    .prepare(
      `SELECT count(*) AS facts, coalesce(max(c_sequence), 0) AS last,
         coalesce((SELECT sequence FROM station_heads WHERE station = ?1), 0) AS head
       FROM "rx_facts_0" WHERE deleted = 0 AND c_station = ?1`,
    )
    .get(station);
  const isWhole = chain?.["facts"] === chain?.["head"] && chain?.["last"] === chain?.["head"];
  return isWhole ? missing : [...missing, "the station's own chain"];
}

/** The mark of an open store goes before its log does: without a log it would say that one was lost. */
function endLogOf(own: SqliteConnection, { open }: StorePaths): void {
  const moved = own.prepare("PRAGMA wal_checkpoint(TRUNCATE)").get();
  if (Number(moved?.["busy"] ?? 1) !== 0) throw new Error("Somebody reads the store");
  rmSync(open, { force: true });
  endLog(own);
}
