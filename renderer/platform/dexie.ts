import type { Dexie, Table } from "dexie";

/**
 * What only this window keeps: typing that is no fact yet, and how the person likes to look at things. Nothing in it is
 * needed to get an order out of the door, so a window that cannot open it works on without.
 */
export interface KeptDraft<Draft = unknown> {
  readonly draftId: string;
  /** `typing`: came back as it was after a crash; `parked`: put aside on purpose. */
  readonly state: "typing" | "parked";
  readonly savedAt: number;
  readonly draft: Draft;
}

export interface KeptSearch {
  readonly searchId: string;
  readonly list: "orders";
  readonly stage: string;
  readonly search: string;
}

export interface WindowDatabase extends Dexie {
  readonly drafts: Table<KeptDraft, string>;
  readonly searches: Table<KeptSearch, string>;
}

let opened: Promise<WindowDatabase> | undefined;

/** Opened when it is first asked for: no screen waits for it. */
export function windowDatabase(): Promise<WindowDatabase> {
  return (opened ??= openWindowDatabase());
}

async function openWindowDatabase(): Promise<WindowDatabase> {
  const { Dexie: Database } = await import("dexie");
  const database = new Database("holdfast-window");
  database.version(1).stores({ drafts: "draftId, state, savedAt", searches: "searchId, list", settings: "key" });
  database.version(2).stores({ settings: null });
  // Dexie adds a property for each table named above.
  return database as WindowDatabase;
}
