import { describe, expect, it } from "vitest";
import {
  addItem,
  discountMinor,
  forCustomer,
  isEmptyDraft,
  newDraft,
  refreshLine,
  setQuantity,
  shortLines,
  toOrderDraft,
  totalsOf,
} from "#renderer/features/order-desk/draft.ts";
import type { ItemRow } from "#shared/bridge/types.ts";
import { orderDraftSchema } from "#shared/orders/order-draft.ts";

const jam: ItemRow = {
  sku: "22960",
  name: "JAM MAKING SET",
  price: { value: 425, scale: 2 },
  priceMinor: 425,
  currency: "GBP",
  barcode: "",
  bin: "A-1-1",
  onHand: 40,
  canPromise: 34,
};
const screw: ItemRow = {
  ...jam,
  sku: "S-1",
  name: "SCREW",
  price: { value: 25, scale: 4 },
  priceMinor: 0,
  canPromise: 1,
};
const empty = newDraft("0b9e3c1e-7f0e-4c58-9a71-3f2a6f6d7d10", "GB");

describe("a draft order", () => {
  it("counts up the line of an item that is entered again", () => {
    const draft = addItem(addItem(empty, jam, 6), jam, 2);
    expect(draft.lines.map((line) => [line.sku, line.quantity])).toEqual([["22960", 8]]);
  });

  it("loses a line whose quantity is none", () => {
    const draft = setQuantity(addItem(addItem(empty, jam, 6), screw, 1), "22960", 0);
    expect(draft.lines.map((line) => line.sku)).toEqual(["S-1"]);
  });

  it("is dearer by the way it is sent and cheaper by its discount", () => {
    const draft = { ...addItem(empty, jam, 6), delivery: "tracked-48" as const, discount: "5,50" };
    expect(totalsOf(draft, "GBP")).toEqual({
      units: 6,
      subtotalMinor: 2550,
      shippingMinor: 495,
      discountMinor: 550,
      totalMinor: 2495,
    });
  });

  it("adds up prices finer than a penny as the order will", () => {
    expect(totalsOf(addItem(empty, screw, 1000), "GBP").totalMinor).toBe(250);
  });

  it.each([
    ["", 0],
    ["5", 500],
    ["5.5", 550],
    ["5,50", 550],
    ["5.005", undefined],
    ["-1", undefined],
    ["10%", undefined],
  ])("reads a discount of %j as %s", (discount, minor) => {
    expect(discountMinor({ discount }, "GBP")).toBe(minor);
  });

  it("names the units that have to wait", () => {
    const draft = addItem(addItem(empty, jam, 34), screw, 3);
    expect(shortLines(draft).map(({ line, short }) => [line.sku, short])).toEqual([["S-1", 2]]);
  });

  it("takes over a price and a stock that changed meanwhile, and keeps the quantity", () => {
    const draft = refreshLine(addItem(empty, jam, 6), { ...jam, price: { value: 450, scale: 2 }, canPromise: 2 });
    expect(draft.lines[0]).toMatchObject({ quantity: 6, price: { value: 450, scale: 2 }, canPromise: 2 });
  });

  it("goes to the customer unless another recipient is named, and leaves empty address lines out", () => {
    const draft = {
      ...addItem(empty, jam, 1),
      customer: { name: " Alma Reyes ", email: "", phone: "0123" },
      shipTo: { ...empty.shipTo, lines: ["1 Quay", ""], city: "Leeds", postcode: "LS1 4DT" },
    };
    const sent = toOrderDraft(draft, "cash", "GBP");
    expect(sent.shipTo).toMatchObject({ name: "Alma Reyes", lines: ["1 Quay"], phone: "0123" });
    expect(orderDraftSchema.safeParse(sent).success).toBe(true);
  });

  it("is empty until something is typed that somebody would miss", () => {
    expect(isEmptyDraft(empty)).toBe(true);
    expect(isEmptyDraft({ ...empty, entry: "lun" })).toBe(false);
    expect(isEmptyDraft({ ...empty, note: "call first" })).toBe(false);
    const known = { customerId: "1", name: "Ana", email: "", phone: "", shipTo: empty.shipTo, orders: 2 };
    expect(isEmptyDraft(forCustomer(empty, { ...known, firstOrderAt: 0, lastOrderNumber: "#1" }))).toBe(false);
  });
});
