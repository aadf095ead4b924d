import { err, ok } from "../kernel/result.ts";
import { toGtin14 } from "../scanning/gtin.ts";
import { readScan } from "../scanning/scan.ts";
import { digitsLost, isShortened } from "./number-cells.ts";
import type { CellReading, CellRefusal } from "./row-problem.ts";
import { hasHiddenCharacter, plainCode } from "./text-cells.ts";

export interface Barcode {
  /** As `ItemContent.barcode` wants it. */
  readonly code: string;
  /** Words for a person where the code came in but may not be what was meant. */
  readonly notice?: string;
}

const reserved: CellRefusal = {
  code: "reserved-code",
  message: "A bench takes this barcode for something else than an item. Give the item another barcode.",
};

/**
 * A product's barcode, in the very form a scan of it takes, so that what is stored is what a scanner finds. A number
 * with a wrong check digit is kept as a plain code and noticed: it may be a shop's own label, and refusing the item would
 * stop its orders, while a mistyped number merely does not answer to the scanner.
 */
export function readBarcode(cell: string): CellReading<Barcode> {
  const text = plainCode(cell);
  if (text === "") return ok({ code: "" });
  if (hasHiddenCharacter(text)) {
    const message = "A character that cannot be seen is in this barcode. Type the barcode anew.";
    return err({ code: "control-character", message });
  }
  if (isShortened(text)) return err(digitsLost);
  if (text.length > 80) {
    return err({ code: "too-long", message: "Longer than 80 characters. Type the barcode alone." });
  }
  // People write the groups that are printed under the bars: 5 012345 678900.
  const printed = /^\d[\d -]+\d$/.test(text) ? toGtin14(text.replace(/[ -]/g, "")) : undefined;
  if (printed) return ok({ code: printed });
  if (/^HF-/i.test(text)) return err(reserved);
  const scan = readScan(text);
  if (!scan.ok) return err(reserved);
  switch (scan.value.kind) {
    case "gtin":
      return ok({ code: scan.value.gtin });
    case "code": {
      const notice = doubtfulNumber(scan.value.text);
      return ok(notice === undefined ? { code: scan.value.text } : { code: scan.value.text, notice });
    }
    default:
      return err(reserved);
  }
}

function doubtfulNumber(text: string): string | undefined {
  if (!/^\d{7,14}$/.test(text)) return undefined;
  const whole = [8, 12, 13].filter((length) => length > text.length).map((length) => text.padStart(length, "0"));
  const likely = whole.find((candidate) => toGtin14(candidate) !== undefined);
  if (likely !== undefined) {
    return `${text} is kept as a plain code. A spreadsheet may have dropped a zero: ${likely} would be a whole barcode.`;
  }
  return /^(?:\d{8}|\d{12,14})$/.test(text)
    ? `${text} is kept as a plain code: its check digit is not right for a GTIN. Compare it with the item.`
    : undefined;
}
