import type { HoldType } from "#shared/orders/order-content.ts";

export const holdDialogText = {
  title: (number: string) => `Hold ${number}`,
  detail: "A held order is not released, packed or handed over until the hold is lifted.",
  reason: "Why",
  reasonPlaceholder: "Customer calls back about the colour",
  type: "Kind of hold",
  hold: "Hold the order",
  back: "Back",
} as const;

export const holdTypeText: Readonly<Record<HoldType, string>> = {
  PAYMENT: "Payment",
  FRAUD: "Fraud check",
  ADDRESS: "Address",
  CREDIT: "Credit",
  STOCK: "Stock",
  OPERATOR: "By hand",
  UNTIL_DATE: "Until a date",
  CUSTOMS: "Customs",
  CONFLICT: "Needs a decision",
};

export const liftDialogText = {
  title: (number: string) => `Lift the hold on ${number}`,
  detail: "The order goes on from where it stood.",
  fraudDetail: "Lifting a fraud check takes a lead.",
  reason: "Why it can go on",
  reasonPlaceholder: "Customer gave the house number",
  lift: "Lift the hold",
  back: "Back",
} as const;

export const cancelDialogText = {
  title: (number: string) => `Cancel ${number}?`,
  detail: "What was promised to it goes back to stock. A cancelled order cannot be opened again.",
  reason: "Why",
  reasonPlaceholder: "Customer changed their mind",
  cancel: "Cancel the order",
  ask: (keeper: string) => `Ask ${keeper} to cancel it`,
  askDetail: (keeper: string) =>
    `${keeper} keeps this order and is asked to cancel it. Until it hears of that, the order is held here and may go on there; what then cannot be undone comes up under Decisions.`,
  back: "Keep the order",
} as const;

export const paymentDialogText = {
  title: (number: string) => `Record a payment for ${number}`,
  detail: "What is received counts at once. When it is paid in full, a payment hold is lifted with it.",
  amount: "Amount received",
  amountProblem: "An amount such as 4.25",
  tooMuch: (due: string) => `${due} is still to pay. Record no more than that.`,
  method: "How it was paid",
  reference: "Reference",
  referencePlaceholder: "From the receipt or the bank statement",
  record: "Record the payment",
  back: "Back",
} as const;
