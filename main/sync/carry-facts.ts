import type { FactEnvelope } from "#shared/facts/fact.ts";
import { systemUser } from "#shared/sync/authority.ts";
import type { ViewStates } from "#shared/facts/views.ts";
import { collectionOf } from "../store/collections.ts";
import type { Store } from "../store/open-store.ts";
import { envelopeOf, unknownFacts } from "../store/own-facts.ts";
import type { Statements } from "../store/side-tables.ts";
import { writeStockRow } from "../store/view-rows.ts";

/** Facts read at once. */
const slice = 500;

/**
 * Takes every fact of a store, which is read by `own`, into another, where it is new there. What the hub has refused goes in
 * and is parked in one commit, for it must have no say; it stays as it was decided about.
 */
export async function carryFacts(own: Statements, to: Store): Promise<void> {
  for (const facts of factsIn(own)) {
    const parked = parkedAmong(own, facts);
    const plain = facts.filter((fact) => !parked.has(fact.id));
    await to.log.receive(unknownFacts(to, plain), { context: "carry" });
    if (parked.size === 0) continue;
    await to.log.commit("carry", systemUser, (writing) => {
      writing.receive(facts.filter((fact) => parked.has(fact.id)));
      writing.park([...parked].map(([factId, { code, detail }]) => ({ factId, code, detail })));
      for (const [factId, { at, state }] of parked) {
        writing.statements.run("UPDATE parked_facts SET at = ?, state = ? WHERE fact = ?", at, state, factId);
      }
    });
  }
}

/** What stock rows say goes by whose store it is. */
export function stockRowsAnew({ storage, statements }: Store): void {
  const { name } = storage.tableOf(collectionOf.stock);
  const next = statements.of(`SELECT id, data FROM ${name} WHERE deleted = 0 AND id > ? ORDER BY id LIMIT ${slice}`);
  for (let rows = next.all(""); rows.length > 0; rows = next.all(rows.at(-1)?.["id"] ?? "")) {
    storage.transaction("stock rows", () => {
      for (const row of rows) {
        const { id, state } = JSON.parse(String(row["data"])) as { id: string; state: ViewStates["stock"] };
        writeStockRow(statements, id, state);
      }
    });
  }
}

/** In the order in which they were written down. */
function* factsIn(own: Statements): Generator<FactEnvelope[], void, void> {
  const next = own.of(`SELECT seq, data FROM "rx_facts_0" WHERE deleted = 0 AND seq > ? ORDER BY seq LIMIT ${slice}`);
  for (let rows = next.all(0); rows.length > 0; rows = next.all(rows.at(-1)?.["seq"] ?? 0)) {
    yield rows.map((row) => envelopeOf(row));
  }
}

interface Parked {
  readonly code: string;
  readonly detail: string;
  readonly at: number;
  readonly state: string;
}

function parkedAmong(own: Statements, facts: readonly FactEnvelope[]): ReadonlyMap<string, Parked> {
  const rows = own
    .of("SELECT * FROM parked_facts WHERE fact IN (SELECT value FROM json_each(?))")
    .all(JSON.stringify(facts.map((fact) => fact.id)));
  return new Map(rows.map((row) => [String(row["fact"]), row as unknown as Parked]));
}
