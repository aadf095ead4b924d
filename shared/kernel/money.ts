/**
 * Money is an integer number of minor units with its ISO 4217 currency; never a binary float.
 * Unit prices may be finer than a minor unit (0.0025 GBP a screw), so they carry a scale of their own.
 */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

/** `value` x 10^-`scale` of the major unit: { value: 25500, scale: 4 } is 2.55. */
export interface UnitPrice {
  readonly value: number;
  readonly scale: number;
}

// ISO 4217 exponents that are not 2 (the list of active codes, amendment 177).
const exponents: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/** Number of decimal places of a currency's minor unit; 2 where ISO 4217 says nothing else. */
export function currencyExponent(currency: string): number {
  return exponents[currency] ?? 2;
}

const decimalText = /^(-?)(\d{1,13})(?:\.(\d{1,8}))?$/;

/**
 * Reads "2.55" exactly, without going through a float. Returns undefined for anything that is not a plain decimal
 * with a point, or that leaves the safe integers.
 */
export function parseDecimal(text: string): UnitPrice | undefined {
  const match = decimalText.exec(text.trim());
  if (!match) return undefined;
  const [, sign = "", whole = "", fraction = ""] = match;
  const value = Number(`${sign}${whole}${fraction}`);
  if (!Number.isSafeInteger(value)) return undefined;
  return { value: value === 0 ? 0 : value, scale: fraction.length };
}

/** Rescales with half away from zero; throws where the result leaves the safe integers. */
export function rescale(price: UnitPrice, scale: number): number {
  if (scale >= price.scale) return safe(price.value * 10 ** (scale - price.scale));
  const divisor = 10 ** (price.scale - scale);
  const quotient = Math.trunc(price.value / divisor);
  const remainder = Math.abs(price.value % divisor);
  return remainder * 2 >= divisor ? quotient + Math.sign(price.value) : quotient;
}

/** The amount as text reads it, in minor units of `currency`; undefined where the text is not an exact amount of it. */
export function parseMinor(text: string, currency: string): number | undefined {
  const price = parseDecimal(text);
  if (!price) return undefined;
  const exponent = currencyExponent(currency);
  if (price.scale > exponent && price.value % 10 ** (price.scale - exponent) !== 0) return undefined;
  return price.scale <= exponent && !Number.isSafeInteger(price.value * 10 ** (exponent - price.scale))
    ? undefined
    : rescale(price, exponent);
}

/** Quantity times unit price, rounded once, half away from zero, to minor units. */
export function extend(price: UnitPrice, quantity: number, currency: string): number {
  return rescale({ value: safe(price.value * quantity), scale: price.scale }, currencyExponent(currency));
}

function safe(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Amount ${value} leaves the safe integers`);
  return value;
}
