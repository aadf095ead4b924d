import fc from "fast-check";
import { shopifyColumns } from "#shared/importing/columns.ts";
import type { Address } from "#shared/kernel/address.ts";
import type { OrderContent } from "#shared/orders/order-content.ts";
import type { Cells } from "./shopify-rows.ts";

/** Writes orders as Shopify does, from what an order holds: the importer's own words are not used. */

/** What a reading of the written file is to yield, without the source document. */
export interface WrittenOrder {
  readonly content: Omit<OrderContent, "source">;
  readonly externalId: string;
  readonly rows: readonly Cells[];
}

export function csvOf(orders: readonly WrittenOrder[], lineEnd = "\n"): string {
  const records = orders.flatMap((order) => order.rows.map((row) => shopifyColumns.map((column) => row[column] ?? "")));
  const table: readonly (readonly string[])[] = [shopifyColumns, ...records];
  return table.map((cells) => `${cells.map(quoted).join(",")}${lineEnd}`).join("");
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

export function rowsFor(content: Omit<OrderContent, "source">, externalId: string): Cells[] {
  const { totals, lines } = content;
  const [tender] = content.tenders;
  return lines.map((line, index): Cells => {
    const cells: Cells = {
      Name: content.number,
      Email: content.customer.email,
      "Created at": timeText(content.placedAt),
      "Lineitem quantity": String(line.quantity),
      "Lineitem name": guarded(line.name),
      "Lineitem price": decimal(line.unitPrice.value, line.unitPrice.scale),
      "Lineitem sku": line.sku,
      "Lineitem requires shipping": String(line.requiresShipping),
      "Lineitem fulfillment status": "pending",
      "Lineitem discount": decimal(line.discountMinor, 2),
    };
    if (index > 0) return cells;
    return {
      ...cells,
      "Financial Status": "paid",
      "Fulfillment Status": "unfulfilled",
      Currency: content.currency,
      Subtotal: decimal(totals.subtotalMinor, 2),
      Shipping: decimal(totals.shippingMinor, 2),
      Taxes: decimal(totals.taxMinor, 2),
      Total: decimal(totals.totalMinor, 2),
      "Discount Amount": decimal(totals.discountMinor, 2),
      "Shipping Method": guarded(content.shippingMethod),
      ...addressCells("Billing", content.billTo),
      ...addressCells("Shipping", content.shipTo),
      Notes: guarded(content.note),
      "Payment Method": guarded(tender?.method ?? ""),
      "Payment Reference": guarded(tender?.reference ?? ""),
      Id: externalId,
      Tags: content.tags.join(", "),
      "Risk Level": "Low",
      Phone: guarded(content.customer.phone),
    };
  });
}

function addressCells(side: "Billing" | "Shipping", address: Address): Cells {
  const entries = {
    Name: guarded(address.name),
    Company: guarded(address.company),
    Address1: guarded(address.lines[0] ?? ""),
    Address2: guarded(address.lines[1] ?? ""),
    City: guarded(address.city),
    Province: guarded(address.region),
    Zip: address.postcode === "" ? "" : `'${address.postcode}`,
    Country: address.country,
    Phone: guarded(address.phone),
  };
  return Object.fromEntries(Object.entries(entries).map(([part, value]) => [`${side} ${part}`, value]));
}

/** Shopify keeps spreadsheets from reading a cell as a formula. */
function guarded(text: string): string {
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}

function decimal(value: number, scale: number): string {
  const digits = String(value).padStart(scale + 1, "0");
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function timeText(at: number): string {
  const zone = 5 * 60 + 30;
  return `${new Date(at + zone * 60_000).toISOString().slice(0, 19).replace("T", " ")} +0530`;
}

// Text that a clerk could type: any script, quotation marks, commas, signs in front.
const text = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...'abc XYZ 019 éß東京🕯 ,;"'.concat("'=+-@.#/")), maxLength: 16 }),
    fc.constantFrom(
      "Zoë O'Brien-Müller",
      'Flat 2, "The Maltings"',
      "東京都, 千代田区",
      "'t Hooft",
      "+31 6 1234",
      "=1+1",
    ),
  )
  .map((each) => each.replaceAll(/\p{Cc}/gu, "").trim())
  .filter((each) => !/^'[=+\-@]/.test(each));
const filled = text.filter((each) => each !== "");
const phone = fc.stringMatching(/^(?:\+[1-9]\d{8,12})?$/);
const minor = fc.nat(500_000);

const address = (country: fc.Arbitrary<string>): fc.Arbitrary<Address> =>
  fc.record({
    name: filled,
    company: text,
    lines: fc.array(filled, { minLength: 1, maxLength: 2 }),
    city: filled,
    region: text,
    postcode: fc.stringMatching(/^[A-Z0-9]{2,4} ?[A-Z0-9]{2,4}$/),
    country,
    phone,
  });

const line = fc.record({
  sku: fc.stringMatching(/^[A-Z0-9]{1,6}(?:-[A-Z0-9]{1,3})?$/),
  name: text,
  quantity: fc.integer({ min: 1, max: 999 }),
  unitPrice: fc.record({ value: fc.nat(99_999), scale: fc.constantFrom(0, 2, 4) }),
  requiresShipping: fc.boolean(),
});

/** A paid order as a Shopify file can express it, in pounds. */
const orderParts = fc.record({
  shipTo: address(fc.constantFrom("GB", "DE", "IE", "US", "JP")),
  billTo: address(fc.constantFrom("GB", "FR")),
  lines: fc.array(line, { minLength: 1, maxLength: 4 }),
  placedAt: fc.integer({ min: 1_000_000, max: 2_000_000_000 }).map((seconds) => seconds * 1000),
  email: fc.constantFrom("", "ann@example.org", "zoë+2@example.org"),
  phone,
  method: text,
  reference: text,
  shippingMethod: text,
  note: text,
  tags: fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { maxLength: 3 }),
  shippingMinor: minor,
  discountMinor: fc.nat(50),
});

type OrderParts = typeof orderParts extends fc.Arbitrary<infer Value> ? Value : never;

function written(given: OrderParts, index: number): WrittenOrder {
  const lines = given.lines.map((each, place) => ({ lineId: String(place + 1), discountMinor: 0, ...each }));
  const gross = lines.reduce((sum, each) => sum + roundedMinor(each.quantity, each.unitPrice), 0);
  const discountMinor = Math.min(gross, given.discountMinor);
  const subtotalMinor = gross - discountMinor;
  const totalMinor = subtotalMinor + given.shippingMinor;
  // Two digits apart from each other: one slip never makes one order another.
  const externalId = String(7_000_000_000_000 + index * 11);
  const content: WrittenOrder["content"] = {
    channel: "shopify",
    number: `#${1000 + index * 11}`,
    placedAt: given.placedAt,
    customer: {
      name: given.billTo.name,
      email: given.email,
      phone: given.phone || given.shipTo.phone || given.billTo.phone,
    },
    shipTo: given.shipTo,
    billTo: given.billTo,
    currency: "GBP",
    taxIncluded: totalMinor >= 6,
    lines,
    totals: {
      subtotalMinor,
      shippingMinor: given.shippingMinor,
      taxMinor: Math.floor(totalMinor / 6),
      discountMinor,
      totalMinor,
    },
    shippingMethod: given.shippingMethod,
    tenders: [
      {
        tenderId: "1",
        method: given.method,
        reference: given.reference,
        state: "captured",
        amountMinor: totalMinor,
        refundedMinor: 0,
      },
    ],
    note: given.note,
    tags: given.tags,
  };
  return { content, externalId, rows: rowsFor(content, externalId) };
}

/** A day's file of orders, each with a number and id of its own. */
export function writtenOrders(most: number): fc.Arbitrary<WrittenOrder[]> {
  return fc.array(orderParts, { minLength: 1, maxLength: most }).map((orders) => orders.map(written));
}

/** As above, each line worth a pound or more and nothing taken off: no line can go missing without a trace in the sums. */
export function pricedOrders(most: number): fc.Arbitrary<WrittenOrder[]> {
  const priced = orderParts.map((parts) => ({
    ...parts,
    discountMinor: 0,
    lines: parts.lines.map((each) => ({
      ...each,
      unitPrice: { value: each.unitPrice.value + 100, scale: 2 as const },
    })),
  }));
  return fc.array(priced, { minLength: 1, maxLength: most }).map((orders) => orders.map(written));
}

/** In pounds, half up: prices of the generator are never below zero. */
function roundedMinor(quantity: number, { value, scale }: { readonly value: number; readonly scale: number }): number {
  const total = value * quantity;
  return scale <= 2 ? total * 10 ** (2 - scale) : Math.floor((total + 50) / 100);
}
