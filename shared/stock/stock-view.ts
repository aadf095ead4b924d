import type { Fact } from "../facts/kinds.ts";
import type { LineQuantity } from "../facts/kinds/orders.ts";
import type { StockMove } from "../facts/kinds/stock.ts";
import { mainSite } from "../sync/scope.ts";
import { isBin, outside, siteOf, totePlace, transitPlace } from "./places.ts";
import { add, type Counts, type Rights, without } from "./rights.ts";

/**
 * Where the units of one SKU are, by double entry (design section 3): supplier, customer, adjustment and scrap are places
 * too, so that the sum over all places is zero at all times.
 *
 * Beside it stands who may promise them (design section 5). For every bin, at all times and under any schedule,
 * `units = promised + the rights of all holders`; a holder's rights go below nothing only where a count, a picker or a
 * forced reclaim found less than was promised, and that is a shortage.
 */
export interface StockView {
  readonly sku: string;
  /** Units at each place; a place of the outside world counts negative. Places at zero are left out. */
  readonly places: Counts;
  /** Units promised to orders and not yet picked, by bin place. */
  readonly promised: Counts;
  /** Units each holder may still promise, by bin place and holder. Nothing is kept of a holder with none. */
  readonly rights: Readonly<Record<string, Counts>>;
  /** What the last catalogue said is on hand at the site "main"; null where none ever did. */
  readonly statedOnHand: number | null;
  /** Station that the figure came in at; empty where there is none. */
  readonly statedBy: string;
  /** The same of each other site that has had one; left out where none has. */
  readonly statedElsewhere?: Readonly<Record<string, Stated>> | undefined;
  /** What each station still asks for the rights to, its last ask only. */
  readonly asks: Readonly<Record<string, RightAsk>>;
}

/** What a catalogue said is on hand, and the station where it was read. */
export interface Stated {
  readonly onHand: number;
  readonly by: string;
}

export interface RightAsk {
  readonly askId: string;
  /** Units still asked for. */
  readonly quantity: number;
}

export function emptyStock(sku: string): StockView {
  return { sku, places: {}, promised: {}, rights: {}, statedOnHand: null, statedBy: "", asks: {} };
}

export function foldStock(stock: StockView | undefined, sku: string, fact: Fact): StockView | undefined {
  const present = stock ?? emptyStock(sku);
  const { station } = fact;
  switch (fact.kind) {
    case "stock.moved":
      return foldMoved(present, fact);
    case "stock.relocated":
      return mine(fact.body.moves, sku).reduce((now, part) => carry(now, part, station), present);
    case "stock.counted":
      return fact.body.sku === sku ? count(present, fact.body.place, fact.body.counted, station) : stock;
    case "transfer.sent":
      return mine(fact.body.lines, sku).reduce(
        (now, { place, quantity }) =>
          carry(now, { sku, from: place, to: transitPlace(fact.body.transferId), quantity }, station),
        present,
      );
    case "transfer.received":
      return mine(fact.body.lines, sku).reduce((now, { place, quantity }) => {
        // What was received twice, or by nobody it was sent to, is not there twice.
        const from = transitPlace(fact.body.transferId);
        const there = Math.min(quantity, Math.max(0, now.places[from] ?? 0));
        return there === 0 ? now : carry(now, { sku, from, to: place, quantity: there }, station);
      }, present);
    case "order.released":
      // It has decided with what it has: what it asked for is no longer wanted.
      return mine(fact.body.allocations, sku).reduce((now, part) => spend(now, part, station), {
        ...present,
        asks: without(present.asks, station),
      });
    case "order.cancelled":
    case "order.unpromised":
    case "pick.closed":
      return mine<LineQuantity>(fact.body.freed, sku).reduce((now, part) => free(now, part, station), present);
    case "pick.shorted":
      return short(present, fact.body, station);
    case "pick.confirmed":
      return promise(
        move(present, { sku, from: fact.body.place, to: toteOf(fact.body), quantity: fact.body.quantity }),
        fact.body.place,
        -fact.body.quantity,
      );
    case "pick.undone":
      return promise(
        move(present, { sku, from: toteOf(fact.body), to: fact.body.place, quantity: fact.body.quantity }),
        fact.body.place,
        fact.body.quantity,
      );
    case "order.shipped":
      return mine(fact.body.lines, sku).reduce(
        (now, part) => move(now, { sku, from: part.place, to: outside.customer, quantity: part.quantity }),
        present,
      );
    case "right.asked":
      return {
        ...present,
        asks: {
          ...without(present.asks, station),
          [station]: { askId: fact.body.askId, quantity: fact.body.quantity },
        },
      };
    case "right.passed":
      // A grant counts only if the giver signed it; then it always does, so that the sum over all holders stays.
      if (fact.body.from !== station) return stock;
      return answer(
        grant(
          grant(present, fact.body.place, station, -fact.body.quantity),
          fact.body.place,
          fact.body.to,
          fact.body.quantity,
        ),
        fact.body,
      );
    case "right.reclaimed":
      return grant(
        grant(present, fact.body.place, fact.body.from, -fact.body.quantity),
        fact.body.place,
        fact.body.to,
        fact.body.quantity,
      );
    default:
      return stock;
  }
}

function mine<Part extends { readonly sku: string }>(parts: readonly Part[], sku: string): Part[] {
  return parts.filter((part) => part.sku === sku);
}

/** A picker's tote is where the bin is that it is filled from. */
function toteOf({ place, tote }: { readonly place: string; readonly tote: string }): string {
  return totePlace(siteOf(place) ?? mainSite, tote);
}

function foldMoved(present: StockView, fact: Extract<Fact, { kind: "stock.moved" }>): StockView {
  const { sku } = present;
  const stated = fact.body.stated.find((entry) => entry.sku === sku);
  const site = stated?.site ?? mainSite;
  const before = statedAt(present, site);
  // The same file read at two stations of a site while apart: its units came in once. At another site they are others.
  const again =
    fact.body.reason === "catalogue" &&
    stated !== undefined &&
    stated.onHand === before?.onHand &&
    before.by !== fact.station;
  if (again) return present;
  const moved = mine(fact.body.moves, sku).reduce((now, part) => carry(now, part, fact.station), present);
  if (!stated) return moved;
  const { onHand } = stated;
  if (site === mainSite) return { ...moved, statedOnHand: onHand, statedBy: fact.station };
  return { ...moved, statedElsewhere: { ...moved.statedElsewhere, [site]: { onHand, by: fact.station } } };
}

/** What the last catalogue read at a site said is on hand there; undefined where none ever did. */
export function statedAt(stock: StockView, site: string): Stated | undefined {
  if (site === mainSite) {
    return stock.statedOnHand === null ? undefined : { onHand: stock.statedOnHand, by: stock.statedBy };
  }
  const elsewhere = stock.statedElsewhere ?? {};
  return Object.hasOwn(elsewhere, site) ? elsewhere[site] : undefined;
}

/** Units that come into a bin are the mover's to promise; units that leave one use up the mover's rights. */
function carry(stock: StockView, change: StockMove, station: string): StockView {
  const left = isBin(change.from) ? grant(stock, change.from, station, -change.quantity) : stock;
  const entered = isBin(change.to) ? grant(left, change.to, station, change.quantity) : left;
  return move(entered, change);
}

function count(stock: StockView, place: string, counted: number, station: string): StockView {
  const difference = counted - (stock.places[place] ?? 0);
  if (difference === 0) return stock;
  const { sku } = stock;
  return difference > 0
    ? carry(stock, { sku, from: outside.adjustment, to: place, quantity: difference }, station)
    : carry(stock, { sku, from: place, to: outside.adjustment, quantity: -difference }, station);
}

function spend(stock: StockView, part: LineQuantity, station: string): StockView {
  return grant(promise(stock, part.place, part.quantity), part.place, station, -part.quantity);
}

function free(stock: StockView, part: LineQuantity, station: string): StockView {
  return grant(promise(stock, part.place, -part.quantity), part.place, station, part.quantity);
}

/** What the picker did not find is not in the bin, whatever the book said: it must not be promised again. */
function short(stock: StockView, part: LineQuantity, station: string): StockView {
  const { sku } = stock;
  const { place, quantity } = part;
  if (part.sku !== sku) return stock;
  const freed = promise(stock, place, -quantity);
  const missed = Math.min(quantity, Math.max(0, stock.places[place] ?? 0));
  const after = missed === 0 ? freed : move(freed, { sku, from: place, to: outside.missing, quantity: missed });
  // Promises that no unit stood behind any more: ending them makes good what is owed there.
  return repay(after, place, station, quantity - missed);
}

/** Rights to nothing that was there: first to those below nothing, in the order of their names, the rest to the doer. */
function repay(stock: StockView, place: string, station: string, units: number): StockView {
  let now = stock;
  let rest = units;
  for (const [holder, held] of Object.entries(stock.rights[place] ?? {}).toSorted(([one], [other]) =>
    one < other ? -1 : 1,
  )) {
    const paid = Math.min(rest, Math.max(0, -held));
    now = grant(now, place, holder, paid);
    rest -= paid;
  }
  return grant(now, place, station, rest);
}

function answer(stock: StockView, passed: { readonly to: string; readonly quantity: number }): StockView {
  const ask = Object.hasOwn(stock.asks, passed.to) ? stock.asks[passed.to] : undefined;
  if (!ask) return stock;
  const others = without(stock.asks, passed.to);
  const left = ask.quantity - passed.quantity;
  return { ...stock, asks: left > 0 ? { ...others, [passed.to]: { ...ask, quantity: left } } : others };
}

function move(stock: StockView, change: StockMove): StockView {
  return { ...stock, places: add(add(stock.places, change.from, -change.quantity), change.to, change.quantity) };
}

function promise(stock: StockView, place: string, change: number): StockView {
  return { ...stock, promised: add(stock.promised, place, change) };
}

function grant(stock: StockView, place: string, holder: string, change: number): StockView {
  if (change === 0) return stock;
  const held = add(stock.rights[place] ?? {}, holder, change);
  const others = without(stock.rights, place);
  const rights: Rights = Object.keys(held).length === 0 ? others : { ...others, [place]: held };
  return { ...stock, rights };
}

/** Units in the house: the bins and totes of all sites, or of one. */
export function onHand(stock: StockView, site?: string): number {
  return sum(stock.places, (place) => {
    const at = siteOf(place);
    return at !== undefined && (site === undefined || at === site);
  });
}

/** Units in bins that no order has been promised, whoever may promise them. */
export function canPromise(stock: StockView): number {
  return Math.max(0, sum(stock.places, isBin) - sum(stock.promised, () => true));
}

function sum(counts: Counts, counted: (place: string) => boolean): number {
  return Object.entries(counts).reduce((total, [place, units]) => (counted(place) ? total + units : total), 0);
}
