/** Units as scales send them. */
export const weightUnits = ["mg", "g", "kg", "oz", "lb"] as const;
export type WeightUnit = (typeof weightUnits)[number];

/** A weight as received: `amount` x 10^`exponent` of its unit. Integers, so that nothing is rounded on the way. */
export interface Weight {
  readonly amount: number;
  readonly exponent: number;
  readonly unit: WeightUnit;
}

/** What a scale says at one moment. Only `stable` may be booked. */
export type WeightReading =
  | { readonly kind: "stable" | "moving"; readonly weight: Weight }
  | { readonly kind: "zero" }
  /** No weight to be had: in motion without a figure, under zero, overloaded, wanting calibration, broken. */
  | { readonly kind: "moving-unseen" | "under-zero" | "overload" | "calibrate" | "fault" };

/** Exact by definition: the international pound is 0.45359237 kg, the ounce a sixteenth of it. Nanograms. */
const nanogramsOf: Readonly<Record<WeightUnit, bigint>> = {
  mg: 1_000_000n,
  g: 1_000_000_000n,
  kg: 1_000_000_000_000n,
  oz: 28_349_523_125n,
  lb: 453_592_370_000n,
};

const nanogramsInGram = 1_000_000_000n;

/** Whole grams, halves up. Undefined for a weight no bench has (beyond ten tonnes): a broken report. */
export function toGrams({ amount, exponent, unit }: Weight): number | undefined {
  if (!Number.isSafeInteger(amount) || amount < 0 || exponent < -9 || exponent > 6) return undefined;
  const scale = 10n ** BigInt(Math.abs(exponent));
  const nanograms = BigInt(amount) * nanogramsOf[unit];
  const [above, below] = exponent >= 0 ? [nanograms * scale, nanogramsInGram] : [nanograms, nanogramsInGram * scale];
  const grams = (above * 2n + below) / (below * 2n);
  return grams <= 10_000_000n ? Number(grams) : undefined;
}

/** "12.34 lb", "300 g": as the scale's own display has it. */
export function weightText({ amount, exponent, unit }: Weight): string {
  if (exponent >= 0) return `${amount}${"0".repeat(exponent)} ${unit}`;
  const digits = String(amount).padStart(1 - exponent, "0");
  return `${digits.slice(0, exponent)}.${digits.slice(exponent)} ${unit}`;
}

/** Decimal digits as scales write them, spaces in front; undefined for what is no number or has a sign. */
export function readDecimal(text: string): { readonly amount: number; readonly exponent: number } | undefined {
  const match = /^ {0,12}(\d{1,9})(?:\.(\d{0,6}))?$/.exec(text);
  if (!match) return undefined;
  const [, whole = "", part = ""] = match;
  const exponent = part.length === 0 ? 0 : -part.length;
  return { amount: Number(whole + part), exponent };
}

/** A weight, told from the empty scale. */
export function readingOf(kind: "stable" | "moving", weight: Weight): WeightReading {
  if (toGrams(weight) === undefined) return { kind: "fault" };
  return kind === "stable" && weight.amount === 0 ? { kind: "zero" } : { kind, weight };
}
