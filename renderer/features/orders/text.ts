import type { OrderCounts, OrderRow } from "#shared/bridge/types.ts";
import type { HoldType } from "#shared/orders/order-content.ts";
import type { PaymentState, Stage } from "#shared/orders/order-standing.ts";
import type { OrderRefusal } from "#shared/orders/decide-orders.ts";
import type { Format } from "../../platform/format.ts";

export const ordersText = {
  title: "Orders",
  search: "Search orders",
  searchPlaceholder: "Name, postcode, order number, SKU",
  keepSearch: "Keep this search",
  forgetSearch: (label: string) => `Forget the search ${label}`,
  newOrder: "New order",
  importFile: "Import",
  importAFile: "Import a file",
  loading: "Loading orders",
  noneYet: "No orders yet",
  noneYetDetail: "Drop a Shopify file here, or take a phone order.",
  noneHere: "No order is at this stage",
  noneHereDetail: "All orders are one tab away.",
  showAll: "Show all orders",
  clearSearch: "Clear the search",
  searchAll: "Search all orders",
  nothingFoundAnywhere: "Look at the spelling, or try a part of the name.",
  nothingFoundDetail: "Look at the spelling, or search in all stages.",
  views: "Orders by stage",
  release: "Release to picking",
  releaseKey: "Release to picking",
  releaseAll: "Release all",
  hold: "Hold",
  open: "Open",
  move: "Move",
  select: "Select",
  selectNone: "Select none",
  pickOrders: "Choose an order first",
  oneOrder: "Choose one order",
  refusedTitle: "Not released:",
  gotIt: "Got it",
} as const;

export const columnText = {
  order: "Order",
  placed: "Placed",
  customer: "Customer",
  shipTo: "Ship to",
  lines: "Lines",
  units: "Units",
  total: "Total",
  payment: "Payment",
  stage: "Where it is",
} as const;

/** A tab of the list and the stages it shows; `stage` is what orders.page is asked for. */
export interface OrderTab {
  readonly stage: string;
  readonly label: string;
  readonly counts: readonly Stage[] | "all";
}

export const orderTabs: readonly OrderTab[] = [
  { stage: "all", label: "All", counts: "all" },
  { stage: "to-release", label: "To release", counts: ["to-release"] },
  { stage: "picking-all", label: "Picking", counts: ["released", "picking", "picked"] },
  { stage: "packing-all", label: "Packing", counts: ["packing", "labelled"] },
  { stage: "on-hold", label: "On hold", counts: ["on-hold"] },
  { stage: "backordered", label: "Backorder", counts: ["backordered"] },
  { stage: "shipped", label: "Shipped", counts: ["shipped"] },
  { stage: "cancelled", label: "Cancelled", counts: ["cancelled"] },
  { stage: "refunded", label: "Refunded", counts: ["refunded"] },
];

export function tabCount(tab: OrderTab, counts: OrderCounts): number {
  return tab.counts === "all" ? counts.all : tab.counts.reduce((sum, stage) => sum + counts.byStage[stage], 0);
}

export const holdText: Readonly<Record<HoldType, string>> = {
  PAYMENT: "payment",
  FRAUD: "fraud check",
  ADDRESS: "address",
  CREDIT: "credit",
  STOCK: "stock",
  OPERATOR: "by hand",
  UNTIL_DATE: "until a date",
  CUSTOMS: "customs",
  CONFLICT: "needs a decision",
};

/** Where several stand beside each other. */
const holdShortText: Readonly<Record<HoldType, string>> = {
  ...holdText,
  FRAUD: "fraud",
  UNTIL_DATE: "date",
  CONFLICT: "decision",
};

export const paymentText: Readonly<Record<PaymentState, string>> = {
  unpaid: "Not paid",
  pending: "Not paid",
  authorized: "Authorised",
  partially_paid: "Part paid",
  paid: "Paid",
  partially_refunded: "Part refunded",
  refunded: "Refunded",
  failed: "Payment declined",
  voided: "Payment voided",
};

/** The words of a stage, with the figures that say how far. */
export function stageText(
  row: Pick<OrderRow, "stage" | "holds" | "doneUnits" | "ofUnits" | "endedAt">,
  when: (at: number) => string,
): string {
  const share = row.ofUnits > 0 ? ` ${row.doneUnits} of ${row.ofUnits}` : "";
  const ended = row.endedAt === null ? "" : ` ${when(row.endedAt)}`;
  switch (row.stage) {
    case "to-release":
      return "Ready to release";
    case "backordered":
      return row.ofUnits > 0 ? `Backorder: ${row.doneUnits} of ${row.ofUnits} short` : "Backorder";
    case "released":
      return "Waits for picking";
    case "picking":
      return `Picking${share}`;
    case "picked":
      return "Waits for the bench";
    case "packing":
      return `Packing${share}`;
    case "labelled":
      return "Label to scan";
    case "shipped":
      return `Shipped${ended}`;
    case "on-hold":
      return `On hold: ${row.holds.map((hold) => (row.holds.length > 1 ? holdShortText[hold] : holdText[hold])).join(", ")}`;
    case "cancelled":
      return `Cancelled${ended}`;
    case "refunded":
      return "Closed: refunded";
  }
}

export const orderRefusals: Readonly<Record<OrderRefusal, string>> = {
  "order-unknown": "This order is not on this computer. Look for it in the list.",
  "order-cancelled": "The order is cancelled. Take a new order instead.",
  "order-shipped": "The order has been shipped.",
  "order-refunded": "The order is refunded. Take a new order instead.",
  "order-on-hold": "The order is on hold. Lift the hold first.",
  "order-in-work": "The order is being picked or packed. Finish or close its pick list first.",
  "nothing-to-release": "Nothing in this order has to be picked.",
  "no-stock": "Nothing came in for it since the last release. It stays a backorder.",
  "order-paid": "This order is paid already. Nothing was recorded.",
  "amount-too-large": "That is more than can be given back of this payment.",
  "order-elsewhere": "Another station keeps this order. Ask for it, or do this there.",
  "already-asked": "The station that keeps the order has been asked already.",
  "hold-unknown": "That hold was lifted already.",
  "conflict-open": "This hold ends when somebody decides what it stands for, on the exceptions page.",
  "reason-missing": "Say why in a few words.",
  "role-missing": "That needs a lead. Ask one to sign in.",
};

export function totalsWords(counts: OrderCounts, format: Format): string {
  return `${plural(counts.all, "order", format)}, ${plural(counts.units, "unit", format)}`;
}

export function plural(count: number, word: string, format: Format): string {
  return `${format.count(count)} ${count === 1 ? word : `${word}s`}`;
}

export function selectedWords(count: number, format: Format): string {
  return `${format.count(count)} selected`;
}

export function releasedWords(
  result: { readonly released: number; readonly backordered: number },
  format: Format,
): string {
  const parts = [
    result.released > 0 ? `${plural(result.released, "order", format)} released to picking` : "",
    result.backordered > 0 ? `${plural(result.backordered, "order", format)} waiting as a backorder` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "No order was ready to release." : `${parts.join(", ")}.`;
}

export function nothingFoundWords(search: string): string {
  return `No order matches "${search}"`;
}
