import { gs1CheckDigit } from "../kernel/gs1-check-digit.ts";
import { err, ok, type Result } from "../kernel/result.ts";

/**
 * Serial Shipping Container Code (GS1 General Specifications, AI 00): 18 digits made of an extension digit, the GS1 company
 * prefix, a serial reference that fills up 16 digits with the prefix, and a check digit.
 */
export interface SsccParts {
  /** 0 to 9; widens the range of serials, no other meaning. */
  readonly extensionDigit: number;
  /** 7 to 10 digits, given to the company by GS1. */
  readonly companyPrefix: string;
  /** Whole number of at most `16 - companyPrefix.length` digits, counted by the company; never used twice within a year. */
  readonly serial: number;
}

export type SsccRefusal =
  /** The extension digit is not one digit. */
  | { readonly code: "extension-digit" }
  /** The company prefix is not 7 to 10 digits. */
  | { readonly code: "company-prefix" }
  /** The serial is not a whole number from 0 up. */
  | { readonly code: "serial" }
  /** No serial is left under this prefix and extension digit; `largest` is the last one that fits. */
  | { readonly code: "serials-used-up"; readonly largest: number }
  /** Not 18 digits. */
  | { readonly code: "length" }
  /** The last digit does not follow from the others; `expected` does. */
  | { readonly code: "check-digit"; readonly expected: string };

export interface ParsedSscc {
  readonly sscc: string;
  readonly extensionDigit: number;
  /** Company prefix and serial reference; the length of the prefix cannot be read from the code itself. */
  readonly body: string;
  readonly checkDigit: string;
}

/** 18 digits. */
export function makeSscc({ extensionDigit, companyPrefix, serial }: SsccParts): Result<string, SsccRefusal> {
  if (!Number.isInteger(extensionDigit) || extensionDigit < 0 || extensionDigit > 9) {
    return err({ code: "extension-digit" });
  }
  if (!/^\d{7,10}$/.test(companyPrefix)) return err({ code: "company-prefix" });
  if (!Number.isSafeInteger(serial) || serial < 0) return err({ code: "serial" });
  const serialLength = 16 - companyPrefix.length;
  const largest = 10 ** serialLength - 1;
  if (serial > largest) return err({ code: "serials-used-up", largest });
  const digits = `${extensionDigit}${companyPrefix}${String(serial).padStart(serialLength, "0")}`;
  return ok(`${digits}${gs1CheckDigit(digits)}`);
}

/** Reads the 18 digits that follow the application identifier (00). */
export function parseSscc(text: string): Result<ParsedSscc, SsccRefusal> {
  if (!/^\d{18}$/.test(text)) return err({ code: "length" });
  const checkDigit = text.slice(17);
  const expected = gs1CheckDigit(text.slice(0, 17));
  if (checkDigit !== expected) return err({ code: "check-digit", expected });
  return ok({ sscc: text, extensionDigit: Number(text[0]), body: text.slice(1, 17), checkDigit });
}
