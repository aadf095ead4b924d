/** Symbology identifiers (ISO/IEC 15424): `]`, a letter for the symbology, and a modifier. */
export interface Symbology {
  /** With its bracket, as in `]C1`. */
  readonly id: string;
  readonly name: string;
  /** Its data is an element string of GS1. */
  readonly isGs1: boolean;
}

const gs1Carriers: Readonly<Record<string, string>> = {
  "]C1": "GS1-128",
  "]e0": "GS1 DataBar",
  "]d2": "GS1 DataMatrix",
  "]Q3": "GS1 QR",
  "]J1": "GS1 DotCode",
};

const families: Readonly<Record<string, string>> = {
  A: "Code 39",
  C: "Code 128",
  E: "EAN/UPC",
  F: "Codabar",
  G: "Code 93",
  H: "Code 11",
  I: "Interleaved 2 of 5",
  J: "DotCode",
  K: "Code 16K",
  L: "PDF417",
  M: "MSI",
  Q: "QR",
  R: "Straight 2 of 5",
  S: "Straight 2 of 5",
  U: "MaxiCode",
  X: "Other",
  d: "DataMatrix",
  e: "DataBar",
  h: "Han Xin",
  z: "Aztec",
};

const identifier = /^\]([ACEFGHIJKLMQRSUXdehz])([0-9A-Fa-f])/;

/** Takes the identifier off what a scanner sent. Only a known one: data may begin with a bracket. */
export function takeSymbology(text: string): { readonly symbology: Symbology | undefined; readonly data: string } {
  const match = identifier.exec(text);
  if (!match) return { symbology: undefined, data: text };
  const [id, family = ""] = match;
  const gs1 = gs1Carriers[id];
  return {
    symbology: { id, name: gs1 ?? families[family] ?? "", isGs1: gs1 !== undefined },
    data: text.slice(id.length),
  };
}
