import type { FactEnvelope } from "#shared/facts/fact.ts";
import { parseFact } from "#shared/facts/kinds.ts";
import { touches } from "#shared/facts/views.ts";
import type { Database } from "../adapters/postgres/database.ts";
import { addTouches } from "../store/append.ts";
import { Projector } from "../store/projector.ts";

const atOnce = 500;

/** Folds facts that were kept unread because a newer station had made them, once this hub knows their kind. */
export async function foldNewlyKnown(database: Database): Promise<number> {
  let last = 0;
  let folded = 0;
  for (;;) {
    const from = last;
    const rows = await database.transaction(async (queries) => {
      const rows = await queries.all<{ position: number; fact: FactEnvelope }>(
        `SELECT position, fact FROM facts WHERE NOT known AND position > $1 ORDER BY position LIMIT ${atOnce} FOR UPDATE`,
        [from],
      );
      const facts = rows.flatMap(({ fact }) => {
        const parsed = parseFact(fact);
        return parsed.ok ? [parsed.value] : [];
      });
      if (facts.length === 0) return rows;
      const projector = new Projector(queries);
      await projector.load(facts.flatMap(touches));
      const taken = facts.filter((fact) => projector.project(fact));
      await addTouches(queries, taken);
      await projector.finish();
      // A station in the midst of its open work has been given these documents without these facts.
      await queries.all(
        `UPDATE documents SET open_since = pg_current_xact_id()
         WHERE (view, id) IN (SELECT view, id FROM fact_touches WHERE fact = ANY($1))`,
        [taken.map(({ id }) => id)],
      );
      await queries.all("UPDATE facts SET known = true WHERE id = ANY($1)", [taken.map(({ id }) => id)]);
      folded += taken.length;
      return rows;
    });
    last = rows.at(-1)?.position ?? last;
    if (rows.length < atOnce) return folded;
  }
}
