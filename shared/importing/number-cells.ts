import { currencyExponent, parseDecimal, parseMinor, type UnitPrice } from "../kernel/money.ts";
import { err, ok } from "../kernel/result.ts";
import type { CellReading, CellRefusal } from "./row-problem.ts";

/** Figures in files: whole numbers and money, read exactly; the spelling people get wrong is mended in the suggestion. */

/** More than this in one cell is a slip of the keyboard; below it every sum stays a safe integer. */
export const mostUnits = 1_000_000;
const mostDigits = 10;

export interface WholeNumberRule {
  readonly least: number;
  readonly most: number;
  /** What the cell counts, for the words: "quantity". */
  readonly what: string;
}

/** A plain whole number within the rule's bounds. Empty text is a missing value. */
export function readWholeNumber(cell: string, rule: WholeNumberRule): CellReading<number> {
  const text = cell.trim();
  if (text === "") return err({ code: "missing-value", message: `No ${rule.what}. Type a whole number.` });
  if (/^-?\d{1,15}$/.test(text)) return within(Number(text), rule);
  if (isShortened(text)) return err(digitsLost);
  const mended = mendNumber(text);
  if (mended !== undefined && /^\d+$/.test(mended)) {
    const message = /[oO]/.test(text)
      ? "Not a number. The letter O stands where a zero should be."
      : "Not a plain number. Type its digits only.";
    return err({ code: "not-a-number", message, suggestion: mended });
  }
  if (parseDecimal(mended ?? text)) {
    return err({ code: "not-a-whole-number", message: `Not a whole number. A ${rule.what} has no fraction.` });
  }
  return err({ code: "not-a-number", message: "Not a number. Type its digits only." });
}

function within(value: number, { least, most, what }: WholeNumberRule): CellReading<number> {
  if (value < least) {
    return err({ code: "too-small", message: `A ${what} is at least ${least}. Type the right number.` });
  }
  if (value > most) {
    return err({ code: "too-large", message: `More than ${most} is no likely ${what}. Type the right number.` });
  }
  return ok(value === 0 ? 0 : value);
}

/** Price of one unit, zero or more, as fine as the file has it. */
export function readUnitPrice(cell: string, currency: string): CellReading<UnitPrice> {
  const text = cell.trim();
  if (text === "") return err({ code: "missing-value", message: "No price. Type one, or 0 if it costs nothing." });
  const price = parseDecimal(text);
  if (!price || text.length > mostDigits + 9) return err(notMoney(text, currency));
  if (price.value < 0) return err({ code: "too-small", message: "A price cannot be below zero. Type the right one." });
  if (price.value / 10 ** price.scale >= 10 ** mostDigits) return err(tooMuch);
  return ok(price);
}

/** An amount, zero or more, in minor units of the currency. Empty text counts as none. */
export function readAmount(cell: string, currency: string): CellReading<number> {
  const text = cell.trim();
  if (text === "") return ok(0);
  const decimal = parseDecimal(text);
  if (!decimal) return err(notMoney(text, currency));
  if (decimal.value < 0) return err({ code: "too-small", message: "An amount below zero. Type the right one." });
  // Checked before it is scaled to minor units, which must not leave the safe integers.
  if (decimal.value / 10 ** decimal.scale >= 10 ** mostDigits) return err(tooMuch);
  const minor = parseMinor(text, currency);
  if (minor !== undefined) return ok(minor);
  const places = currencyExponent(currency);
  const counted = places === 0 ? "no decimals" : `at most ${places} decimals`;
  return err({ code: "not-a-price", message: `More decimals than ${currency} has. Type it with ${counted}.` });
}

const tooMuch: CellRefusal = { code: "too-large", message: "More than ten digits. Type the right amount." };

export const digitsLost: CellRefusal = {
  code: "digits-lost",
  message:
    "A spreadsheet shortened this number and its digits are gone. Export the file again and do not save it from a spreadsheet.",
};

/** `5.01E+12`, what a spreadsheet makes of a long number. `1E5` alone may be somebody's SKU, so the plus sign counts. */
export function isShortened(text: string): boolean {
  return /^\d(?:[.,]\d+)?E\+\d{1,3}$/i.test(text);
}

function notMoney(text: string, currency: string): CellRefusal {
  if (isShortened(text)) return digitsLost;
  const suggestion = mendNumber(text);
  const mend = suggestion === undefined ? {} : { suggestion };
  if (/[oO]/.test(text) && suggestion !== undefined) {
    return {
      code: "not-a-price",
      message: "Not a price. The letter O stands where a zero should be.",
      ...mend,
    };
  }
  if (/^-?[\d ]+,\d+$/.test(text)) {
    return { code: "not-a-price", message: `Comma in a ${currency} price. Write a point.`, ...mend };
  }
  return { code: "not-a-price", message: "Not a price. Write it like 4.25.", ...mend };
}

/**
 * The number a cell plainly means, where only its spelling is off: letter O for zero, decimal comma, grouped thousands,
 * a currency sign in front. Undefined where two readings are possible (`1,234`).
 */
export function mendNumber(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^[£$€¥]\s*/u, "")
    .replace(/\s*[£$€¥]$/u, "");
  if (!/\d/.test(bare) || !/^[\dOo., ]+$/.test(bare)) return undefined;
  const digits = bare.replace(/[Oo]/g, "0");
  const plain = pointed(digits);
  return plain?.replace(/^0+(?=\d)/, "");
}

function pointed(digits: string): string | undefined {
  if (/^\d+(?:\.\d+)?$/.test(digits)) return digits;
  if (/^\d+,(?:\d{1,2}|\d{4,})$/.test(digits)) return digits.replace(",", ".");
  if (/^\d{1,3}(?:,\d{3})+\.\d+$/.test(digits)) return digits.replaceAll(",", "");
  if (/^\d{1,3}(?:\.\d{3})+,\d+$/.test(digits)) return digits.replaceAll(".", "").replace(",", ".");
  if (/^\d{1,3}(?: \d{3})+(?:[.,]\d+)?$/.test(digits)) return digits.replaceAll(" ", "").replace(",", ".");
  return undefined;
}
