import type { OrderContent } from "#shared/orders/order-content.ts";

const firstNames = ["Aoife", "Tomasz", "Chloë", "Samuel", "Jörg", "Ruth", "Marta", "Priya", "Eilidh", "Daan", "Grace"];
const lastNames = ["Brennan", "Wiśniewski", "Marchand", "Okafor", "Weiß", "Ellison", "Ibáñez", "Raman", "Sinclair"];
const towns = ["Leeds", "Bristol", "Oban", "York", "Ludlow", "Cardiff", "Truro", "Derby"];

/** An order of five lines, the same for the same index. */
export function orderContent(index: number): OrderContent {
  const name = `${firstNames[index % firstNames.length]} ${lastNames[(index * 7) % lastNames.length]}`;
  const address = {
    name,
    company: "",
    lines: [`${(index % 200) + 1} Mill Road`],
    city: towns[index % towns.length] ?? "Leeds",
    region: "",
    postcode: `LS${(index % 20) + 1} ${index % 10}AB`,
    country: "GB",
    phone: "",
  };
  const lines = Array.from({ length: 5 }, (_, line) => ({
    lineId: String(line + 1),
    sku: `S${(index * 5 + line) % 3000}`,
    name: `Thing ${(index * 5 + line) % 3000}`,
    quantity: 1 + ((index + line) % 3),
    unitPrice: { value: 1250 + line, scale: 2 },
    discountMinor: 0,
    requiresShipping: true,
  }));
  const totalMinor = lines.reduce((sum, line) => sum + line.quantity * line.unitPrice.value, 0);
  return {
    channel: "shopify",
    number: `#${100_000 + index}`,
    placedAt: Date.UTC(2026, 0, 1) + index * 60_000,
    customer: { name, email: `buyer${index}@example.com`, phone: "" },
    shipTo: address,
    billTo: address,
    currency: "GBP",
    taxIncluded: true,
    lines,
    totals: { subtotalMinor: totalMinor, shippingMinor: 0, taxMinor: 0, discountMinor: 0, totalMinor },
    shippingMethod: "Standard",
    tenders: [
      {
        tenderId: "1",
        method: "Card",
        reference: "",
        state: "captured",
        amountMinor: totalMinor,
        refundedMinor: 0,
      },
    ],
    note: "",
    tags: [],
  };
}
