import { describe, expect, it } from "vitest";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { touches } from "#shared/facts/views.ts";
import { belonging, isWithin, ordersOf, type Scope, scopeSchema } from "#shared/sync/scope.ts";
import { facts, placed } from "#test/builders/facts.ts";

const channels: Readonly<Record<string, string>> = { o1: "shopify", o2: "phone" };

function belongs(entry: Draft) {
  const [fact] = facts([entry]);
  return belonging(fact!, touches(fact!), "leeds", (orderId) => channels[orderId] ?? null);
}

describe("what a station subscribes to", () => {
  it("sees orders of its channels, and what was printed at its own site", () => {
    const hold = draft("order/o1", "order.holdAdded", { orderId: "o1", holdId: "h", type: "OPERATOR", reason: "" });
    expect(belongs(hold)).toEqual({ site: null, channel: "shopify" });
    expect(belongs(draft("print/j", "print.retried", { jobId: "j", orderId: "o1" }))).toEqual({
      site: "leeds",
      channel: null,
    });
    const scope: Scope = { site: "york", channels: ["phone"] };
    expect(isWithin(scope, { site: null, channel: "shopify" })).toBe(false);
    expect(isWithin(scope, { site: null, channel: "phone" })).toBe(true);
    expect(isWithin(scope, { site: "leeds", channel: null })).toBe(false);
    expect(isWithin({ site: "leeds", channels: null }, { site: "leeds", channel: "phone" })).toBe(true);
  });

  it("sees everything that moves or promises stock, whosever order it is for", () => {
    const allocations = [{ lineId: "1", sku: "A", place: "bin/A", quantity: 1 }];
    const released = draft("order/o1", "order.released", { orderId: "o1", allocations, backorders: [] });
    expect(belongs(released)).toEqual({ site: null, channel: null });
  });

  it("gives a fact about orders of two channels, or of an order not known yet, to everybody", () => {
    const stop = { stopId: "s", bin: "A", place: "bin/A", sku: "A", name: "", lineId: "1", tote: "T", quantity: 1 };
    const started = draft("pick/l", "pick.started", {
      listId: "l",
      number: 1,
      orders: [
        { orderId: "o1", number: "1", tote: "T-1" },
        { orderId: "o2", number: "2", tote: "T-2" },
      ],
      stops: [{ ...stop, orderId: "o1" }],
    });
    expect(ordersOf(started as never)).toEqual(["o1", "o2"]);
    expect(belongs(started)).toEqual({ site: null, channel: null });
    expect(belongs(placed("unknown")).channel).toBeNull();
  });

  it("is named in text that can be kept", () => {
    for (const name of ["\uD800", "half \uDC00", "\0", ""]) {
      expect(scopeSchema.safeParse({ site: name, channels: null }).success).toBe(false);
      expect(scopeSchema.safeParse({ site: "main", channels: [name] }).success).toBe(false);
    }
    expect(scopeSchema.safeParse({ site: "Köln 🏬", channels: ["phone"] }).success).toBe(true);
  });
});
