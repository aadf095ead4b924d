import type { FactEnvelope } from "#shared/facts/fact.ts";
import { canonicalJson } from "#shared/facts/fact.ts";
import { type Fact, parseFact } from "#shared/facts/kinds.ts";
import { foldAll } from "#test/builders/facts.ts";
import type { RunningHub } from "./start-hub.ts";

/** Every document of the hub as one text each, by name: `orders/o1` -> its canonical JSON. */
export async function hubDocuments(hub: RunningHub): Promise<Record<string, string>> {
  const rows = await hub.hub.database.all<{ name: string; state: unknown }>(
    "SELECT view || '/' || id AS name, state FROM documents WHERE state IS NOT NULL ORDER BY 1",
  );
  return Object.fromEntries(rows.map(({ name, state }) => [name, canonicalJson(state)]));
}

export async function hubFacts(hub: RunningHub): Promise<FactEnvelope[]> {
  const rows = await hub.hub.database.all<{ fact: FactEnvelope }>("SELECT fact FROM facts ORDER BY position");
  return rows.map(({ fact }) => fact);
}

/** What the documents must be: all facts folded at once, in the one order. */
export function documentsOf(facts: readonly FactEnvelope[]): Record<string, string> {
  const known = facts.flatMap((envelope): Fact[] => {
    const fact = parseFact(envelope);
    return fact.ok ? [fact.value] : [];
  });
  const states = [...foldAll(known)].filter(([, state]) => state !== undefined);
  return Object.fromEntries(
    states
      .map(([name, state]) => [name, canonicalJson(state)] as const)
      .toSorted(([one], [other]) => (one < other ? -1 : 1)),
  );
}
