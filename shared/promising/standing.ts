import type { Here } from "../stock/decide-stock.ts";
import { binsFrom, siteOf } from "../stock/places.ts";
import { mayPromise, rightsAt, rightsByHolder } from "../stock/rights.ts";
import { onHand, type StockView } from "../stock/stock-view.ts";

/** What a station may still promise of a SKU, and where the rest of it is. */
export interface PromiseStanding {
  readonly onHand: number;
  readonly mayPromise: number;
  /** Units promised to orders and not yet picked. */
  readonly promised: number;
  /** Units that others may promise, by holder, the most first. */
  readonly elsewhere: readonly { readonly holder: string; readonly units: number }[];
  /** Units promised that no count finds; who promised them. */
  readonly owed: readonly { readonly holder: string; readonly units: number }[];
}

/**
 * Units to ask others for, so that an order of so many can be promised as one, at one site (orders/allocate.ts): at one's
 * own where there are as many, else anywhere. Never more than others hold.
 */
export function unitsToAsk(stock: StockView, wanted: number, { station, site }: Here): number {
  const { mayPromise, elsewhere } = promiseStanding(stock, station);
  const held = (at: string, isMine: boolean): number =>
    Object.entries(stock.rights).reduce((sum, [place, rights]) => {
      if (siteOf(place) !== at) return sum;
      const holders = Object.entries(rights).filter(([holder, units]) => units > 0 && (holder === station) === isMine);
      return holders.reduce((units, [, each]) => units + each, sum);
    }, 0);
  const sites = new Set(Object.keys(stock.rights).flatMap((place) => siteOf(place) ?? []));
  const most = Math.max(0, ...[...sites].map((each) => Math.min(mayPromise, held(each, true))));
  const short = wanted - most;
  if (short <= 0) return 0;
  const here = wanted - Math.min(mayPromise, held(site, true));
  const others = elsewhere.reduce((sum, { units }) => sum + units, 0);
  return Math.min(others, held(site, false) >= here ? here : short);
}

/** What lies in one bin. */
export interface BinStanding {
  readonly bin: string;
  /** Where it is; empty for the own site. */
  readonly site: string;
  readonly units: number;
  readonly promised: number;
  /** Units that the station may promise. */
  readonly mine: number;
}

/** The bins that a SKU lies in or is promised from, those of the own site first. */
export function binStandings(stock: StockView, { station, site }: Here): BinStanding[] {
  const places = new Set([...Object.keys(stock.places), ...Object.keys(stock.promised)]);
  return binsFrom(site, [...places]).map(({ place, bin, site: at }) => ({
    bin,
    site: at === site ? "" : at,
    units: stock.places[place] ?? 0,
    promised: stock.promised[place] ?? 0,
    mine: rightsAt(stock, place, station),
  }));
}

export function promiseStanding(stock: StockView, station: string): PromiseStanding {
  const holders = [...rightsByHolder(stock)].map(([holder, units]) => ({ holder, units }));
  const owed = Object.values(stock.rights).flatMap((held) => Object.entries(held).filter(([, units]) => units < 0));
  const owedBy = new Map<string, number>();
  for (const [holder, units] of owed) owedBy.set(holder, (owedBy.get(holder) ?? 0) - units);
  return {
    onHand: onHand(stock),
    mayPromise: mayPromise(stock, station),
    promised: Object.values(stock.promised).reduce((sum, units) => sum + units, 0),
    elsewhere: holders
      .filter(({ holder, units }) => holder !== station && units > 0)
      .toSorted((one, other) => other.units - one.units || (one.holder < other.holder ? -1 : 1)),
    owed: [...owedBy]
      .map(([holder, units]) => ({ holder, units }))
      .toSorted((one, other) => (one.holder < other.holder ? -1 : 1)),
  };
}
