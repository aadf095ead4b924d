import type { CodeOf } from "#shared/bridge/contract.ts";
import type { OrderAsk } from "#shared/facts/kinds/orders.ts";
import type { Ask } from "#shared/orders/order-conflicts.ts";
import { orderRefusals } from "./text.ts";

/** Words of what can be changed in an order after it was placed. */
export const editText = {
  change: "Change the order",
  lines: "Edit lines",
  linesTitle: (number: string) => `Lines of ${number}`,
  address: "Change address",
  addressTitle: (number: string) => `Where ${number} goes`,
  details: "Delivery and note",
  detailsTitle: (number: string) => `Delivery and note of ${number}`,
  item: "Add an item: SKU, name or scan",
  itemPlaceholder: "SKU, name, 6*SKU, or scan",
  noItem: (sought: string) => `No item matches "${sought}". Nothing was added.`,
  manyItems: (sought: string) => `More than one item matches "${sought}". Choose one from the list.`,
  notTheCurrency: (sku: string) => `${sku} has a price in another currency, so it cannot be added here.`,
  sku: "SKU",
  itemColumn: "Item",
  quantity: "Quantity",
  each: "Each",
  total: "Line",
  quantityOf: (sku: string) => `Quantity of ${sku}`,
  priceOf: (sku: string) => `Price of one ${sku}`,
  remove: (sku: string) => `Remove ${sku}`,
  noLines: "No lines are left. An order without lines is cancelled instead.",
  shipping: "Delivery",
  delivery: "How it is sent",
  note: "Note",
  notePlaceholder: "Ring twice, leave with the neighbour",
  newTotal: "New total",
  wasTotal: (was: string) => `was ${was}`,
  reason: "Why",
  linesReason: "Customer rang: one more",
  addressReason: "Customer moved",
  quantityProblem: "A whole number, 1 or more",
  priceProblem: "An amount such as 4.25",
  save: "Save the change",
  askKeeper: (keeper: string) => `Ask ${keeper} for it`,
  back: "Back",
  name: "Name on the parcel",
  company: "Company",
  line1: "Street and number",
  line2: "Second line",
  city: "City",
  postcode: "Postcode",
  region: "County or state",
  country: "Country",
  phone: "Phone",
  addressMissing: "A street, a city and a country are needed.",
} as const;

/** Who keeps the order, and what was asked. */
export const keeperText = {
  title: "Kept by",
  here: "This station",
  hereDetail: "Only this station picks, packs, edits, cancels and refunds it.",
  elsewhereDetail: (keeper: string) =>
    `Only ${keeper} picks, packs, edits, cancels and refunds it. What you ask for here is done there, as soon as both have a line to the hub.`,
  left: "It was read from a shop's file at a station that does not take in the shop's orders. Who does has it as soon as both have a line to the hub; the Sync page says who, and asks for the shop.",
  wanted: (station: string) => `${station} asked to work on it. It is handed over as soon as nothing of it is in work.`,
  askFor: "Ask for the order",
  askForDetail: "Its work comes to this station, unless it is being picked or packed there.",
  asked: (keeper: string, when: string) =>
    `Asked for ${when}. ${keeper} hands it over as soon as it hears of it and nothing of it is in work there; until then it keeps it.`,
  asks: "Asked for",
  done: "Done",
  declined: "Not done",
  open: (keeper: string) => `Waits for ${keeper}`,
  openHere: "Waits for this station",
  by: (who: string, station: string, when: string) => `${who} at ${station}, ${when}`,
} as const;

/** Shown under a change that another station has to make. */
export function askNotice(keeper: string): string {
  return `${keeper} keeps this order. It is asked for this and does it as soon as it hears of it; the order page shows whether it was done. Nothing changes until then.`;
}

export function askedFor(ask: OrderAsk, money: (minor: number) => string): string {
  switch (ask.type) {
    case "cancel":
      return "Cancel the order";
    case "address":
      return `Send it to ${[ask.shipTo.lines[0], ask.shipTo.city].filter(Boolean).join(", ")}`;
    case "lines":
      return `Change the lines: ${money(ask.totals.totalMinor)}`;
    case "refund":
      return `Give back ${money(ask.amountMinor)}`;
  }
}

export function askStateWords(state: Ask["state"], keptAt: string, reason: string): string {
  if (state === "done") return keeperText.done;
  if (state === "declined") return reason === "" ? keeperText.declined : `${keeperText.declined}: ${reason}`;
  return keptAt === "" ? keeperText.openHere : keeperText.open(keptAt);
}

export const editRefusals: Readonly<Record<CodeOf<"orders.changeLines">, string>> = {
  ...orderRefusals,
  "order-in-work": "Stock is promised to it or its boxes are shut, so this can no longer be changed here.",
  "nothing-changed": "Nothing is different from before.",
  "order-of-shop": "This order came from the shop, which has its own figures. Change it there and read the file again.",
  "no-lines": editText.noLines,
  "sku-unknown": "An item of it is not in the catalogue, or its price is in another currency.",
};

export const askForRefusals: Readonly<Record<CodeOf<"orders.askFor">, string>> = {
  "order-unknown": orderRefusals["order-unknown"],
  "kept-here": "This station keeps the order already.",
  "lies-elsewhere": "Its units lie at another site: it can be picked only there.",
};
