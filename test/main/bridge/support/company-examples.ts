import { address } from "#test/builders/orders.ts";

const id = "01a20327-0000-7000-8000-00000000aaaa";

/** A right input of every call about orders and stock that stations share, about things that are not there. */
export const companyExamples = {
  "orders.hold": { orderId: id, type: "OPERATOR", reason: "Ring first" },
  "orders.liftHolds": { orderId: id, holdIds: [id], reason: "Rang" },
  "orders.cancel": { orderId: id, reason: "Changed her mind" },
  "orders.recordPayment": { orderId: id, method: "cash", reference: "" },
  "orders.changeAddress": { orderId: id, shipTo: address, reason: "Moved" },
  "orders.changeLines": { orderId: id, lines: [{ sku: "BOWL", quantity: 2 }], reason: "One more" },
  "orders.changeDetails": { orderId: id, shippingMethod: "Tracked 24", note: "Ring twice" },
  "orders.refund": { orderId: id, amountMinor: 100, reason: "Broken" },
  "orders.askFor": { orderId: id },
  "exceptions.page": { limit: 50 },
  "exceptions.resolve": { orderId: id, exceptionId: id, choice: "noted", of: "", reason: "Seen" },
  "stock.standing": { sku: "BOWL" },
  "stock.count": { sku: "NO-SUCH", bin: "A-2", counted: 3, reason: "" },
  "stock.relocate": { sku: "NO-SUCH", from: "A-2", to: "B-1", quantity: 1, reason: "" },
  "stock.transfers": { limit: 20 },
  "stock.send": { to: id, lines: [{ sku: "NO-SUCH", bin: "A-2", quantity: 1 }] },
  "stock.receive": { transferId: id, lines: [{ sku: "NO-SUCH", bin: "A-2", quantity: 1 }] },
} as const;
