import type { FactRefusal } from "#shared/sync/refusals.ts";
import type { OwnReply } from "#shared/sync/wire.ts";
import type { Database } from "../adapters/postgres/database.ts";
import type { PullingStation } from "./pull.ts";

/** Refused for the number or the name they came with: no part of the station's chain. */
const outsideItsChain: readonly FactRefusal[] = ["not-a-fact", "number-taken", "id-taken", "other-station"];

/** What a station that has lost its store needs beside what it can pull. */
export function ownFacts(database: Database, { station, epoch }: PullingStation): Promise<OwnReply> {
  return database.transaction(async ({ all, one }) => {
    const chain = await one<{ sequence: number; compared: boolean }>(
      `SELECT chains.sequence, stations.compared_epoch = $2 AS compared
       FROM stations JOIN chains USING (station) WHERE station = $1`,
      [station, epoch],
    );
    const refused = await all<{ fact: string; code: FactRefusal; detail: string }>(
      `SELECT fact, code, detail FROM refusals
       WHERE station = $1 AND sequence BETWEEN 1 AND $2 AND code <> ALL($3) ORDER BY sequence, number`,
      [station, chain?.sequence ?? 0, outsideItsChain],
    );
    return {
      station,
      sequence: chain?.sequence ?? 0,
      compared: chain?.compared ?? false,
      refused: refused.flatMap(({ fact, code, detail }) => {
        const value = jsonOf(fact);
        return value === undefined ? [] : [{ fact: value, code, detail }];
      }),
      epoch,
    };
  });
}

/** Undefined for one that was too long to be kept whole. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
