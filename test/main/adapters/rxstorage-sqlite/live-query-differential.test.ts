import fc from "fast-check";
import { createRxDatabase, getQueryMatcher, getSortComparator, normalizeMangoQuery } from "rxdb";
import type { MangoQuery, RxCollection, RxDocumentData } from "rxdb";
import { expect, test } from "vitest";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { getRxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import type { RxStorageSqlite } from "#main/adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { completeThing, filledThingSchema, query, thingSchema } from "./support/things.ts";
import type { Thing } from "./support/things.ts";

const RUNS = Math.ceil(Number(process.env["HOLDFAST_FUZZ_QUERIES"] ?? 2000) / 50);
const SEED = Number(process.env["HOLDFAST_FUZZ_SEED"] ?? 20_260_922);

const thing = fc
  .tuple(fc.nat({ max: 12 }), completeThing)
  .map(([number, rest]): Thing => ({ ...rest, id: `t${number}` }));
const ids = fc.array(
  fc.nat({ max: 12 }).map((number) => `t${number}`),
  { minLength: 1, maxLength: 3 },
);

// RxDB's event-reduce shows the first insert to a query of limit 0, over any storage.
const observable = query(false).filter(({ limit }) => limit !== 0);

/** Things written, each in one of the ways the application has. */
const step = fc.oneof(
  fc.record({ way: fc.constant("put" as const), things: fc.array(thing, { minLength: 1, maxLength: 4 }) }),
  fc.record({ way: fc.constant("remove" as const), ids }),
  fc.record({ way: fc.constant("queue" as const), things: fc.array(thing, { minLength: 1, maxLength: 3 }) }),
  fc.record({ way: fc.constant("undo" as const), things: fc.array(thing, { minLength: 1, maxLength: 3 }) }),
  fc.record({
    way: fc.constant("upsert" as const),
    things: fc.uniqueArray(thing, { selector: ({ id }) => id, minLength: 1 }),
  }),
  fc.record({ way: fc.constant("patch" as const), ids, change: completeThing }),
  fc.record({ way: fc.constant("delete" as const), ids }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

async function take(step: Step, storage: RxStorageSqlite, things: RxCollection<Thing>): Promise<void> {
  switch (step.way) {
    case "put":
      return storage.transaction("put", (transaction) => transaction.put("things", step.things.map(plain)));
    case "remove":
      return storage.transaction("remove", (transaction) => transaction.remove("things", step.ids));
    case "queue":
      await Promise.all(
        step.things.map((one) => storage.enqueue("queue", (transaction) => transaction.put("things", [plain(one)]))),
      );
      return;
    case "undo":
      await storage
        .enqueue("undo", (transaction) => {
          transaction.put("things", step.things.map(plain));
          throw new Error("undone");
        })
        .catch(() => undefined);
      return;
    case "upsert":
      await things.bulkUpsert(step.things.map(plain));
      return;
    case "patch": {
      const found = await things.findByIds(step.ids).exec();
      await Promise.all([...found.values()].map((one) => one.incrementalPatch(step.change)));
      return;
    }
    case "delete":
      await things.bulkRemove([...new Set(step.ids)]);
  }
}

function plain(one: Thing): Record<string, unknown> {
  return structuredClone(one) as unknown as Record<string, unknown>;
}

function byRule(documents: readonly RxDocumentData<Thing>[], mango: MangoQuery<Thing>): string[] {
  const filled = normalizeMangoQuery<Thing>(filledThingSchema, mango);
  const matches = getQueryMatcher<Thing>(filledThingSchema, filled);
  const found = documents.filter((document) => matches(document as never));
  found.sort(getSortComparator<Thing>(filledThingSchema, filled));
  return found
    .slice(filled.skip, filled.limit === undefined ? undefined : filled.skip + filled.limit)
    .map((document) => JSON.stringify([document.id, document._rev]));
}

test("live queries show after every write what a fresh look would show", { timeout: 3_600_000 }, async () => {
  const connection = openSqlite(":memory:");
  const storage = getRxStorageSqlite({ connection });
  await fc.assert(
    fc.asyncProperty(
      fc.array(observable, { minLength: 1, maxLength: 5 }),
      fc.array(step, { minLength: 1, maxLength: 12 }),
      async (queries, steps) => {
        const database = await createRxDatabase({ name: "live", storage, multiInstance: false, eventReduce: true });
        const { things } = await database.addCollections({ things: { schema: thingSchema } });
        const shown = queries.map((): string[] => []);
        const subscriptions = queries.map((mango, number) =>
          things.find(mango).$.subscribe((found) => {
            shown[number] = found.map((one) => JSON.stringify([one.id, one.revision]));
          }),
        );
        try {
          await Promise.all(queries.map((mango) => things.find(mango).exec()));
          for (const one of steps) {
            await take(one, storage, things);
            // The last word of a query that is observed.
            await Promise.all(queries.map((mango) => things.find(mango).exec()));
            const living = storage.connection
              .prepare(`SELECT data FROM ${storage.tableOf("things").name} WHERE deleted = 0`)
              .all()
              .map((row) => JSON.parse(String(row["data"])) as RxDocumentData<Thing>);
            expect(shown, JSON.stringify(one)).toEqual(queries.map((mango) => byRule(living, mango)));
          }
        } finally {
          for (const subscription of subscriptions) subscription.unsubscribe();
          await database.remove();
        }
      },
    ),
    { numRuns: RUNS, seed: SEED },
  );
  connection.close();
});
