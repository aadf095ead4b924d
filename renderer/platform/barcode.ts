import { code128, drawingSVG } from "bwip-js/generic";

/** A Code 128 symbol of printable text as an image's address; drawn here, so nothing is fetched. */
export function barcodeImage(text: string): string {
  const drawing = code128({ bcid: "code128", text, height: 16, includetext: false, paddingwidth: 10 }, drawingSVG());
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
}
