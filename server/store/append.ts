import type { FactEnvelope } from "#shared/facts/fact.ts";
import { foldKey } from "#shared/facts/fact.ts";
import type { Fact } from "#shared/facts/kinds.ts";
import { touches } from "#shared/facts/views.ts";
import type { Belonging } from "#shared/sync/scope.ts";
import type { Queries, Transaction } from "../adapters/postgres/database.ts";

export interface NewFact {
  readonly fact: FactEnvelope;
  readonly known: Fact | undefined;
  readonly belonging: Belonging;
  /** The fact as JSON. */
  readonly text: string;
}

/** Writes facts and which documents they touch; their position in the order they are given out comes with it. */
export async function appendFacts(transaction: Transaction, added: readonly NewFact[]): Promise<void> {
  if (added.length === 0) return;
  await transaction.copy(
    "facts",
    ["id", "station", "sequence", "key", "kind", "site", "channel", "known", "fact"],
    added.map(({ fact, known, belonging: { site, channel }, text }) => [
      fact.id,
      fact.station,
      fact.sequence,
      foldKey(fact),
      fact.kind,
      site,
      channel,
      known !== undefined,
      text,
    ]),
  );
  await addTouches(
    transaction,
    added.flatMap(({ known }) => known ?? []),
  );
}

/** Writes which documents facts touch that are in their table. */
export async function addTouches(transaction: Transaction, facts: readonly Fact[]): Promise<void> {
  const rows = facts.flatMap((fact) => {
    const key = foldKey(fact);
    return touches(fact).map(({ view, id }) => [view, id, key, fact.id]);
  });
  if (rows.length > 0) await transaction.copy("fact_touches", ["view", "id", "key", "fact"], rows);
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
