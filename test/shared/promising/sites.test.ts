import { describe, expect, it } from "vitest";
import { type Draft, draft } from "#shared/facts/kinds.ts";
import { shareToPick } from "#shared/promising/sharing.ts";
import { unitsToAsk } from "#shared/promising/standing.ts";
import { hubId, meet, Member } from "#test/builders/company.ts";
import { placed } from "#test/builders/facts.ts";
import { line } from "#test/builders/orders.ts";

const places = { main: "bin/A-2", York: "bin@York/A-2" } as const;
type Site = keyof typeof places;

function receipt(site: Site, quantity: number): Draft {
  const moves = [{ sku: "BOWL", from: "supplier", to: places[site], quantity }];
  return draft("item/BOWL", "stock.moved", { moves, reason: "receipt", stated: [] });
}

function pass(site: Site, from: string, to: string, quantity: number): Draft {
  return draft("item/BOWL", "right.passed", { sku: "BOWL", place: places[site], from, to, quantity, askId: "" });
}

describe("what a station asks others for", () => {
  const asks = (mine: Partial<Record<Site, number>>, others: Partial<Record<Site, number>>, wanted: number): number => {
    const [leeds, york] = [new Member("leeds"), new Member("york")];
    york.site = "York";
    york.write((["main", "York"] as const).map((site) => receipt(site, mine[site] ?? 0)).filter(hasUnits));
    leeds.write((["main", "York"] as const).map((site) => receipt(site, others[site] ?? 0)).filter(hasUnits));
    meet(leeds, york);
    return unitsToAsk(york.stock("BOWL"), wanted, york.here);
  };

  it.each([
    ["nothing where its own site has enough", { York: 3 }, { York: 5 }, 3, 0],
    ["nothing where another site has enough", { main: 3 }, {}, 3, 0],
    ["what is short at its own site, where others may promise it there", { York: 1, main: 1 }, { York: 5 }, 2, 1],
    ["all that its own site can have, before what would do elsewhere", { main: 1 }, { York: 5 }, 2, 2],
    ["what is short at the site that has most, where they may not", { York: 1, main: 2 }, { main: 9 }, 4, 2],
    ["no more than others may promise", { York: 1 }, { main: 2 }, 9, 2],
    ["nothing where nobody else may promise any", { York: 1, main: 1 }, {}, 2, 0],
  ] as const)("is %s", (_what, mine, others, wanted, asked) => {
    expect(asks(mine, others, wanted)).toBe(asked);
  });
});

function hasUnits(entry: Draft): boolean {
  return entry.kind === "stock.moved" && entry.body.moves.every(({ quantity }) => quantity > 0);
}

describe("an order released where its units are not", () => {
  const released = (site: Site): Member => {
    const york = new Member("york");
    york.site = "York";
    const allocations = [{ lineId: "1", sku: "BOWL", place: places[site], quantity: 2 }];
    york.write([
      receipt(site, 3),
      placed("o1", { lines: [line({ quantity: 2 })] }),
      draft("order/o1", "order.released", { orderId: "o1", allocations, backorders: [] }),
    ]);
    return york;
  };

  it("goes to the hub; one whose units are there, or that another keeps, does not", () => {
    const york = released("main");
    const passed = shareToPick(york.order("o1"), york.here, hubId);
    expect(passed).toMatchObject([{ kind: "work.passed", body: { from: "york", to: hubId, why: "shared" } }]);
    york.write(passed);
    expect(shareToPick(york.order("o1"), york.here, hubId)).toEqual([]);
    const there = released("York");
    expect(shareToPick(there.order("o1"), there.here, hubId)).toEqual([]);
  });

  it("is held at the hub too when a count finds too few for it", () => {
    const york = released("main");
    york.write(shareToPick(york.order("o1"), york.here, hubId));
    const [hub, leeds] = [new Member(hubId), new Member("leeds")];
    leeds.write([pass("main", "leeds", "york", 1)]);
    meet(hub, york, leeds);
    leeds.now += 1000;
    leeds.write([draft("item/BOWL", "stock.counted", { sku: "BOWL", place: places.main, counted: 1, reason: "" })]);
    meet(hub, york, leeds);
    expect(hub.order("o1")).toMatchObject({ custody: { holder: hubId }, holds: [{ type: "STOCK" }] });
  });

  it("is given by the hub to the bench of that site that asks, and picked there", () => {
    const york = released("main");
    york.write(shareToPick(york.order("o1"), york.here, hubId));
    const [hub, leeds] = [new Member(hubId), new Member("leeds")];
    meet(hub, york, leeds);
    leeds.write([draft("order/o1", "work.asked", { askId: "w1", orderId: "o1" })]);
    meet(hub, york, leeds);
    expect(york.order("o1").custody.holder).toBe("leeds");
  });
});
