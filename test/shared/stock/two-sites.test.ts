import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Draft, draft } from "#shared/facts/kinds.ts";
import type { Result } from "#shared/kernel/result.ts";
import { decideRelease } from "#shared/orders/decide-orders.ts";
import { decideTakeList, freeTotes } from "#shared/picking/decide-list.ts";
import { currentStop, type PickListView } from "#shared/picking/pick-list-view.ts";
import { shareToPick } from "#shared/promising/sharing.ts";
import { decideStated } from "#shared/stock/decide-stated.ts";
import { decideCount, decideReceive, decideRelocate, decideSend } from "#shared/stock/decide-stock.ts";
import { binPlace } from "#shared/stock/places.ts";
import { rightsAt } from "#shared/stock/rights.ts";
import { onHand } from "#shared/stock/stock-view.ts";
import { mainSite } from "#shared/sync/scope.ts";
import { meet, Member } from "#test/builders/company.ts";
import { placed } from "#test/builders/facts.ts";
import { line } from "#test/builders/orders.ts";
import { runs } from "#test/builders/runs.ts";
import { checkMember } from "#test/convergence/support/checks.ts";
import { Houses } from "./support/houses.ts";

const bins = ["A-1", "A-2"] as const;
const skus = ["BOWL", "TOWEL"] as const;

const step = fc.record({
  what: fc.constantFrom(
    ...(["state", "count", "relocate", "send", "arrive", "share", "meet"] as const),
    ...(["share", "release", "release", "takeList", "takeList", "pick", "pick", "pick", "meet"] as const),
  ),
  who: fc.nat(1),
  sku: fc.constantFrom(...skus),
  bin: fc.constantFrom(...bins),
  units: fc.integer({ min: 0, max: 6 }),
});
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Two stores of one company, each with one station, with bins of the same names and the same goods. */
class Company {
  readonly members = [new Member("leeds"), new Member("york")];
  readonly houses = new Houses(bins);
  #count = 0;

  constructor() {
    for (const member of this.members) {
      member.site = member.id === "york" ? "York" : mainSite;
      for (const sku of skus) this.do({ what: "state", who: this.members.indexOf(member), sku, bin: "A-1", units: 6 });
    }
  }

  do({ what, who, sku, bin, units }: Step): void {
    const [member, other] = who === 0 ? this.members : this.members.toReversed();
    if (!member || !other) return;
    this.#count += 1;
    const { here, site } = { here: member.here, site: member.site };
    const write = (drafts: readonly Draft[], happened: () => void): void => {
      member.write(drafts);
      happened();
    };
    const attempt = (decision: Result<readonly Draft[], unknown>, happened: () => void): void => {
      if (decision.ok) write(decision.value, happened);
    };
    const there = bin === "A-1" ? "A-2" : "A-1";
    switch (what) {
      case "state": {
        const stated = decideStated(member.read("stock", sku), { sku, site, bin, onHand: units });
        return write(stated ? [stated.draft] : [], () => this.houses.state(site, bin, sku, units));
      }
      case "count":
        return write(decideCount({ sku, bin, counted: units, reason: "" }, here), () =>
          this.houses.count(site, bin, sku, units),
        );
      case "relocate":
        return attempt(
          decideRelocate(member.stock(sku), { from: bin, to: there, quantity: 1, reason: "" }, here),
          () => {
            this.houses.put(site, bin, sku, -1);
            this.houses.put(site, there, sku, 1);
          },
        );
      case "send": {
        const transfer = { transferId: `t${this.#count}`, number: this.#count, to: other.id };
        const lines = [{ sku, name: sku, bin, quantity: 1 }];
        const sent = decideSend({ ...transfer, lines }, (each) => member.read("stock", each), here);
        return attempt(sent, () => this.houses.put(site, bin, sku, -1));
      }
      case "arrive": {
        const transfer = member.all("work").find((work) => work.kind === "transfer" && work.to === member.id);
        const arrived = [{ sku, bin, quantity: 1 }];
        const decision = decideReceive(transfer?.kind === "transfer" ? transfer : undefined, arrived, here);
        return attempt(decision, () => this.houses.put(site, bin, sku, 1));
      }
      case "share": {
        const place = binPlace(site, bin);
        const quantity = Math.min(3, rightsAt(member.stock(sku), place, member.id));
        const body = { sku, place, from: member.id, to: other.id, quantity, askId: "" };
        return quantity > 0 ? write([draft(`item/${sku}`, "right.passed", body)], () => undefined) : undefined;
      }
      case "release": {
        const orderId = `o${this.#count}`;
        const wanted = units % 2 === 0 ? [sku] : skus;
        const lines = wanted.map((each) => line({ lineId: each, sku: each, quantity: 1 + (units % 4) }));
        member.write([placed(orderId, { lines })]);
        const released = decideRelease(member.order(orderId), (each) => member.read("stock", each), here);
        if (released.ok) member.write(released.value);
        // The other stands for the hub: what lies there is picked there. Where there is none, it waits.
        if (units > 2) member.write(shareToPick(member.order(orderId), here, other.id));
        return;
      }
      case "takeList": {
        const given = { listId: `l${this.#count}`, number: this.#count, totes: freeTotes(new Set()), here };
        const taken = decideTakeList(member.all("orders"), given);
        return attempt(taken, () => undefined);
      }
      case "pick":
        return this.#pick(member);
      case "meet":
        return meet(...this.members);
    }
  }

  /** The picker goes to the bin of that name in the house where they are. */
  #pick(member: Member): void {
    const lists = member.all("work").filter((work): work is PickListView => work.kind === "pick-list");
    const list = lists.find((each) => each.user === `person-${member.id}` && currentStop(each) !== undefined);
    const stop = list && currentStop(list);
    if (!list || !stop) return;
    const { stopId, orderId, lineId, sku, place, tote } = stop;
    const body = { listId: list.listId, stopId, orderId, lineId, sku, place, tote, quantity: 1, scan: sku };
    member.write([draft(`pick/${list.listId}`, "pick.confirmed", body)]);
    this.houses.put(member.site, stop.bin, sku, -1);
    this.houses.put(member.site, "tote", sku, 1);
  }

  /** What a member sees of a house. */
  check(member: Member, site: string): void {
    // One comparison of everything: each costs as much as the step it looks at.
    const seen = skus.map((sku) => {
      const stock = member.stock(sku);
      return [...bins.map((bin) => stock.places[binPlace(site, bin)] ?? 0), onHand(stock, site)];
    });
    const there = skus.map((sku) => [...bins.map((bin) => this.houses.at(site, bin, sku)), this.houses.in(site, sku)]);
    expect(seen, `units of ${skus.join(", ")} in ${bins.join(", ")} and all of ${site}`).toEqual(there);
    checkMember(member, { counts: true });
  }
}

describe("two stores with bins of the same names", () => {
  it("each have what was put there, whatever was counted, read, moved, sent and picked in the other", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 80 }), (steps) => {
        const company = new Company();
        for (const each of steps) {
          company.do(each);
          for (const member of company.members) company.check(member, member.site);
        }
        meet(...company.members);
        for (const member of company.members) for (const { site } of company.members) company.check(member, site);
      }),
      { numRuns: runs(150) },
    );
  });
});

describe("a catalogue's figure", () => {
  const read = (member: Member, figure: number): void => {
    const stated = decideStated(member.read("stock", "BOWL"), {
      sku: "BOWL",
      site: member.site,
      bin: "A-1",
      onHand: figure,
    });
    if (stated) member.write([stated.draft]);
  };
  const at = (member: Member): number[] => ["main", "York"].map((site) => onHand(member.stock("BOWL"), site));

  it("read at two stations of a site while apart comes in once, and once more at another site", () => {
    const [desk, bench, york, branch] = ["desk", "bench", "york", "branch"].map((id) => new Member(id));
    if (!desk || !bench || !york || !branch) return expect.fail("four were made");
    york.site = "York";
    branch.site = "York";
    for (const member of [desk, bench, york, branch]) read(member, 5);
    meet(desk, bench, york, branch);
    expect(at(desk)).toEqual([5, 5]);
    // The same file again says nothing anywhere.
    for (const member of [desk, bench, york, branch]) read(member, 5);
    meet(desk, bench, york, branch);
    expect(at(york)).toEqual([5, 5]);
    read(branch, 2);
    meet(desk, bench, york, branch);
    expect(at(bench)).toEqual([5, 2]);
  });

  it("of a site is compared with what lies there, in its bins and totes", () => {
    const [leeds, york] = [new Member("leeds"), new Member("york")];
    york.site = "York";
    read(leeds, 7);
    meet(leeds, york);
    read(york, 7);
    expect(at(york)).toEqual([7, 7]);
    read(york, 0);
    meet(leeds, york);
    expect(at(leeds)).toEqual([7, 0]);
  });
});
