import type { FactEnvelope } from "#shared/facts/fact.ts";
import { foldKey } from "#shared/facts/fact.ts";
import type { Fact } from "#shared/facts/kinds.ts";
import { touches } from "#shared/facts/views.ts";
import type { Belonging } from "#shared/sync/scope.ts";
import type { Queries } from "../adapters/postgres/database.ts";

export interface NewFact {
  readonly fact: FactEnvelope;
  readonly known: Fact | undefined;
  readonly belonging: Belonging;
  /** The fact as JSON. */
  readonly text: string;
}

/** Writes facts and which documents they touch; their position in the order they are given out comes with it. */
export async function appendFacts(queries: Queries, added: readonly NewFact[]): Promise<void> {
  if (added.length === 0) return;
  const rows = added.map(({ fact, known, belonging, text }) => {
    const row = JSON.stringify({ ...belonging, key: foldKey(fact), known: known !== undefined });
    return `${row.slice(0, -1)},"fact":${text}}`;
  });
  await queries.all(
    `INSERT INTO facts (id, station, sequence, key, kind, site, channel, known, fact)
     SELECT (fact->>'id')::uuid, fact->>'station', (fact->>'sequence')::bigint, key, fact->>'kind', site, channel, known, fact
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (key text, site text, channel text, known boolean, fact jsonb))
       WITH ORDINALITY AS row (key, site, channel, known, fact, place)
     ORDER BY place`,
    [`[${rows.join(",")}]`],
  );
  const touched = added.flatMap(({ fact, known }) =>
    known ? touches(known).map(({ view, id }) => ({ view, id, key: foldKey(fact), fact: fact.id })) : [],
  );
  if (touched.length === 0) return;
  await queries.all(
    `INSERT INTO fact_touches (view, id, key, fact)
     SELECT view, id, key, fact FROM jsonb_to_recordset($1::jsonb) AS row (view text, id text, key text, fact uuid)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(touched)],
  );
}

export interface Chain {
  readonly sequence: number;
  readonly hash: string;
  readonly stamp: string;
}

/** Locks chains to append to them; always in the same order. */
export async function lockChains(queries: Queries, stations: readonly string[]): Promise<Map<string, Chain>> {
  const rows = await queries.all<Chain & { station: string }>(
    "SELECT station, sequence, hash, stamp FROM chains WHERE station = ANY($1) ORDER BY station FOR UPDATE",
    [stations],
  );
  return new Map(rows.map(({ station, ...chain }) => [station, chain]));
}

export async function writeChain(queries: Queries, station: string, { sequence, hash, stamp }: Chain): Promise<void> {
  await queries.all("UPDATE chains SET sequence = $2, hash = $3, stamp = $4 WHERE station = $1", [
    station,
    sequence,
    hash,
    stamp,
  ]);
}
