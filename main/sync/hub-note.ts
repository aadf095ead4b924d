import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { openPlain } from "../adapters/sqlite/open-sqlite.ts";
import { type StorePaths } from "../store/store-files.ts";
import { Statements } from "../store/side-tables.ts";
import { readSync } from "./sync-tables.ts";

const noteSchema = z.object({
  address: z.string(),
  fingerprint: z.string().nullable(),
  companyId: z.string(),
  hubId: z.string(),
  stationId: z.string(),
  name: z.string(),
  letters: z.string(),
});
/** Where a station belongs. It lies beside the store, so that it can be read when the store cannot. */
export type HubNote = z.infer<typeof noteSchema>;

function pathOf(directory: string): string {
  return join(directory, "holdfast.hub.json");
}

/** Kept as good as can be: it is wanted only where the store is lost. */
export function keepHubNote(directory: string, note: HubNote): void {
  const path = pathOf(directory);
  try {
    if (JSON.stringify(readNote(path)) === JSON.stringify(note)) return;
    writeFileSync(`${path}.new`, `${JSON.stringify(note)}\n`, { flush: true, mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch {
    // A disk that takes no note takes no fact either, and says so there.
  }
}

export function forgetHubNote(directory: string): void {
  rmSync(pathOf(directory), { force: true });
}

/** Of the note, or of the store where that can still be read; undefined where the station worked alone. */
export function readHubNote(paths: StorePaths): HubNote | undefined {
  return readNote(pathOf(paths.directory)) ?? noteInStore(paths);
}

function readNote(path: string): HubNote | undefined {
  try {
    return noteSchema.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return undefined;
  }
}

function noteInStore({ store }: StorePaths): HubNote | undefined {
  try {
    const connection = openPlain(store, { readOnly: true });
    try {
      const statements = new Statements(connection);
      const membership = readSync(statements, "membership");
      const station = statements.of("SELECT value FROM store_state WHERE name = 'station'").get()?.["value"];
      if (!membership || station === undefined) return undefined;
      const { address, fingerprint, companyId, hubId } = membership;
      // What it is called the hub knows.
      return { address, fingerprint, companyId, hubId, stationId: String(station), name: "Station", letters: "A" };
    } finally {
      connection.close();
    }
  } catch {
    return undefined;
  }
}
