import type { LineQuantity } from "../facts/kinds/orders.ts";
import { compareNaturally } from "../kernel/natural-order.ts";
import type { Here } from "../stock/decide-stock.ts";
import { binsAt, readBin, siteOf } from "../stock/places.ts";
import { mayPromise, rightsAt } from "../stock/rights.ts";
import type { StockView } from "../stock/stock-view.ts";
import { mainSite } from "../sync/scope.ts";
import type { OrderView } from "./order-view.ts";

interface Wanted {
  readonly lineId: string;
  readonly sku: string;
  readonly quantity: number;
}

export interface Allocated {
  readonly allocations: LineQuantity[];
  /** Units that wait. */
  readonly backorders: Wanted[];
}

/**
 * Units for the open lines of an order, of those the station may promise: all of one site, for who picks an order walks
 * through one house. It is the station's own where that has as many of them as any other, else the one that has most; what
 * lies elsewhere waits as a backorder, and can be released once these have left, or been sent over.
 */
export function allocate(
  order: OrderView,
  stockOf: (sku: string) => StockView | undefined,
  { station, site }: Here,
): Allocated {
  const wanted = openLines(order);
  const stock = new Map(wanted.map(({ sku }) => [sku, stockOf(sku)]));
  let best: LineQuantity[] = [];
  for (const each of [site, ...otherSites([...stock.values()], site)]) {
    const found = takeAt(each, wanted, (sku) => stock.get(sku), station);
    if (unitsOf(found) > unitsOf(best)) best = found;
  }
  const backorders = wanted.flatMap(({ lineId, sku, quantity }) => {
    const rest = quantity - unitsOf(best.filter((part) => part.lineId === lineId));
    return rest > 0 ? [{ lineId, sku, quantity: rest }] : [];
  });
  return { allocations: best, backorders };
}

/** The site that an order's promised units are to be picked at: where most of them lie. Undefined where none are promised. */
export function pickSite({ allocations }: Pick<OrderView, "allocations">): string | undefined {
  const units = new Map<string, number>();
  for (const { place, quantity } of allocations) {
    const site = siteOf(place);
    if (site !== undefined) units.set(site, (units.get(site) ?? 0) + quantity);
  }
  const [most] = [...units].toSorted(([one, few], [other, many]) => many - few || compareNaturally(one, other));
  return most?.[0];
}

/** Where an order's units lie, promised in bins or picked into its tote. Undefined where none do. */
export function siteOfOrder(order: Pick<OrderView, "allocations" | "tote" | "toteSite">): string | undefined {
  return order.tote === "" ? pickSite(order) : (order.toteSite ?? mainSite);
}

function openLines(order: OrderView): Wanted[] {
  return order.lines.flatMap(({ lineId, sku, requiresShipping, quantity, allocated, shipped, cancelled }) => {
    const open = quantity - allocated - shipped - cancelled;
    return requiresShipping && open > 0 ? [{ lineId, sku, quantity: open }] : [];
  });
}

function otherSites(stock: readonly (StockView | undefined)[], own: string): string[] {
  const sites = stock.flatMap((each) => Object.keys(each?.places ?? {}).flatMap((place) => readBin(place)?.site ?? []));
  return [...new Set(sites)].filter((site) => site !== own).toSorted(compareNaturally);
}

function takeAt(
  site: string,
  wanted: readonly Wanted[],
  stockOf: (sku: string) => StockView | undefined,
  station: string,
): LineQuantity[] {
  const taken = new Map<string, number>();
  const takenOf = new Map<string, number>();
  const allocations: LineQuantity[] = [];
  for (const { lineId, sku, quantity: open } of wanted) {
    const stock = stockOf(sku);
    let rest = open;
    for (const { place } of stock ? binsAt(site, Object.keys(stock.places)) : []) {
      if (rest === 0) break;
      const key = `${sku}\n${place}`;
      const freeHere = stock ? rightsAt(stock, place, station) - (taken.get(key) ?? 0) : 0;
      // Where a count found another bin short of what it owes, the units here may be needed for that.
      const freeAtAll = stock ? mayPromise(stock, station) - (takenOf.get(sku) ?? 0) : 0;
      const quantity = Math.min(rest, freeHere, freeAtAll);
      if (quantity <= 0) continue;
      taken.set(key, (taken.get(key) ?? 0) + quantity);
      takenOf.set(sku, (takenOf.get(sku) ?? 0) + quantity);
      allocations.push({ lineId, sku, place, quantity });
      rest -= quantity;
    }
  }
  return allocations;
}

function unitsOf(parts: readonly { readonly quantity: number }[]): number {
  return parts.reduce((sum, { quantity }) => sum + quantity, 0);
}
