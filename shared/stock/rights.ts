/** Units by name: of a place, of a holder. A name at zero is left out. */
export type Counts = Readonly<Record<string, number>>;

/** Units each holder may promise, by place and holder. */
export type Rights = Readonly<Record<string, Counts>>;

interface Held {
  readonly rights: Rights;
}

/** Adds to one count; never keeps a zero. */
export function add(counts: Counts, key: string, change: number): Counts {
  const before = Object.hasOwn(counts, key) ? (counts[key] ?? 0) : 0;
  const others = without(counts, key);
  return before + change === 0 ? others : { ...others, [key]: before + change };
}

export function without<Value>(from: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> {
  const { [key]: _left, ...others } = from;
  return others;
}

/** Units a holder may promise from one place. */
export function rightsAt(stock: Held, place: string, holder: string): number {
  return Math.max(0, stock.rights[place]?.[holder] ?? 0);
}

/**
 * Units of the SKU a holder may promise in all. What the holder owes at one place may be needed from another; and while
 * anybody owes more than the others hold, nobody promises what is not there.
 */
export function mayPromise(stock: Held, holder: string): number {
  const own = sum(Object.values(stock.rights).map((held) => held[holder] ?? 0));
  const all = sum(Object.values(stock.rights).flatMap((held) => Object.values(held)));
  return Math.max(0, Math.min(own, all));
}

/** Units each holder may promise, all places together; who owes is negative. */
export function rightsByHolder(stock: Held): ReadonlyMap<string, number> {
  const holders = new Map<string, number>();
  for (const held of Object.values(stock.rights)) {
    for (const [holder, units] of Object.entries(held)) holders.set(holder, (holders.get(holder) ?? 0) + units);
  }
  return holders;
}

/** Units promised at a place that are not there, or may yet be promised and are not there; who owes them. */
export function owedAt(stock: Held, place: string): readonly { readonly holder: string; readonly units: number }[] {
  return Object.entries(stock.rights[place] ?? {})
    .filter(([, units]) => units < 0)
    .map(([holder, units]) => ({ holder, units: -units }))
    .toSorted((one, other) => (one.holder < other.holder ? -1 : 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
