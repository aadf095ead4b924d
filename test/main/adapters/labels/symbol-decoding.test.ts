import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { builtInTemplate } from "#main/adapters/labels/built-in-template.ts";
import { openLabelFonts } from "#main/adapters/labels/label-fonts.ts";
import { pdfLabel } from "#main/adapters/labels/pdf-label.ts";
import { drawSymbol } from "#main/adapters/labels/symbol.ts";
import type { ReadTemplate } from "#main/adapters/labels/template-files.ts";
import { zplLabel } from "#main/adapters/labels/zpl-label.ts";
import { gs1CheckDigit } from "#shared/kernel/gs1-check-digit.ts";
import { must } from "#shared/kernel/result.ts";
import type { LabelTemplate, SymbolKind } from "#shared/shipping/label-template.ts";
import { assets } from "#test/builders/station.ts";
import { asThermalPrint, type PageImage } from "#test/support/barcodes/image.ts";
import { readMaxiCode, readSymbols } from "#test/support/barcodes/read-barcodes.ts";
import { renderPdf, renderZpl } from "#test/support/barcodes/render.ts";
import { aLabel } from "./sample-labels.ts";

const fonts = await openLabelFonts(assets);
/** How many random labels; `HOLDFAST_LABELS=500` for the long run. Each is drawn four ways. */
const labels = Number(process.env["HOLDFAST_LABELS"] ?? 2);

type Symbols = LabelTemplate["symbols"];

/** A label with nothing but these symbols. */
function sheet(symbols: Symbols): ReadTemplate {
  return { ...builtInTemplate, template: { ...builtInTemplate.template, parts: [], symbols } };
}

async function pages(symbols: Symbols, dotsPerInch: 203 | 300): Promise<readonly PageImage[]> {
  const template = sheet(symbols);
  const pdf = await pdfLabel(fonts, aLabel(), dotsPerInch, template);
  const zpl = zplLabel(fonts, aLabel(), dotsPerInch, template);
  const [fromPdf] = await renderPdf(must(pdf.ok ? pdf.value : undefined, "it is drawn"), dotsPerInch);
  return [must(fromPdf, "one page"), await renderZpl(must(zpl.ok ? zpl.value : undefined, "it is drawn"), dotsPerInch)];
}

const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(""));
const checked = (length: number) => digits(length - 1).map((all) => `${all}${gs1CheckDigit(all)}`);
const plain = fc.stringMatching(/^[A-Z0-9][A-Z0-9 .-]{3,13}[A-Z0-9]$/);

/** What each symbol is given, and what a decoder must read from it. */
const contents = fc.record({
  code128: plain,
  sscc: checked(18),
  qr: fc.oneof(plain, fc.constantFrom("Łódź 日本 ελ", "https://example.com/o/536365?x=1")),
  gtin: checked(14),
  lot: fc.stringMatching(/^[A-Z0-9]{4,12}$/),
  ean13: checked(13),
  ean8: checked(8),
  pdf417: plain,
});

describe(`${labels} random labels of symbols`, () => {
  it(
    "are read from PDF and ZPL at 203 and 300 dpi by a decoder that shares nothing with what drew them",
    async () => {
      await fc.assert(
        fc.asyncProperty(contents, async (given) => {
          const symbols: Symbols = [
            { symbol: "code-128", text: given.code128, x: 8, y: 4, module: 0.375, height: 10 },
            { symbol: "gs1-128", text: `(00)${given.sscc}`, x: 8, y: 20, module: 0.375, height: 12 },
            { symbol: "itf-14", text: given.gtin, x: 8, y: 38, module: 0.5, height: 12 },
            { symbol: "ean-13", text: given.ean13, x: 8, y: 57, module: 0.375, height: 12 },
            { symbol: "ean-8", text: given.ean8, x: 60, y: 57, module: 0.375, height: 12 },
            { symbol: "pdf417", text: given.pdf417, x: 8, y: 76, module: 0.375, height: 0 },
            { symbol: "qr", text: given.qr, x: 8, y: 108, module: 0.75, height: 0 },
            {
              symbol: "gs1-datamatrix",
              text: `(01)${given.gtin}(10)${given.lot}`,
              x: 62,
              y: 112,
              module: 0.75,
              height: 0,
            },
          ];
          for (const dotsPerInch of [203, 300] as const) {
            for (const [way, page] of (await pages(symbols, dotsPerInch)).entries()) {
              const found = new Set(await readSymbols(asThermalPrint(page)));
              const where = `${way === 0 ? "PDF" : "ZPL"} ${dotsPerInch}`;
              const wanted = [
                given.code128,
                `00${given.sscc}`,
                given.gtin,
                given.ean13,
                given.ean8,
                given.pdf417,
                given.qr,
              ];
              for (const text of wanted) expect([...found], where).toContain(text);
              expect([...found].join(" "), where).toContain(`01${given.gtin}10${given.lot}`);
            }
          }
        }),
        { numRuns: labels, ...(process.env["HOLDFAST_SEED"] ? { seed: Number(process.env["HOLDFAST_SEED"]) } : {}) },
      );
    },
    60_000 + labels * 20_000,
  );
});

describe("a MaxiCode", () => {
  it.each([203, 300] as const)("is read at %i dpi", async (dotsPerInch) => {
    const message =
      "[)>^03001^02996152382802^029840^029001^0291Z00004951^029UPSN^02906X610^029159^0291234567^0291/1^029^029Y^029634 ALPHA DR^029PITTSBURGH^029PA^030^004";
    const drawn = drawSymbol("maxicode", message, { module: 1, height: 1, dotsPerInch });
    const { width, height, bytes, bytesPerRow } = must(drawn.ok ? drawn.value : undefined, "it is drawn");
    // Decoders find it alone on white, as a sorter's camera is aimed at it.
    const margin = 20;
    const page = { width: width + 2 * margin, height: height + 2 * margin };
    const data = new Uint8ClampedArray(page.width * page.height * 4).fill(255);
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        if (((bytes[y * bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) === 0) continue;
        data.fill(0, ((y + margin) * page.width + x + margin) * 4, ((y + margin) * page.width + x + margin) * 4 + 3);
      }
    }
    expect(await readMaxiCode({ ...page, data })).toContain("1Z00004951");
  });
});

describe("postal codes", () => {
  it("are the bars of the post's own example", () => {
    // USPS-B-3200, example 4: ascender, descender, full and tracker bars.
    const expected = "AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA";
    const size = { module: 1, height: 1, dotsPerInch: 300 };
    const drawn = drawSymbol("usps-imb", "0123456709498765432101234567891", size);
    const bitmap = must(drawn.ok ? drawn.value : undefined, "it is drawn");
    const dark = (x: number, y: number): boolean =>
      ((bitmap.bytes[y * bitmap.bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
    const middle = bitmap.height >> 1;
    let read = "";
    for (let x = 0; x < bitmap.width; x += 1) {
      if (!dark(x, middle) || (x > 0 && dark(x - 1, middle))) continue;
      const up = dark(x, 1);
      const down = dark(x, bitmap.height - 2);
      read += up ? (down ? "F" : "A") : down ? "D" : "T";
    }
    expect(read).toBe(expected);
  });

  it.each<[SymbolKind, string]>([
    ["ean-13", "9506000134353"],
    ["itf-14", "19506000134350"],
    ["royal-mail", "LE2 8HS!"],
    ["gs1-128", "(00)106141412345678900"],
  ])("and others are refused with a reason where the text is wrong: %s %s", (kind, text) => {
    const drawn = drawSymbol(kind, text, { module: 2, height: 50, dotsPerInch: 203 });
    expect(drawn.ok ? "" : drawn.error.length > 5).toBe(true);
  });
});
