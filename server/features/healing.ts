import type { Queries } from "../adapters/postgres/database.ts";
import type { KnownStation } from "../store/stations.ts";

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

/** The station has nothing that the hub lacks. Answers whether that is news. */
export async function markCompared(queries: Queries, { station, epoch }: KnownStation): Promise<boolean> {
  const marked = await queries.all(
    "UPDATE stations SET compared_epoch = $2 WHERE station = $1 AND compared_epoch <> $2 RETURNING station",
    [station, epoch],
  );
  return marked.length > 0;
}
