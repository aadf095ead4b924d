import type { Draft, Fact, FactKind } from "../facts/kinds.ts";
import { type Touch, touches, type ViewName, type ViewStates } from "../facts/views.ts";
import { hubAnswers } from "./answers.ts";

type Read = <Name extends ViewName>(view: Name, id: string) => ViewStates[Name] | undefined;

/** Kinds after which the hub may have something to give, or to do to an order it keeps. */
const answered: ReadonlySet<FactKind> = new Set<FactKind>([
  "right.asked",
  "right.passed",
  "right.reclaimed",
  "stock.counted",
  "work.asked",
  "work.passed",
  "work.taken",
  "order.asked",
  "exception.resolved",
]);

/** What the hub says to facts as they reach it, in the same round trip: see answers.ts. */
export const hubPolicy = {
  asks: (fact: Fact): boolean => answered.has(fact.kind),
  needs: (_fact: Fact): readonly Touch[] => [],
  answer(read: Read, fact: Fact, hubId: string): readonly Draft[] {
    const touched = touches(fact);
    return hubAnswers(
      {
        orders: touched.flatMap(({ view, id }) => (view === "orders" ? (read("orders", id) ?? []) : [])),
        stock: touched.flatMap(({ view, id }) => (view === "stock" ? (read("stock", id) ?? []) : [])),
      },
      hubId,
    );
  },
};
