import type { AcknowledgedReply } from "#shared/sync/wire.ts";
import type { FactRefusal } from "#shared/sync/refusals.ts";
import type { Database } from "../adapters/postgres/database.ts";
import { beginEpoch, type HubIdentity } from "../store/hub.ts";
import type { PullingStation } from "./pull.ts";

const mostMissing = 1000;
const mostRefused = 1000;

/** What the hub holds of a station's facts, read from the facts themselves and not from what was counted. */
export async function acknowledged(
  database: Database,
  hub: HubIdentity,
  { station, scope, epoch }: PullingStation,
  now: number,
): Promise<AcknowledgedReply> {
  return database.transaction(async ({ all, one }) => {
    await all("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ");
    const chains = await all<{ station: string; sequence: number }>(
      "SELECT station, sequence FROM chains WHERE station = ANY($1)",
      [[station, hub.hubId]],
    );
    const sequenceOf = (name: string) => chains.find((chain) => chain.station === name)?.sequence ?? 0;
    const sequence = sequenceOf(station);
    const held = await one<{ count: number }>(
      `SELECT (SELECT count(*) FROM facts WHERE station = $1 AND sequence <= $2)
            + (SELECT count(DISTINCT sequence) FROM refusals WHERE station = $1 AND sequence BETWEEN 1 AND $2
                 AND code <> 'number-taken') AS count`,
      [station, sequence],
    );
    const missing =
      held?.count === sequence
        ? []
        : await all<{ number: number }>(
            `SELECT number FROM generate_series(1::bigint, $2) AS number
       WHERE NOT EXISTS (SELECT FROM facts WHERE station = $1 AND facts.sequence = number)
         AND NOT EXISTS (SELECT FROM refusals WHERE station = $1 AND refusals.sequence = number)
       ORDER BY number LIMIT ${mostMissing}`,
            [station, sequence],
          );
    const refused = await all<{ id: string; sequence: number; code: FactRefusal; detail: string; at: Date }>(
      `SELECT fact_id AS id, sequence, code, detail, at FROM refusals WHERE station = $1
       ORDER BY number DESC LIMIT ${mostRefused}`,
      [station],
    );
    return {
      sequence,
      missing: missing.map(({ number }) => number),
      refused: refused.toReversed().map((one) => ({ ...one, at: one.at.getTime() })),
      epoch,
      now,
      hub: { hubId: hub.hubId, sequence: sequenceOf(hub.hubId) },
      scope,
    };
  });
}

/** What a station says the hub had told it: `<epoch>/<sequence>`. */
export function readAcknowledged(header: unknown): { readonly epoch: string; readonly sequence: number } | undefined {
  const match = typeof header === "string" ? /^([\w-]{1,40})\/(\d{1,15})$/.exec(header) : null;
  return match ? { epoch: match[1] ?? "", sequence: Number(match[2]) } : undefined;
}

/**
 * Compares what this hub told a station with what it holds. Less means that its database is an older copy: a new epoch
 * begins, every checkpoint is void and every station sends again what is missing. Answers the epoch to go on with.
 */
export async function noticeOlderCopy(
  database: Database,
  { station, epoch }: PullingStation,
  told: { readonly epoch: string; readonly sequence: number },
): Promise<boolean> {
  if (told.epoch !== epoch) return false;
  const chain = await database.one<{ sequence: number }>("SELECT sequence FROM chains WHERE station = $1", [station]);
  if ((chain?.sequence ?? 0) >= told.sequence) return false;
  await beginEpoch(database, epoch);
  return true;
}
