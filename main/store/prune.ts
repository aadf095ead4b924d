import { type FactEnvelope, foldKey } from "#shared/facts/fact.ts";
import type { Fact } from "#shared/facts/kinds.ts";
import { pastFact, type PastFact } from "#shared/facts/past-fact.ts";
import { type Touch, touches, type ViewName } from "#shared/facts/views.ts";
import type { SqliteTransaction } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { factsCollection, snapshotsCollection } from "./collections.ts";
import { packAway } from "./packed-facts.ts";
import { factsAfter, type LogSource, refold } from "./refold.ts";
import { readSnapshot, removedFacts, type Snapshot, snapshotId } from "./snapshots.ts";

export interface PruneRules {
  /** Fold key from which on everything is too young: documents that changed there, and facts recorded there, stay. */
  readonly before: string;
  /**
   * False where a fact must stay whatever its age. A station joined to a hub lets only go what the hub has acknowledged,
   * and what no station can still send something older than.
   */
  readonly mayPrune: (fact: Fact) => boolean;
}

export interface Pruned {
  readonly removed: number;
  /** Nothing more is old enough for now. */
  readonly done: boolean;
}

/** Documents that never close, but whose past may be folded together. What is not here and never closes, stays whole. */
const rolling: ReadonlySet<ViewName> = new Set(["stock", "customers"]);
/** Documents whose facts are told as a timeline. */
const toldOf: ReadonlySet<ViewName> = new Set(["orders", "printJobs"]);

/**
 * Removes facts of streams that closed long ago, a few documents a call: writes what they fold to as snapshots, keeps a
 * stub of each so that the chain can still be walked, and what the timeline tells of them, and packs the rest away. All of
 * it in one transaction, which the caller gives. Views stay as they are: they are made of snapshots and facts alike.
 */
export function pruneSome(source: LogSource, transaction: SqliteTransaction, rules: PruneRules, limit: number): Pruned {
  const { statements } = source;
  const from = String(statements.of("SELECT value FROM store_state WHERE name = 'pruned'").get()?.["value"] ?? "");
  const rows = statements
    .of("SELECT view, id, key FROM closed_documents WHERE key >= ? AND key < ? ORDER BY key, view, id LIMIT ?")
    .all(from, rules.before, limit + 1);
  let removed = 0;
  let reached = from;
  for (const row of rows.slice(0, limit)) {
    const document = { view: String(row["view"]) as ViewName, id: String(row["id"]) };
    const facts = factsAfter(source, document.view, document.id).filter((fact) => isOld(source, fact, rules.before));
    // The hub is behind: everything from here on waits for it.
    if (!facts.every((fact) => rules.mayPrune(fact))) return finish(source, reached, removed, true);
    removed += remove(source, transaction, facts);
    reached = String(row["key"]);
  }
  // Several documents close with one fact, hence with one key: a step that did not get past it must look further.
  const isStuck = rows.length > limit && reached === from && removed === 0;
  if (isStuck) return pruneSome(source, transaction, rules, limit * 2);
  return finish(source, reached, removed, rows.length <= limit);
}

function finish({ statements }: LogSource, reached: string, removed: number, done: boolean): Pruned {
  statements.run("INSERT OR REPLACE INTO store_state VALUES ('pruned', ?)", reached);
  return { removed, done };
}

/** Every document it has a say in is closed since long ago, or rolls on. */
function isOld({ statements }: LogSource, fact: Fact, before: string): boolean {
  if (foldKey(fact) >= before) return false;
  return touches(fact).every(({ view, id }) => {
    if (rolling.has(view)) return true;
    const row = statements.of("SELECT key FROM closed_documents WHERE view = ? AND id = ?").get(view, id);
    return row !== undefined && String(row["key"]) < before;
  });
}

function remove(source: LogSource, transaction: SqliteTransaction, facts: readonly Fact[]): number {
  const documents = new Map<string, Touch & { readonly facts: Fact[] }>();
  for (const fact of facts) {
    for (const { view, id } of touches(fact)) {
      const name = snapshotId(view, id);
      const document = documents.get(name) ?? { view, id, facts: [] };
      document.facts.push(fact);
      documents.set(name, document);
    }
  }
  const snapshots: Snapshot[] = [];
  for (const { view, id, facts: gone } of documents.values()) {
    const snapshot = snapshotOf(source, view, id, gone);
    // Facts about something that was never there make no document; without one nothing would hold them.
    if (!snapshot) return 0;
    snapshots.push(snapshot);
  }
  transaction.put(snapshotsCollection, snapshots as unknown as Record<string, unknown>[]);
  const ids = facts.map((fact) => fact.id);
  packAway(source.statements, source.storage.readMany(factsCollection, ids) as unknown as FactEnvelope[]);
  for (const fact of facts) removeFact(source, fact);
  for (const { view, document, last } of snapshots) {
    source.statements.run("DELETE FROM fold_bases WHERE view = ? AND id = ? AND key <= ?", view, document, last);
  }
  source.statements.run(
    "INSERT OR REPLACE INTO store_state VALUES ('removed', ?)",
    String(removedFacts(source.statements) + facts.length),
  );
  return facts.length;
}

/** Up to and with the last of the facts that go. Others before it are in it too, and stay for their other documents. */
function snapshotOf(source: LogSource, view: ViewName, id: string, gone: readonly Fact[]): Snapshot | undefined {
  const present = readSnapshot(source.storage, view, id);
  const until = gone.map(foldKey).reduce((latest, key) => (key > latest ? key : latest), present?.last ?? "");
  const folded = refold(source, view, id, until);
  if (!folded) return undefined;
  const ids = new Set(gone.map((fact) => fact.id));
  const told = toldOf.has(view) ? gone.map(pastFact) : [];
  // One that was packed away before and came back is told once.
  const before = present?.history.filter((fact) => !ids.has(fact.id)) ?? [];
  return {
    id: snapshotId(view, id),
    view,
    document: id,
    first: folded.keys.first,
    last: until,
    state: folded.state,
    history: [...before, ...told].toSorted(byTime),
  };
}

function byTime(one: PastFact, other: PastFact): number {
  return foldKey(one) < foldKey(other) ? -1 : 1;
}

function removeFact({ storage, statements }: LogSource, fact: Fact): void {
  const key = foldKey(fact);
  for (const { view, id } of touches(fact)) {
    statements.run("DELETE FROM fact_touches WHERE view = ? AND id = ? AND key = ?", view, id, key);
  }
  statements.run(
    "INSERT OR REPLACE INTO removed_facts VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    fact.station,
    fact.sequence,
    fact.id,
    fact.stream,
    fact.kind,
    fact.version,
    fact.user,
    fact.stamp,
    fact.bodyHash,
    fact.hash,
    fact.previous,
  );
  // Not marked as deleted: a mark would be as large as what it marks, and would be sent on.
  statements.run(`DELETE FROM ${storage.tableOf(factsCollection).name} WHERE id = ?`, fact.id);
}
