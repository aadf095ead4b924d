import { binPlace, binsAt, isBin } from "./places.ts";
import type { StockView } from "./stock-view.ts";

/**
 * The bin of a site that units of an item are put in where nobody says otherwise. That of the catalogue, which may be the
 * other site's: where an item lies at several, and not in the bin of that name here, it is the one that has most of it here.
 */
export function usualBin(stock: StockView | undefined, catalogueBin: string, site: string): string {
  const places = Object.keys(stock?.places ?? {});
  const here = binsAt(site, places).map(({ bin, place }) => ({ bin, units: stock?.places[place] ?? 0 }));
  if (here.length === 0 || here.length === places.filter(isBin).length) return catalogueBin;
  if ((stock?.places[binPlace(site, catalogueBin)] ?? 0) > 0) return catalogueBin;
  return here.reduce((most, each) => (each.units > most.units ? each : most)).bin;
}
