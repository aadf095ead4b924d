import { type Fact, parseFact } from "#shared/facts/kinds.ts";
import type { RxStorageSqlite } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { factsCollection } from "./collections.ts";

/** Facts by their ids, in the order given; those that cannot be read are left out. */
export function readableFacts(storage: RxStorageSqlite, ids: readonly string[]): Fact[] {
  return storage.readMany(factsCollection, ids).flatMap((document) => {
    const fact = parseFact(document);
    return fact.ok ? [fact.value] : [];
  });
}
