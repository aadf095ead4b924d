import type { PastFact } from "#shared/facts/past-fact.ts";
import type { ViewName, ViewStates } from "#shared/facts/views.ts";
import type { RxStorageSqlite } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { snapshotsCollection } from "./collections.ts";
import type { Statements } from "./side-tables.ts";

/**
 * One document as folded up to and with the fact whose fold key is `last`: facts up to there are in it already and need
 * not be read; those after it fold on top. They are packed away (packed-facts.ts), for one that comes late and belongs between.
 */
export interface Snapshot<Name extends ViewName = ViewName> {
  /** `view/document`. */
  readonly id: string;
  readonly view: Name;
  readonly document: string;
  /** Fold key of the first fact that ever touched the document. */
  readonly first: string;
  readonly last: string;
  readonly state: ViewStates[Name];
  /** What became of the facts that were removed, in words' terms; for documents that have a timeline. */
  readonly history: readonly PastFact[];
}

export function snapshotId(view: ViewName, document: string): string {
  return `${view}/${document}`;
}

export function readSnapshot(storage: RxStorageSqlite, view: ViewName, document: string): Snapshot | undefined {
  return storage.read(snapshotsCollection, snapshotId(view, document)) as Snapshot | undefined;
}

/** How many facts were ever removed because a snapshot holds what they say. */
export function removedFacts(statements: Statements): number {
  return Number(statements.of("SELECT value FROM store_state WHERE name = 'removed'").get()?.["value"] ?? 0);
}

/** Whether facts were ever packed away here: then the facts alone do not say all that this store knows. */
export function holdsSnapshots(statements: Statements): boolean {
  const row = statements
    .of(
      `SELECT EXISTS (SELECT 1 FROM removed_facts) OR EXISTS (SELECT 1 FROM packed_facts)
         OR EXISTS (SELECT 1 FROM "rx_snapshots_0") AS found`,
    )
    .get();
  return Number(row?.["found"] ?? 0) === 1;
}
