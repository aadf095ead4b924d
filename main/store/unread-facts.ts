import { type Fact, type FactProblem, parseFact } from "#shared/facts/kinds.ts";
import { factsCollection } from "./collections.ts";
import type { LogSource } from "./refold.ts";
import type { Statements } from "./side-tables.ts";

/**
 * Facts that this Holdfast cannot read: of a kind or a version that a newer one wrote, or whose body breaks its schema.
 * They are kept among the facts and passed on like any other, but folded into nothing; after an upgrade that can read
 * them they are. Notes one; to be called in the transaction that stores the fact.
 */
export function keepUnread(statements: Statements, fact: { readonly id: string }, problem: FactProblem): void {
  statements.run("INSERT OR REPLACE INTO unread_facts VALUES (?, ?, ?)", fact.id, problem.code, problem.detail);
}

export function countUnread(statements: Statements): number {
  return Number(statements.of("SELECT count(*) AS n FROM unread_facts").get()?.["n"] ?? 0);
}

/** Whether this Holdfast can read some of them now: then the views have to be made again. */
export function canReadMore(source: LogSource): boolean {
  return newlyReadable(source).next().done !== true;
}

/** Those that this Holdfast can read now, a slice at a time. */
export function* newlyReadable({ storage, statements }: LogSource): Generator<Fact, void, void> {
  const next = statements.of("SELECT id FROM unread_facts WHERE id > ? ORDER BY id LIMIT 500");
  for (let rows = next.all(""); rows.length > 0; rows = next.all(rows.at(-1)?.["id"] ?? "")) {
    const documents = storage.readMany(
      factsCollection,
      rows.map((row) => String(row["id"])),
    );
    for (const document of documents) {
      const fact = parseFact(document);
      if (fact.ok) yield fact.value;
    }
  }
}
