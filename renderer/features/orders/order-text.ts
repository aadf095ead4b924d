import type { CodeOf } from "#shared/bridge/contract.ts";
import type { PrintState } from "#shared/printing/print-job-view.ts";
import type { Channel, Tender } from "#shared/orders/order-content.ts";
import type { RefusalText } from "../../app/refusal-words.ts";

export const orderText = {
  unknown: "This order is not on this computer",
  unknownDetail: "It may have been typed differently. Look for it in the list.",
  toOrders: "Go to Orders",
  customer: "Customer",
  shipTo: "Ship to",
  billTo: "Bill to",
  sameAddress: "Same address",
  order: "Order",
  placed: "Placed",
  channel: "From",
  delivery: "Delivery",
  tote: "Tote",
  note: "Note",
  tags: "Tags",
  nobody: "No name",
  views: "Parts of the order",
  lines: "Lines",
  boxes: "Boxes",
  history: "History",
  source: "What the shop wrote",
  sourceFile: (file: string) => `From ${file}, cell by cell as it came.`,
  totals: "Totals",
  goods: (lines: string, units: string) => `Goods, ${lines}, ${units}`,
  shipping: "Delivery",
  discount: "Discount",
  taxIncluded: "Tax included",
  tax: "Tax",
  total: "Total",
  payments: "Payments",
  givenBack: "Given back",
  noPayment: "No payment recorded",
  holds: "Holds",
  noBoxes: "No box is closed yet",
  noBoxesDetail: "Boxes appear when every unit is packed and the box is shut at the bench.",
  release: "Release",
  hold: "Hold",
  lift: "Lift",
  liftAll: "Lift the holds",
  payment: "Record a payment",
  cancel: "Cancel the order",
  savePackingSlip: "Save packing slip",
  printSlip: "Print the packing slip",
  printReceipt: "Print the receipt",
  queued: "It is in the queue of its printer. Printing shows how it stands.",
  saveLabel: "Save label",
  printAgain: "Print again",
  back: "Back",
  noHold: "There is no hold",
  paid: "It is paid",
  saved: (path: string) => `Saved as ${path}`,
  printing: (copy: number) => `Copy ${copy} of the label is on its way to the printer.`,
  gotIt: "Got it",
  liesAt: (site: string) => `Its units lie at ${site}: it is picked and packed there.`,
  notSent: "does not travel",
  box: (index: number, of: number) => `Box ${index} of ${of}`,
  units: (count: string) => `${count} units`,
} as const;

export const lineColumnText = {
  place: "#",
  sku: "SKU",
  item: "Item",
  ordered: "Ordered",
  promised: "Promised",
  backorder: "Backorder",
  picked: "Picked",
  packed: "Packed",
  shipped: "Shipped",
  each: "Each",
  total: "Line",
} as const;

export const boxColumnText = {
  box: "Box",
  number: "Box number",
  units: "Units",
  weight: "Weight",
  packed: "Packed",
  label: "Label",
  actions: "Actions",
} as const;

export const channelText: Readonly<Record<Channel, string>> = {
  shopify: "Shopify",
  phone: "Phone",
  counter: "Counter",
};

export const tenderText: Readonly<Record<Tender["state"], string>> = {
  pending: "Not received yet",
  authorized: "Authorised",
  captured: "Received",
  failed: "Declined",
  voided: "Voided",
  partially_refunded: "Part refunded",
  refunded: "Refunded",
};

/** How we write the ways to pay; a shop's own words stand as they came. */
export function methodText(method: string): string {
  return methods[method] ?? (method === "" ? "Not told" : method);
}
const methods: Readonly<Record<string, string>> = {
  "card-terminal": "Card terminal",
  "on-account": "On account",
  "bank-transfer": "Bank transfer",
  cash: "Cash",
};

export const labelText: Readonly<Record<PrintState | "none", string>> = {
  none: "Not printed",
  queued: "Waits for the printer",
  sending: "Printing",
  sent: "Sent to the printer",
  printed: "Printed",
  confirmed: "Printed",
  failed: "Not printed",
  unknown: "Did it print?",
  voided: "Not wanted any more",
};

export const documentRefusals: RefusalText<"documents.saveLabel"> & RefusalText<"documents.savePackingSlip"> = {
  "parcel-unknown": "This box is not on this computer.",
  "order-unknown": "This order is not on this computer.",
  "label-refused": (detail) => `No document can be made of it: ${detail}`,
};

export const printRefusals: RefusalText<"prints.slip"> & RefusalText<"prints.receipt"> = {
  "order-unknown": "This order is not on this computer.",
  "label-refused": (detail) => `It cannot be printed: ${detail}`,
  "no-printer": "No printer is chosen for this. A lead chooses one on the printing page.",
};

export const printAgainRefusals: Readonly<Record<CodeOf<"prints.again">, string>> = {
  "job-unknown": "This label was never printed, so there is nothing to print again.",
  "label-waiting": "The label waits for the printer already. Look at Devices.",
};
