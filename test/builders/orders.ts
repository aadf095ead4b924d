import type { Address } from "#shared/kernel/address.ts";
import type { OrderContent, OrderLineContent, Tender } from "#shared/orders/order-content.ts";
import type { ItemContent } from "#shared/stock/item-content.ts";

export const address: Address = {
  name: "Anna Berg",
  company: "",
  lines: ["12 Mill Lane"],
  city: "Leeds",
  region: "",
  postcode: "LS1 4AP",
  country: "GB",
  phone: "+44 113 496 0000",
};

export function line(change: Partial<OrderLineContent> = {}): OrderLineContent {
  return {
    lineId: "1",
    sku: "BOWL",
    name: "Oak bowl",
    quantity: 1,
    unitPrice: { value: 1890, scale: 2 },
    discountMinor: 0,
    requiresShipping: true,
    ...change,
  };
}

export function tender(change: Partial<Tender> = {}): Tender {
  return {
    tenderId: "t1",
    method: "card-terminal",
    reference: "",
    state: "captured",
    amountMinor: 1890,
    refundedMinor: 0,
    ...change,
  };
}

/** A paid phone order of one bowl. */
export function content(change: Partial<OrderContent> = {}): OrderContent {
  return {
    channel: "phone",
    number: "A-0001",
    placedAt: Date.UTC(2026, 10, 20, 9),
    customer: { name: "Anna Berg", email: "anna@example.com", phone: "+44 113 496 0000" },
    shipTo: address,
    billTo: address,
    currency: "GBP",
    taxIncluded: true,
    lines: [line()],
    totals: { subtotalMinor: 1890, shippingMinor: 0, taxMinor: 0, discountMinor: 0, totalMinor: 1890 },
    shippingMethod: "Standard",
    tenders: [tender()],
    note: "",
    tags: [],
    ...change,
  };
}

export function item(change: Partial<ItemContent> = {}): ItemContent {
  return {
    sku: "BOWL",
    name: "Oak bowl",
    price: { value: 1890, scale: 2 },
    currency: "GBP",
    barcode: "09520000000011",
    weightGrams: 720,
    lengthMillimetres: 250,
    widthMillimetres: 250,
    heightMillimetres: 110,
    bin: "A-1-1",
    ...change,
  };
}
