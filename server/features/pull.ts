import type { Scope } from "#shared/sync/scope.ts";
import type { Queries } from "../adapters/postgres/database.ts";
import { type Checkpoint, readCheckpoint, scopeMark, writeCheckpoint } from "../store/checkpoint.ts";
import { sha256 } from "../store/hub.ts";

export interface PullingStation {
  readonly station: string;
  readonly scope: Scope;
  readonly epoch: string;
}

export interface Page {
  /** Facts as JSON texts: they are handed on without being read. */
  readonly facts: readonly string[];
  readonly checkpoint: string;
  readonly upToDate: boolean;
  readonly phase: "open" | "history" | "live";
  readonly remaining: number;
}

export interface PullOptions {
  readonly after: string | undefined;
  readonly limit: number;
  readonly phase: "open" | "history";
  /** Whether the station's own facts are given back to it. */
  readonly own: boolean;
}

/** Answers undefined for a checkpoint that no hub wrote. */
export async function pull(queries: Queries, station: PullingStation, options: PullOptions): Promise<Page | undefined> {
  const from = startOf(station, options);
  if (!from) return undefined;
  const page = from.phase === "open" ? readOpen : readInOrder;
  const { rows, xmin, remaining } = await page(queries, station, from, options);
  const last = rows.at(-1);
  const isLast = rows.length < options.limit;
  const next: Checkpoint = !isLast && last ? { ...from, xid: last.xid, position: last.position } : after(from, xmin);
  return {
    facts: rows.map(({ fact }) => fact),
    checkpoint: writeCheckpoint(next),
    upToDate: from.phase === "history" && isLast,
    phase: from.phase === "history" && isLast ? "live" : from.phase,
    remaining: Math.max(0, remaining - rows.length),
  };
}

/** Where everything below `xmin` is given out; after open work the whole history follows. */
function after(from: Checkpoint, xmin: string): Checkpoint {
  return from.phase === "open"
    ? { ...from, phase: "history", xid: "0", position: 0 }
    : { ...from, xid: xmin, position: 0 };
}

function startOf({ scope, epoch }: PullingStation, options: PullOptions): Checkpoint | undefined {
  const mark = scopeMark(scope, sha256);
  const beginning: Checkpoint = { epoch, phase: options.phase, scope: mark, xid: "0", position: 0 };
  if (options.after === undefined) return beginning;
  const given = readCheckpoint(options.after);
  if (!given) return undefined;
  // Another epoch's numbers mean nothing here, and what was out of scope then may be in it now.
  return given.epoch === epoch && given.scope === mark ? given : { ...beginning, phase: "history" };
}

interface Row {
  readonly xid: string;
  readonly position: number;
  readonly fact: string;
}

interface Rows {
  readonly rows: readonly Row[];
  /** No transaction below it is still being written. */
  readonly xmin: string;
  readonly remaining: number;
}

const within = `
  (facts.site IS NULL OR facts.site = $3) AND (facts.channel IS NULL OR $4::text[] IS NULL OR facts.channel = ANY($4))
  AND facts.station <> $5`;

function values({ scope, station }: PullingStation, from: Checkpoint, { own, limit }: PullOptions): unknown[] {
  return [from.xid, from.position, scope.site, scope.channels, own ? "" : station, limit];
}

/**
 * Facts in the order of their transactions, and only of transactions before which none is still open: one that commits
 * later than its neighbour with a higher number is still ahead of every checkpoint given out.
 */
async function readInOrder(
  queries: Queries,
  station: PullingStation,
  from: Checkpoint,
  options: PullOptions,
): Promise<Rows> {
  const rows = await queries.all<Row & { xmin: string; last: number | null }>(
    `WITH present AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin)
     SELECT present.xmin::text AS xmin, (SELECT max(position) FROM facts) AS last, page.*
     FROM present LEFT JOIN LATERAL (
       SELECT facts.xid::text AS xid, facts.position, facts.fact::text AS fact FROM facts
       WHERE (facts.xid, facts.position) > ($1::xid8, $2) AND facts.xid < present.xmin AND ${within}
       ORDER BY facts.xid, facts.position LIMIT $6
     ) AS page ON true`,
    values(station, from, options),
  );
  const found = rows.filter((row) => row.fact !== null);
  const remaining = found.length < options.limit ? found.length : (rows[0]?.last ?? 0) - (found[0]?.position ?? 0) + 1;
  return { rows: found, xmin: rows[0]?.xmin ?? from.xid, remaining };
}

async function readOpen(
  queries: Queries,
  station: PullingStation,
  from: Checkpoint,
  options: PullOptions,
): Promise<Rows> {
  const rows = await queries.all<Row & { remaining: number }>(
    `WITH open AS (
       SELECT DISTINCT fact_touches.fact AS id FROM documents JOIN fact_touches USING (view, id) WHERE documents.open
     )
     SELECT facts.xid::text AS xid, facts.position, facts.fact::text AS fact, count(*) OVER () AS remaining
     FROM open JOIN facts USING (id)
     WHERE (facts.xid, facts.position) > ($1::xid8, $2)
       AND facts.xid < pg_snapshot_xmin(pg_current_snapshot()) AND ${within}
     ORDER BY facts.xid, facts.position LIMIT $6`,
    values(station, from, options),
  );
  return { rows, xmin: from.xid, remaining: rows[0]?.remaining ?? 0 };
}
