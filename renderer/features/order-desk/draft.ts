import type { CustomerRow, ItemRow } from "#shared/bridge/types.ts";
import type { Address } from "#shared/kernel/address.ts";
import { currencyExponent, extend, parseMinor, rescale } from "#shared/kernel/money.ts";
import type { OrderDraft } from "#shared/orders/order-draft.ts";
import { deliveryMethods, draftTotals, type PaymentMethod } from "#shared/orders/place-order.ts";
import type { ItemView } from "#shared/stock/item-view.ts";

/** An order while it is being typed. It is no fact yet: it lives in this window alone until it is placed. */
export interface DeskDraft {
  /** Made with the draft, so that placing it twice places one order. */
  readonly orderId: string;
  readonly channel: OrderDraft["channel"];
  readonly customer: OrderDraft["customer"];
  /** What is known of the customer from before; null for a new one. */
  readonly known: { readonly since: number; readonly orders: number; readonly lastOrderNumber: string } | null;
  readonly shipTo: Address;
  readonly lines: readonly DraftLine[];
  /** Half-typed text of the item field. */
  readonly entry: string;
  readonly delivery: DeliveryCode;
  readonly discount: string;
  readonly payment: PaymentMethod | null;
  readonly reference: string;
  readonly note: string;
}

/** Price and stock as they were when last asked for; main has the last word when the order is placed. */
export interface DraftLine extends Pick<ItemRow, "sku" | "name" | "price" | "currency" | "canPromise"> {
  readonly quantity: number;
}

export type DeliveryCode = (typeof deliveryMethods)[number]["code"];

export const mostOfALine = 1_000_000;

export function newDraft(orderId: string, country: string, channel: DeskDraft["channel"] = "phone"): DeskDraft {
  return {
    orderId,
    channel,
    customer: { name: "", email: "", phone: "" },
    known: null,
    shipTo: { name: "", company: "", lines: ["", ""], city: "", region: "", postcode: "", country, phone: "" },
    lines: [],
    entry: "",
    delivery: "standard",
    discount: "",
    payment: null,
    reference: "",
    note: "",
  };
}

/** Nothing in it that anyone would miss. */
export function isEmptyDraft({ customer, lines, entry, note }: DeskDraft): boolean {
  return (
    lines.length === 0 && [customer.name, customer.phone, customer.email, entry, note].every((text) => text === "")
  );
}

export function forCustomer(draft: DeskDraft, row: CustomerRow): DeskDraft {
  return {
    ...draft,
    customer: { name: row.name, email: row.email, phone: row.phone },
    known: { since: row.firstOrderAt, orders: row.orders, lastOrderNumber: row.lastOrderNumber },
    shipTo: row.shipTo,
  };
}

/** A second scan of the same item counts up its line. */
export function addItem(draft: DeskDraft, item: ItemRow, quantity: number): DeskDraft {
  const { sku, name, price, currency, canPromise } = item;
  const there = draft.lines.find((line) => line.sku === sku);
  if (there) return setQuantity(draft, sku, there.quantity + quantity);
  const line = { sku, name, price, currency, canPromise, quantity: atMost(quantity) };
  return { ...draft, lines: [...draft.lines, line] };
}

/** None takes the line out. */
export function setQuantity(draft: DeskDraft, sku: string, quantity: number): DeskDraft {
  if (quantity <= 0) return { ...draft, lines: draft.lines.filter((line) => line.sku !== sku) };
  return {
    ...draft,
    lines: draft.lines.map((line) => (line.sku === sku ? { ...line, quantity: atMost(quantity) } : line)),
  };
}

/** The same line with today's price and stock. */
export function refreshLine(draft: DeskDraft, item: ItemRow): DeskDraft {
  const { sku, name, price, currency, canPromise } = item;
  const lines = draft.lines.map((line) => (line.sku === sku ? { ...line, name, price, currency, canPromise } : line));
  return { ...draft, lines };
}

function atMost(quantity: number): number {
  return Math.min(mostOfALine, Math.trunc(quantity));
}

/** Units that wait for stock, by line; empty where everything can go now. */
export function shortLines(draft: DeskDraft): readonly { readonly line: DraftLine; readonly short: number }[] {
  return draft.lines
    .map((line) => ({ line, short: line.quantity - Math.max(0, line.canPromise) }))
    .filter(({ short }) => short > 0);
}

/** Minor units; undefined where the text is no amount. A comma counts as the point. */
export function discountMinor(draft: Pick<DeskDraft, "discount">, currency: string): number | undefined {
  const text = draft.discount.trim().replace(",", ".");
  if (text === "") return 0;
  const minor = parseMinor(text, currency);
  return minor === undefined || minor < 0 ? undefined : minor;
}

export function deliveryOf(draft: DeskDraft): (typeof deliveryMethods)[number] {
  return deliveryMethods.find((method) => method.code === draft.delivery) ?? deliveryMethods[0];
}

export interface DeskTotals {
  readonly units: number;
  readonly subtotalMinor: number;
  readonly shippingMinor: number;
  readonly discountMinor: number;
  readonly totalMinor: number;
}

export function totalsOf(draft: DeskDraft, currency: string): DeskTotals {
  const shippingMinor = deliveryOf(draft).minor;
  const discount = discountMinor(draft, currency) ?? 0;
  const lines = draft.lines.map(({ sku, quantity }) => ({ sku, quantity }));
  const items = new Map(draft.lines.map((line) => [line.sku, itemOf(line)]));
  const totals = draftTotals({ lines, shippingMinor, discountMinor: discount }, (sku) => items.get(sku), currency);
  return { ...totals, shippingMinor, discountMinor: discount };
}

export function lineTotalMinor(line: DraftLine): number {
  return extend(itemOf(line).price, line.quantity, line.currency);
}

/** For the eye; totals are made of the price itself. */
export function eachMinor(line: DraftLine): number {
  return rescale(line.price, currencyExponent(line.currency));
}

/** As much of an item as its price takes. */
export function itemOf(line: DraftLine): ItemView {
  return {
    sku: line.sku,
    name: line.name,
    price: line.price,
    currency: line.currency,
    barcode: "",
    weightGrams: 0,
    lengthMillimetres: 0,
    widthMillimetres: 0,
    heightMillimetres: 0,
    bin: "",
  };
}

/** What is sent when the order is placed. The recipient is the customer unless another name stands in the address. */
export function toOrderDraft(draft: DeskDraft, payment: PaymentMethod, currency: string): OrderDraft {
  const { channel, customer, shipTo } = draft;
  const delivery = deliveryOf(draft);
  return {
    channel,
    customer: { name: customer.name.trim(), email: customer.email.trim(), phone: customer.phone.trim() },
    shipTo: {
      ...shipTo,
      name: shipTo.name.trim() || customer.name.trim(),
      lines: shipTo.lines.map((line) => line.trim()).filter((line) => line !== ""),
      phone: shipTo.phone || customer.phone.trim(),
    },
    lines: draft.lines.map(({ sku, quantity }) => ({ sku, quantity })),
    shippingMethod: delivery.name,
    shippingMinor: delivery.minor,
    discountMinor: discountMinor(draft, currency) ?? 0,
    payment: { method: payment, reference: draft.reference.trim() },
    note: draft.note.trim(),
  };
}
