import { mayPromise, rightsByHolder } from "../stock/rights.ts";
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
