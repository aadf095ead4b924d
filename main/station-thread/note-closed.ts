import { access, rm } from "node:fs/promises";
import { storePaths } from "../store/store-files.ts";

/**
 * After a thread ended with the store open, however it ended, the engine has closed its connections by itself: it moved the
 * log of last writes into the file and deleted it, or left it where it could not. A log that is gone is in the file, then,
 * as after an orderly end, and the next start must not take it for lost.
 */
export async function noteClosedByEngine(directory: string): Promise<void> {
  const { log, open } = storePaths(directory);
  const isThere = await access(log).then(
    () => true,
    () => false,
  );
  if (!isThere) await rm(open, { force: true }).catch(() => undefined);
}
