import { deflateRawSync, inflateRawSync } from "node:zlib";
import { type FactEnvelope, foldKey } from "#shared/facts/fact.ts";
import { type Fact, parseFact } from "#shared/facts/kinds.ts";
import { touches, type ViewName } from "#shared/facts/views.ts";
import type { SqliteTransaction } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { factsCollection, snapshotsCollection } from "./collections.ts";
import type { LogSource } from "./refold.ts";
import type { Statements } from "./side-tables.ts";
import { readSnapshot, snapshotId } from "./snapshots.ts";

/**
 * Facts that snapshots stand for, packed away: nobody reads them while the snapshot says what they say. A fact that comes
 * late belongs between them, and then they are needed again (law 3), here and now, line or no line. They are packed as
 * they were pruned, a document's together, in about a tenth of their room.
 */
export function packAway(statements: Statements, facts: readonly FactEnvelope[]): void {
  if (facts.length === 0) return;
  const row = statements
    .of("INSERT INTO packed_facts (facts) VALUES (?) RETURNING place")
    .get(deflateRawSync(JSON.stringify(facts)));
  const place = Number(row?.["place"]);
  for (const { view, id } of facts.flatMap(touchesOf)) {
    statements.run("INSERT OR IGNORE INTO packed_touches VALUES (?, ?, ?)", view, id, place);
  }
}

/** The packed facts of one place. */
export function unpacked(facts: unknown): FactEnvelope[] {
  return JSON.parse(inflateRawSync(facts as Uint8Array).toString("utf8")) as FactEnvelope[];
}

/**
 * To be called before a document is folded anew because of a fact with this fold key: where it lies before the end of the
 * document's snapshot, the snapshot goes and the facts it stood for come back. Snapshots of the other documents that those
 * facts touch still hold; what lies before their end is passed over.
 */
export function unpack(
  { storage, statements }: LogSource,
  transaction: SqliteTransaction,
  view: ViewName,
  id: string,
  key: string,
): void {
  const snapshot = readSnapshot(storage, view, id);
  if (!snapshot || key > snapshot.last) return;
  transaction.remove(snapshotsCollection, [snapshotId(view, id)]);
  statements.run("DELETE FROM fold_bases WHERE view = ? AND id = ?", view, id);
  const places = statements.of("SELECT place FROM packed_touches WHERE view = ? AND id = ?").all(view, id);
  for (const { place = null } of places) {
    const row = statements.of("DELETE FROM packed_facts WHERE place = ? RETURNING facts").get(place);
    const facts = unpacked(row?.["facts"]);
    transaction.put(factsCollection, facts);
    for (const fact of facts) {
      statements.run("DELETE FROM removed_facts WHERE station = ? AND sequence = ?", fact.station, fact.sequence);
      const key = foldKey(fact);
      for (const touched of touchesOf(fact)) {
        const { view: other, id: its } = touched;
        statements.run("DELETE FROM packed_touches WHERE view = ? AND id = ? AND place = ?", other, its, place);
        statements.run("INSERT OR IGNORE INTO fact_touches VALUES (?, ?, ?, ?)", other, its, key, fact.id);
        pruneFromAgain(statements, other, its);
      }
    }
  }
}

/** The same for every document that these facts touch. */
export function unpackAllOf(source: LogSource, transaction: SqliteTransaction, facts: Iterable<Fact>): void {
  for (const fact of facts) {
    for (const { view, id } of touches(fact)) unpack(source, transaction, view, id, foldKey(fact));
  }
}

/** Pruning goes on behind the last document it has seen, and must see this one once more. */
function pruneFromAgain(statements: Statements, view: string, id: string): void {
  statements.run(
    `UPDATE store_state SET value = min(value, coalesce(
       (SELECT key FROM closed_documents WHERE view = ? AND id = ?), value)) WHERE name = 'pruned'`,
    view,
    id,
  );
}

/** Only what could be read was ever pruned, so it still can. */
function touchesOf(fact: FactEnvelope): { readonly view: ViewName; readonly id: string }[] {
  const parsed = parseFact(fact);
  return parsed.ok ? [...touches(parsed.value)] : [];
}
