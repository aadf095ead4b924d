import { constants, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { copyFile, open } from "node:fs/promises";
import { join } from "node:path";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { openPlain } from "../adapters/sqlite/open-sqlite.ts";
import { examine } from "../adapters/sqlite/examine.ts";
import { type Backup, copyProblem, headQuestions, listBackups, syncFolder } from "./backups.ts";
import { type StorePaths, storeFile } from "./store-files.ts";
import { takeStoreLock } from "./store-lock.ts";

export interface RestoreRefusal {
  readonly code: "backup-unknown" | "backup-broken" | "not-saved";
  readonly words: string;
}

/** Sequence of the newest fact in a store that may be broken; null where it cannot be read any more. */
export function readHead(path: string): number | null {
  if (!existsSync(path)) return null;
  try {
    const connection = openPlain(path, { readOnly: true });
    try {
      const row = connection.prepare(headQuestions.sequence).get();
      return row ? Number(row["sequence"]) : 0;
    } finally {
      connection.close();
    }
  } catch {
    return null;
  }
}

/**
 * Puts a backup in the place of a store that cannot be used. The backup is copied and looked through first; what was in
 * its place is moved to a folder of its own and never deleted. Killed at any moment, either the old files are there, or
 * no file, which the next start says, or the backup. Gives the folder with the old files.
 */
export async function restoreBackup(
  paths: StorePaths,
  name: string,
  options: { readonly driver: string; readonly now: number },
): Promise<Result<{ readonly aside: string; readonly backup: Backup }, RestoreRefusal>> {
  const backup = (await listBackups(paths)).find((each) => each.name === name);
  if (!backup) return err({ code: "backup-unknown", words: name });
  const unlock = takeStoreLock(paths.directory);
  try {
    const copied = join(paths.directory, "holdfast.restoring");
    await copyFile(join(paths.backups, name), copied, constants.COPYFILE_FICLONE);
    await syncFile(copied);
    const problem = copyProblem(await examine({ path: copied, driver: options.driver, questions: headQuestions }));
    if (problem !== undefined) {
      rmSync(copied, { force: true });
      return err({ code: "backup-broken", words: problem });
    }
    const aside = await putInPlace(paths, copied, options.now);
    return ok({ aside, backup });
  } catch (problem) {
    return err({ code: "not-saved", words: problem instanceof Error ? problem.message : String(problem) });
  } finally {
    unlock();
  }
}

/**
 * For a store whose log of last writes is gone. What is in the file may be half of what was being moved into it: a copy is
 * looked through, and takes its place where it is whole, to have its views made again from the facts that are in it. One
 * that is not whole is said to be damaged, and left as it is.
 */
export async function goOnWithoutLog(
  paths: StorePaths,
  options: { readonly driver: string; readonly now: number },
): Promise<void> {
  const unlock = takeStoreLock(paths.directory);
  const copied = join(paths.directory, "holdfast.restoring");
  try {
    await copyFile(paths.store, copied, constants.COPYFILE_FICLONE);
    const problem =
      askForViews(copied) ??
      copyProblem(await examine({ path: copied, driver: options.driver, questions: headQuestions }));
    if (problem === undefined) {
      await syncFile(copied);
      await putInPlace(paths, copied, options.now, false);
      return;
    }
    const words = `The store is damaged without its last writes (${problem}). It was left as it is.`;
    writeFileSync(paths.damage, words, { flush: true });
    rmSync(paths.open, { force: true });
  } finally {
    for (const ending of ["", "-wal", "-shm", "-journal"]) rmSync(`${copied}${ending}`, { force: true });
    unlock();
  }
}

/** Gives what is wrong with the file, where it cannot even be written to. */
function askForViews(path: string): string | undefined {
  try {
    const connection = openPlain(path);
    try {
      connection.exec("PRAGMA journal_mode = DELETE");
      connection.exec("INSERT OR REPLACE INTO store_state VALUES ('rebuild', 'due')");
      return undefined;
    } finally {
      connection.close();
    }
  } catch (problem) {
    return problem instanceof Error ? problem.message : String(problem);
  }
}

/**
 * Moves what is left of a store to a folder of its own, which it gives, and a whole one, closed and synced, into its
 * place. The next start takes over what can be read of the old one, if `takeOver` says so.
 */
export async function putInPlace(paths: StorePaths, made: string, now: number, takeOver = true): Promise<string> {
  let aside = join(paths.aside, new Date(now).toISOString().replaceAll(":", "-"));
  // A clock may say the same twice, and nothing that was set aside is written over.
  while (existsSync(aside)) aside += "+";
  mkdirSync(aside, { recursive: true });
  for (const file of readdirSync(paths.directory)) {
    const isOld = file.startsWith(storeFile) || [paths.open, paths.damage].includes(join(paths.directory, file));
    if (isOld) renameSync(join(paths.directory, file), join(aside, file));
  }
  for (const ending of ["-wal", "-shm"]) rmSync(`${made}${ending}`, { force: true });
  if (takeOver) writeFileSync(paths.salvage, aside, { flush: true });
  renameSync(made, paths.store);
  await syncFolder(paths.directory);
  return aside;
}

/** What was written to it is on the disk. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
