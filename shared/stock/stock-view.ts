import type { Fact } from "../facts/kinds.ts";
import type { StockMove } from "../facts/kinds/stock.ts";

/**
 * Where the units of one SKU are, by double entry (design section 3): supplier, customer, adjustment and scrap are places
 * too, so that the sum over all places is zero at all times.
 */
export interface StockView {
  readonly sku: string;
  /** Units at each place; a place of the outside world counts negative. Places at zero are left out. */
  readonly places: Readonly<Record<string, number>>;
  /** Units promised to orders and not yet picked, by bin place. */
  readonly promised: Readonly<Record<string, number>>;
  /** What the last catalogue said is on hand; null where none ever did. */
  readonly statedOnHand: number | null;
}

/** Places by kind: `bin/B-16-4`, `tote/T-14`, and the outside ones without a slash. */
export const outside = {
  supplier: "supplier",
  customer: "customer",
  adjustment: "adjustment",
  scrap: "scrap",
  /** Not found by a picker; a count says where it is. */
  missing: "missing",
} as const;
export function binPlace(bin: string): string {
  return `bin/${bin}`;
}
export function totePlace(tote: string): string {
  return `tote/${tote}`;
}

export function foldStock(stock: StockView | undefined, sku: string, fact: Fact): StockView | undefined {
  const present = stock ?? { sku, places: {}, promised: {}, statedOnHand: null };
  switch (fact.kind) {
    case "stock.moved": {
      const stated = fact.body.stated.find((entry) => entry.sku === sku);
      const moved = fact.body.moves.filter((entry) => entry.sku === sku).reduce(move, present);
      return stated ? { ...moved, statedOnHand: stated.onHand } : moved;
    }
    case "order.released":
      return fact.body.allocations
        .filter((part) => part.sku === sku)
        .reduce((now, part) => promise(now, part.place, part.quantity), present);
    case "order.cancelled":
      return fact.body.freed
        .filter((part) => part.sku === sku)
        .reduce((now, part) => promise(now, part.place, -part.quantity), present);
    case "pick.closed":
      return fact.body.freed
        .filter((part) => part.sku === sku)
        .reduce((now, part) => promise(now, part.place, -part.quantity), present);
    case "pick.shorted": {
      // What the picker did not find is not in the bin, whatever the book said: it must not be promised again.
      const { place, quantity } = fact.body;
      const freed = promise(present, place, -quantity);
      const missed = Math.min(quantity, Math.max(0, present.places[place] ?? 0));
      return missed === 0 ? freed : move(freed, { sku, from: place, to: outside.missing, quantity: missed });
    }
    case "pick.confirmed":
      return promise(
        move(present, { sku, from: fact.body.place, to: totePlace(fact.body.tote), quantity: fact.body.quantity }),
        fact.body.place,
        -fact.body.quantity,
      );
    case "pick.undone":
      return promise(
        move(present, { sku, from: totePlace(fact.body.tote), to: fact.body.place, quantity: fact.body.quantity }),
        fact.body.place,
        fact.body.quantity,
      );
    case "order.shipped":
      return fact.body.lines
        .filter((part) => part.sku === sku)
        .reduce(
          (now, part) => move(now, { sku, from: part.place, to: outside.customer, quantity: part.quantity }),
          present,
        );
    default:
      return stock;
  }
}

function move(stock: StockView, change: StockMove): StockView {
  return { ...stock, places: add(add(stock.places, change.from, -change.quantity), change.to, change.quantity) };
}

function promise(stock: StockView, place: string, change: number): StockView {
  return { ...stock, promised: add(stock.promised, place, change) };
}

function add(counts: Readonly<Record<string, number>>, key: string, change: number): Readonly<Record<string, number>> {
  const { [key]: before = 0, ...others } = counts;
  return before + change === 0 ? others : { ...others, [key]: before + change };
}

/** Units in the building: bins and totes. */
export function onHand(stock: StockView): number {
  return sum(stock.places, (place) => place.includes("/"));
}

/** Units in bins that no order has been promised. */
export function canPromise(stock: StockView): number {
  return Math.max(0, sum(stock.places, (place) => place.startsWith("bin/")) - sum(stock.promised, () => true));
}

/** Free units at one place. */
export function freeAt(stock: StockView, place: string): number {
  return Math.max(0, (stock.places[place] ?? 0) - (stock.promised[place] ?? 0));
}

function sum(counts: Readonly<Record<string, number>>, counted: (place: string) => boolean): number {
  return Object.entries(counts).reduce((total, [place, units]) => (counted(place) ? total + units : total), 0);
}
