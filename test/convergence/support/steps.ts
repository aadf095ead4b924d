import fc from "fast-check";

/** One thing that happens on a day of a company: somebody does something, or something happens to the lines and machines. */
export interface Step {
  readonly what: What;
  /** Which station. */
  readonly who: number;
  /** Which order, SKU, quantity, message ...: what the step makes of it. */
  readonly a: number;
  readonly b: number;
}

export const deeds = {
  place: 8,
  import: 7,
  askChannel: 1,
  passChannel: 2,
  receipt: 6,
  release: 14,
  askRights: 3,
  askWork: 4,
  hold: 2,
  lift: 2,
  takeList: 10,
  pick: 24,
  short: 1,
  undoPick: 1,
  closeList: 1,
  pack: 26,
  undoPack: 1,
  cancel: 2,
  pay: 2,
  refund: 3,
  address: 2,
  lines: 2,
  relocate: 2,
  send: 2,
  arrive: 3,
  resolve: 4,
} as const;

/** What physical truth may do to the book; only where shortages are allowed. */
const counts = { count: 3 } as const;

export const weather = {
  exchange: 30,
  /** The reply is lost after the hub took the facts, or the page is lost before the station took it. */
  cutPush: 4,
  cutPull: 4,
  /** A push that arrives again, and late. */
  delayPush: 3,
  deliver: 3,
  partition: 6,
  heal: 6,
  crash: 2,
  backup: 1,
  restore: 1,
  skew: 1,
} as const;

export type Deed = keyof typeof deeds | keyof typeof counts;
export type What = Deed | keyof typeof weather;

export const stationCount = 5;

/** Days of `length` steps. Without `counts` there is no lawful shortage. */
export function days(length: number, options: { readonly counts: boolean }): fc.Arbitrary<Step[]> {
  const weights = { ...deeds, ...weather, ...(options.counts ? counts : {}) };
  const what = fc.oneof(
    ...Object.entries(weights).map(([name, weight]) => ({ weight, arbitrary: fc.constant(name as What) })),
  );
  return fc.array(fc.record({ what, who: fc.nat(stationCount - 1), a: fc.nat(999), b: fc.nat(999) }), {
    minLength: length,
    maxLength: length,
    size: "max",
  });
}

/** The one day of a seed. */
export function dayOf(seed: number, length: number, options: { readonly counts: boolean }): Step[] {
  const [day] = fc.sample(days(length, options), { seed, numRuns: 1 });
  if (!day) throw new Error("A sample was asked for");
  return day;
}
