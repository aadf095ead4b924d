import { currencyExponent, extend } from "../kernel/money.ts";
import type { OrderLineContent, Totals } from "../orders/order-content.ts";
import type { CellRefusal, RowNotice } from "./row-problem.ts";

export type FiguresReading =
  | { readonly kind: "agree" }
  | { readonly kind: "differ"; readonly code: RowNotice["code"]; readonly message: string }
  /** There is less in the lines than the shop charged for. */
  | { readonly kind: "lines-missing"; readonly refusal: CellRefusal; readonly message: string };

/**
 * Lines before discounts can never come to less than the subtotal after them, so less means that rows are missing and
 * the order would go out incomplete. Any other difference is the shop's business: its figures stay as they are (domain
 * reference 3.3), and the difference is told.
 */
export function compareFigures(
  number: string,
  lines: readonly OrderLineContent[],
  totals: Totals,
  currency: string,
): FiguresReading {
  const { subtotalMinor, discountMinor } = totals;
  const gross = lines.reduce((sum, line) => sum + extend(line.unitPrice, line.quantity, currency), 0);
  const lineDiscounts = lines.reduce((sum, line) => sum + line.discountMinor, 0);
  const come = `The lines come to ${moneyWords(gross, currency)}, the subtotal says ${moneyWords(subtotalMinor, currency)}`;
  // The shop may have rounded each line by itself.
  if (gross + lines.length < subtotalMinor) {
    const message = `${come}: rows of this order may be missing. Compare it with the shop; if these are all its lines, type what they come to.`;
    return { kind: "lines-missing", refusal: { code: "rows-missing", message }, message: `${number}: ${come}.` };
  }
  const explained = [gross, gross - lineDiscounts, gross - discountMinor, gross - lineDiscounts - discountMinor];
  if (explained.some((figure) => Math.abs(figure - subtotalMinor) <= lines.length)) return { kind: "agree" };
  return { kind: "differ", code: "figures-differ", message: `${number}: ${come}. The shop's figures are kept.` };
}

/** The export does not say it; the total does. Without tax it makes no difference. */
export function isTaxIncluded({ subtotalMinor, shippingMinor, taxMinor, totalMinor }: Totals): boolean {
  const before = subtotalMinor + shippingMinor;
  return taxMinor > 0 && Math.abs(totalMinor - before) <= Math.abs(totalMinor - before - taxMinor);
}

/** An amount within a message of the importer: "12.50 GBP". Screens format money by locale. */
export function moneyWords(minor: number, currency: string): string {
  const places = currencyExponent(currency);
  const digits = String(minor).padStart(places + 1, "0");
  return places === 0 ? `${digits} ${currency}` : `${digits.slice(0, -places)}.${digits.slice(-places)} ${currency}`;
}
