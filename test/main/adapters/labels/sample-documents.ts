import type { PackingSlip } from "#shared/shipping/packing-slip-model.ts";
import type { Receipt } from "#shared/shipping/receipt-model.ts";
import { anAddress } from "./sample-labels.ts";

export function aSlip(parts: Partial<PackingSlip> = {}): PackingSlip {
  return {
    shipFrom: anAddress({ name: "", company: "Holdfast Gifts Ltd", lines: ["Unit 4"], city: "Hebden Bridge" }),
    shipTo: anAddress(),
    orderNumber: "#536365",
    orderBarcode: "HF-ORD.#536365",
    placedAt: Date.UTC(2026, 10, 20, 8, 26),
    packedAt: Date.UTC(2026, 10, 22, 14, 5),
    timeZone: "Europe/London",
    boxIndex: 1,
    boxCount: 2,
    shippingMethod: "Tracked 48",
    lines: [
      { sku: "85123A", name: "WHITE HANGING HEART T-LIGHT HOLDER", ordered: 6, inThisBox: 6, backordered: 0 },
      { sku: "71053", name: "Żelazna latarnia", ordered: 8, inThisBox: 5, backordered: 3 },
    ],
    taxIncluded: true,
    currency: "GBP",
    note: "",
    ...parts,
  };
}

export const aReceipt: Receipt = {
  shop: ["Holdfast Demo Shop", "Unit 4, Canal Wharf", "Leeds"],
  orderNumber: "LS1-A0412",
  at: Date.UTC(2026, 10, 24, 9, 30),
  timeZone: "Europe/London",
  lines: [
    {
      name: "Łódź tea towel with a name that is far too long for one line of the paper",
      quantity: 3,
      totalMinor: 2985,
    },
    { name: "Чашка", quantity: 1, totalMinor: 450 },
  ],
  totals: { subtotalMinor: 3435, shippingMinor: 0, taxMinor: 573, discountMinor: 0, totalMinor: 3435 },
  currency: "GBP",
  taxIncluded: true,
  payments: [{ method: "Cash", amountMinor: 3435 }],
  servedBy: "Mira Holt",
};
