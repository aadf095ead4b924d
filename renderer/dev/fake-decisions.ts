import type { ExceptionRow } from "#shared/bridge/exception-types.ts";
import { ok } from "#shared/kernel/result.ts";
import { binStandings, promiseStanding } from "#shared/promising/standing.ts";
import { emptyStock } from "#shared/stock/stock-view.ts";
import { mainSite } from "#shared/sync/scope.ts";
import type { FakeBridge } from "./fake-bridge.ts";
import type { FakeLog } from "./fake-log.ts";

const minute = 60_000;

/** Two things that happened while Pack bench 2 had no line. */
function madeUp(now: number): readonly ExceptionRow[] {
  const about = { channel: "shopify" as const, currency: "GBP", keptAt: "Pack bench 2" };
  return [
    {
      ...about,
      exceptionId: "o1/cancel-in-work",
      code: "cancel-in-work",
      orderId: "o1",
      number: "#536541",
      at: now - 79 * minute,
      owner: "packer",
      isKeptHere: true,
      happened: [
        {
          factId: "f1",
          kind: "order.asked",
          at: now - 92 * minute,
          who: "Małgorzata",
          station: "Order desk 1",
          body: { ask: { type: "cancel", reason: "Ordered twice" } },
        },
        {
          factId: "f2",
          kind: "pick.started",
          at: now - 79 * minute,
          who: "Hans-Peter",
          station: "Pack bench 2",
          body: { number: 41 },
        },
      ],
      choices: [
        { choice: "put-back", of: "", detail: "" },
        { choice: "go-on", of: "", detail: "" },
      ],
    },
    {
      ...about,
      exceptionId: "o2/address-too-late",
      code: "address-too-late",
      orderId: "o2",
      number: "#536564",
      at: now - 58 * minute,
      owner: "clerk",
      isKeptHere: false,
      happened: [
        {
          factId: "f3",
          kind: "order.asked",
          at: now - 62 * minute,
          who: "Małgorzata",
          station: "Order desk 1",
          body: { ask: { type: "address", reason: "", shipTo: { lines: ["9 Canal Wharf"], city: "Leeds" } } },
        },
        {
          factId: "f4",
          kind: "pack.closed",
          at: now - 58 * minute,
          who: "Hans-Peter",
          station: "Pack bench 2",
          body: { parcels: [{}] },
        },
      ],
      choices: [
        { choice: "call-back", of: "", detail: "" },
        { choice: "accepted", of: "", detail: "" },
      ],
    },
  ];
}

/** What needs a decision, and who may promise what. `some`: two exceptions wait. */
export function answerDecisions(bridge: FakeBridge, log: FakeLog, asked: string): void {
  let rows = asked === "some" ? madeUp(Date.now()) : [];
  bridge.answer({
    "exceptions.page": ({ limit }) => ok({ rows: rows.slice(0, limit), orders: rows.length, next: null }),
    "exceptions.resolve": ({ exceptionId }) => {
      rows = rows.filter((row) => row.exceptionId !== exceptionId);
      bridge.changed("orders");
      return ok(null);
    },
    "stock.count": () => ok(null),
    "stock.standing": ({ sku }) => {
      const stock = log.get("stock", sku) ?? emptyStock(sku);
      const { elsewhere, owed, ...standing } = promiseStanding(stock, "station-a");
      const shared = asked === "some" ? [{ name: "Pack bench 2", units: 12 }] : [];
      return ok({
        sku,
        ...standing,
        elsewhere: [...shared, ...elsewhere.map(({ holder, units }) => ({ name: holder, units }))],
        owed: owed.map(({ holder, units }) => ({ name: holder, units })),
        asked: 0,
        usualBin: log.get("items", sku)?.bin ?? "",
        bins: binStandings(stock, { station: "station-a", site: mainSite }),
        backorders: log.all("orders").flatMap((order) => {
          const units = order.lines.reduce((sum, line) => (line.sku === sku ? sum + line.backordered : sum), 0);
          return units > 0 ? [{ orderId: order.orderId, number: order.number, units }] : [];
        }),
      });
    },
  });
}
