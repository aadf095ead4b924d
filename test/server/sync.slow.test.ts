import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import { joinedStation } from "#test/support/hub/hub-station.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { startHub } from "#test/support/hub/start-hub.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const held = (orderId: string) =>
  draft(`order/${orderId}`, "order.holdAdded", { orderId, holdId: `h-${orderId}`, type: "OPERATOR", reason: "" });

describe("a station and its hub", () => {
  it("takes a station's facts once, whatever is repeated, and gives them to another", async () => {
    const hub = await startHub(await postgres.newDatabase());
    const [one, other] = [await joinedStation(hub, "A"), await joinedStation(hub, "B")];
    one.record(placed("o1"));
    const first = await one.push(one.facts);
    expect(first.results.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "accepted"]);
    expect(first.expected).toBe(4);
    const again = await one.push(one.facts);
    expect(again.results.map(({ outcome }) => outcome)).toEqual(["duplicate", "duplicate", "duplicate"]);
    const { facts } = await other.pullAll();
    expect(facts).toEqual(one.facts);
    expect((await one.pullAll()).facts).toEqual([]);
    expect((await one.pullAll({ own: true })).facts).toEqual(one.facts);
    await hub.close();
  });

  it("asks for what is missing before it", async () => {
    const hub = await startHub(await postgres.newDatabase());
    const one = await joinedStation(hub);
    one.record(placed("o1"));
    const early = await one.push(one.facts.slice(1));
    expect(early).toMatchObject({ results: [{ outcome: "waiting" }, { outcome: "waiting" }], expected: 1 });
    await one.pushAll();
    expect(await one.acknowledgement()).toMatchObject({ sequence: 3, missing: [], refused: [] });
    await hub.close();
  });

  it("streams new facts, and from a checkpoint on after a break", async () => {
    const hub = await startHub(await postgres.newDatabase());
    const [one, other] = [await joinedStation(hub, "A"), await joinedStation(hub, "B")];
    await one.pushAll();
    const { checkpoint } = await other.pullAll();
    one.record(placed("o1"));
    await one.pushAll();
    const heard: string[] = [];
    const ending = new AbortController();
    const wanted = [...one.facts.slice(2).map(({ id }) => id)];
    let last = checkpoint;
    const listening = other.stream(
      (event) => {
        heard.push(...event.facts.map(({ id }) => id));
        last = event.checkpoint;
        if (heard.length === 2) ending.abort();
      },
      ending.signal,
      checkpoint,
    );
    wanted.push(one.record(held("o1")).id);
    await one.pushAll();
    await listening;
    expect(heard).toEqual(wanted);
    expect((await other.pullAll({ after: last })).facts).toEqual([]);
    await hub.close();
  });
});
