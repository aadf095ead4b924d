import { describe, expect, it } from "vitest";
import { openLabelFonts } from "#main/adapters/labels/label-fonts.ts";
import { pdfLabel } from "#main/adapters/labels/pdf-label.ts";
import { fieldData, zplLabel } from "#main/adapters/labels/zpl-label.ts";
import type { LabelDotsPerInch, ShippingLabel } from "#shared/shipping/label-model.ts";
import { asThermalPrint, inkIn, type PageImage } from "#test/support/barcodes/image.ts";
import { renderPdf, renderZpl } from "#test/support/barcodes/render.ts";
import { aLabel, anAddress } from "./sample-labels.ts";

const fonts = await openLabelFonts("assets");

function zplOf(label: ShippingLabel, dotsPerInch: LabelDotsPerInch = 203): string {
  const zpl = zplLabel(fonts, label, dotsPerInch);
  if (!zpl.ok) throw new Error(`Refused: ${zpl.error.code}`);
  return zpl.value;
}

describe("a label as ZPL", () => {
  it("is one UTF-8 label of 4 x 6 inches", () => {
    expect(zplOf(aLabel()).split("\n").slice(0, 8)).toEqual([
      "^XA",
      "^CI28",
      "^PW812",
      "^LL1218",
      "^LH0,0",
      "^FWN",
      "^PON",
      "^LRN",
    ]);
    expect(zplOf(aLabel(), 300)).toContain("^PW1200\n^LL1800\n");
    expect(zplOf(aLabel()).endsWith("^PQ1,0,1,N\n^XZ\n")).toBe(true);
  });

  it("holds the SSCC as GS1-128 with bars of 0.5 mm and the order as Code 128, both in whole dots", () => {
    expect(zplOf(aLabel())).toContain("^BY4,3,256^BCN,256,N,N,N,N^FH_^FD>;>800106141412345678908^FS");
    expect(zplOf(aLabel())).toContain("^BY3,3,98^BCN,98,N,N,N,N^FH_^FD>:HF-ORD.#536365^FS");
    expect(zplOf(aLabel(), 300)).toContain("^BY6,3,378^BCN,378,N,N,N,N^FH_^FD>;>800106141412345678908^FS");
  });

  it("leaves plain Latin text to the printer's own font", () => {
    const zpl = zplOf(aLabel({ shipTo: anAddress({ name: "Zoë Müller" }) }));
    expect(zpl).toMatch(/\^A0N,\d+,\d+\^FH_\^FDZoë Müller\^FS/);
    expect(zpl).toMatch(/\^A0N,\d+,\d+\^FH_\^FD48 Old Brewery Lane\^FS/);
  });

  it("draws the whole address itself when any letter of it is beyond Latin-1", () => {
    const zpl = zplOf(aLabel({ shipTo: anAddress({ name: "Łukasz Nowak" }) }));
    expect(zpl).not.toContain("ukasz Nowak");
    expect(zpl).not.toContain("48 Old Brewery Lane");
    expect(zpl).toContain("^FDHoldfast Gifts Ltd^FS");
  });

  it("gives no sign in the data a meaning", () => {
    expect(fieldData("a^b~c_d\\e>f")).toBe("a_5Eb_7Ec_5Fd_5Ce>f");
    const hostile = "^XZ^XA~JA_41\\&";
    const zpl = zplOf(
      aLabel({ shipTo: anAddress({ name: hostile, lines: [hostile] }), orderNumber: hostile, stationName: hostile }),
    );
    expect(zpl.match(/\^XA/g)).toHaveLength(1);
    expect(zpl.match(/\^XZ/g)).toHaveLength(1);
    expect(zpl).not.toContain("~");
    expect(zpl).not.toContain("\\");
  });

  it("is the same text every time", async () => {
    expect(zplOf(aLabel())).toBe(zplOf(structuredClone(aLabel())));
    expect(zplLabel(await openLabelFonts("assets"), aLabel(), 203)).toEqual(zplLabel(fonts, aLabel(), 203));
  });

  it("leaves out what is not there: no method, no weight, no postcode, no phone", () => {
    const bare = aLabel({
      shippingMethod: "",
      weightGrams: 0,
      stationName: "",
      shipTo: anAddress({ postcode: "", phone: "", country: "" }),
    });
    expect(zplOf(bare)).not.toMatch(/Phone| kg|undefined/);
  });

  it.each([
    [
      "a letter no font has, by its place and code",
      { shipTo: anAddress({ name: "Sam 😀" }) },
      { code: "character-without-glyph", field: "ship-to", character: "😀", codePoint: "U+1F600" },
    ],
    [
      "such a letter in the sender's address",
      { shipFrom: anAddress({ company: "Tokyo ☕" }) },
      { code: "character-without-glyph", field: "sender", character: "☕", codePoint: "U+2615" },
    ],
    [
      "an order number that Code 128 cannot hold",
      { orderBarcode: "HF-ORD.Ł1" },
      { code: "character-not-in-barcode", field: "order-barcode", character: "Ł" },
    ],
    [
      "a barcode wider than the label",
      { orderBarcode: `HF-ORD.${"A".repeat(40)}` },
      { code: "barcode-too-long", field: "order-barcode", text: `HF-ORD.${"A".repeat(40)}` },
    ],
  ])("refuses %s", (_what, parts, refusal) => {
    expect(zplLabel(fonts, aLabel(parts), 203)).toEqual({ ok: false, error: refusal });
  });

  it("refuses an address that would have to be set too small to read", () => {
    const endless = Array.from({ length: 40 }, (_, index) => `Line ${index} of an address that never ends`);
    const refused = zplLabel(fonts, aLabel({ shipTo: anAddress({ lines: endless }) }), 203);
    expect(refused).toMatchObject({ ok: false, error: { code: "text-too-long", field: "ship-to" } });
  });
});

describe("letters drawn into the ZPL", () => {
  it("look as an independent renderer draws the same fonts", { timeout: 60_000 }, async () => {
    const label = aLabel({
      shipTo: anAddress({
        name: "Александр Ковальчук",
        company: "ΑΘΗΝΑ Εμπορική Ĳß",
        lines: ["вул. Хрещатик 1"],
        city: "Київ",
        postcode: "01001",
        country: "UA",
      }),
    });
    const pdf = await pdfLabel(fonts, label, 203);
    const [page] = pdf.ok ? await renderPdf(pdf.value, 203) : [];
    if (!page) throw new Error("No page");
    const drawn = shipToArea(asThermalPrint(await renderZpl(zplOf(label), 203)));
    const reference = shipToArea(asThermalPrint(page));
    const differing = drawn.filter((dot, index) => dot !== reference[index]).length;
    const inked = reference.filter(Boolean).length;
    expect(inked).toBeGreaterThan(5000);
    expect(differing / inked).toBeLessThan(0.15);
  });
});

/** The dots of the delivery address, without its caption: 8 to 96 mm across, 43 to 80 mm down at 203 dpi. */
function shipToArea(image: PageImage): boolean[] {
  const dots: boolean[] = [];
  for (let y = 344; y < 640; y += 1) {
    for (let x = 64; x < 768; x += 1) dots.push(inkIn(image, { left: x, right: x + 1, top: y, bottom: y + 1 }) === 1);
  }
  return dots;
}
