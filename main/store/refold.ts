import { foldKey } from "#shared/facts/fact.ts";
import { type Fact, parseFact } from "#shared/facts/kinds.ts";
import { fold, type ViewName, type ViewStates } from "#shared/facts/views.ts";
import type { RxStorageSqlite } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { factsCollection } from "./collections.ts";
import type { Statements } from "./side-tables.ts";
import { readSnapshot } from "./snapshots.ts";
import type { FactSpan } from "./view-rows.ts";

export interface LogSource {
  readonly storage: RxStorageSqlite;
  readonly statements: Statements;
}

export interface Refolded<Name extends ViewName = ViewName> {
  readonly state: ViewStates[Name];
  readonly keys: FactSpan;
}

/** The facts that have a say in one document, in fold order, after the key given. Those that cannot be read are left out. */
export function factsAfter({ storage, statements }: LogSource, view: ViewName, id: string, after = ""): Fact[] {
  const rows = statements
    .of("SELECT fact FROM fact_touches WHERE view = ? AND id = ? AND key > ? ORDER BY key")
    .all(view, id, after);
  return storage
    .readMany(
      factsCollection,
      rows.map((row) => String(row["fact"])),
    )
    .flatMap((document) => {
      const fact = parseFact(document);
      return fact.ok ? [fact.value] : [];
    });
}

/**
 * One document made anew from its snapshot, where it has one, and the facts after it up to `until`. This is what a view
 * is by law 3; undefined where the facts make no document.
 */
export function refold(source: LogSource, view: ViewName, id: string, until?: string): Refolded | undefined {
  const snapshot = readSnapshot(source.storage, view, id);
  let state = snapshot?.state;
  let first = snapshot?.first;
  let last = snapshot?.last ?? "";
  for (const fact of factsAfter(source, view, id, snapshot?.last)) {
    const key = foldKey(fact);
    if (until !== undefined && key > until) break;
    state = fold(view, state as never, id, fact);
    first ??= key;
    last = key;
  }
  return state && first !== undefined ? { state, keys: { first, last } } : undefined;
}
