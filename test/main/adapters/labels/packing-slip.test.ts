import { PDFDocument } from "pdf-lib";
import { describe, expect, it } from "vitest";
import { openLabelFonts } from "#main/adapters/labels/label-fonts.ts";
import { builtInSlip } from "#main/adapters/labels/built-in-template.ts";
import { planSlip } from "#main/adapters/labels/packing-slip-layout.ts";
import { packingSlip } from "#main/adapters/labels/packing-slip.ts";
import type { PackingSlip } from "#shared/shipping/packing-slip-model.ts";
import { packingSlipSchema } from "#shared/shipping/packing-slip-model.ts";
import { asThermalPrint, inkBox } from "#test/support/barcodes/image.ts";
import { readBarcodes } from "#test/support/barcodes/read-barcodes.ts";
import { pdfText, renderPdf } from "#test/support/barcodes/render.ts";
import { aSlip } from "./sample-documents.ts";

const fonts = await openLabelFonts("assets");

function manyLines(count: number): PackingSlip["lines"] {
  return Array.from({ length: count }, (_, index) => ({
    sku: `SKU-${index}`,
    name: `Item number ${index}${index % 7 === 0 ? " with a name that goes on beyond the end of its column of the table" : ""}`,
    ordered: 2,
    inThisBox: 2,
    backordered: 0,
  }));
}

async function slipOf(slip: PackingSlip, paper: "a4" | "letter" = "a4"): Promise<Uint8Array> {
  const pdf = await packingSlip(fonts, slip, paper);
  if (!pdf.ok) throw new Error(`Refused: ${pdf.error.code}`);
  return pdf.value;
}

describe("a packing slip", () => {
  it("says whose it is, what is in the box and what follows", async () => {
    expect(packingSlipSchema.safeParse(aSlip()).success).toBe(true);
    const [text] = await pdfText(await slipOf(aSlip({ note: "Thank you." })));
    for (const part of [
      "Packing slip",
      "Order #536365",
      "Margaret Featherstone",
      "EC1A 1BB",
      "Ordered 20 Nov 2026",
      "Packed 22 Nov 2026",
      "Box 1 of 2",
      "85123A WHITE HANGING HEART T-LIGHT HOLDER 6 6",
      "71053 Żelazna latarnia 8 5 3",
      "11 units in this box, 3 to follow",
      "Thank you.",
      "Page 1 of 1",
    ]) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain("Total");
  });

  it("states the shop's own sums where they are wanted, tax as a part of the prices where it is one", async () => {
    const totals = { subtotalMinor: 4370, shippingMinor: 395, taxMinor: 794, discountMinor: 100, totalMinor: 4665 };
    const [text] = await pdfText(await slipOf(aSlip({ totals })));
    expect(text).toContain(
      "Subtotal GBP 43.70 Discount −GBP 1.00 Shipping GBP 3.95 Tax included GBP 7.94 Total GBP 46.65",
    );
    const [before] = await pdfText(await slipOf(aSlip({ totals, taxIncluded: false })));
    expect(before).toContain("Tax GBP 7.94");
  });

  it("can be scanned: its barcode opens the order", { timeout: 60_000 }, async () => {
    const [page] = await renderPdf(await slipOf(aSlip()), 300);
    expect(page && (await readBarcodes(asThermalPrint(page)))).toEqual([{ symbology: "]C0", text: "HF-ORD.#536365" }]);
  });

  it("goes over as many pages as 200 lines need, each with headings and its number, none with a line lost", async () => {
    const pdf = await slipOf(aSlip({ lines: manyLines(200) }), "letter");
    const document = await PDFDocument.load(pdf);
    expect(document.getPages().every((page) => page.getWidth() === 612 && page.getHeight() === 792)).toBe(true);
    const pages = await pdfText(pdf);
    expect(pages.length).toBeGreaterThan(5);
    for (const [index, text] of pages.entries()) {
      expect(text).toContain(`Page ${index + 1} of ${pages.length}`);
      expect(text).toContain("Order #536365");
      if (/SKU-\d/.test(text)) expect(text).toContain("IN THIS BOX");
    }
    const skus = pages.flatMap((text) => text.match(/SKU-\d+/g) ?? []);
    expect(skus).toEqual(manyLines(200).map(({ sku }) => sku));
  });

  it("keeps its margins on every page, whatever is in it", { timeout: 60_000 }, async () => {
    const lines = [
      ...manyLines(60),
      { sku: "X".repeat(80), name: "W".repeat(300), ordered: 1_000_000, inThisBox: 999_999, backordered: 1 },
    ];
    for (const page of await renderPdf(await slipOf(aSlip({ lines, note: "word ".repeat(300) })), 72)) {
      const ink = inkBox(page);
      expect(ink?.left).toBeGreaterThanOrEqual(43);
      expect(ink?.right).toBeLessThanOrEqual(552);
      expect(ink?.bottom).toBeLessThanOrEqual(815);
    }
  });

  it("never sets a line into the foot of a page, however the lines fall", () => {
    for (let count = 1; count <= 60; count += 1) {
      const plan = planSlip(fonts, aSlip({ lines: manyLines(count), note: "word ".repeat(count) }), "a4", builtInSlip);
      for (const marks of plan.ok ? plan.value.pages : []) {
        const tops = marks.map((mark) => (mark.kind === "text" ? mark.baseline - mark.size : mark.y));
        expect(Math.min(...tops)).toBeLessThan(60);
        // The last two marks are the foot itself.
        const bottoms = marks
          .slice(0, -2)
          .map((mark) => (mark.kind === "text" ? mark.baseline + mark.size * 0.24 : mark.y + mark.height));
        expect(Math.max(...bottoms)).toBeLessThanOrEqual(790);
      }
      expect(plan.ok).toBe(true);
    }
  });

  it("is the same file every time", async () => {
    const once = Buffer.from(await slipOf(aSlip()));
    expect(once.equals(await slipOf(structuredClone(aSlip())))).toBe(true);
  });

  it.each([
    ["a letter no font has in an item's name", { lines: [{ ...aSlip().lines[0]!, name: "🍵 tea" }] }, "line"],
    ["a letter no font has in the note", { note: "Thank you ☕" }, "note"],
  ])("refuses %s", async (_what, parts, field) => {
    expect(await packingSlip(fonts, aSlip(parts), "a4")).toMatchObject({
      ok: false,
      error: { code: "character-without-glyph", field },
    });
  });

  it("refuses an item's name that is longer than a page", async () => {
    const lines = [{ sku: "1", name: "word ".repeat(3000), ordered: 1, inThisBox: 1, backordered: 0 }];
    expect(await packingSlip(fonts, aSlip({ lines }), "a4")).toMatchObject({
      ok: false,
      error: { code: "text-too-long", field: "line" },
    });
  });
});
