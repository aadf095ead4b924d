import type { SqliteConnection } from "../adapters/sqlite/connection.ts";
import { openPlain } from "../adapters/sqlite/open-sqlite.ts";
import { storePaths } from "./store-files.ts";
import { StoreRefused } from "./store-refused.ts";

/**
 * One process at a time: an exclusive transaction on an empty database beside the store, held while the store is open.
 * The system lets go of it when the process ends, however it ends, so a killed Holdfast locks nobody out.
 *
 * Throws StoreRefused (`in-use`). Gives the function that lets go.
 */
export function takeStoreLock(directory: string): () => void {
  let connection: SqliteConnection | undefined;
  try {
    connection = openPlain(storePaths(directory).lock);
    connection.exec("PRAGMA busy_timeout = 0; PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE");
  } catch (problem) {
    connection?.close();
    if (!/locked|busy/i.test(problem instanceof Error ? problem.message : "")) throw problem;
    throw new StoreRefused(
      "in-use",
      `The store in ${directory} is open already. Close the other Holdfast, or wait until the command that uses it is done.`,
      { cause: problem },
    );
  }
  const held = connection;
  return () => held.close();
}
