import type { Scope } from "#shared/sync/scope.ts";
import type { Queries } from "../adapters/postgres/database.ts";
import {
  type Checkpoint,
  type HistoryCheckpoint,
  type OpenCheckpoint,
  readCheckpoint,
  scopeMark,
  writeCheckpoint,
} from "../store/checkpoint.ts";
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

/** Facts looked at for one page, where most may have been given with the open work already. */
const mostLookedAt = 20_000;

/** Answers undefined for a checkpoint that no hub wrote. `most`: see mostLookedAt. */
export async function pull(
  queries: Queries,
  station: PullingStation,
  options: PullOptions,
  most = mostLookedAt,
): Promise<Page | undefined> {
  const from = startOf(station, options);
  if (!from) return undefined;
  if (from === "beginning") return pullOpen(queries, station, await beginOpen(queries, station), options);
  return from.phase === "open"
    ? pullOpen(queries, station, from, options)
    : pullHistory(queries, station, from, options, most);
}

function startOf({ scope, epoch }: PullingStation, options: PullOptions): Checkpoint | "beginning" | undefined {
  const mark = scopeMark(scope, sha256);
  const history: Checkpoint = { epoch, phase: "history", scope: mark, given: "0", xid: "0", position: 0 };
  if (options.after === undefined) return options.phase === "open" ? "beginning" : history;
  const given = readCheckpoint(options.after);
  if (!given) return undefined;
  // Another epoch's numbers mean nothing here, and what was out of scope then may be in it now.
  return given.epoch === epoch && given.scope === mark ? given : history;
}

interface Row {
  readonly xid: string;
  readonly position: number;
  readonly fact: string;
}

/** Its own facts, where it asks for them, are a station's whatever its scope: without one of them its chain is torn. */
const within = `
  CASE WHEN facts.station = $5 THEN $7::boolean
    ELSE (facts.site IS NULL OR facts.site = $3)
      AND (facts.channel IS NULL OR $4::text[] IS NULL OR facts.channel = ANY($4)) END`;

/** $3 to $7 of each query. */
function values({ scope, station }: PullingStation, { own, limit }: PullOptions): unknown[] {
  return [scope.site, scope.channels, station, limit, own];
}

async function beginOpen(queries: Queries, { scope, epoch }: PullingStation): Promise<OpenCheckpoint> {
  const row = await queries.one<{ xmin: string; count: number }>(
    `SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin,
       (SELECT count(*) FROM documents JOIN fact_touches USING (view, id) WHERE documents.open) AS count`,
  );
  const given = row?.xmin ?? "0";
  const mark = scopeMark(scope, sha256);
  return { epoch, phase: "open", scope: mark, given, document: 0, key: "", remaining: row?.count ?? 0 };
}

/** The facts of open documents, one document after the other, each in fold order; a fact may come with each of its own. */
async function pullOpen(
  queries: Queries,
  station: PullingStation,
  from: OpenCheckpoint,
  options: PullOptions,
): Promise<Page> {
  // Each open document has a fact; the first here may have given all of its own.
  const rows = await queries.all<{ number: number; key: string; fact: string | null }>(
    `SELECT document.number, touch.key, facts.fact::text AS fact
     FROM (SELECT number, view, id FROM documents WHERE open AND number >= $1 ORDER BY number LIMIT $6 + 1) AS document
     CROSS JOIN LATERAL (
       SELECT key, fact FROM fact_touches WHERE view = document.view AND id = document.id
         AND (document.number > $1 OR key > $2) ORDER BY key LIMIT $6
     ) AS touch
     LEFT JOIN facts ON facts.id = touch.fact AND ${within}
     ORDER BY document.number, touch.key LIMIT $6`,
    [from.document, from.key, ...values(station, options)],
  );
  const last = rows.at(-1);
  const isLast = rows.length < options.limit;
  const remaining = isLast ? 0 : Math.max(0, from.remaining - rows.length);
  const { epoch, scope, given } = from;
  const next: Checkpoint =
    isLast || !last
      ? { epoch, scope, given, phase: "history", xid: "0", position: 0 }
      : { ...from, document: last.number, key: last.key, remaining };
  return {
    facts: rows.flatMap(({ fact }) => fact ?? []),
    checkpoint: writeCheckpoint(next),
    upToDate: false,
    phase: "open",
    remaining,
  };
}

/**
 * Facts in the order of their transactions, and only of transactions before which none is still open: one that commits
 * later than its neighbour with a higher number is still ahead of every checkpoint given out. What was certainly given
 * with the open work is passed over.
 */
async function pullHistory(
  queries: Queries,
  station: PullingStation,
  from: HistoryCheckpoint,
  options: PullOptions,
  most: number,
): Promise<Page> {
  const lookedAt = from.given === "0" ? options.limit : Math.max(options.limit, most);
  const all = await queries.all<Row & { xmin: string; last: number | null; seen: number; place: [string, string] }>(
    `WITH present AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin),
     seen AS MATERIALIZED (
       SELECT facts.id, facts.xid, facts.position FROM present JOIN facts ON facts.xid < present.xmin
       WHERE (facts.xid, facts.position) > ($1::xid8, $2) AND ${within}
       ORDER BY facts.xid, facts.position LIMIT $9
     )
     SELECT present.xmin::text AS xmin, (SELECT count(*) FROM seen) AS seen,
       (SELECT position FROM facts ORDER BY xid DESC, position DESC LIMIT 1) AS last,
       (SELECT ARRAY[xid::text, position::text] FROM seen ORDER BY xid DESC, position DESC LIMIT 1) AS place, page.*
     FROM present LEFT JOIN LATERAL (
       SELECT seen.xid::text AS xid, seen.position, facts.fact::text AS fact
       FROM seen
       -- The limit keeps it at one look for each fact: PostgreSQL would read what all open documents stand on for each page.
       LEFT JOIN LATERAL (
         SELECT true AS given FROM fact_touches JOIN documents USING (view, id)
         WHERE seen.xid < $8::xid8 AND fact_touches.fact = seen.id
           AND documents.open AND documents.open_since < $8::xid8 LIMIT 1
       ) AS opened ON true
       JOIN facts USING (id)
       WHERE opened.given IS NULL
       ORDER BY seen.xid, seen.position LIMIT $6
     ) AS page ON true`,
    [from.xid, from.position, ...values(station, options), from.given, lookedAt],
  );
  const [first] = all;
  const rows = all.filter((row) => row.fact !== null);
  const full = rows.length === options.limit ? rows.at(-1) : undefined;
  const isLast = !full && (first?.seen ?? 0) < lookedAt;
  const reached = full ?? (first?.place ? { xid: first.place[0], position: Number(first.place[1]) } : undefined);
  const place = isLast || !reached ? { xid: first?.xmin ?? from.xid, position: 0 } : reached;
  const remaining = isLast ? 0 : Math.max(0, (first?.last ?? 0) - place.position);
  return {
    facts: rows.map(({ fact }) => fact),
    checkpoint: writeCheckpoint({
      ...from,
      xid: place.xid,
      position: place.position,
      given: isLast ? "0" : from.given,
    }),
    upToDate: isLast,
    phase: isLast ? "live" : "history",
    remaining,
  };
}
