import { err, ok } from "../kernel/result.ts";
import type { HoldType, Tender, Totals } from "../orders/order-content.ts";
import { cellOf, type FileRow } from "./file-row.ts";
import type { CellReading } from "./row-problem.ts";
import { plainText } from "./text-cells.ts";

/** Shopify's `Financial Status`, all there are. */
export const financialStatuses = [
  "pending",
  "authorized",
  "partially_paid",
  "paid",
  "partially_refunded",
  "refunded",
  "voided",
  "expired",
] as const;
export type FinancialStatus = (typeof financialStatuses)[number];

export interface ImportedHold {
  readonly type: Extract<HoldType, "PAYMENT" | "FRAUD" | "ADDRESS">;
  readonly reason: string;
}

export function toFinancialStatus(cell: string): FinancialStatus | undefined {
  const word = statusWord(cell);
  return financialStatuses.find((status) => status === word);
}

export function readFinancialStatus(cell: string): CellReading<FinancialStatus> {
  const status = toFinancialStatus(cell);
  if (status) return ok(status);
  const known = "Write paid, authorized, pending, partially_paid, refunded, partially_refunded, voided or expired.";
  return cell.trim() === ""
    ? err({ code: "missing-value", message: `No financial status. ${known}` })
    : err({ code: "unknown-status", message: `No such financial status. ${known}` });
}

/** A status as one lower-case word: `Partially Refunded` and `partially_refunded` are one. */
export function statusWord(cell: string): string {
  return cell
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}

export interface PaymentFigures {
  readonly status: FinancialStatus;
  readonly totals: Totals;
  readonly refundedMinor: number;
  readonly outstandingMinor: number;
}

/**
 * The order's payments as tenders. The export names one method and one reference an order, so there is one tender, or
 * two where a part is still owed. A refund above the total (an order that was edited since) counts as captured as well:
 * no more is ever refunded than came in.
 */
export function tendersOf(first: FileRow, figures: PaymentFigures): Tender[] {
  const { status, totals, refundedMinor, outstandingMinor } = figures;
  const method = plainText(cellOf(first, "Payment Method"));
  const reference = plainText(cellOf(first, "Payment Reference") || cellOf(first, "Payment References"));
  const tender = (tenderId: string, state: Tender["state"], amountMinor: number, refunded = 0): Tender => ({
    tenderId,
    method,
    reference,
    state,
    amountMinor,
    refundedMinor: refunded,
  });
  const total = totals.totalMinor;
  switch (status) {
    case "pending":
      return [tender("1", "pending", total)];
    case "authorized":
      return [tender("1", "authorized", total)];
    case "partially_paid": {
      const owed = Math.min(outstandingMinor, total);
      if (owed === 0) return [tender("1", "pending", total)];
      return [tender("1", "captured", total - owed), tender("2", "pending", owed)];
    }
    case "paid":
      return [tender("1", "captured", total)];
    case "partially_refunded":
      return [tender("1", "partially_refunded", Math.max(total, refundedMinor), refundedMinor)];
    case "refunded": {
      // All that came in went back, even where that was less than the total: nothing is left to ship for.
      const refunded = refundedMinor === 0 ? total : refundedMinor;
      return [tender("1", "refunded", refunded, refunded)];
    }
    case "voided":
      return [tender("1", "voided", total)];
    case "expired":
      return [tender("1", "failed", total)];
  }
}

/** Prepaid is the policy: only what is paid and owes nothing more may go out. */
export function paymentHold(figures: PaymentFigures, owed: string): ImportedHold | undefined {
  const reason = unpaidReason(figures.status);
  if (reason !== undefined) return { type: "PAYMENT", reason };
  if (figures.outstandingMinor > 0) return { type: "PAYMENT", reason: `Not paid in full: ${owed} is outstanding.` };
  return undefined;
}

function unpaidReason(status: FinancialStatus): string | undefined {
  switch (status) {
    case "pending":
      return "Not paid: the shop waits for the payment.";
    case "authorized":
      return "Not paid: the payment is authorized, not taken.";
    case "partially_paid":
      return "Not paid in full: a part is still owed.";
    case "voided":
      return "Not paid: the payment was voided.";
    case "expired":
      return "Not paid: the authorization ran out.";
    case "paid":
    case "partially_refunded":
    case "refunded":
      return undefined;
  }
}

/** High is held for a person; a word Shopify did not have when this was written is held too, never waved through. */
export function fraudHold(first: FileRow): ImportedHold | undefined {
  const level = plainText(cellOf(first, "Risk Level"));
  switch (level.toLowerCase()) {
    case "":
    case "none":
    case "low":
    case "medium":
    case "pending":
      return undefined;
    default:
      return { type: "FRAUD", reason: `The shop rates the risk ${level}.` };
  }
}
