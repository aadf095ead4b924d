import type { ItemStanding } from "#shared/bridge/exception-types.ts";
import type { StockRefusal } from "#shared/stock/decide-stock.ts";
import type { Format } from "../../platform/format.ts";

export const standingText = {
  loading: "Looking",
  onHand: "On hand",
  promised: "Promised, not picked",
  here: "Can promise here",
  mayPromise: (station: string) => `${station} can promise`,
  owed: (units: string) =>
    `${units} promised, and not found by a count. Count the bins again, or make them backorders.`,
  noBin: "No bin",
  inBin: (units: string, promised: string) => `${units}, ${promised} promised`,
  backorders: "Sold as backorder",
  short: (units: string) => `${units} short`,
  more: (count: string) => `and ${count} more orders`,
  count: "Count a bin",
  countTitle: (sku: string) => `Count ${sku}`,
  countDetail:
    "Count what lies in the bin now, picked units not. What was moved before or after, here or elsewhere, keeps its say.",
  bin: "Bin",
  counted: "Units in the bin",
  countReason: "Why it differs (may be left out)",
  countReasonPlaceholder: "Two were broken",
  move: "Move or send units",
  save: "Save the count",
  back: "Back",
} as const;

/** Why no more can be promised here; empty where nothing has to be said. */
export function whyWords({ mayPromise, elsewhere, onHand, asked }: ItemStanding, format: Format): string {
  if (asked > 0) return `${format.count(asked)} more were asked for at other stations.`;
  if (mayPromise > 0) return "";
  const others = elsewhere.reduce((sum, { units }) => sum + units, 0);
  if (others > 0) return "The rest is for other stations to promise. A release asks them for what is needed.";
  return onHand > 0 ? "All that is here is promised." : "Nothing is here. Orders for it wait as backorders.";
}

export const stockRefusals: Readonly<Record<StockRefusal, string>> = {
  "sku-unknown": "No item bears that SKU.",
  "same-bin": "It lies in that bin already.",
  "not-free-here": "So many are not for this station to move: they are promised, or another station may promise them.",
  "no-lines": "Say at least one item.",
  "same-station": "That is this station.",
  "transfer-unknown": "That transfer is not known here yet.",
  "transfer-done": "All of that transfer has been received.",
  "not-for-here": "That transfer goes to another station.",
  "too-many": "That is more than was sent.",
};
