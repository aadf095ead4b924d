import { describe, expect, it } from "vitest";
import { openLabelFonts } from "#main/adapters/labels/label-fonts.ts";
import { printAndRead } from "./decode-label.ts";
import { aLabel, anAddress } from "./sample-labels.ts";

const fonts = await openLabelFonts("assets");

// Any label at both resolutions: label-decoding.slow.test.ts. These few run with every check.
describe("a printed label, read back by an independent scanner", () => {
  it.each([
    [
      "with other letters",
      aLabel({
        shipTo: anAddress({
          name: "Łukasz Brzęczyszczykiewicz",
          lines: ["ul. Świętego 4"],
          city: "Łódź",
          country: "PL",
        }),
      }),
    ],
    [
      "with every sign that ZPL takes as a command",
      aLabel({ orderNumber: "A^XZ~_\\&", orderBarcode: "HF-ORD.A^XZ~_\\&" }),
    ],
    [
      "with a letter at the end of its line that reaches past its own width",
      aLabel({
        shipTo: anAddress({
          name: "KY",
          company: "uO9oyGc9W6e ůŊŽșşŁŞĄ (^Кď",
          lines: ["îöÜùä ĞĘ"],
          city: "gOobpeGRzP6",
          region: "яDÜt",
          postcode: "03 5IS",
          country: "BR",
          phone: "",
        }),
      }),
    ],
    ["with the longest order number of a market place", aLabel({ orderBarcode: "HF-ORD.026-1234567-1234567" })],
  ])("gives the order and the SSCC: %s", { timeout: 60_000 }, async (_what, label) => {
    expect(await printAndRead(fonts, label, [203, 300])).toEqual([]);
  });
});
