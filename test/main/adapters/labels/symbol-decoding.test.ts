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
import { asThermalPrint, cropped, type PageImage } from "#test/support/barcodes/image.ts";
import { postalBars, postalSamples } from "#test/support/barcodes/postal.ts";
import { readMaxiCode, readSymbols } from "#test/support/barcodes/read-barcodes.ts";
import { renderPdf, renderZpl } from "#test/support/barcodes/render.ts";
import { aLabel } from "./sample-labels.ts";

const fonts = await openLabelFonts(assets);
/**
 * How many random labels; `HOLDFAST_LABELS=500` for the long run, `HOLDFAST_FIRST_LABEL=100` to go on in parts. Each is drawn
 * four ways.
 */
const labels = Number(process.env["HOLDFAST_LABELS"] ?? 1);
const firstLabel = Number(process.env["HOLDFAST_FIRST_LABEL"] ?? 0);

type Symbols = LabelTemplate["symbols"];
type Place = Pick<Symbols[number], "x" | "y" | "module" | "height">;

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
const lot = fc.stringMatching(/^[A-Z0-9]{4,12}$/);

/** What each symbol is given; a decoder must read just that from it. */
const contents = fc.record({
  code128: plain,
  sscc: checked(18),
  qr: fc.oneof(plain, fc.constantFrom("Łódź 日本 ελ", "https://example.com/o/536365?x=1")),
  gtin: checked(14),
  lot,
  ean13: checked(13),
  ean8: checked(8),
  upcA: checked(12),
  pdf417: plain,
  datamatrix: fc.oneof(plain, fc.constantFrom("Ærø 42", "a".repeat(60))),
  tracking: fc.stringMatching(/^1Z[0-9]{8}$/),
  zip: fc.stringMatching(/^[1-9][0-9]{8}$/),
  postal: fc.constantFrom(...postalSamples.bars.kix.keys()),
});

/** Every symbol a label may bear, each with its quiet zone, and what must be read from it. */
function everySymbol(given: typeof contents extends fc.Arbitrary<infer Given> ? Given : never) {
  const at = (x: number, y: number, module: number, height: number): Place => ({ x, y, module, height });
  return [
    [{ symbol: "code-128", text: given.code128, ...at(6, 3, 0.375, 9) }, given.code128],
    [{ symbol: "gs1-128", text: `(00)${given.sscc}`, ...at(6, 16, 0.375, 10) }, `00${given.sscc}`],
    [{ symbol: "itf-14", text: given.gtin, ...at(8, 30, 0.375, 10) }, given.gtin],
    [{ symbol: "upc-a", text: given.upcA, ...at(62, 30, 0.25, 10) }, `0${given.upcA}`],
    [{ symbol: "ean-13", text: given.ean13, ...at(8, 45, 0.375, 10) }, given.ean13],
    [{ symbol: "ean-8", text: given.ean8, ...at(60, 45, 0.375, 10) }, given.ean8],
    [{ symbol: "pdf417", text: given.pdf417, ...at(8, 60, 0.375, 0) }, given.pdf417],
    [{ symbol: "qr", text: given.qr, ...at(8, 84, 0.625, 0) }, given.qr],
    [
      { symbol: "gs1-qr", text: `(01)${given.gtin}(10)${given.lot}`, ...at(54, 84, 0.625, 0) },
      `01${given.gtin}10${given.lot}`,
    ],
    [{ symbol: "datamatrix", text: given.datamatrix, ...at(8, 115, 0.625, 0) }, given.datamatrix],
    [
      { symbol: "gs1-datamatrix", text: `(01)${given.gtin}(21)${given.lot}`, ...at(54, 115, 0.625, 0) },
      `01${given.gtin}21${given.lot}`,
    ],
  ] as const satisfies readonly (readonly [Symbols[number], string])[];
}

describe(`${labels} random labels of symbols`, () => {
  it(
    "are read from PDF and ZPL at 203 and 300 dpi by a decoder that shares nothing with what drew them",
    async () => {
      const given = fc.sample(contents, { numRuns: firstLabel + labels, seed: 20261125 }).slice(firstLabel);
      for (const each of given) {
        const symbols = everySymbol(each);
        for (const dotsPerInch of [203, 300] as const) {
          const drawn = await pages(
            symbols.map(([symbol]) => symbol),
            dotsPerInch,
          );
          for (const [way, page] of drawn.entries()) {
            const where = `${way === 0 ? "PDF" : "ZPL"} ${dotsPerInch} of ${JSON.stringify(each)}`;
            const found = await readSymbols(asThermalPrint(page));
            for (const [{ symbol }, text] of symbols) expect(found, `${symbol}, ${where}`).toContain(text);
          }
          await expectPostalCodes(each, dotsPerInch);
        }
      }
    },
    60_000 + labels * 20_000,
  );
});

/**
 * No decoder reads postal codes: their bars are held against those of an independent encoder, read off the printed page.
 * MaxiCode stands with them, since decoders find it only where it is alone, as a sorter's camera is aimed at it.
 */
async function expectPostalCodes(
  given: { readonly postal: number; readonly tracking: string; readonly zip: string },
  dotsPerInch: 203 | 300,
): Promise<void> {
  const kinds = ["kix", "royal-mail", "australia-post", "usps-imb"] as const;
  const rows = kinds.map((kind, row) => {
    const [text = "", bars = ""] = postalSamples.bars[kind][given.postal] ?? [];
    return { kind, bars, symbol: { symbol: kind, text, x: 6, y: 8 + row * 20, module: 0.5, height: 8 } };
  });
  const maxicode = { symbol: "maxicode", text: maxiCodeOf(given), x: 30, y: 100, module: 1, height: 10 } as const;
  const drawn = await pages([...rows.map(({ symbol }) => symbol), maxicode], dotsPerInch);
  for (const [way, page] of drawn.entries()) {
    const where = `${way === 0 ? "PDF" : "ZPL"} ${dotsPerInch}`;
    const paper = asThermalPrint(page);
    const dots = (millimetres: number): number => Math.round((millimetres * dotsPerInch) / 25.4);
    for (const { kind, bars, symbol } of rows) {
      const band = cropped(paper, {
        left: 0,
        top: dots(symbol.y - 3),
        right: paper.width,
        bottom: dots(symbol.y + 13),
      });
      expect(postalBars(band), `${kind} ${symbol.text}, ${where}`).toBe(bars);
    }
    const alone = cropped(paper, { left: dots(24), top: dots(94), right: dots(66), bottom: dots(136) });
    expect(await readMaxiCode(alone), where).toContain(given.tracking);
  }
}

/** A carrier's structured message: postcode, country and class, tracking number, and where it goes. */
function maxiCodeOf({ tracking, zip }: { readonly tracking: string; readonly zip: string }): string {
  const parts = [
    "840",
    "001",
    tracking,
    "UPSN",
    "06X610",
    "159",
    "1234567",
    "1/1",
    "",
    "Y",
    "634 ALPHA DR",
    "PITTSBURGH",
  ];
  return `[)>^03001^02996${zip}^029${parts.join("^029")}^029PA^030^004`;
}

describe("postal codes", () => {
  it("are the bars of the post's own example", () => {
    // USPS-B-3200, example 4: ascender, descender, full and tracker bars.
    const expected = "AADTFFDFTDADTAADAATFDTDDAAADDTDTTDAFADADDDTFFFDDTTTADFAAADFTDAADA";
    const size = { module: 1, height: 1, dotsPerInch: 300 };
    const drawn = drawSymbol("usps-imb", "0123456709498765432101234567891", size);
    const bitmap = must(drawn.ok ? drawn.value : undefined, "it is drawn");
    const dark = (x: number, y: number): boolean =>
      ((bitmap.bytes[y * bitmap.bytesPerRow + (x >> 3)] ?? 0) & (0x80 >> (x & 7))) !== 0;
    const data = new Uint8ClampedArray(bitmap.width * bitmap.height * 4).fill(255);
    for (let place = 0; place < bitmap.width * bitmap.height; place += 1) {
      if (dark(place % bitmap.width, Math.floor(place / bitmap.width))) data.fill(0, place * 4, place * 4 + 3);
    }
    expect(postalBars({ width: bitmap.width, height: bitmap.height, data })).toBe(expected);
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
