import { err, ok, type Result } from "../kernel/result.ts";
import { endsInCheckDigit } from "../kernel/gs1-check-digit.ts";
import { toGtin14 } from "./gtin.ts";

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
  | { readonly kind: "gtin"; readonly gtin: string; readonly raw: string }
  /** Anything else: a SKU, a shop's own code, a bin or order number without prefix. */
  | { readonly kind: "code"; readonly text: string; readonly raw: string };

export type ScanProblem = "empty" | "too-long" | "control-bytes";

/** The barcodes a bench answers to (screens, section 8). */
export const commands = [
  "UNDO",
  "CLEAR",
  "BOX.NEW",
  "CLOSE",
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

// Pairs of code character and modifier that scanners send in front when told to (ISO/IEC 15424, the ones in use). Only a
// known pair is taken off, since data may begin with a bracket.
const symbology = /^\](?:[ACEFIKLQUXZdez][0-9A-Fa-f])/;

const groupSeparator = "\u001d";

/** Reads what a scanner sent, without its line end. Pure: the same bytes always name the same thing. */
export function readScan(input: string): Result<Scan, ScanProblem> {
  if (input.length > longestScan) return err("too-long");
  const raw = input.replace(symbology, "").trim();
  if (raw === "") return err("empty");
  if (hasForbiddenControl(raw)) return err("control-bytes");
  return ok(named(raw) ?? gs1(raw) ?? digits(raw) ?? { kind: "code", text: raw, raw });
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

/** The two application identifiers a box or a unit is known by: 00 (SSCC) and 01 (GTIN), in front of anything else. */
function gs1(raw: string): Scan | undefined {
  const text = raw.startsWith(groupSeparator) ? raw.slice(1) : raw;
  const sscc = /^(?:\(00\)|00)(\d{18})$/.exec(text)?.[1];
  if (sscc && endsInCheckDigit(sscc)) return { kind: "sscc", sscc, raw };
  const element = /^(?:\(01\)|01)(\d{14})(?:$|[\u001d(]|1[0-7]|2[01]|3)/.exec(text)?.[1];
  return element && endsInCheckDigit(element) ? { kind: "gtin", gtin: element, raw } : undefined;
}

function digits(raw: string): Scan | undefined {
  if (/^\d{18}$/.test(raw) && endsInCheckDigit(raw)) return { kind: "sscc", sscc: raw, raw };
  const gtin = /^\d{8}$|^\d{12,14}$/.test(raw) ? toGtin14(raw) : undefined;
  return gtin ? { kind: "gtin", gtin, raw } : undefined;
}
