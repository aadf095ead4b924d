import { err, ok } from "../kernel/result.ts";
import { currencyCodes } from "./currency-codes.ts";
import { isCountry } from "./postal-countries.ts";
import { digitsLost, isShortened } from "./number-cells.ts";
import type { CellReading } from "./row-problem.ts";

/**
 * A cell's text without what its writer put around it: blanks, and the apostrophe that Shopify sets in front of a sign
 * so that no spreadsheet takes the cell for a formula (`'+31...`). Otherwise untouched; names such as `'t Hooft` stay.
 */
export function plainText(cell: string): string {
  return cell.trim().replace(/^'(?=[=+\-@\t])/, "");
}

/** As `plainText`, for codes and numbers that Shopify also guards when they begin with a digit or letter (`'75008`). */
export function plainCode(cell: string): string {
  return cell.trim().replace(/^'/, "");
}

// Control characters, and characters that show as nothing: two codes that look alike would not be alike.
const hidden = /[\u0000-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffd]/u;

export function hasHiddenCharacter(text: string): boolean {
  return hidden.test(text);
}

/** A SKU, kept exactly as it is written. */
export function readSku(cell: string): CellReading<string> {
  const sku = plainText(cell);
  if (sku === "") return err({ code: "missing-sku", message: "No SKU. Type the item's SKU." });
  if (hasHiddenCharacter(sku)) {
    return err({
      code: "control-character",
      message: "A character that cannot be seen is in this SKU. Type the SKU anew.",
    });
  }
  if (isShortened(sku)) return err(digitsLost);
  if (sku.length > 64) {
    return err({ code: "too-long", message: "Longer than 64 characters. Type the item's own SKU." });
  }
  return ok(sku);
}

export function readCurrency(cell: string): CellReading<string> {
  const text = cell.trim();
  if (text === "") return err({ code: "missing-value", message: "No currency. Write its three letters, such as GBP." });
  if (currencyCodes.has(text)) return ok(text);
  const upper = text.toUpperCase();
  const message = "Not a currency code. Write its three letters, such as GBP.";
  return err({ code: "not-a-currency", message, ...(currencyCodes.has(upper) ? { suggestion: upper } : {}) });
}

/** ISO 3166-1 alpha-2, upper case. Empty text is a missing value. */
export function readCountry(cell: string): CellReading<string> {
  const text = cell.trim().toUpperCase();
  if (text === "") return err({ code: "missing-value", message: "No country. Write its two letters, such as GB." });
  if (isCountry(text)) return ok(text);
  const hint = text === "UK" ? "Write GB for the United Kingdom." : "Write its two letters, such as GB or DE.";
  return err({ code: "not-a-country", message: `Not a country code. ${hint}` });
}

/** Empty text is no address, which is lawful: orders taken at a counter have none. */
export function readEmail(cell: string): CellReading<string> {
  const text = plainText(cell);
  if (text === "" || (text.length <= 254 && /^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>".]{2,}$/u.test(text)))
    return ok(text);
  return err({ code: "not-an-email", message: "Not a full e-mail address. Type it whole, or leave it empty." });
}

/** `true` or `false` in any case; `otherwise` where the cell is empty. */
export function readTrueOrFalse(cell: string, otherwise: boolean): CellReading<boolean> {
  switch (cell.trim().toLowerCase()) {
    case "":
      return ok(otherwise);
    case "true":
      return ok(true);
    case "false":
      return ok(false);
    default:
      return err({ code: "not-true-or-false", message: "Neither true nor false. Write one of them." });
  }
}
