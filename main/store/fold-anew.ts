import { foldKey } from "#shared/facts/fact.ts";
import { fold, type ViewName, type ViewStates } from "#shared/facts/views.ts";
import type { Entry } from "./projection.ts";
import { readableFacts } from "./read-facts.ts";
import type { LogSource } from "./refold.ts";
import type { Statements } from "./side-tables.ts";
import { readSnapshot } from "./snapshots.ts";
import type { FactSpan } from "./view-rows.ts";

/** Facts read at once. */
const slice = 200;

/** A document with more facts than this keeps some of its earlier states, so that folding it anew costs only its last ones. */
const manyFacts = 100;

/** How many facts before the end such states are taken. */
const steps: readonly number[] = [16, 64, 256, 1024, 4096];

type State = ViewStates[ViewName] | undefined;

interface Base {
  readonly keys: FactSpan;
  readonly state: State;
}

/**
 * Folds a document from its snapshot, where it has one, and its facts, in fold order. `from` is the earliest key where
 * something changed: states kept from there on are thrown away, and the fold begins at the last one before it.
 */
export function foldAnew(
  { storage, statements }: LogSource,
  view: ViewName,
  id: string,
  from: string,
): { readonly entry: Entry; readonly first: string } {
  statements.run("DELETE FROM fold_bases WHERE view = ? AND id = ? AND key >= ?", view, id, from);
  const base = lastBase(statements, view, id) ?? snapshotBase(storage, view, id);
  const ids = statements
    .of("SELECT fact FROM fact_touches WHERE view = ? AND id = ? AND key > ? ORDER BY key")
    .all(view, id, base?.keys.last ?? "")
    .map((row) => String(row["fact"]));
  const keepAt = new Set(ids.length > manyFacts ? steps.map((step) => ids.length - step) : []);
  let state = base?.state;
  let first = base?.keys.first ?? "";
  let last = base?.keys.last ?? "";
  let place = 0;
  for (let start = 0; start < ids.length; start += slice) {
    for (const fact of readableFacts(storage, ids.slice(start, start + slice))) {
      last = foldKey(fact);
      first ||= last;
      state = fold(view, state as never, id, fact);
      place += 1;
      if (keepAt.has(place)) keepBase(statements, view, id, { keys: { first, last }, state });
    }
  }
  return { entry: { state, key: last }, first };
}

function snapshotBase(storage: LogSource["storage"], view: ViewName, id: string): Base | undefined {
  const snapshot = readSnapshot(storage, view, id);
  return snapshot && { keys: { first: snapshot.first, last: snapshot.last }, state: snapshot.state };
}

function lastBase(statements: Statements, view: ViewName, id: string): Base | undefined {
  const row = statements
    .of("SELECT key, first_key, state FROM fold_bases WHERE view = ? AND id = ? ORDER BY key DESC LIMIT 1")
    .get(view, id);
  if (!row) return undefined;
  return {
    keys: { first: String(row["first_key"]), last: String(row["key"]) },
    state: JSON.parse(String(row["state"])) as State,
  };
}

function keepBase(statements: Statements, view: ViewName, id: string, { keys, state }: Base): void {
  if (state === undefined) return;
  statements.run(
    "INSERT OR REPLACE INTO fold_bases VALUES (?, ?, ?, ?, ?)",
    view,
    id,
    keys.last,
    keys.first,
    JSON.stringify(state),
  );
}
