import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { scopeSchema } from "#shared/sync/scope.ts";

/**
 * Where a station makes a hub's prepared copy its own: a folder in that of the store, so that the file can take the store's
 * place by a rename. Killed at any moment, what lies there is gone on with or thrown away; the store itself is whole.
 */
export function copyFolder(directory: string): string {
  return join(directory, "holdfast.copy");
}

export function isCopyFolderThere(directory: string): boolean {
  return existsSync(copyFolder(directory));
}

export function dropCopyFolder(directory: string): void {
  rmSync(copyFolder(directory), { recursive: true, force: true });
}

/** The copy is whole, and is to be taken at the next opening of the store. */
const readySchema = z.object({
  copy: z.string(),
  epoch: z.string(),
  scope: scopeSchema,
  checkpoint: z.string(),
  /** Openings at which it was begun with. */
  tries: z.int(),
});
export type ReadyCopy = z.infer<typeof readySchema>;

function pathOf(directory: string): string {
  return join(copyFolder(directory), "holdfast.ready");
}

export function writeReady(directory: string, ready: ReadyCopy): void {
  const path = pathOf(directory);
  writeFileSync(`${path}.new`, JSON.stringify(ready), { flush: true });
  renameSync(`${path}.new`, path);
}

/** Undefined where the copy is not whole. */
export function readReady(directory: string): ReadyCopy | undefined {
  try {
    return readySchema.parse(JSON.parse(readFileSync(pathOf(directory), "utf8")));
  } catch {
    return undefined;
  }
}
