import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import { documentsOf, hubDocuments, hubFacts } from "#test/support/hub/hub-state.ts";
import { joinedStation } from "#test/support/hub/hub-station.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { startHub } from "#test/support/hub/start-hub.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const hold = (orderId: string, holdId: string) =>
  draft(`order/${orderId}`, "order.holdAdded", { orderId, holdId, type: "OPERATOR", reason: "" });

/** Facts of this station, once written, wait for whoever holds the lock before their transaction may commit. */
const slowStation = (station: string) => `
  CREATE FUNCTION wait_there() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    PERFORM pg_advisory_xact_lock(99);
    RETURN NULL;
  END $$;
  CREATE TRIGGER wait_there AFTER INSERT ON facts FOR EACH ROW WHEN (NEW.station = '${station}')
    EXECUTE FUNCTION wait_there();`;

describe("a pull checkpoint", () => {
  it("skips no fact whose transaction commits after one with a higher number", async () => {
    const url = await postgres.newDatabase();
    const hub = await startHub(url);
    const [slow, fast, reader] = [
      await joinedStation(hub, "A"),
      await joinedStation(hub, "B"),
      await joinedStation(hub, "C"),
    ];
    await slow.pushAll();
    await fast.pushAll();
    const { checkpoint } = await reader.pullAll();
    const naiveStart = Number((await postgres.query(url, "SELECT max(position) AS last FROM facts"))[0]?.["last"]);
    /** What a pull by the plain sequence number would give. */
    const naive = async (after: number) =>
      postgres.query(url, "SELECT position, fact->>'id' AS id FROM facts WHERE position > $1 ORDER BY position", [
        after,
      ]);

    await postgres.query(url, slowStation(slow.id));
    const gate = new pg.Client({ connectionString: url });
    await gate.connect();
    await gate.query("SELECT pg_advisory_lock(99)");
    // About orders of their own: what two stations change at once is locked by one of them.
    const late = slow.record(hold("o1", "h1"));
    const pushing = slow.push([late]);
    await waitUntil(async () => {
      const [row] = await postgres.query(
        url,
        "SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted",
      );
      return Number(row?.["n"]) === 1;
    });
    const early = fast.record(hold("o2", "h2"));
    await fast.push([early]);

    const naiveFirst = await naive(naiveStart);
    const between = await reader.pullAll({ after: checkpoint });
    await gate.query("SELECT pg_advisory_unlock(99)");
    await gate.end();
    await pushing;
    const after = await reader.pullAll({ after: between.checkpoint });

    const pulled = [...between.facts, ...after.facts].map(({ id }) => id);
    expect(pulled.toSorted()).toEqual([late.id, early.id].toSorted());
    // The schedule is the dangerous one: a reader that goes by the number has passed the late fact for ever.
    expect(naiveFirst.map(({ id }) => id)).toEqual([early.id]);
    const naiveSecond = await naive(Number(naiveFirst.at(-1)?.["position"]));
    expect(naiveSecond).toEqual([]);
    await hub.close();
  });

  it("gives every fact once to those who pull and those who listen while many write at once", async () => {
    const hub = await startHub(await postgres.newDatabase());
    const writers = await Promise.all(["A", "B", "C", "D"].map((letters) => joinedStation(hub, letters)));
    const reader = await joinedStation(hub, "X");
    const listener = await joinedStation(hub, "Y");
    for (const writer of writers) await writer.pushAll();
    const start = await reader.pullAll();
    const each = 12;
    const ending = new AbortController();
    const heard: string[] = [];
    const wantedCount = writers.length * each;
    const listening = listener.stream(
      ({ facts }) => {
        heard.push(...facts.map(({ id }) => id));
        if (heard.length >= wantedCount) ending.abort();
      },
      ending.signal,
      start.checkpoint,
    );

    let writing = true;
    const pulled: string[] = [];
    const pulling = (async () => {
      let after = start.checkpoint;
      for (let last = false; !last;) {
        last = !writing;
        const page = await reader.pullAll({ after, limit: 7 });
        pulled.push(...page.facts.map(({ id }) => id));
        after = page.checkpoint;
      }
    })();
    const wanted = (
      await Promise.all(
        writers.map(async (writer, place) => {
          const facts = Array.from({ length: each }, (_, n) =>
            writer.record(
              n === 0 ? placed(`o-${place}`) : hold(`o-${(place + n) % writers.length}`, `h-${place}-${n}`),
            ),
          );
          for (let from = 0; from < facts.length; from += 2) await writer.push(facts.slice(from, from + 2));
          return facts.map(({ id }) => id);
        }),
      )
    ).flat();
    writing = false;
    await pulling;
    await listening;
    expect(pulled.toSorted()).toEqual(wanted.toSorted());
    expect(heard.toSorted()).toEqual(wanted.toSorted());
    // Every order was changed by four stations at once, and is what all its facts make together.
    expect(await hubDocuments(hub)).toEqual(documentsOf(await hubFacts(hub)));
    await hub.close();
  });
});

async function waitUntil(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setImmediate(resolve));
}
