import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
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

/** Newest first. A file without its note is none. */
export async function listBackups({ backups }: StorePaths): Promise<Backup[]> {
  const names = (await namesIn(backups)).filter((name) => name.endsWith(".sqlite"));
  const found = await Promise.all(
    names.map(async (name) => {
      const note = await readNote(join(backups, noteName(name)));
      return note ? [{ ...note, name }] : [];
    }),
  );
  return found.flat().toSorted((one, other) => other.at - one.at);
}

/** None where there is no such folder. */
async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (problem) {
    if (hasCode(problem, "ENOENT")) return [];
    throw problem;
  }
}

function hasCode(problem: unknown, code: string): boolean {
  return problem instanceof Error && "code" in problem && problem.code === code;
}

function noteName(name: string): string {
  return name.replace(/\.sqlite$/, ".json");
}

async function readNote(path: string): Promise<z.infer<typeof noteSchema> | undefined> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(path, "utf8")));
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

export interface BackupOptions {
  readonly paths: StorePaths;
  readonly driver: string;
  /** UTC ms. */
  readonly now: number;
  readonly storeBytes: number;
  /** What the disk has left. */
  readonly freeBytes: number;
}

/**
 * Copies the store while it is in use, opens the copy and looks it through; only then is it a backup. Old ones make room
 * by backup-rotation.ts. None of it is done on the event loop: deleting a large file alone can take a tenth of a second.
 * Killed at any moment, what is listed afterwards is whole: the copy gets its name last, when its note is on the disk.
 */
export async function makeBackup(options: BackupOptions): Promise<Result<Backup, BackupRefusal>> {
  const { paths, now, storeBytes, freeBytes } = options;
  // The copy is at most as large as the store, and the work must still have room when it is there.
  if (freeBytes < storeBytes * 1.1 + leastLeft) {
    return err({ code: "no-room", words: "There is not enough room on the disk for a backup." });
  }
  const part = `${process.pid}-${++partCount}.part`;
  partsInWork.add(part);
  try {
    await mkdir(paths.backups, { recursive: true });
    await dropLeftParts(paths.backups);
    const made = await copyTo(join(paths.backups, part), options);
    if (made.ok) await dropOld(paths, now);
    return made;
  } catch (problem) {
    const words = problem instanceof Error ? problem.message : String(problem);
    return err({ code: hasCode(problem, "ENOSPC") ? "no-room" : "backup-failed", words });
  } finally {
    await dropPart(paths.backups, part).catch(() => undefined);
    partsInWork.delete(part);
  }
}

/** 64 MB. */
const leastLeft = 64 * 1024 * 1024;

async function copyTo(part: string, options: BackupOptions): Promise<Result<Backup, BackupRefusal>> {
  const { paths, driver, now } = options;
  const found = await examine({ path: paths.store, driver, to: part, questions: headQuestions });
  const problem = copyProblem(found);
  if (problem !== undefined || found.kind === "failed") {
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
  const name = await putNote(paths.backups, note);
  await rename(part, join(paths.backups, name));
  await syncFolder(paths.backups);
  return ok({ ...note, name });
}

/** Gives the name that now belongs to this backup and to no other that is made in the same millisecond. */
async function putNote(folder: string, note: z.infer<typeof noteSchema>): Promise<string> {
  const time = new Date(note.at).toISOString().replaceAll(":", "-");
  for (let name = `${time}.sqlite`; ; name = name.replace(/\.sqlite$/, "+.sqlite")) {
    try {
      await writeFile(join(folder, noteName(name)), `${JSON.stringify(note)}\n`, { flag: "wx", flush: true });
      return name;
    } catch (problem) {
      if (!hasCode(problem, "EEXIST")) throw problem;
    }
  }
}

/** Copies not yet looked through, of this process. The name of each begins with the number of its process. */
const partsInWork = new Set<string>();
let partCount = 0;
const dayMs = 86_400_000;

/** What was left by backups that were cut off; those others are at work on stay. */
async function dropLeftParts(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    const part = /^(.*\.part)(?:-wal|-shm|-journal)?$/.exec(name)?.[1];
    if (part === undefined || partsInWork.has(part)) continue;
    const maker = Number(/^(\d+)-/.exec(part)?.[1]);
    if (isAnotherAtWork(maker) && (await ageOf(join(folder, name))) < dayMs) continue;
    await rm(join(folder, name), { force: true });
  }
}

/** A number may have gone to another program since, so this alone does not keep a part for ever. */
function isAnotherAtWork(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (problem) {
    return hasCode(problem, "EPERM");
  }
}

/** Milliseconds since it was last written to. */
async function ageOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found ? Date.now() - found.mtimeMs : Number.POSITIVE_INFINITY;
}

/** Nothing of it is there any more once it has its name. */
async function dropPart(folder: string, part: string): Promise<void> {
  for (const ending of ["", "-wal", "-shm", "-journal"]) await rm(join(folder, `${part}${ending}`), { force: true });
}

async function dropOld(paths: StorePaths, now: number): Promise<void> {
  const all = await listBackups(paths);
  const drop = new Set(
    backupsToDrop(
      all.map((backup) => backup.at),
      now,
    ),
  );
  for (const { at, name } of all) {
    if (!drop.has(at)) continue;
    // The file goes first: cut off between the two, a note is left that takes no room.
    await rm(join(paths.backups, name), { force: true });
    await rm(join(paths.backups, noteName(name)), { force: true });
  }
}

/** A rename is on the disk once its folder is; not every system lets a folder be opened for that. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") return;
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
