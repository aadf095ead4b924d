import { err, ok, type Result } from "../kernel/result.ts";
import { endsInCheckDigit } from "../kernel/gs1-check-digit.ts";
import { type ItemMarks, readGs1, readGs1Carrier } from "./gs1/gs1-scan.ts";
import { toGtin14 } from "./gtin.ts";
import { type Symbology, takeSymbology } from "./symbology.ts";

/** What a scanner read, told apart by what it names. */
export type Scan =
  /** `HF-CMD.UNDO` and its like, see commandSchema. */
  | { readonly kind: "command"; readonly command: Command; readonly raw: string }
  /** `HF-CMD.QTY.6`: six of whatever is scanned next. */
  | { readonly kind: "quantity"; readonly quantity: number; readonly raw: string }
  | { readonly kind: "badge"; readonly badge: string; readonly raw: string }
  | { readonly kind: "order"; readonly number: string; readonly raw: string }
  | { readonly kind: "bin"; readonly bin: string; readonly raw: string }
  | { readonly kind: "tote"; readonly tote: string; readonly raw: string }
  /** A box label: 18 digits with a right check digit. */
  | { readonly kind: "sscc"; readonly sscc: string; readonly raw: string }
  | { readonly kind: "gtin"; readonly gtin: string; readonly raw: string; readonly marks?: ItemMarks }
  /** Anything else: a SKU, a shop's own code, a bin or order number without prefix. */
  | { readonly kind: "code"; readonly text: string; readonly raw: string };

/** `garbled`: said to be an EAN or UPC, but its digits make none. */
export type ScanProblem = "empty" | "too-long" | "control-bytes" | "garbled";

/** The barcodes a bench answers to (screens, section 8). */
export const commands = [
  "UNDO",
  "CLEAR",
  "BOX.NEW",
  "CLOSE",
  "WEIGH",
  "PRINT.AGAIN",
  "SHORT",
  "SKIP",
  "PARK",
  "HELP",
  "YES",
  "NO",
  "OUT",
] as const;
export type Command = (typeof commands)[number];

/** Longest thing taken for a scan; GS1 symbols hold at most 74 data characters, QR codes of shops a few hundred. */
export const longestScan = 4096;

/** Reads what a scanner sent, without its line end. Pure: the same bytes always name the same thing. */
export function readScan(input: string): Result<Scan, ScanProblem> {
  if (input.length > longestScan) return err("too-long");
  const { symbology, data } = takeSymbology(input);
  const raw = data.trim();
  if (raw === "") return err("empty");
  if (hasForbiddenControl(raw)) return err("control-bytes");
  if (symbology?.name === "EAN/UPC") return retail(raw, symbology);
  const code: Scan = { kind: "code", text: raw, raw };
  // What a GS1 carrier holds is an element string or nothing we know: never a number that happens to look like an item's.
  if (symbology?.isGs1) return ok(named(raw) ?? readGs1Carrier(raw) ?? code);
  return ok(named(raw) ?? readGs1(raw) ?? digits(raw) ?? code);
}

/** The digits of an EAN or UPC symbol, without the add-on or the composite that may stand behind (ISO/IEC 15424). */
function retail(raw: string, { id }: Symbology): Result<Scan, ScanProblem> {
  if (id === "]E1" || id === "]E2") return ok({ kind: "code", text: raw, raw });
  const [symbol = ""] = raw.split("|]e0");
  const main = id === "]E3" ? symbol.slice(0, 13) : symbol;
  // ISO wants thirteen digits also for a UPC-A; scanners that send its own twelve mean the same item.
  const isShaped = id === "]E4" ? /^\d{8}$/.test(main) : /^\d{12,13}$/.test(main);
  const gtin = isShaped ? toGtin14(main) : undefined;
  return gtin === undefined ? err("garbled") : ok({ kind: "gtin", gtin, raw });
}

function hasForbiddenControl(text: string): boolean {
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const separator = code === 0x1d || code === 0x1e || code === 0x04;
    if ((code < 0x20 && !separator) || code === 0x7f || code === 0xfffd) return true;
  }
  return false;
}

const ownCode = /^HF-(CMD|USR|ORD|BIN|TOTE)\.(.+)$/;

function named(raw: string): Scan | undefined {
  const match = ownCode.exec(raw);
  if (!match) return undefined;
  const [, family, value = ""] = match;
  switch (family) {
    case "CMD": {
      const quantity = /^QTY\.(\d{1,2})$/.exec(value);
      if (quantity && Number(quantity[1]) > 0) return { kind: "quantity", quantity: Number(quantity[1]), raw };
      const command = commands.find((name) => name === value);
      return command && { kind: "command", command, raw };
    }
    case "USR":
      return { kind: "badge", badge: raw, raw };
    case "ORD":
      return { kind: "order", number: value, raw };
    case "BIN":
      return { kind: "bin", bin: value, raw };
    case "TOTE":
      return { kind: "tote", tote: value, raw };
    default:
      return undefined;
  }
}

function digits(raw: string): Scan | undefined {
  if (/^\d{18}$/.test(raw) && endsInCheckDigit(raw)) return { kind: "sscc", sscc: raw, raw };
  const gtin = /^\d{8}$|^\d{12,14}$/.test(raw) ? toGtin14(raw) : undefined;
  return gtin ? { kind: "gtin", gtin, raw } : undefined;
}
