import { join } from "node:path";

/** What lies in the folder of a store. Nothing else belongs there. */
export const storeFile = "holdfast.sqlite";
/** Beside the file: says that a store was made here, and what it is. */
export const markFile = "holdfast.json";
/** There while the store is open: one that is found at start says that the last end was not an orderly one. */
export const openFile = "holdfast.open";
export const lockFile = "holdfast.lock";
/** Written when damage was seen at work, so that the next start leads through a restore. */
export const damageFile = "holdfast.damaged";
/** Left by a restore: the folder of the damaged file, from which the next start takes over what it can read. */
export const salvageFile = "holdfast.salvage";
export const backupFolder = "backups";
/** Files that were replaced by a restore. Never deleted by Holdfast. */
export const asideFolder = "aside";

export interface StorePaths {
  readonly directory: string;
  readonly store: string;
  readonly log: string;
  readonly mark: string;
  readonly open: string;
  readonly lock: string;
  readonly damage: string;
  readonly salvage: string;
  readonly backups: string;
  readonly aside: string;
}

export function storePaths(directory: string): StorePaths {
  const store = join(directory, storeFile);
  return {
    directory,
    store,
    log: `${store}-wal`,
    mark: join(directory, markFile),
    open: join(directory, openFile),
    lock: join(directory, lockFile),
    damage: join(directory, damageFile),
    salvage: join(directory, salvageFile),
    backups: join(directory, backupFolder),
    aside: join(directory, asideFolder),
  };
}
