import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { crc16, zplPage } from "#main/adapters/labels/zpl-page.ts";
import { pdfLabel } from "#main/adapters/labels/pdf-label.ts";
import { openLabelFonts } from "#main/adapters/labels/label-fonts.ts";
import { PictureMaker } from "#main/adapters/pictures/picture-maker.ts";
import { must } from "#shared/kernel/result.ts";
import { paperOf, readZpl, shippingPaper } from "#shared/printing/zpl-format.ts";
import { assets } from "#test/builders/station.ts";
import { readBarcodes } from "#test/support/barcodes/read-barcodes.ts";
import { renderZpl } from "#test/support/barcodes/render.ts";
import { aLabel } from "./sample-labels.ts";

const pictures = new PictureMaker();
afterAll(() => pictures.close());

describe("a PDF label at a label printer", () => {
  it.each([203, 300] as const)("is drawn at its dots, and its barcodes are read, at %i dpi", async (dotsPerInch) => {
    const label = aLabel();
    const pdf = await pdfLabel(await openLabelFonts(assets), label, dotsPerInch);
    const size = { page: 0, width: 4 * dotsPerInch, height: 6 * dotsPerInch, dotsPerInch };
    const bits = await pictures.bits(must(pdf.ok ? pdf.value : undefined, "it can be drawn"), size);
    const page = must(bits.ok ? bits.value : undefined, "PDFium reads it");
    expect(page).toMatchObject({ pages: 1, scaled: false, width: 4 * dotsPerInch, height: 6 * dotsPerInch });
    const codes = await readBarcodes(await renderZpl(zplPage(page), dotsPerInch));
    expect(codes.map(({ text }) => text)).toEqual([label.orderBarcode, `00${label.sscc}`]);
  });

  it("is packed with the checksum of Zebra's guide", () => {
    // CRC-16/XMODEM, as the catalogue of parametrised CRC algorithms has it.
    expect(crc16("123456789")).toBe("31C3");
  });
});

/** Real labels of carriers, where a folder of them is named; they are not ours to keep here. */
const folder = process.env["HOLDFAST_CARRIER_LABELS"] ?? "";
const patience = 60_000;

describe.skipIf(folder === "")("carriers' own labels", () => {
  it("are drawn on the paper they name", { timeout: patience }, async () => {
    for (const name of readdirSync(folder).filter((each) => each.endsWith(".zpl"))) {
      const text = readFileSync(join(folder, name), "utf8");
      const drawn = await pictures.zpl(text, paperOf(readZpl(text), 203), 203);
      const count = drawn.ok ? drawn.value.length : 0;
      expect(count, name).toBeGreaterThan(0);
      // Where one begins within another, the count of labels is left to the printer.
      expect([0, count], name).toContain(readZpl(text).labels);
    }
  });
});

describe("a picture of what cannot be drawn", () => {
  it("says why, and the next one is drawn", async () => {
    expect(await pictures.zpl("^XA^FDnever ended", shippingPaper, 203)).toMatchObject({ ok: false });
    expect(await pictures.pdf(new Uint8Array([1, 2, 3]), 100)).toMatchObject({ ok: false });
    expect(await pictures.raster(new Uint8Array([1, 2, 3]))).toMatchObject({ ok: false });
    const drawn = await pictures.zpl("^XA^FO10,10^GB50,50,50^FS^XZ", shippingPaper, 203);
    expect(drawn.ok && drawn.value.length).toBe(1);
  });
});
