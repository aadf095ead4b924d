import type { Fact } from "#shared/facts/kinds.ts";
import type { Store } from "../store/open-store.ts";
import { isParked } from "../store/parked-facts.ts";
import { readSync } from "./sync-tables.ts";

/**
 * Only what a hub has acknowledged may be removed under a snapshot: a station that has none keeps everything, so that it
 * can join one later with all it has. What the hub refused stays for the person who must decide.
 */
export function mayPrune(store: Store, fact: Fact): boolean {
  const { statements, stationId } = store;
  if (readSync(statements, "membership") === undefined || isParked(statements, fact.id)) return false;
  return fact.station !== stationId || fact.sequence <= (readSync(statements, "acknowledged") ?? 0);
}
