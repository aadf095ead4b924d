import { code128, drawingSVG, gs1_128, qrcode } from "bwip-js/generic";
import { selfTestCodes } from "#shared/scanning/self-test.ts";

/** A Code 128 symbol of printable text as an image's address; drawn here, so nothing is fetched. */
export function barcodeImage(text: string): string {
  return addressOf(code128({ bcid: "code128", text, height: 16, includetext: false, paddingwidth: 10 }, drawingSVG()));
}

export const testCodes = ["layout", "gs1", "long"] as const;
export type TestCode = (typeof testCodes)[number];

/** One code of the scanners' test card. */
export function testImage(code: TestCode): string {
  switch (code) {
    case "layout":
      return barcodeImage(selfTestCodes.layout);
    case "gs1": {
      const text = "(01)09521234543213(10)HFTEST(21)S1";
      return addressOf(
        gs1_128({ bcid: "gs1-128", text, height: 16, includetext: false, paddingwidth: 10 }, drawingSVG()),
      );
    }
    case "long":
      return addressOf(
        qrcode({ bcid: "qrcode", text: selfTestCodes.long, paddingwidth: 2, paddingheight: 2 }, drawingSVG()),
      );
  }
}

function addressOf(drawing: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing)}`;
}
