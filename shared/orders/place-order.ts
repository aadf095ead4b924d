import { extend } from "../kernel/money.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import type { ItemView } from "../stock/item-view.ts";
import type { OrderContent, Tender } from "./order-content.ts";
import type { OrderDraft } from "./order-draft.ts";

/** Order entry: what a clerk types while the customer waits. */

export const paymentMethods = ["card-terminal", "on-account", "bank-transfer", "cash"] as const;
export type PaymentMethod = (typeof paymentMethods)[number];

export type PlaceOrderRefusal =
  | { readonly code: "no-lines" }
  | { readonly code: "customer-missing" }
  | { readonly code: "address-incomplete"; readonly field: "lines" | "city" | "postcode" | "country" }
  | { readonly code: "sku-unknown"; readonly sku: string }
  | { readonly code: "currency-mixed"; readonly sku: string }
  | { readonly code: "discount-too-large" };

// Countries whose addresses need no postcode (libaddressinput, `require` without Z) among those we ship to most.
const withoutPostcode = new Set(["IE", "HK", "AE", "QA", "PA", "JM", "BS", "GH", "KE", "NG"]);

/** Ways to send an order and what they cost until rates come from a carrier. Minor units of the station's currency. */
export const deliveryMethods = [
  { code: "standard", name: "Standard", minor: 0 },
  { code: "tracked-48", name: "Tracked 48", minor: 495 },
  { code: "tracked-24", name: "Tracked 24", minor: 795 },
  { code: "collect", name: "Collect in store", minor: 0 },
] as const;

export function draftTotals(
  draft: Pick<OrderDraft, "lines" | "shippingMinor" | "discountMinor">,
  itemOf: (sku: string) => ItemView | undefined,
  currency: string,
): { readonly subtotalMinor: number; readonly totalMinor: number; readonly units: number } {
  let subtotalMinor = 0;
  let units = 0;
  for (const line of draft.lines) {
    const item = itemOf(line.sku);
    if (item) subtotalMinor += extend(item.price, line.quantity, currency);
    units += line.quantity;
  }
  return { subtotalMinor, totalMinor: subtotalMinor - draft.discountMinor + draft.shippingMinor, units };
}

/** Turns what was typed into an order. Cash and card are taken on the spot; the other two are still to come. */
export function placeOrder(
  draft: OrderDraft,
  given: {
    readonly number: string;
    readonly placedAt: number;
    readonly tenderId: string;
    readonly currency: string;
    readonly itemOf: (sku: string) => ItemView | undefined;
  },
): Result<OrderContent, PlaceOrderRefusal> {
  const refusal = incomplete(draft);
  if (refusal) return err(refusal);
  const lines: OrderContent["lines"] = [];
  for (const [index, line] of draft.lines.entries()) {
    const item = given.itemOf(line.sku);
    if (!item) return err({ code: "sku-unknown", sku: line.sku });
    if (item.currency !== given.currency) return err({ code: "currency-mixed", sku: line.sku });
    lines.push({
      lineId: String(index + 1),
      sku: item.sku,
      name: item.name,
      quantity: line.quantity,
      unitPrice: item.price,
      discountMinor: 0,
      requiresShipping: true,
    });
  }
  const totals = draftTotals(draft, given.itemOf, given.currency);
  if (totals.totalMinor < 0) return err({ code: "discount-too-large" });
  return ok({
    channel: draft.channel,
    number: given.number,
    placedAt: given.placedAt,
    customer: draft.customer,
    shipTo: draft.shipTo,
    billTo: draft.shipTo,
    currency: given.currency,
    taxIncluded: true,
    lines,
    totals: {
      subtotalMinor: totals.subtotalMinor,
      shippingMinor: draft.shippingMinor,
      taxMinor: 0,
      discountMinor: draft.discountMinor,
      totalMinor: totals.totalMinor,
    },
    shippingMethod: draft.shippingMethod,
    tenders: [tender(draft, totals.totalMinor, given.tenderId)],
    note: draft.note,
    tags: [],
  });
}

/** An order that is not paid and not on account waits for its money. */
export function needsPaymentHold(draft: OrderDraft): boolean {
  return draft.payment.method === "bank-transfer";
}

function incomplete(draft: OrderDraft): PlaceOrderRefusal | undefined {
  if (draft.lines.length === 0) return { code: "no-lines" };
  if (draft.customer.name.trim() === "") return { code: "customer-missing" };
  const { shipTo } = draft;
  if (shipTo.country.trim() === "") return { code: "address-incomplete", field: "country" };
  if (!shipTo.lines.some((line) => line.trim() !== "")) return { code: "address-incomplete", field: "lines" };
  if (shipTo.city.trim() === "") return { code: "address-incomplete", field: "city" };
  if (shipTo.postcode.trim() === "" && !withoutPostcode.has(shipTo.country)) {
    return { code: "address-incomplete", field: "postcode" };
  }
  return undefined;
}

function tender(draft: OrderDraft, amountMinor: number, tenderId: string): Tender {
  const { method, reference } = draft.payment;
  const taken = method === "cash" || method === "card-terminal";
  return { tenderId, method, reference, state: taken ? "captured" : "pending", amountMinor, refundedMinor: 0 };
}
