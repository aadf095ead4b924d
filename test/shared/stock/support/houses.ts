/** What somebody who walks through the houses of a company would count: units by house, bin and SKU. Knows no place's name. */
export class Houses {
  readonly #units = new Map<string, number>();
  readonly #stated = new Map<string, number>();
  readonly #bins: readonly string[];

  constructor(bins: readonly string[]) {
    this.#bins = bins;
  }

  at(site: string, bin: string, sku: string): number {
    return this.#units.get(key(site, bin, sku)) ?? 0;
  }

  put(site: string, bin: string, sku: string, units: number): void {
    this.#units.set(key(site, bin, sku), this.at(site, bin, sku) + units);
  }

  count(site: string, bin: string, sku: string, units: number): void {
    this.#units.set(key(site, bin, sku), units);
  }

  /** Units of a house, in bins and in totes. */
  in(site: string, sku: string): number {
    return [...this.#bins, "tote"].reduce((sum, bin) => sum + this.at(site, bin, sku), 0);
  }

  /** A catalogue says what the house has; the same again says nothing. */
  state(site: string, bin: string, sku: string, figure: number): void {
    const name = key(site, "stated", sku);
    if (this.#stated.get(name) === figure) return;
    this.#stated.set(name, figure);
    let difference = figure - this.in(site, sku);
    if (difference > 0) return this.put(site, bin, sku, difference);
    for (const each of [bin, ...this.#bins.filter((other) => other !== bin)]) {
      const gone = Math.max(0, Math.min(-difference, this.at(site, each, sku)));
      this.put(site, each, sku, -gone);
      difference += gone;
    }
  }
}

function key(site: string, bin: string, sku: string): string {
  return JSON.stringify([site, bin, sku]);
}
