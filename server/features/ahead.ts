import type { LiveFact, Place } from "./live.ts";

export interface Batch {
  readonly facts: readonly LiveFact[];
  readonly place: Place;
}

/**
 * What of a batch from the feed a listener has not been given by its catching up, which may have reached beyond where the
 * feed stood; undefined where that was all of it.
 */
export function aheadOf(reached: Place | undefined, batch: Batch): Batch | undefined {
  if (!reached) return batch;
  if (!isAfter(batch.place, reached)) return undefined;
  return { facts: batch.facts.filter((fact) => isAfter(fact, reached)), place: batch.place };
}

function isAfter(place: Place, other: Place): boolean {
  const [one, two] = [BigInt(place.xid), BigInt(other.xid)];
  return one === two ? place.position > other.position : one > two;
}
