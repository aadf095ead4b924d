import { join } from "node:path";
import { expect } from "vitest";
import { openPlain } from "#main/adapters/sqlite/open-sqlite.ts";
import { headQuestions, listBackups } from "#main/store/backups.ts";
import { verifyChains } from "#main/store/chain.ts";
import { factsCollection } from "#main/store/collections.ts";
import { derivedDigest, differences } from "#main/store/derived.ts";
import { openStore, type Store } from "#main/store/open-store.ts";
import { rebuild } from "#main/store/rebuild.ts";
import { storePaths } from "#main/store/store-files.ts";
import { departed, migrants, openSideStore } from "./side-store.ts";

/** Everything that must hold whenever a store is opened after a kill; with `rebuilds`, that the views say what the facts say. */
export async function expectWhole(directory: string, saved: ReadonlySet<string>, rebuilds: boolean): Promise<void> {
  const store = await openStore({ directory, clock: Date.now });
  try {
    expect(store.storage.connection.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    const kept = factIds(store);
    expect([...saved].filter((fact) => !kept.has(fact))).toEqual([]);
    expectNoGapInNumbers(store);
    if (rebuilds) expectSameAfterRebuild(store);
    expect(runThrough(verifyChains(store, store.stationId)).problems).toEqual([]);
  } finally {
    await store.close();
  }
}

/** A fact without its views, or a view without its facts, would make the two differ. */
function expectSameAfterRebuild(store: Store): void {
  const found = derivedDigest(store);
  runThrough(rebuild(store));
  expect(differences(found, derivedDigest(store))).toEqual([]);
}

function runThrough<Result>(steps: Generator<unknown, Result, void>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** Those kept whole, and those of which a snapshot left the stub. */
function factIds(store: Store): ReadonlySet<string> {
  const { name } = store.storage.tableOf(factsCollection);
  const rows = store.storage.connection.prepare(`SELECT id FROM ${name} UNION SELECT id FROM removed_facts`).all();
  return new Set(rows.map((row) => String(row["id"])));
}

/** The number is taken in the commit of its order: one order a number, and a number for every order. */
function expectNoGapInNumbers(store: Store): void {
  const numbers = store.statements
    .of("SELECT number FROM order_rows")
    .all()
    .map((row) => Number(String(row["number"]).slice("C-".length)));
  const sorted = numbers.toSorted((one, other) => one - other);
  expect(sorted).toEqual(sorted.map((_, place) => place + 1));
}

/** What is listed as a backup was finished and looked through: it opens, is sound, and holds what its note says. */
export async function expectBackupsSound(directory: string): Promise<void> {
  const paths = storePaths(directory);
  for (const backup of await listBackups(paths)) {
    const copy = openPlain(join(paths.backups, backup.name), { readOnly: true });
    try {
      expect(copy.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
      expect(Number(Object.values(copy.prepare(headQuestions.facts).get() ?? {})[0])).toBe(backup.facts);
    } finally {
      copy.close();
    }
  }
}

/** The migration that was cut off goes on, and everybody is there once, through every version. */
export async function expectMigrated(path: string, version: number): Promise<void> {
  const side = await openSideStore(path, version);
  try {
    expect(side.connection.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
    const found = await side.collection.find().exec();
    const expected = migrants.map((id) => `${id} ${version}`);
    expect(found.map((one) => `${one.id} ${one.version}`).toSorted()).toEqual(expected.toSorted());
    const gone = await side.collection.storageInstance.findDocumentsById(departed, true);
    expect(gone.filter((one) => !one._deleted)).toEqual([]);
  } finally {
    await side.close();
  }
}
