import { draft } from "#shared/facts/kinds.ts";
import { bowls, packAll, pickAll, place, ship, stock, towels } from "./floor.ts";
import type { TestStation } from "./station.ts";

/** One thing somebody does at a station; `a` chooses which of a few orders. */
export interface Doing {
  readonly what: (typeof doings)[number];
  readonly a: number;
}

export const doings = [
  "stock",
  "place",
  "hold",
  "lift",
  "cancel",
  "pay",
  "pick",
  "pack",
  "ship",
  "count",
  "sign",
] as const;

/**
 * Does it by the calls a window makes, to orders that other stations work on, too. What is refused leaves no fact, and
 * the day goes on.
 */
export async function doAll(test: TestStation, day: readonly Doing[]): Promise<void> {
  for (const { what, a } of day) {
    test.now += 1000 + a;
    const orderId = `o${a % 4}`;
    const there = test.store.log.read("orders", orderId) !== undefined;
    await doOne(test, what, orderId, there, a).catch(ignoreRefusal);
  }
}

async function doOne(
  test: TestStation,
  what: Doing["what"],
  orderId: string,
  there: boolean,
  a: number,
): Promise<void> {
  switch (what) {
    case "stock":
      return stock(test, { bowl: 4 + (a % 3), towel: 3 });
    case "place":
      return there ? undefined : place(test, orderId, a % 2 === 0 ? [bowls(2)] : [bowls(1), towels(2, "2")]);
    case "hold":
      await test.call("orders.hold", { orderId, type: "OPERATOR", reason: "Ring first" });
      return undefined;
    case "lift": {
      const holdIds = test.store.log.read("orders", orderId)?.holds.map((hold) => hold.holdId) ?? [];
      if (holdIds.length > 0) await test.call("orders.liftHolds", { orderId, holdIds, reason: "Rang" });
      return undefined;
    }
    case "cancel":
      await test.call("orders.cancel", { orderId, reason: "Changed their mind" });
      return undefined;
    case "pay":
      await test.call("orders.recordPayment", { orderId, method: "card-terminal", reference: "1" });
      return undefined;
    case "pick":
      return pickAll(test);
    case "pack":
      await packAll(test, orderId);
      return undefined;
    case "ship":
      return ship(test, orderId);
    case "count":
      return test.store.log.act("person-1", (act) =>
        act.append([
          draft("item/BOWL", "stock.moved", {
            moves: [{ sku: "BOWL", from: "bin/A-2", to: "adjustment", quantity: 1 }],
            reason: "count",
            stated: [],
          }),
        ]),
      );
    case "sign":
      return test.store.log.act("person-1", (act) =>
        act.append([draft("person/person-1", "person.signedIn", { personId: "person-1", method: "badge" })]),
      );
  }
}

/** The helpers of the floor expect what cannot always be: an order that is picked, a list that is open. */
function ignoreRefusal(problem: unknown): void {
  if (problem instanceof Error && (problem.name === "AssertionError" || "actual" in problem)) return;
  throw problem;
}
