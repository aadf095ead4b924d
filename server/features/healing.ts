import type { FactEnvelope } from "#shared/facts/fact.ts";
import { parseFact } from "#shared/facts/kinds.ts";
import { touches } from "#shared/facts/views.ts";
import { must } from "#shared/kernel/result.ts";
import type { Queries } from "../adapters/postgres/database.ts";
import { appendFacts, lockChains, writeChain } from "../store/append.ts";
import { Projector } from "../store/projector.ts";
import type { KnownStation } from "../store/stations.ts";
import { answerFact } from "./answers.ts";
import type { PushContext } from "./push.ts";

/**
 * After the hub was restored from an older copy it gives nothing away until every station has compared what it holds with
 * what the hub holds: a right that the hub passed on after the copy was made is known to stations only. A station that
 * will not come back is revoked by a person, and no longer waited for.
 */
export async function isHealing(queries: Queries): Promise<boolean> {
  const row = await queries.one<{ healing: boolean }>(
    `SELECT EXISTS (SELECT FROM stations WHERE revoked_at IS NULL
       AND compared_epoch <> (SELECT value FROM hub_state WHERE name = 'epoch')) AS healing`,
  );
  return row?.healing ?? false;
}

/** The station has nothing that the hub lacks. Answers whether the hub has said something that had to wait for this. */
export async function markCompared(context: PushContext, { station, epoch }: KnownStation): Promise<boolean> {
  const marked = await context.database.all(
    "UPDATE stations SET compared_epoch = $2 WHERE station = $1 AND compared_epoch <> $2 RETURNING station",
    [station, epoch],
  );
  return marked.length > 0 && answerWaiting(context);
}

/** Answers what was asked while the hub was healing. */
export async function answerWaiting(context: PushContext): Promise<boolean> {
  const { database, hub, policy, clock } = context;
  return database.transaction(async (queries) => {
    const chains = await lockChains(queries, [hub.hubId]);
    if (await isHealing(queries)) return false;
    const rows = await queries.all<{ fact: FactEnvelope }>(
      `WITH taken AS (DELETE FROM asks_waiting RETURNING fact)
       SELECT facts.fact FROM taken JOIN facts ON facts.id = taken.fact ORDER BY facts.position`,
    );
    const asked = rows.flatMap(({ fact }) => {
      const parsed = parseFact(fact);
      return parsed.ok ? [parsed.value] : [];
    });
    const projector = new Projector(queries);
    await projector.load(asked.flatMap((fact) => [...touches(fact), ...policy.needs(fact)]));
    let chain = must(chains.get(hub.hubId), "every hub has a chain");
    const added = [];
    for (const fact of asked) {
      const said = await answerFact(context, projector, chain, fact, clock());
      added.push(...said.facts);
      ({ chain } = said);
    }
    await appendFacts(queries, added);
    await projector.finish();
    await writeChain(queries, hub.hubId, chain);
    return added.length > 0;
  });
}
