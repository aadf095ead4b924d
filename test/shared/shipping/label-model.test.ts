import { describe, expect, it } from "vitest";
import { orderBarcodeText, shippingLabelSchema } from "#shared/shipping/label-model.ts";
import { aLabel } from "#test/main/adapters/labels/sample-labels.ts";

describe("what a label may hold", () => {
  it("takes a whole label", () => {
    expect(shippingLabelSchema.safeParse(aLabel()).success).toBe(true);
  });

  it.each([
    ["an SSCC with a wrong check digit", { sscc: "106141412345678900" }],
    ["a box beyond the number of boxes", { boxIndex: 3, boxCount: 2 }],
    ["a zone that does not exist", { timeZone: "Europe/Atlantis" }],
    ["a negative weight", { weightGrams: -1 }],
    ["no order number", { orderNumber: "" }],
  ])("refuses %s", (_what, parts) => {
    expect(shippingLabelSchema.safeParse(aLabel(parts)).success).toBe(false);
  });

  it("marks the order's barcode as ours", () => {
    expect(orderBarcodeText("#536365")).toBe("HF-ORD.#536365");
  });
});
