import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Queries } from "#server/adapters/postgres/database.ts";
import { type LiveFact, LiveFeed } from "#server/features/live.ts";
import { pull, type PullOptions } from "#server/features/pull.ts";
import { readCheckpoint } from "#server/store/checkpoint.ts";
import { epochOf } from "#server/store/hub.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import { everything, type HubStation, joinedStation } from "#test/support/hub/hub-station.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { type RunningHub, startHub } from "#test/support/hub/start-hub.ts";

/** Facts that lie in the log, and those that come in one push. */
const LOG = 1500;
const PUSHED = 40;
const PAGE = 50;

let postgres: TestPostgres;
let hub: RunningHub;
let writer: HubStation;

beforeAll(async () => {
  postgres = await startTestPostgres();
  const url = await postgres.newDatabase();
  hub = await startHub(url);
  writer = await joinedStation(hub, "A");
  await writer.pushAll();
  for (let start = 0; start < LOG; start += 500) await push(start, 500);
  // What the database would find out by itself in a while: how many there are.
  await postgres.query(url, "ANALYZE");
});
afterAll(async () => {
  await hub.close();
  await postgres.stop();
});

async function push(from: number, count: number): Promise<void> {
  const orders = Array.from({ length: count }, (_, place) => String(from + place));
  await writer.push(orders.map((order) => writer.record(order === "0" ? placed("0") : hold(order))));
}

const listener = { station: "another", scope: everything };

const hold = (holdId: string) =>
  draft("order/0", "order.holdAdded", { orderId: "0", holdId, type: "OPERATOR", reason: "" });

/** Rows of a table, and entries of its indexes, that this transaction has read so far. */
async function readSoFar(queries: Queries, table = "facts"): Promise<number> {
  const row = await queries.one<{ read: number }>(
    `SELECT (pg_stat_get_xact_tuples_returned($1::regclass) +
       (SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid)) FROM pg_index WHERE indrelid = $1::regclass))::int AS read`,
    [table],
  );
  return row?.read ?? 0;
}

describe("a page of the hub's log", () => {
  it.each([
    { of: "others' facts", from: () => LOG, given: PUSHED, follower: () => listener },
    {
      of: "nothing but their own",
      from: () => LOG + PUSHED,
      given: 0,
      follower: () => ({ ...listener, station: writer.id }),
    },
  ])("reads no more of the log than came, however long it is, for a listener to $of", async (the) => {
    await hub.hub.database.transaction(async (queries) => {
      const problems: unknown[] = [];
      let looks = 0;
      const counting: Queries["all"] = (sql, values) => {
        looks += 1;
        return queries.all(sql, values);
      };
      const database = { ...hub.hub.database, ...queries, all: counting };
      const feed = await LiveFeed.start(database, (problem) => problems.push(problem));
      const before = await readSoFar(queries);
      const given = await new Promise<number>((resolve) => {
        feed.follow({ ...the.follower(), take: (facts) => resolve(facts.length) });
        void push(the.from(), PUSHED).then(() => feed.wake());
      });
      await feed.close();
      expect(given).toBe(the.given);
      // Each look reads one more, which says whether later ones wait for a transaction that is still open, and the planner
      // reads one or two at the ends of an index for itself.
      expect((await readSoFar(queries)) - before).toBeLessThanOrEqual(PUSHED + 3 * looks);
      expect(problems).toEqual([]);
    });
  });

  it("goes to a listener who comes while a feed without listeners looks where the log ends", async () => {
    const { database } = hub.hub;
    const given: LiveFact[] = [];
    let first = true;
    const feed: LiveFeed = await LiveFeed.start(
      {
        ...database,
        one: async (sql, values) => {
          if (!first) {
            feed.follow({ ...listener, take: (facts) => given.push(...facts) });
            await push(LOG + 2 * PUSHED, 3);
          }
          first = false;
          return database.one(sql, values);
        },
      },
      (problem) => expect.fail(String(problem)),
    );
    feed.wake();
    await feed.close();
    expect(given).toHaveLength(3);
  });

  it("goes whole to a listener who comes while a feed reads for another station what that one has sent", async () => {
    const { database } = hub.hub;
    const given: LiveFact[] = [];
    const own: LiveFact[] = [];
    let first: readonly Pick<LiveFact, "fact">[] | undefined;
    const feed: LiveFeed = await LiveFeed.start(
      {
        ...database,
        async all(sql, values) {
          const rows = await database.all<LiveFact>(sql, values);
          if (!first) feed.follow({ ...listener, take: (facts) => given.push(...facts) });
          first ??= rows;
          return rows as never[];
        },
      },
      (problem) => expect.fail(String(problem)),
    );
    feed.follow({ station: writer.id, scope: everything, take: (facts) => own.push(...facts) });
    await push(LOG + 2 * PUSHED + 3, 3);
    feed.wake();
    await feed.close();
    // They were left where they are as long as nobody wanted them.
    expect(first).toMatchObject([{ came: 3, fact: null }]);
    expect(own).toEqual([]);
    expect(given.map(({ fact }) => (JSON.parse(fact) as FactEnvelope).station)).toEqual(Array(3).fill(writer.id));
  });

  it.each(["open", "history"] as const)("that a pull of the %s gives reads each fact a few times", async (phase) => {
    await hub.hub.database.transaction(async (queries) => {
      // So short a log is quicker read whole than looked up in; a long one is not.
      await queries.all("SET LOCAL enable_seqscan = off");
      const station = { station: "another", scope: everything, epoch: await epochOf(queries) };
      const options: PullOptions = { after: undefined, limit: PAGE, phase, own: false };
      let after: string | undefined;
      let read = await readSoFar(queries);
      for (let page = 1; page <= 3; page += 1) {
        const { facts, checkpoint } = (await pull(queries, station, { ...options, after })) ?? expect.fail("no page");
        after = checkpoint;
        expect(facts).toHaveLength(PAGE);
        const before = read;
        read = await readSoFar(queries);
        // Its place in the order, itself by that; the last number there is, for what remains; a few it is not to have.
        expect(read - before).toBeLessThanOrEqual(2 * PAGE + 5);
      }
    });
  });

  it("that a pull of the history gives looks up for its own facts only whether they came with the open work", async () => {
    await hub.hub.database.transaction(async (queries) => {
      const station = { station: "another", scope: everything, epoch: await epochOf(queries) };
      const options: PullOptions = { after: undefined, limit: 1000, phase: "open", own: false };
      let page = await pull(queries, station, options);
      while (page && readCheckpoint(page.checkpoint)?.phase === "open") {
        page = await pull(queries, station, { ...options, after: page.checkpoint });
      }
      const before = await readSoFar(queries, "fact_touches");
      const later = await pull(queries, station, { ...options, limit: PAGE, after: page?.checkpoint }, PAGE);
      expect(later).toMatchObject({ facts: [], upToDate: false, phase: "history" });
      expect((await readSoFar(queries, "fact_touches")) - before).toBeLessThanOrEqual(PAGE);
    });
  });
});
