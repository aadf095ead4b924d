import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { scopeOf } from "#main/sync/sync-tables.ts";
import { draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import { bowl, bowls, order, pickScan, place, scans, stock } from "#test/builders/floor.ts";
import { line } from "#test/builders/orders.ts";
import type { TestStation } from "#test/builders/station.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { colleague, expectSame, isSynced, untilSync, withHub } from "#test/support/sync/joined.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const sku = "BOWL";

async function moveTo(test: TestStation, site: string): Promise<void> {
  expect(await test.call("sync.chooseScope", { site, channels: null })).toMatchObject({ ok: true });
  await untilSync(test, (state) => isSynced(state) && scopeOf(test.store.statements).site === site);
}

const holderOf = (test: TestStation, orderId: string): string | undefined =>
  test.store.log.read("orders", orderId)?.custody.holder;

describe("a station at another site than its colleague", () => {
  it("picks what the colleague sold of its goods, and leaves to it what lies there", async () => {
    await withHub(await postgres.newDatabase(), async ({ hub, test }) => {
      await untilSync(test, isSynced);
      await moveTo(test, "North");
      const leeds = await colleague(hub, []);
      leeds.clock = () => test.now;
      leeds.open("B");
      const there = [{ sku, from: "supplier", to: "bin/A-2", quantity: 5 }];
      const north = [{ sku, from: "supplier", to: "bin@North/A-2", quantity: 2 }];
      const { stationId } = test.store;
      await test.store.log.act("person-1", (act) =>
        act.append([
          draft("item/BOWL", "item.defined", { item: bowl }),
          draft("item/BOWL", "stock.moved", { moves: north, reason: "receipt", stated: [] }),
          draft("item/BOWL", "right.passed", {
            ...{ sku, place: "bin@North/A-2", from: stationId, to: leeds.id, quantity: 2, askId: "" },
          }),
        ]),
      );
      leeds.record(draft("item/BOWL", "stock.moved", { moves: there, reason: "receipt", stated: [] }));
      const given = { sku, place: "bin/A-2", from: leeds.id, to: stationId, quantity: 4, askId: "" };
      leeds.record(draft("item/BOWL", "right.passed", given));
      await leeds.pushAll();
      await untilSync(
        test,
        (state) => isSynced(state) && (test.store.log.read("stock", sku)?.places["bin/A-2"] ?? 0) === 5,
      );

      // Leeds sells the two at North, and gives the order to the hub: nobody at Leeds can pick it.
      leeds.record(placed("sold", { number: "#sold", lines: [line({ quantity: 2 })] }));
      const allocations = [{ lineId: "1", sku, place: "bin@North/A-2", quantity: 2 }];
      leeds.record(draft("order/sold", "order.released", { orderId: "sold", allocations, backorders: [] }));
      const passed = { orderId: "sold", from: leeds.id, to: leeds.hubId, askId: "", why: "shared" as const };
      leeds.record(draft("order/sold", "work.passed", passed));
      await leeds.pushAll();
      await untilSync(test, () => holderOf(test, "sold") === leeds.hubId);
      expect(await test.call("picking.overview", {})).toMatchObject({ value: { waitingOrders: 1, elsewhere: [] } });
      expect(await test.call("picking.take", {})).toMatchObject({ value: { list: { orders: [{ orderId: "sold" }] } } });
      expect(holderOf(test, "sold")).toBe(stationId);
      expect((await pickScan(test, "HF-BIN.A-2")).kind).toBe("at-bin");
      expect((await pickScan(test, scans.bowl)).kind).toBe("picked");
      expect((await pickScan(test, scans.bowl)).kind).toBe("list-done");

      // What North sells of the goods at Leeds goes the other way.
      await place(test, "away", [bowls(3)]);
      await test.call("orders.release", { orderIds: ["away"] });
      expect(order(test, "away")).toMatchObject({
        allocations: [{ place: "bin/A-2" }],
        custody: { holder: leeds.hubId },
      });
      expect(await test.call("picking.overview", {})).toMatchObject({
        value: { waitingOrders: 0, elsewhere: [{ site: "main", orders: 1, units: 3 }] },
      });
      expect(await test.call("picking.take", {})).toMatchObject({ error: { code: "nothing-to-pick" } });
      const askFor = { orderId: "away" };
      expect(await test.call("orders.askFor", askFor)).toMatchObject({ error: { code: "lies-elsewhere" } });
      expect(await test.call("orders.get", askFor)).toMatchObject({ value: { liesAt: "main", keptAt: "The hub" } });
      await untilSync(test, isSynced);
      // It has heard of the order, so what it says comes after.
      leeds.clock = () => test.now + 1000;
      leeds.record(draft("order/away", "work.asked", { askId: "w1", orderId: "away" }));
      await leeds.pushAll();
      await untilSync(test, () => holderOf(test, "away") === leeds.id);
      expect(test.store.log.read("stock", sku)?.places).toMatchObject({ "bin/A-2": 5, "tote@North/T-01": 2 });
      await untilSync(test, isSynced);
      await expectSame(test, leeds);
    });
  });

  it("gives the hub what waits to be picked at the site it leaves", async () => {
    await withHub(await postgres.newDatabase(), async ({ test }) => {
      await untilSync(test, isSynced);
      await stock(test, { bowl: 5 });
      await place(test, "waits", [bowls(2)]);
      await place(test, "in-work", [bowls(1)]);
      await place(test, "later", [bowls(9)]);
      await test.call("orders.release", { orderIds: ["in-work"] });
      expect(await test.call("picking.take", {})).toMatchObject({ ok: true });
      await test.call("orders.release", { orderIds: ["waits"] });
      await moveTo(test, "North");
      const { stationId } = test.store;
      expect(["waits", "in-work", "later"].map((orderId) => holderOf(test, orderId) === stationId)).toEqual([
        false,
        true,
        true,
      ]);
      expect(await test.call("picking.overview", {})).toMatchObject({
        value: { elsewhere: [{ site: "main", orders: 1 }] },
      });
    });
  });

  it("stays where it is when it leaves the hub, and when it joins again", async () => {
    await withHub(await postgres.newDatabase(), async ({ hub, test, line: way }) => {
      await untilSync(test, isSynced);
      await moveTo(test, "North");
      expect(await test.call("sync.leave", { reason: "Sold" })).toMatchObject({ ok: true });
      expect(scopeOf(test.store.statements)).toEqual({ site: "North", channels: null });
      await hub.hub.database.all("UPDATE stations SET revoked_at = now()");
      const joining = { address: way.address, code: await hub.newCode(), fingerprint: null };
      expect(await test.call("sync.join", joining)).toMatchObject({ ok: true });
      await untilSync(test, isSynced);
      expect(await test.call("sync.scope", {})).toMatchObject({ value: { site: "North", channels: null } });
    });
  });
});
