import fc from "fast-check";
import { createRxDatabase, fillWithDefaultSettings, normalizeMangoQuery, prepareQuery } from "rxdb";
import type {
  BulkWriteRow,
  MangoQuery,
  RxCollection,
  RxDatabase,
  RxDocumentData,
  RxStorage,
  RxStorageInstance,
} from "rxdb";
import { getRxStorageMemory } from "rxdb/plugins/storage-memory";
import { afterAll, describe, expect, test } from "vitest";
import { defaultDrivers } from "#main/adapters/sqlite/drivers.ts";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { randomIds, randomWorld } from "./support/random-schemas.ts";
import type { RandomDocument, RandomWorld } from "./support/random-schemas.ts";

/**
 * Collections with schemas nobody designed, written and asked in step on RxDB's memory storage and on ours.
 * `HOLDFAST_FUZZ_QUERIES` is the least number of queries compared; `HOLDFAST_FUZZ_SEED` repeats a run.
 */
const QUERIES = Number(process.env["HOLDFAST_FUZZ_QUERIES"] ?? 20_000);
const SEED = Number(process.env["HOLDFAST_FUZZ_SEED"] ?? 20_261_124);
const QUERIES_A_BATCH = 12;

type Stored = RxDocumentData<RandomDocument>;
type Instance = RxStorageInstance<RandomDocument, unknown, unknown>;
type Schema = RandomWorld["schema"];
type AnyStorage = RxStorage<unknown, unknown>;

const memory = getRxStorageMemory() as unknown as AnyStorage;

const id = fc.constantFrom(...randomIds);

/** One row of a batch: what is wanted, and on which state it is based. */
const rowOf = ({ document }: RandomWorld) =>
  fc.record({
    id,
    document,
    isDeleted: fc.oneof({ arbitrary: fc.constant(false), weight: 4 }, { arbitrary: fc.constant(true), weight: 1 }),
    basis: fc.oneof(
      { arbitrary: fc.constant("current" as const), weight: 6 },
      { arbitrary: fc.constantFrom("nothing" as const, "old" as const), weight: 1 },
    ),
  });

const batchOf = (world: RandomWorld) =>
  fc.record({
    rows: fc.uniqueArray(rowOf(world), { selector: (row) => row.id, minLength: 1, maxLength: 10 }),
    cleansUp: fc.oneof({ arbitrary: fc.constant(false), weight: 5 }, { arbitrary: fc.constant(true), weight: 1 }),
    queries: fc.array(world.query, { minLength: QUERIES_A_BATCH, maxLength: QUERIES_A_BATCH }),
  });

const story = randomWorld.chain((world) =>
  fc.record({ schema: fc.constant(world.schema), batches: fc.array(batchOf(world), { minLength: 1, maxLength: 5 }) }),
);
type Batch = (typeof story extends fc.Arbitrary<infer Value> ? Value : never)["batches"][number];

let collections = 0;

/** Both storages, asked the same; what they answer and what they tell their subscribers must be the same. */
async function bothInstances(sqlite: AnyStorage, schema: Schema) {
  const name = `random-${++collections}`;
  const create = (storage: AnyStorage) =>
    storage.createStorageInstance<RandomDocument>({
      databaseInstanceToken: "fuzz",
      databaseName: "fuzz",
      collectionName: name,
      schema: fillWithDefaultSettings(schema),
      options: {},
      multiInstance: false,
      devMode: false,
    }) as Promise<unknown> as Promise<Instance>;
  const [theirs, ours] = [await create(memory), await create(sqlite)];
  const told = { theirs: [] as unknown[], ours: [] as unknown[] };
  const listen = (instance: Instance, list: unknown[]) =>
    instance.changeStream().subscribe(({ context, events }) => list.push(structuredClone({ context, events })));
  const subscriptions = [listen(theirs, told.theirs), listen(ours, told.ours)];
  return {
    theirs,
    ours,
    told,
    async remove() {
      for (const subscription of subscriptions) subscription.unsubscribe();
      await Promise.all([theirs.remove(), ours.remove()]);
    },
  };
}

let clock = 1000;

function rowsOf(batch: Batch, current: ReadonlyMap<string, Stored>): BulkWriteRow<RandomDocument>[] {
  return batch.rows.map(({ id: primary, document, isDeleted, basis }) => {
    const known = current.get(primary);
    const height = Number(known?._rev.split("-")[0] ?? 0) + 1;
    const next: Stored = {
      ...document,
      id: primary,
      _deleted: isDeleted,
      _rev: `${height}-fuzz${clock}`,
      _meta: { lwt: ++clock },
      _attachments: {},
    };
    if (!known || basis === "nothing") return { document: next };
    return { document: next, previous: basis === "old" ? { ...known, _rev: "1-forgotten" } : known };
  });
}

async function writeBoth(
  { theirs, ours, told }: Awaited<ReturnType<typeof bothInstances>>,
  batch: Batch,
  current: Map<string, Stored>,
): Promise<void> {
  const rows = rowsOf(batch, current);
  const [their, our] = [await theirs.bulkWrite(structuredClone(rows), "w"), await ours.bulkWrite(rows, "w")];
  expect(our.error).toEqual(their.error);
  const refused = new Set(their.error.map(({ documentId }) => documentId));
  for (const { document } of rows) if (!refused.has(document.id)) current.set(document.id, document);
  if (batch.cleansUp) {
    await Promise.all([theirs.cleanup(0), ours.cleanup(0)]);
    for (const [primary, document] of current) if (document._deleted) current.delete(primary);
  }
  expect(await ours.findDocumentsById(randomIds, true)).toEqual(await theirs.findDocumentsById(randomIds, true));
  expect(told.ours).toEqual(told.theirs);
}

async function askBoth(
  { theirs, ours }: Awaited<ReturnType<typeof bothInstances>>,
  bare: Schema,
  mango: MangoQuery<RandomDocument>,
): Promise<void> {
  const schema = fillWithDefaultSettings(bare);
  const selector = { ...mango.selector, _deleted: { $eq: false } };
  const prepare = (query: object) =>
    prepareQuery<RandomDocument>(schema, normalizeMangoQuery<RandomDocument>(schema, query));
  const prepared = prepare({ ...mango, selector });
  const found = await ours.query(prepared);
  expect(found.documents, JSON.stringify(mango)).toEqual((await theirs.query(prepared)).documents);
  // RxDB counts what a query without skip and limit would find.
  const all = prepare({ selector });
  expect((await ours.count(all)).count, JSON.stringify(mango)).toBe((await theirs.count(all)).count);
}

const change = (world: RandomWorld) =>
  fc.oneof(
    fc.record({ way: fc.constant("upsert" as const), id, document: world.document }),
    fc.record({ way: fc.constant("patch" as const), id, document: world.document }),
    fc.record({ way: fc.constant("remove" as const), id, document: world.document }),
  );

const liveStory = randomWorld.chain((world) =>
  fc.record({
    schema: fc.constant(world.schema),
    // RxDB's event-reduce shows the first insert to a query of limit 0, over any storage.
    queries: fc.array(
      world.query.filter(({ limit }) => limit !== 0),
      { minLength: 1, maxLength: 8 },
    ),
    steps: fc.array(fc.array(change(world), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
  }),
);
type Change = (typeof liveStory extends fc.Arbitrary<infer Value> ? Value : never)["steps"][number][number];

async function apply(collection: RxCollection<RandomDocument>, { way, id: primary, document }: Change) {
  if (way === "upsert") return void (await collection.upsert({ ...structuredClone(document), id: primary }));
  const found = await collection.findOne(primary).exec();
  if (way === "patch") await found?.patch(structuredClone(document));
  else await found?.remove();
}

interface Live {
  readonly database: RxDatabase;
  readonly collection: RxCollection<RandomDocument>;
  readonly shown: unknown[];
  readonly queries: readonly MangoQuery<RandomDocument>[];
}

async function live(storage: AnyStorage, schema: Schema, queries: Live["queries"]): Promise<Live> {
  const database = await createRxDatabase({
    name: `live-${storage.name}`,
    storage,
    multiInstance: false,
    eventReduce: true,
  });
  const { random } = await database.addCollections({ random: { schema } });
  const collection = random as RxCollection<RandomDocument>;
  const shown: unknown[] = [];
  queries.forEach((mango, place) => {
    collection.find(structuredClone(mango)).$.subscribe((found) => {
      shown[place] = found.map((one) => one.toJSON());
    });
  });
  return { database, collection, shown, queries };
}

async function settled({ collection, queries, shown }: Live): Promise<unknown[]> {
  // The last word of a query that is observed.
  await Promise.all(queries.map((mango) => collection.find(structuredClone(mango)).exec()));
  return structuredClone(shown);
}

const drivers = defaultDrivers.filter((driver) => driver.load() !== undefined);
const QUERIES_A_DRIVER = Math.ceil(QUERIES / drivers.length);

describe.each(drivers)("with $name", (driver) => {
  const connection = openSqlite(":memory:", { drivers: [driver] });
  const sqlite = getRxStorageSqlite({ connection }) as unknown as AnyStorage;
  afterAll(() => connection.close());

  test(`${QUERIES_A_DRIVER} queries after random writes on random schemas: results, counts, conflicts and events as of the memory storage`, async () => {
    const count = { asked: 0 };
    const property = fc.asyncProperty(story, async ({ schema, batches }) => {
      const both = await bothInstances(sqlite, schema);
      try {
        const current = new Map<string, Stored>();
        for (const batch of batches) {
          await writeBoth(both, batch, current);
          for (const mango of batch.queries) await askBoth(both, schema, mango);
          count.asked += batch.queries.length;
        }
      } finally {
        await both.remove();
      }
    });
    for (let round = 0; count.asked < QUERIES_A_DRIVER; round++) {
      const missing = QUERIES_A_DRIVER - count.asked;
      await fc.assert(property, { numRuns: Math.ceil(missing / (3 * QUERIES_A_BATCH)), seed: SEED + round });
    }
  }, 3_600_000);

  test("live queries on random schemas show what they show on the memory storage", async () => {
    await fc.assert(
      fc.asyncProperty(liveStory, async ({ schema, queries, steps }) => {
        const [theirs, ours] = [await live(memory, schema, queries), await live(sqlite, schema, queries)];
        try {
          for (const step of steps) {
            for (const one of step) await Promise.all([apply(theirs.collection, one), apply(ours.collection, one)]);
            expect(await settled(ours)).toEqual(await settled(theirs));
          }
        } finally {
          await theirs.database.remove();
          await ours.database.remove();
        }
      }),
      { numRuns: Math.ceil(QUERIES_A_DRIVER / 100), seed: SEED },
    );
  }, 3_600_000);
});
