import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { backupsToDrop } from "#shared/care/backup-rotation.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { examine, type Examined } from "../adapters/sqlite/examine.ts";
import type { StorePaths } from "./store-files.ts";

/** Beside each backup, written once it has been opened and looked through. */
const noteSchema = z.object({
  /** UTC ms. */
  at: z.int(),
  facts: z.int(),
  station: z.string(),
  /** Of the station's newest fact in it. */
  sequence: z.int(),
  bytes: z.int(),
});

export interface Backup extends z.infer<typeof noteSchema> {
  /** Name of its file. */
  readonly name: string;
}

export interface BackupRefusal {
  readonly code: "no-room" | "store-damaged" | "backup-failed";
  readonly words: string;
}

/** What every copy of a store is asked. */
export const headQuestions = {
  station: "SELECT value FROM store_state WHERE name = 'station'",
  facts: `SELECT count(*) FROM "rx_facts_0" WHERE deleted = 0`,
  sequence: "SELECT sequence FROM station_heads WHERE station = (SELECT value FROM store_state WHERE name = 'station')",
  hash: "SELECT hash FROM station_heads WHERE station = (SELECT value FROM store_state WHERE name = 'station')",
  // The newest fact of the station, or what is kept of it: the head of the chain must be the fact it names.
  newest: `WITH own AS (SELECT value FROM store_state WHERE name = 'station')
    SELECT hash FROM (
      SELECT * FROM (SELECT data ->> 'hash' AS hash, c_sequence AS sequence FROM "rx_facts_0"
        WHERE deleted = 0 AND c_station = (SELECT value FROM own) ORDER BY c_sequence DESC LIMIT 1)
      UNION ALL SELECT * FROM (SELECT hash, sequence FROM removed_facts
        WHERE station = (SELECT value FROM own) ORDER BY sequence DESC LIMIT 1)
    ) ORDER BY sequence DESC LIMIT 1`,
} as const;

/** Newest first. A file without its note was never finished or looked through, and is none. */
export function listBackups({ backups }: StorePaths): Backup[] {
  if (!existsSync(backups)) return [];
  return readdirSync(backups)
    .filter((name) => name.endsWith(".sqlite"))
    .flatMap((name) => {
      const note = readNote(join(backups, noteName(name)));
      return note ? [{ ...note, name }] : [];
    })
    .toSorted((one, other) => other.at - one.at);
}

function noteName(name: string): string {
  return name.replace(/\.sqlite$/, ".json");
}

function readNote(path: string): z.infer<typeof noteSchema> | undefined {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

/** What is wrong with a copy, in words; undefined where nothing is. */
export function copyProblem(found: Examined): string | undefined {
  if (found.kind === "failed") return found.words;
  if (found.problems.length > 0) return found.problems[0];
  const { hash, newest } = found.answers;
  return (hash ?? "") === (newest ?? "") || hash === undefined
    ? undefined
    : "Its chain of facts does not end where it says.";
}

/**
 * Copies the store while it is in use, opens the copy and looks it through; only then is it a backup. Old ones make room
 * by backup-rotation.ts. `freeBytes` is what the disk has left.
 */
export async function makeBackup(options: {
  readonly paths: StorePaths;
  readonly driver: string;
  readonly now: number;
  readonly storeBytes: number;
  readonly freeBytes: number;
}): Promise<Result<Backup, BackupRefusal>> {
  const { paths, driver, now, storeBytes, freeBytes } = options;
  // The copy is at most as large as the store, and the work must still have room when it is there.
  if (freeBytes < storeBytes * 1.1 + leastLeft) {
    return err({ code: "no-room", words: "There is not enough room on the disk for a backup." });
  }
  mkdirSync(paths.backups, { recursive: true });
  for (const left of readdirSync(paths.backups).filter((name) => name.includes(".part"))) {
    rmSync(join(paths.backups, left), { force: true });
  }
  const name = `${new Date(now).toISOString().replaceAll(":", "-")}.sqlite`;
  const part = join(paths.backups, `${name}.part`);
  const found = await examine({ path: paths.store, driver, to: part, questions: headQuestions });
  const problem = copyProblem(found);
  if (problem !== undefined || found.kind === "failed") {
    for (const ending of ["", "-wal", "-shm", "-journal"]) rmSync(`${part}${ending}`, { force: true });
    const words = problem ?? "";
    if (/full/i.test(words)) return err({ code: "no-room", words: "The disk was full before the backup was done." });
    return err({ code: /malformed|corrupt|not a database/i.test(words) ? "store-damaged" : "backup-failed", words });
  }
  const { facts, station, sequence } = found.answers;
  const note = {
    at: now,
    facts: Number(facts ?? 0),
    station: String(station ?? ""),
    sequence: Number(sequence ?? 0),
    bytes: found.bytes,
  };
  renameSync(part, join(paths.backups, name));
  writeFileSync(join(paths.backups, noteName(name)), `${JSON.stringify(note)}\n`, { flush: true });
  syncFolder(paths.backups);
  dropOld(paths, now);
  return ok({ ...note, name });
}

/** 64 MB. */
const leastLeft = 64 * 1024 * 1024;

function dropOld(paths: StorePaths, now: number): void {
  const all = listBackups(paths);
  const drop = new Set(
    backupsToDrop(
      all.map((backup) => backup.at),
      now,
    ),
  );
  for (const { at, name } of all) {
    if (!drop.has(at)) continue;
    rmSync(join(paths.backups, noteName(name)), { force: true });
    rmSync(join(paths.backups, name), { force: true });
  }
}

/** A rename is on the disk once its folder is; not every system lets a folder be opened for that. */
export function syncFolder(path: string): void {
  if (process.platform === "win32") return;
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
