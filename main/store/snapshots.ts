import type { PastFact } from "#shared/facts/past-fact.ts";
import type { Fact } from "#shared/facts/kinds.ts";
import { fold, type ViewName, type ViewStates } from "#shared/facts/views.ts";
import type { RxStorageSqlite, SqliteTransaction } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { snapshotsCollection } from "./collections.ts";
import type { Statements } from "./side-tables.ts";

/**
 * One document as folded up to and with the fact whose fold key is `last`: facts up to there are in it already and need
 * not be kept; those after it fold on top.
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

/**
 * A fact that comes in later than a snapshot that should have held it is folded onto what the snapshot says: the facts
 * between are gone, and it must not be lost. True where the snapshot was changed.
 */
export function takeIntoSnapshot(
  storage: RxStorageSqlite,
  transaction: SqliteTransaction,
  view: ViewName,
  id: string,
  facts: readonly { readonly fact: Fact; readonly key: string }[],
): boolean {
  const snapshot = readSnapshot(storage, view, id);
  const late = snapshot ? facts.filter(({ key }) => key <= snapshot.last) : [];
  if (!snapshot || late.length === 0) return false;
  let state: ViewStates[ViewName] | undefined = snapshot.state;
  for (const { fact } of late) state = fold(view, state as never, id, fact) ?? state;
  transaction.put(snapshotsCollection, [{ ...snapshot, state }]);
  return true;
}
