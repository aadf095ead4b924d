import { extend } from "#shared/kernel/money.ts";
import { isCaptured, refundable } from "#shared/orders/fold-money.ts";
import { openAsks } from "#shared/orders/order-conflicts.ts";
import type { Tender } from "#shared/orders/order-content.ts";
import type { OrderLine, OrderView } from "#shared/orders/order-view.ts";

/** One payment of which something can still be given back, minor units; what was asked for and not done yet counts. */
export interface Refundable {
  readonly tender: Tender;
  readonly leftMinor: number;
}

export function refundables(order: OrderView): readonly Refundable[] {
  const asked = openAsks(order, "refund");
  return order.tenders
    .filter(isCaptured)
    .map((tender) => ({
      tender,
      leftMinor:
        refundable(tender) -
        asked
          .filter((entry) => entry.ask.tenderId === tender.tenderId)
          .reduce((sum, entry) => sum + entry.ask.amountMinor, 0),
    }))
    .filter(({ leftMinor }) => leftMinor > 0)
    .toSorted((one, other) => other.leftMinor - one.leftMinor);
}

/** What so many units of a line cost, its discount shared out over its units; minor units. */
export function unitsMinor(line: OrderLine, units: number, currency: string): number {
  const gross = extend(line.unitPrice, units, currency);
  const discount =
    units >= line.quantity ? line.discountMinor : Math.floor((line.discountMinor * units) / line.quantity);
  return Math.max(0, gross - discount);
}

/** Units of each line chosen, by its id. */
export type ChosenUnits = Readonly<Record<string, string>>;

export function chosenOf(chosen: ChosenUnits, line: OrderLine): number | undefined {
  const text = (chosen[line.lineId] ?? "").trim();
  if (text === "") return 0;
  const units = /^\d{1,7}$/u.test(text) ? Number(text) : undefined;
  return units !== undefined && units <= line.quantity ? units : undefined;
}

/** What the chosen units come to, minor units; undefined where a figure cannot be read. */
export function chosenMinor(order: OrderView, chosen: ChosenUnits): number | undefined {
  let sum = 0;
  for (const line of order.lines) {
    const units = chosenOf(chosen, line);
    if (units === undefined) return undefined;
    sum += unitsMinor(line, units, order.currency);
  }
  return sum;
}
