import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Draft, draft } from "#shared/facts/kinds.ts";
import { hubAnswers } from "#shared/promising/answers.ts";
import { placed } from "#test/builders/facts.ts";
import { HubStation } from "#test/support/hub/hub-station.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { type RunningHub, startHub } from "#test/support/hub/start-hub.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

async function joined(hub: RunningHub, letters: string, site = "main"): Promise<HubStation> {
  const station = new HubStation(hub.address);
  station.open(letters);
  await station.enrol(await hub.newCode(), { letters, scope: { site, channels: null } });
  return station;
}

const receipt = (quantity: number): Draft => {
  const moves = [{ sku: "BOWL", from: "supplier", to: "bin/A-2", quantity }];
  return draft("item/BOWL", "stock.moved", { moves, reason: "receipt", stated: [] });
};

describe("a hub that keeps rights and orders", () => {
  it("gives of its pool within the push that asks, never more than it holds", async () => {
    const hub = await startHub(await postgres.newDatabase(), { policy: hubAnswers });
    const [leeds, york] = [await joined(hub, "A"), await joined(hub, "B")];
    const shared = { sku: "BOWL", place: "bin/A-2", from: leeds.id, to: leeds.hubId, quantity: 3, askId: "" };
    leeds.record(receipt(5));
    leeds.record(draft("item/BOWL", "right.passed", shared));
    await leeds.pushAll();
    york.record(draft("item/BOWL", "right.asked", { askId: "a1", sku: "BOWL", quantity: 4, reason: "release" }));
    await york.pushAll();
    const { facts } = await york.pullAll();
    const given = facts.filter((fact) => fact.kind === "right.passed" && fact.station === york.hubId);
    expect(given.map((fact) => fact.body)).toEqual([
      { sku: "BOWL", place: "bin/A-2", from: york.hubId, to: york.id, quantity: 3, askId: "a1" },
    ]);
    await hub.close();
  });

  it("gives of the asker's own site before others, whatever the bins are called", async () => {
    const hub = await startHub(await postgres.newDatabase(), { policy: hubAnswers });
    const [leeds, york] = [await joined(hub, "A"), await joined(hub, "B", "York / 1")];
    for (const place of ["bin/A-2", "bin@York%20%2F%201/A-2"]) {
      const moves = [{ sku: "BOWL", from: "supplier", to: place, quantity: 5 }];
      leeds.record(draft("item/BOWL", "stock.moved", { moves, reason: "receipt", stated: [] }));
      const shared = { sku: "BOWL", place, from: leeds.id, to: leeds.hubId, quantity: 3, askId: "" };
      leeds.record(draft("item/BOWL", "right.passed", shared));
    }
    await leeds.pushAll();
    for (const [station, quantity] of [
      [york, 2],
      [leeds, 1],
      [york, 2],
    ] as const) {
      const askId = `a${station.facts.length}`;
      station.record(draft("item/BOWL", "right.asked", { askId, sku: "BOWL", quantity, reason: "release" }));
      await station.pushAll();
    }
    const { facts } = await york.pullAll();
    const given = facts.filter((fact) => fact.kind === "right.passed" && fact.station === york.hubId);
    const { id } = york;
    expect(
      given.map(({ body, version }) => ({ place: body["place"], to: body["to"], units: body["quantity"], version })),
    ).toEqual([
      { place: "bin@York%20%2F%201/A-2", to: id, units: 2, version: 2 },
      { place: "bin/A-2", to: leeds.id, units: 1, version: 1 },
      { place: "bin@York%20%2F%201/A-2", to: id, units: 1, version: 2 },
      { place: "bin/A-2", to: id, units: 1, version: 1 },
    ]);
    await hub.close();
  });

  it("gives an order of the shop to the first who asks, and to nobody after", async () => {
    const hub = await startHub(await postgres.newDatabase(), { policy: hubAnswers });
    const [leeds, york] = [await joined(hub, "A"), await joined(hub, "B")];
    const notOurs = { orderId: "o1", from: leeds.id, to: leeds.hubId, askId: "", why: "not-ours" as const };
    leeds.record(placed("o1", { channel: "shopify" }));
    leeds.record(draft("order/o1", "work.passed", notOurs));
    await leeds.pushAll();
    for (const station of [york, leeds]) {
      station.record(draft("order/o1", "work.asked", { askId: `w-${station.id}`, orderId: "o1" }));
      await station.pushAll();
    }
    const { facts } = await leeds.pullAll();
    const passed = facts.filter((fact) => fact.kind === "work.passed" && fact.station === leeds.hubId);
    expect(passed.map((fact) => fact.body["to"])).toEqual([york.id]);
    await hub.close();
  });

  it("takes rights from nobody but who signs them away", async () => {
    const hub = await startHub(await postgres.newDatabase(), { policy: hubAnswers });
    const [leeds, york] = [await joined(hub, "A"), await joined(hub, "B")];
    leeds.record(receipt(5));
    await leeds.pushAll();
    const forged = { sku: "BOWL", place: "bin/A-2", from: leeds.id, to: york.id, quantity: 5, askId: "" };
    york.record(draft("item/BOWL", "right.passed", forged));
    const { results } = await york.push(york.facts);
    expect(results.at(-1)).toMatchObject({ outcome: "refused", code: "not-allowed" });
    await hub.close();
  });
});
