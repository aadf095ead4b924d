import { kinds } from "#shared/facts/kinds.ts";
import { sha256 } from "./sha256.ts";

/**
 * Stands for every kind and version of facts that this Holdfast reads. Views that were folded by one with another mark may
 * say more or less than this one would make of the same facts.
 */
export function kindsMark(): string {
  const known = Object.entries(kinds).map(([kind, { version }]) => `${kind} ${version}`);
  return sha256(known.toSorted().join("\n")).slice(0, 16);
}
