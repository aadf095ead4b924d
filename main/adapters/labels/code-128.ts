import bwipjs from "bwip-js/node";

/** What a linear barcode of a label holds. */
export type BarcodeContent =
  | { readonly kind: "sscc"; readonly sscc: string }
  | { readonly kind: "text"; readonly text: string };

/** Modules of quiet zone that Code 128 and GS1-128 want on each side (ISO/IEC 15417). */
export const quietModules = 10;

/**
 * The first character that our Code 128 cannot hold, if any: all but printable ASCII, and `>`, which starts an invocation
 * code in ZPL and whose escape interpreters read differently.
 */
export function firstNotInCode128(text: string): string | undefined {
  return [...text].find((character) => character < " " || character > "~" || character === ">");
}

/** A symbol as ZPL's `^BCN` wants it in mode N: the code sets are written out, so that its width is known beforehand. */
export interface ZplSymbol {
  readonly data: string;
  /** Width without quiet zones. */
  readonly modules: number;
}

/** ZPL invocation codes (`>` and a character): start B, start C, FNC1. */
const startB = ">:";
const startC = ">;";
const functionOne = ">8";

export function zplSymbol(content: BarcodeContent): ZplSymbol {
  if (content.kind === "sscc") {
    // FNC1, the application identifier and 18 digits, all in set C.
    return { data: `${startC}${functionOne}00${content.sscc}`, modules: modulesOf(1 + 1 + 10) };
  }
  // Set B throughout: digits would be shorter in set C, but interpreters disagree on changes within a symbol.
  return {
    data: `${startB}${content.text}`,
    modules: modulesOf(1 + content.text.length),
  };
}

/** Bars and spaces in modules, starting with a bar, without quiet zones. */
export function barWidths(content: BarcodeContent): readonly number[] {
  const options =
    content.kind === "sscc"
      ? { bcid: "gs1-128", text: `(00)${content.sscc}` }
      : { bcid: "code128", text: content.text };
  const [symbol] = bwipjs.raw(options);
  if (!symbol || !("sbs" in symbol)) throw new Error(`No bars were drawn for ${options.text}`);
  return symbol.sbs;
}

/** `symbols` with the start character, without check and stop. */
function modulesOf(symbols: number): number {
  return (symbols + 1) * 11 + 13;
}
