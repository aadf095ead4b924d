import { assertNever } from "../kernel/result.ts";

/** Where on the paper a text stands that cannot be printed. */
export type LabelField =
  | "sender"
  | "ship-to"
  | "shipping-method"
  | "order-number"
  | "order-barcode"
  | "station"
  | "line"
  | "note";

/** Why a label or slip was not made. Nothing is left out silently: a label with a hole in the address is worse than none. */
export type LabelRefusal =
  /** No bundled font has this character; `codePoint` reads "U+6771". */
  | {
      readonly code: "character-without-glyph";
      readonly field: LabelField;
      readonly character: string;
      readonly codePoint: string;
    }
  /** The text does not fit its place even in the smallest size that can be read. */
  | { readonly code: "text-too-long"; readonly field: LabelField; readonly text: string }
  /** Code 128 holds printable ASCII only. */
  | { readonly code: "character-not-in-barcode"; readonly field: "order-barcode"; readonly character: string }
  /** Bars of a width that scanners read would be wider than the label. */
  | { readonly code: "barcode-too-long"; readonly field: "order-barcode"; readonly text: string }
  /** A symbol of a template cannot hold its text; `detail` is the encoder's own reason. */
  | { readonly code: "symbol-refused"; readonly field: "note"; readonly text: string; readonly detail: string };

const places: Readonly<Record<LabelField, string>> = {
  sender: "the sender's address",
  "ship-to": "the delivery address",
  "shipping-method": "the shipping method",
  "order-number": "the order number",
  "order-barcode": "the order number",
  station: "the station's name",
  line: "an item's name or SKU",
  note: "the note",
};

/** What happened, then what to do. */
export function labelRefusalWords(refusal: LabelRefusal): string {
  const place = places[refusal.field];
  switch (refusal.code) {
    case "character-without-glyph":
      return `The label cannot show “${refusal.character}” (${refusal.codePoint}) in ${place}. Write it in other letters, then print again.`;
    case "symbol-refused":
      return `A symbol of the label's template cannot hold “${start(refusal.text)}”: ${refusal.detail}. Mend the template, then print again.`;
    case "text-too-long":
      return `The text of ${place} is too long for the label: “${start(refusal.text)}”. Shorten it, then print again.`;
    case "character-not-in-barcode":
      return `A barcode cannot hold “${refusal.character}”, which is in ${place}. Change it, then print again.`;
    case "barcode-too-long":
      return `The barcode of ${place} is wider than the label: “${start(refusal.text)}”. Shorten it, then print again.`;
    default:
      return assertNever(refusal);
  }
}

function start(text: string): string {
  const characters = [...text];
  return characters.length <= 40 ? text : `${characters.slice(0, 39).join("")}…`;
}
