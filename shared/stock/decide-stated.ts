import { draft, type Draft } from "../facts/kinds.ts";
import type { StockMove } from "../facts/kinds/stock.ts";
import { mainSite } from "../sync/scope.ts";
import { type Bin, binPlace, binsAt, outside } from "./places.ts";
import { onHand, statedAt, type StockView } from "./stock-view.ts";

export interface StatedStock {
  readonly draft: Draft;
  /** Units more than the book had; fewer where negative. */
  readonly difference: number;
  /** The item's own bin, where more of them lie. */
  readonly place: string;
}

/**
 * What a catalogue read at a site says is on hand there. A figure that it has not given before is taken as a count of what
 * the site has, its bins and totes: the difference to the book goes to or comes from adjustment. Undefined for the same
 * figure again, which says nothing: yesterday's file would undo today's sales.
 */
export function decideStated(
  stock: StockView | undefined,
  { sku, site, bin, onHand: stated }: Bin & { readonly sku: string; readonly onHand: number },
): StatedStock | undefined {
  if (stock && statedAt(stock, site)?.onHand === stated) return undefined;
  const difference = stated - (stock ? onHand(stock, site) : 0);
  const place = binPlace(site, bin);
  const found = { sku, from: outside.adjustment, to: place, quantity: difference };
  const moved = draft(`item/${sku}`, "stock.moved", {
    moves: difference > 0 ? [found] : stock ? missing(stock, { site, bin }, -difference) : [],
    reason: "catalogue",
    stated: [{ sku, onHand: stated, ...(site !== mainSite && { site }) }],
  });
  return { draft: moved, difference, place };
}

/** Units fewer than the book has leave the item's own bin first, then others of the site; never more than lies in each. */
function missing(stock: StockView, { site, bin }: Bin, units: number): StockMove[] {
  const own = binPlace(site, bin);
  const others = binsAt(site, Object.keys(stock.places)).filter(({ place }) => place !== own);
  let rest = units;
  return [own, ...others.map(({ place }) => place)].flatMap((from) => {
    const quantity = Math.min(rest, stock.places[from] ?? 0);
    if (quantity <= 0) return [];
    rest -= quantity;
    return [{ sku: stock.sku, from, to: outside.adjustment, quantity }];
  });
}
