import { parseDigitalLink } from "./digital-link.ts";
import { type Element, parseBracketed, parseElementString, separator } from "./element-string.ts";

/** What a GS1 code tells of a unit beside its item. Dates as the code has them, YYMMDD; day 00 is the end of the month. */
export interface ItemMarks {
  readonly lot?: string;
  readonly serial?: string;
  readonly bestBefore?: string;
  readonly useBy?: string;
}

/** The two things a bench knows by a GS1 code: a box, or an item with the marks of this one unit. */
export type Gs1Scan =
  | { readonly kind: "sscc"; readonly sscc: string; readonly raw: string }
  | { readonly kind: "gtin"; readonly gtin: string; readonly raw: string; readonly marks?: ItemMarks };

/** What a code names if it is written as GS1 has it; undefined for what is not, or names neither a box nor an item. */
export function readGs1(raw: string): Gs1Scan | undefined {
  const elements = gs1Elements(raw);
  return elements && scanOf(elements, raw);
}

/** The same for a symbol that can hold nothing but an element string. */
export function readGs1Carrier(raw: string): Gs1Scan | undefined {
  const elements = parseElementString(withoutFirstSeparator(raw));
  return elements.ok ? scanOf(elements.value, raw) : undefined;
}

/** The elements of an element string (with FNC1, or with a box or item number in front), its printed form, or a link. */
export function gs1Elements(raw: string): readonly Element[] | undefined {
  const parsed = /^https?:/i.test(raw)
    ? parseDigitalLink(raw)
    : raw.startsWith("(")
      ? parseBracketed(raw)
      : raw.startsWith(separator) || /^0[01]\d{14}/.test(raw)
        ? parseElementString(withoutFirstSeparator(raw))
        : undefined;
  return parsed?.ok ? parsed.value : undefined;
}

function withoutFirstSeparator(text: string): string {
  return text.startsWith(separator) ? text.slice(1) : text;
}

function scanOf(elements: readonly Element[], raw: string): Gs1Scan | undefined {
  const valueOf = (ai: string): string | undefined => elements.find((element) => element.ai === ai)?.value;
  const sscc = valueOf("00");
  if (sscc !== undefined) return { kind: "sscc", sscc, raw };
  const gtin = valueOf("01");
  if (gtin === undefined) return undefined;
  const marks = marksOf(valueOf);
  return Object.keys(marks).length > 0 ? { kind: "gtin", gtin, raw, marks } : { kind: "gtin", gtin, raw };
}

function marksOf(valueOf: (ai: string) => string | undefined): ItemMarks {
  const [lot, serial, bestBefore, useBy] = [valueOf("10"), valueOf("21"), valueOf("15"), valueOf("17")];
  return {
    ...(lot !== undefined && { lot }),
    ...(serial !== undefined && { serial }),
    ...(bestBefore !== undefined && { bestBefore }),
    ...(useBy !== undefined && { useBy }),
  };
}
