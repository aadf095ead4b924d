import { expect } from "vitest";
import type { LabelFonts } from "#main/adapters/labels/label-fonts.ts";
import { pdfLabel } from "#main/adapters/labels/pdf-label.ts";
import { zplLabel } from "#main/adapters/labels/zpl-label.ts";
import type { LabelDotsPerInch, ShippingLabel } from "#shared/shipping/label-model.ts";
import type { LabelRefusal } from "#shared/shipping/label-refusal.ts";
import { asThermalPrint, inkBox, inkIn, type PageImage } from "#test/support/barcodes/image.ts";
import { readBarcodes } from "#test/support/barcodes/read-barcodes.ts";
import { renderPdf, renderZpl } from "#test/support/barcodes/render.ts";

/** Prints a label as ZPL and as PDF, reads both back, and gives the refusals for those that were not made. */
export async function printAndRead(
  fonts: LabelFonts,
  label: ShippingLabel,
  resolutions: readonly LabelDotsPerInch[],
): Promise<LabelRefusal[]> {
  const refusals: LabelRefusal[] = [];
  for (const dotsPerInch of resolutions) {
    const zpl = zplLabel(fonts, label, dotsPerInch);
    if (zpl.ok) await expectReadable(await renderZpl(zpl.value, dotsPerInch), dotsPerInch / 25.4, label);
    else refusals.push(zpl.error);
    const pdf = await pdfLabel(fonts, label, dotsPerInch);
    if (!pdf.ok) {
      refusals.push(pdf.error);
      continue;
    }
    const pages = await renderPdf(pdf.value, dotsPerInch);
    expect(pages).toHaveLength(1);
    for (const page of pages) await expectReadable(page, dotsPerInch / 25.4, label);
  }
  return refusals;
}

async function expectReadable(page: PageImage, dotsPerMillimetre: number, label: ShippingLabel): Promise<void> {
  const paper = asThermalPrint(page);
  expect(await readBarcodes(paper)).toEqual([
    { symbology: "]C0", text: label.orderBarcode },
    { symbology: "]C1", text: `00${label.sscc}` },
  ]);
  const dots = (millimetres: number): number => Math.round(millimetres * dotsPerMillimetre);
  const ink = inkBox(paper);
  expect(ink?.left).toBeGreaterThanOrEqual(dots(3));
  expect(ink?.right).toBeLessThanOrEqual(dots(97.7));
  expect(ink?.bottom).toBeLessThanOrEqual(dots(151.4));
  // No block runs into the rule below it.
  for (const [top, bottom] of [
    [22.8, 23.3],
    [80.5, 80.8],
  ] as const) {
    expect(inkIn(paper, { left: 0, right: dots(60), top: dots(top), bottom: dots(bottom) })).toBe(0);
  }
}
