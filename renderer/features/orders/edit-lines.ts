import type { ItemRow } from "#shared/bridge/types.ts";
import { currencyExponent, extend, parseDecimal, rescale, type UnitPrice } from "#shared/kernel/money.ts";
import type { WantedLine } from "#shared/orders/decide-edits.ts";
import type { OrderView } from "#shared/orders/order-view.ts";

/** One line of an order while it is being changed; figures as they are typed. */
export interface EditedLine {
  readonly sku: string;
  readonly name: string;
  readonly quantity: string;
  readonly price: string;
  readonly discountMinor: number;
}

interface PricedLine extends WantedLine {
  readonly unitPrice: UnitPrice;
}

const mostOfALine = 1_000_000;

export function editedLines(order: Pick<OrderView, "lines" | "currency">): readonly EditedLine[] {
  return order.lines.map(({ sku, name, quantity, unitPrice, discountMinor }) => ({
    sku,
    name,
    quantity: String(quantity),
    price: priceText(unitPrice, order.currency),
    discountMinor,
  }));
}

/** The price as it is typed: with the decimals its currency has, or more where it is finer. */
export function priceText({ value, scale }: UnitPrice, currency: string): string {
  const places = Math.max(currencyExponent(currency), scale);
  const digits = String(rescale({ value, scale }, places)).padStart(places + 1, "0");
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  // Zeros finer than the currency say nothing.
  const spare = places - currencyExponent(currency);
  return spare > 0 ? text.replace(new RegExp(`0{1,${spare}}$`, "u"), "").replace(/\.$/u, "") : text;
}

/** An amount as it is typed. */
export function minorText(minor: number, currency: string): string {
  return priceText({ value: minor, scale: currencyExponent(currency) }, currency);
}

/** One more of an item that is there, or a new line of it. */
export function withItem(lines: readonly EditedLine[], item: ItemRow, quantity: number): readonly EditedLine[] {
  const there = lines.find((line) => line.sku === item.sku);
  if (!there) {
    const price = priceText(item.price, item.currency);
    return [...lines, { sku: item.sku, name: item.name, quantity: String(quantity), price, discountMinor: 0 }];
  }
  const more = String((quantityOf(there.quantity) ?? 0) + quantity);
  return lines.map((line) => (line === there ? { ...line, quantity: more } : line));
}

export function quantityOf(text: string): number | undefined {
  const quantity = /^\d{1,7}$/u.test(text.trim()) ? Number(text) : 0;
  return quantity >= 1 && quantity <= mostOfALine ? quantity : undefined;
}

export function priceOf(text: string): UnitPrice | undefined {
  const price = parseDecimal(text);
  return price && price.value >= 0 ? price : undefined;
}

/** What to ask for; undefined as long as a figure cannot be read. */
export function wantedLines(lines: readonly EditedLine[]): readonly PricedLine[] | undefined {
  const wanted = lines.flatMap(({ sku, quantity, price }): PricedLine[] => {
    const [units, unitPrice] = [quantityOf(quantity), priceOf(price)];
    return units === undefined || unitPrice === undefined ? [] : [{ sku, quantity: units, unitPrice }];
  });
  return wanted.length === lines.length ? wanted : undefined;
}

/** What a line comes to, minor units; undefined where its figures cannot be read. */
export function lineMinor(line: EditedLine, currency: string): number | undefined {
  const [quantity, price] = [quantityOf(line.quantity), priceOf(line.price)];
  if (quantity === undefined || price === undefined) return undefined;
  const gross = extend(price, quantity, currency);
  return gross - Math.min(line.discountMinor, gross);
}
