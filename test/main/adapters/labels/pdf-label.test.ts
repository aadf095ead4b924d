import { PDFDocument } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { openLabelFonts } from "#main/adapters/labels/label-fonts.ts";
import { pdfLabel } from "#main/adapters/labels/pdf-label.ts";
import { pdfText } from "#test/support/barcodes/render.ts";
import { aLabel, anAddress } from "./sample-labels.ts";

const fonts = await openLabelFonts("assets");

async function pdfOf(...label: Parameters<typeof aLabel>): Promise<Uint8Array> {
  const pdf = await pdfLabel(fonts, aLabel(...label), 203);
  if (!pdf.ok) throw new Error(`Refused: ${pdf.error.code}`);
  return pdf.value;
}

describe("a label as PDF", () => {
  it("is one page of 4 x 6 inches that no print dialogue shrinks", async () => {
    const document = await PDFDocument.load(await pdfOf());
    expect(document.getPages().map((page) => page.getSize())).toEqual([{ width: 288, height: 432 }]);
    expect(document.catalog.getViewerPreferences()?.getPrintScaling()).toBe("None");
    expect(document.getTitle()).toBe("Label #536365, box 1 of 2");
  });

  it("says all that belongs on it, in letters that can be copied out again", async () => {
    const [text] = await pdfText(
      await pdfOf({
        shipTo: anAddress({ name: "Łukasz Ψ Ковальчук", city: "Łódź", postcode: "90-057", country: "PL" }),
      }),
    );
    for (const part of [
      "FROM Holdfast Gifts Ltd Unit 4, Wharf Mill Hebden Bridge HX7 8AF UNITED KINGDOM",
      "1 of 2",
      "1.24 kg",
      "Tracked 48",
      "Łukasz Ψ Ковальчук",
      "90-057 Łódź",
      "POLAND",
      "Phone +44 20 7946 0812",
      "#536365",
      "(00) 106141412345678908",
      "Packed 22 Nov 2026 14:05",
      "Bench 2",
    ]) {
      expect(text).toContain(part);
    }
  });

  it("is the same file every time, whatever the time is", async () => {
    const once = Buffer.from(await pdfOf());
    const again = await pdfLabel(await openLabelFonts("assets"), aLabel(), 203);
    expect(again.ok && once.equals(again.value)).toBe(true);
    const document = await PDFDocument.load(once, { updateMetadata: false });
    const packedAt = new Date(Date.UTC(2026, 10, 22, 14, 5));
    expect([document.getCreationDate(), document.getModificationDate()]).toEqual([packedAt, packedAt]);
  });

  it("refuses what ZPL refuses", async () => {
    expect(await pdfLabel(fonts, aLabel({ shipTo: anAddress({ city: "Cork ☕" }) }), 203)).toEqual({
      ok: false,
      error: { code: "character-without-glyph", field: "ship-to", character: "☕", codePoint: "U+2615" },
    });
  });
});
