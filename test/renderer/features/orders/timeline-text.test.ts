import { describe, expect, it } from "vitest";
import { timelineText } from "#renderer/features/orders/timeline-text.ts";
import { createFakeStation } from "#renderer/dev/fake-station.ts";
import { orderDetail } from "#renderer/dev/fake-rows.ts";
import { isKnownKind } from "#shared/facts/kinds.ts";

const words = {
  channel: "shopify" as const,
  money: (minor: number) => `£${(minor / 100).toFixed(2)}`,
  when: () => "Wed 1 Dec, 16:21",
};
const told = (kind: string, body: Record<string, unknown>) => timelineText({ kind, body }, words);

describe("an order's history in words", () => {
  it.each([
    ["order.placed", {}, "Came in from the shop's file"],
    ["order.holdAdded", { type: "FRAUD", reason: "High risk" }, "Put on hold (fraud check): High risk"],
    ["order.holdReleased", { holdIds: ["1"], reason: "Called" }, "Hold lifted: Called"],
    ["order.cancelled", { by: "shop", at: 1, reason: "" }, "Cancelled in the shop, Wed 1 Dec, 16:21"],
    ["order.cancelled", { by: "merchant", at: 1, reason: "Changed mind" }, "Cancelled: Changed mind"],
    [
      "order.tenderRecorded",
      { tender: { method: "bank-transfer", amountMinor: 2550, state: "captured", reference: "TR 7" } },
      "Bank transfer, £25.50: received (TR 7)",
    ],
    ["order.released", { allocations: [{ quantity: 4 }], backorders: [] }, "Released: 4 units promised"],
    [
      "order.released",
      { allocations: [{ quantity: 4 }], backorders: [{ quantity: 2 }] },
      "Released: 4 units promised, 2 wait as a backorder",
    ],
    ["order.released", { allocations: [], backorders: [{ quantity: 2 }] }, "Released: all 2 units wait as a backorder"],
    ["pick.shorted", { quantity: 2, sku: "22960" }, "Not enough in the bin: 2 of 22960 became a backorder"],
    ["pack.closed", { parcels: [{}, {}] }, "All packed, 2 boxes closed"],
    ["print.unknown", { words: "The power went." }, "Print in doubt: The power went."],
    ["order.shipped", { parcelIds: ["1"] }, "Handed over, 1 box"],
  ])("%s", (kind, body, text) => {
    expect(told(kind, body)).toBe(text);
  });

  it("shows a kind from a newer version by its name", () => {
    expect(told("order.blessed", {})).toBe("order.blessed");
  });

  it("has words for a whole day of real facts, and throws at none of them", () => {
    const { log } = createFakeStation();
    const entries = log.all("orders").flatMap((order) => orderDetail(log, order).timeline);
    expect(entries.length).toBeGreaterThan(500);
    for (const entry of entries) {
      expect(isKnownKind(entry.kind)).toBe(true);
      expect(timelineText(entry, words) ?? "").not.toMatch(/undefined|NaN|object/u);
    }
  });
});
