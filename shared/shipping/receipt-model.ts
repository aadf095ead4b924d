import type { Totals } from "../orders/order-content.ts";

/** What a customer takes away from the counter: what they bought, what they paid and how. Money in minor units. */
export interface Receipt {
  /** Name and address of the shop, a line each. */
  readonly shop: readonly string[];
  readonly orderNumber: string;
  /** UTC milliseconds. */
  readonly at: number;
  readonly timeZone: string;
  readonly lines: readonly { readonly name: string; readonly quantity: number; readonly totalMinor: number }[];
  readonly totals: Totals;
  readonly currency: string;
  readonly taxIncluded: boolean;
  readonly payments: readonly { readonly method: string; readonly amountMinor: number }[];
  readonly servedBy: string;
}
