import type { CodeOf } from "#shared/bridge/contract.ts";
import type { PaymentMethod } from "#shared/orders/place-order.ts";
import type { Format } from "../../platform/format.ts";
import type { DeskDraft, DraftLine } from "./draft.ts";

export const deskText = {
  title: { phone: "New phone order", counter: "New counter order" },
  channel: "Kind of order",
  channels: { phone: "Phone order", counter: "Counter order" },
  kept: "Draft kept as you type",
  notKept: "This draft is not kept: the window's own storage does not answer. Place it before you close the window.",
  customer: "Customer",
  customerField: "Customer: name, phone or postcode",
  customerPlaceholder: "Name, phone or postcode",
  newCustomer: (name: string) => `New customer: ${name}`,
  newCustomerBadge: "New customer",
  changeCustomer: "Another customer",
  changeAddress: "Change address",
  shipTo: "Ship to",
  noAddress: "No address yet",
  name: "Name",
  phone: "Phone",
  email: "E-mail",
  company: "Company",
  recipient: "Deliver to",
  recipientPlaceholder: "Same as the customer",
  line1: "Address",
  line2: "Address, second line",
  city: "City",
  region: "County or state",
  postcode: "Postcode",
  country: "Country",
  doneWithCustomer: "To the items",
  item: "Item: SKU, name or scan",
  itemPlaceholder: "SKU, name or scan",
  typeItem: "Type a SKU, a name, or scan",
  hintChoose: "choose",
  hintAdd: "add",
  hintMany: "number and * first for more",
  lines: "Lines of the order",
  removeLine: (line: DraftLine) => `Take out ${line.name}`,
  quantityOf: (line: DraftLine) => `Quantity of ${line.name}`,
  delivery: "Delivery",
  discount: "Discount",
  discountProblem: "Type the amount like 5.00.",
  toPay: "To pay",
  totals: "Totals",
  payment: "Payment",
  note: "Note",
  notePlaceholder: "For the packer and the slip",
  place: "Place order",
  park: "Park",
  parkAndStart: "Park and start another",
  nothingToPark: "Nothing is typed yet",
  parked: (count: string) => `Parked: ${count}`,
  parkedTitle: "Parked orders",
  parkedNone: "No order is parked.",
  resume: "Take up",
  throwAway: "Throw away",
  clear: "Clear the draft",
  clearTitle: "Throw this draft away?",
  clearDetail: "What is typed here is gone then. Nothing was placed.",
  keepTyping: "Keep typing",
  placed: (number: string) => `Order ${number} is placed and saved.`,
  openPlaced: "Open it",
  next: "Next order",
  keyCustomer: "Customer",
  keyItem: "Add item",
  keyDelivery: "Delivery",
  keyDiscount: "Discount",
  keyPayment: "Payment",
  back: "Back",
} as const;

export const lineColumnText = {
  place: "#",
  sku: "SKU",
  item: "Item",
  quantity: "Qty",
  each: "Each",
  total: "Line",
  promise: "Can promise",
} as const;

export const paymentMethodText: Readonly<Record<PaymentMethod, string>> = {
  "card-terminal": "Card terminal",
  "on-account": "On account",
  "bank-transfer": "Bank transfer",
  cash: "Cash",
};

/** What the reference of each way to pay is; cash has none. */
export const referenceText: Readonly<
  Record<PaymentMethod, { readonly label: string; readonly placeholder: string } | undefined>
> = {
  "card-terminal": { label: "Terminal reference", placeholder: "From the receipt" },
  "on-account": { label: "Their order number", placeholder: "If they gave one" },
  "bank-transfer": { label: "Transfer reference", placeholder: "What they will write" },
  cash: undefined,
};

export function knownWords(known: NonNullable<DeskDraft["known"]>, format: Format): string {
  const orders = known.orders === 1 ? "1 order" : `${format.count(known.orders)} orders`;
  return `Known since ${format.year(known.since)}, ${orders}`;
}

export function lastOrderWords(known: NonNullable<DeskDraft["known"]>): string {
  return known.lastOrderNumber === "" ? "" : `Last order ${known.lastOrderNumber}`;
}

/** How much of a line can go now, and what is left or waits. */
export function promiseWords(
  line: DraftLine,
  format: Format,
): { readonly now: string; readonly rest: string; readonly isShort: boolean } {
  const can = Math.max(0, line.canPromise);
  const short = line.quantity - can;
  if (short <= 0)
    return { now: `${format.count(line.quantity)} now`, rest: `${format.count(-short)} left`, isShort: false };
  const backorder = `${format.count(short)} backorder`;
  return { now: can === 0 ? backorder : `${format.count(can)} now, ${backorder}`, rest: "", isShort: true };
}

export function shortWords(
  line: DraftLine,
  short: number,
  format: Format,
): { readonly what: string; readonly rest: string } {
  return {
    what: `${format.count(short)} of ${format.count(line.quantity)} ${line.name}`,
    rest: short === 1 ? "goes as a backorder." : "go as a backorder.",
  };
}

export function goodsWords(lines: number, units: number, format: Format): string {
  const written = lines === 1 ? "1 line" : `${format.count(lines)} lines`;
  return `Goods, ${written}, ${units === 1 ? "1 unit" : `${format.count(units)} units`}`;
}

export function parkedWords(draft: DeskDraft, format: Format): string {
  const lines = draft.lines.length === 1 ? "1 line" : `${format.count(draft.lines.length)} lines`;
  return `${draft.customer.name || "No customer yet"}, ${lines}`;
}

/** What a typed or scanned item came to when nothing was added. */
export function noItemWords(sought: string): string {
  return `No item matches "${sought}". Nothing was added.`;
}
export function manyItemsWords(sought: string): string {
  return `Several items match "${sought}". Choose one with the arrow keys.`;
}
export function entryLeftWords(entry: string): string {
  return `"${entry}" is typed and not added yet. Press Enter on it, or clear the field.`;
}
export const choosePayment = "Choose how it is paid.";

const addressFields: Readonly<Record<string, string>> = {
  lines: "The street is missing in the address.",
  city: "The city is missing in the address.",
  postcode: "The postcode is missing in the address.",
  country: "The country is missing in the address.",
};

export const placeRefusals: Readonly<Record<CodeOf<"orders.place">, string | ((detail: string) => string)>> = {
  "no-lines": "Nothing is ordered yet. Add an item first.",
  "customer-missing": "Who orders? Type the customer's name.",
  "address-incomplete": (field) => addressFields[field] ?? "The address is not complete.",
  "sku-unknown": (sku) => `${sku} is not in the catalogue any more. Take its line out.`,
  "currency-mixed": (sku) => `${sku} is priced in another currency than this station sells in. Take its line out.`,
  "discount-too-large": "The discount is larger than the order. Make it smaller.",
};
