import { raw } from "bwip-js/node";

/** What a linear barcode of a label holds. */
export type BarcodeContent =
  | { readonly kind: "sscc"; readonly sscc: string }
  | { readonly kind: "text"; readonly text: string };

/** Modules of quiet zone that Code 128 and GS1-128 want on each side (ISO/IEC 15417). */
export const quietModules = 10;

/** The first character that Code 128 set B does not hold, if any. */
export function firstNotInCode128(text: string): string | undefined {
  return [...text].find((character) => character < " " || character > "~");
}

/** A symbol as ZPL's `^BCN` wants it in mode N: the set changes are written out, so that its width is known beforehand. */
export interface ZplSymbol {
  readonly data: string;
  /** Width without quiet zones. */
  readonly modules: number;
}

/** ZPL invocation codes (`>` and a character): start B, start C, FNC1, to B, to C, and a plain `>`. */
const startB = ">:";
const startC = ">;";
const functionOne = ">8";
const toB = ">6";
const toC = ">5";
const greaterThan = ">0";

export function zplSymbol(content: BarcodeContent): ZplSymbol {
  if (content.kind === "sscc") {
    // FNC1, the application identifier and 18 digits, all in set C.
    return { data: `${startC}${functionOne}00${content.sscc}`, modules: modulesOf(1 + 1 + 10) };
  }
  return textSymbol(content.text);
}

/** Bars and spaces in modules, starting with a bar, without quiet zones. */
export function barWidths(content: BarcodeContent): readonly number[] {
  const options =
    content.kind === "sscc"
      ? { bcid: "gs1-128", text: `(00)${content.sscc}` }
      : { bcid: "code128", text: content.text };
  const [symbol] = raw(options);
  if (!symbol || !("sbs" in symbol)) throw new Error(`No bars were drawn for ${options.text}`);
  return symbol.sbs;
}

/**
 * Set B, and set C for runs of digits where that saves symbols: at least four at either end, six in the middle (ISO/IEC
 * 15417 annex E). An odd digit stays in set B before its run.
 */
function textSymbol(text: string): ZplSymbol {
  let data = "";
  let symbols = 0;
  let set: "none" | "B" | "C" = "none";
  for (const [part] of text.matchAll(/\d+|\D+/g)) {
    const atEdge = symbols === 0 || text.endsWith(part);
    const asPairs = /^\d/.test(part) && part.length >= (atEdge ? 4 : 6);
    const single = asPairs ? part.slice(0, part.length % 2) : part;
    if (single !== "") {
      if (set !== "B") symbols += 1;
      data += (set === "B" ? "" : set === "none" ? startB : toB) + single.replaceAll(">", greaterThan);
      symbols += single.length;
      set = "B";
    }
    if (!asPairs) continue;
    data += (set === "none" ? startC : toC) + part.slice(single.length);
    symbols += 1 + (part.length - single.length) / 2;
    set = "C";
  }
  return { data, modules: modulesOf(symbols) };
}

/** `symbols` with the start character, without check and stop. */
function modulesOf(symbols: number): number {
  return (symbols + 1) * 11 + 13;
}
