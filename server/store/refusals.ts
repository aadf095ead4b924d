import type { FactRefusal } from "#shared/sync/refusals.ts";
import type { Queries } from "../adapters/postgres/database.ts";

/** Characters of a refused fact that are kept. */
const longestKept = 64 * 1024;

export interface NewRefusal {
  readonly digest: string;
  readonly factId: string;
  readonly sequence: number;
  readonly code: FactRefusal;
  readonly detail: string;
  /** As it came. */
  readonly text: string;
}

export async function recordRefusals(
  queries: Queries,
  station: string,
  refused: readonly NewRefusal[],
  now: number,
): Promise<void> {
  for (const { digest, factId, sequence, code, detail, text } of refused) {
    await queries.all(
      `INSERT INTO refusals (station, digest, fact_id, sequence, code, detail, at, fact)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (station, digest) DO UPDATE SET code = excluded.code, detail = excluded.detail`,
      [station, digest, plain(factId), sequence, code, plain(detail), new Date(now), plain(text).slice(0, longestKept)],
    );
  }
}

/**
 * Which of these were refused before, and why; their sequence numbers are used and may be looked at once more. `digests` is
 * asked only where the station has a refusal at all. Its chain must be locked.
 */
export async function refusedBefore(
  queries: Queries,
  station: string,
  digests: () => readonly string[],
): Promise<ReadonlyMap<string, FactRefusal>> {
  const refused = await queries.one<{ any: boolean }>(
    'SELECT EXISTS (SELECT FROM refusals WHERE station = $1) AS "any"',
    [station],
  );
  if (!refused?.any) return new Map();
  const rows = await queries.all<{ digest: string; code: FactRefusal }>(
    "SELECT digest, code FROM refusals WHERE station = $1 AND digest = ANY($2)",
    [station, digests()],
  );
  return new Map(rows.map(({ digest, code }) => [digest, code]));
}

/** What was refused is taken after all: the cause is gone. */
export async function forgetRefusals(queries: Queries, station: string, digests: readonly string[]): Promise<void> {
  if (digests.length === 0) return;
  await queries.all("DELETE FROM refusals WHERE station = $1 AND digest = ANY($2)", [station, digests]);
}

/** PostgreSQL keeps no NUL in a text. */
function plain(text: string): string {
  return text.replaceAll("\0", "\\0");
}
