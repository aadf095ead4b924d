import type { BarcodeContent } from "./code-128.ts";
import type { Bitmap } from "./text-bitmap.ts";
import type { Weight } from "./label-fonts.ts";

/** `printer` is the font inside a ZPL printer, `bundled` one of our own. */
export interface BundledFace {
  readonly kind: "bundled";
  readonly weight: Weight;
}
export type Face = { readonly kind: "printer" } | BundledFace;

export interface TextMark {
  readonly kind: "text";
  readonly text: string;
  readonly face: Face;
  readonly size: number;
  readonly x: number;
  readonly baseline: number;
}

/**
 * What is put on the label, in whole printer dots from its top left corner. One layout for all printers: the ZPL and the PDF
 * writer draw the same marks.
 */
export type LabelMark =
  | TextMark
  /** A black rectangle. */
  | {
      readonly kind: "fill";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
    }
  /** White text on a black rectangle; the texts lie inside it and are in bundled faces. */
  | {
      readonly kind: "panel";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly texts: readonly (TextMark & { readonly face: BundledFace })[];
    }
  /** Dots as they are: a logo, a symbol. */
  | { readonly kind: "dots"; readonly x: number; readonly y: number; readonly bitmap: Bitmap }
  /** Bars without quiet zone and text; `module` is the width of the narrowest bar. */
  | {
      readonly kind: "barcode";
      readonly x: number;
      readonly y: number;
      readonly height: number;
      readonly module: number;
      readonly content: BarcodeContent;
    };
