import { endsInCheckDigit, gs1CheckDigit } from "../kernel/gs1-check-digit.ts";

/**
 * Global trade item numbers (GS1 General Specifications 7.9): GTIN-8, -12, -13 and -14 end in a check digit and are kept
 * as 14 digits with leading zeros, so that a UPC-A and the same number read as EAN-13 are one item.
 */

/**
 * 8, 12, 13 or 14 digits with a right check digit as 14 digits; undefined for anything else. Eight digits that are no
 * GTIN-8 but are a UPC-E symbol are expanded: many scanners send UPC-E unexpanded. Eight digits that are both stay a
 * GTIN-8, as GS1's own vectors have it (02345673).
 */
export function toGtin14(text: string): string | undefined {
  if (!/^(?:\d{8}|\d{12,14})$/.test(text)) return undefined;
  if (endsInCheckDigit(text)) return text.padStart(14, "0");
  return text.length === 8 ? expandUpcE(text)?.padStart(14, "0") : undefined;
}

/**
 * The 12-digit UPC-A that a UPC-E symbol stands for (zero suppression, GS1 General Specifications 5.2.2.4).
 * Takes 6 digits (number system 0 is meant), 7 (number system and body) or 8 (with check digit, which must be right).
 */
export function expandUpcE(text: string): string | undefined {
  if (!/^(?:\d{6}|[01]\d{6,7})$/.test(text)) return undefined;
  const [system, body] = text.length === 6 ? ["0", text] : [text.slice(0, 1), text.slice(1, 7)];
  const upcA = `${system}${unsuppress(body)}`;
  const complete = `${upcA}${gs1CheckDigit(upcA)}`;
  return text.length === 8 && !complete.endsWith(text.slice(7)) ? undefined : complete;
}

/** The last digit of the six says which zeros were left out. */
function unsuppress(body: string): string {
  const last = body.slice(5);
  if (last <= "2") return `${body.slice(0, 2)}${last}0000${body.slice(2, 5)}`;
  if (last === "3") return `${body.slice(0, 3)}00000${body.slice(3, 5)}`;
  if (last === "4") return `${body.slice(0, 4)}00000${body.slice(4, 5)}`;
  return `${body.slice(0, 5)}0000${last}`;
}
