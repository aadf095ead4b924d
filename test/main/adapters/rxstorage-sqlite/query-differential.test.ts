import fc from "fast-check";
import { getQueryMatcher, getSortComparator, normalizeMangoQuery, prepareQuery } from "rxdb";
import type { MangoQuery, RxDocumentData, RxStorageInstance } from "rxdb";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import { describe, expect, test } from "vitest";
import { defaultDrivers } from "#main/adapters/sqlite/drivers.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { completeThing, filledThingSchema, oddThing, query, raggedThing } from "./support/things.ts";
import type { Thing } from "./support/things.ts";

type StoredThing = RxDocumentData<Thing>;
type Instance = RxStorageInstance<Thing, unknown, unknown>;

const QUERIES = Number(process.env["HOLDFAST_FUZZ_QUERIES"] ?? 2000);
const QUERIES_A_RUN = 20;
const SEED = Number(process.env["HOLDFAST_FUZZ_SEED"] ?? 20_260_922);

let instances = 0;

async function fill(instance: Instance, documents: readonly StoredThing[]): Promise<void> {
  const { error } = await instance.bulkWrite(
    documents.map((document) => ({ document })),
    "fill",
  );
  expect(error).toEqual([]);
}

function creation() {
  return {
    databaseInstanceToken: "fuzz",
    databaseName: "fuzz",
    collectionName: `things-${++instances}`,
    schema: filledThingSchema,
    options: {},
    multiInstance: false,
    devMode: false,
  };
}

function stored(things: readonly Omit<Thing, "id">[]): StoredThing[] {
  return things.map((thing, number) => ({
    ...thing,
    id: `t${number}`,
    _deleted: number % 7 === 6,
    _rev: "1-fuzz",
    _meta: { lwt: 1000 + number },
    _attachments: {},
  }));
}

/** The rule live queries go by, applied to everything there is. */
function byRule(documents: readonly StoredThing[], mango: MangoQuery<Thing>): StoredThing[] {
  const filled = normalizeMangoQuery<Thing>(filledThingSchema, mango);
  const matches = getQueryMatcher<Thing>(filledThingSchema, filled);
  const found = documents.filter((document) => matches(document as never));
  found.sort(getSortComparator<Thing>(filledThingSchema, filled));
  return found.slice(filled.skip, filled.limit === undefined ? undefined : filled.skip + filled.limit);
}

/** As RxDB asks: only the living. */
function living(mango: MangoQuery<Thing>): MangoQuery<Thing> {
  return { ...mango, selector: { ...mango.selector, _deleted: { $eq: false } } as never };
}

async function compare(
  sqlite: Instance,
  memory: Instance | undefined,
  documents: readonly StoredThing[],
  mango: MangoQuery<Thing>,
): Promise<void> {
  const prepared = prepareQuery<Thing>(filledThingSchema, normalizeMangoQuery(filledThingSchema, mango));
  const ours = await sqlite.query(prepared);
  expect(ours.documents, JSON.stringify(mango)).toEqual(byRule(documents, mango));
  const { count } = await sqlite.count(prepared);
  expect(count, `count of ${JSON.stringify(mango)}`).toBe(ours.documents.length);
  if (!memory) return;
  const theirs = await memory.query(prepared);
  expect(ours.documents, JSON.stringify(mango)).toEqual(theirs.documents);
}

const kinds = [
  { kind: "complete documents, against the memory storage", thing: completeThing, isMemoryRight: true },
  // The memory storage finds by padded index strings, which take a missing value for an empty one.
  { kind: "documents with paths missing", thing: raggedThing, isMemoryRight: false },
  { kind: "documents its schema forbids", thing: oddThing, isMemoryRight: false },
];

const drivers = defaultDrivers.filter((driver) => driver.load() !== undefined);

describe.each(drivers.slice(0, 1))("with $name", (driver) => {
  test.each(kinds)("any query gives what RxDB's own rule gives: $kind", { timeout: 3_600_000 }, async (kind) => {
    const connection = openSqlite(":memory:", { drivers: [driver] });
    const storage = getRxStorageSqlite({ connection });
    await fc.assert(
      fc.asyncProperty(
        // The larger ones do not enter the storage's cache when they are written.
        fc.oneof(fc.array(kind.thing, { maxLength: 25 }), fc.array(kind.thing, { minLength: 33, maxLength: 50 })),
        fc.array(query(!kind.isMemoryRight), { minLength: QUERIES_A_RUN, maxLength: QUERIES_A_RUN }),
        async (things, queries) => {
          const documents = stored(things);
          const sqlite = (await storage.createStorageInstance<Thing>(creation())) as unknown as Instance;
          const memory = kind.isMemoryRight
            ? ((await getRxStorageMemory().createStorageInstance<Thing>(creation())) as unknown as Instance)
            : undefined;
          await fill(sqlite, documents);
          if (memory) await fill(memory, documents);
          const expected = JSON.parse(JSON.stringify(documents)) as StoredThing[];
          for (const mango of queries) await compare(sqlite, memory, expected, living(mango));
          await sqlite.remove();
          await memory?.remove();
        },
      ),
      { numRuns: Math.ceil(QUERIES / kinds.length / QUERIES_A_RUN), seed: SEED },
    );
    connection.close();
  });
});
