import { describe, expect, it } from "vitest";
import { fontsFor, openLabelFonts, setLine } from "#main/adapters/labels/label-fonts.ts";
import { notePage } from "#main/adapters/labels/note-page.ts";
import { pdfLabel } from "#main/adapters/labels/pdf-label.ts";
import { printableText } from "#main/adapters/labels/printable-text.ts";
import { drawTexts } from "#main/adapters/labels/text-bitmap.ts";
import { zplLabel } from "#main/adapters/labels/zpl-label.ts";
import { asThermalPrint, inkIn } from "#test/support/barcodes/image.ts";
import { pdfText, renderPdf, renderZpl } from "#test/support/barcodes/render.ts";
import { aLabel, anAddress } from "./sample-labels.ts";

const fonts = await openLabelFonts("assets");

const names: readonly (readonly [script: string, text: string])[] = [
  ["Arabic", "محمد بن عبد الله، شارع ١٢٣"],
  ["Persian, with a joiner that parts", "می\u200Cخواهم"],
  ["Hebrew", "יעל כהן-לוי"],
  ["Japanese", "髙橋 太郎、東京都千代田区グラントウ"],
  ["Chinese, simplified", "北京市朝阳区建国门外大街"],
  ["Chinese, traditional", "臺北市信義區鬱"],
  ["Korean", "서울특별시 강남구"],
  ["Devanagari", "श्री कृष्ण क्षत्रिय मुंबई"],
  ["Bengali", "রবীন্দ্রনাথ ঠাকুর"],
  ["Gurmukhi", "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ"],
  ["Gujarati", "શ્રી ક્ષત્રિય"],
  ["Tamil", "கோவிந்தன்"],
  ["Telugu", "శ్రీనివాస్"],
  ["Kannada", "ಶ್ರೀನಿವಾಸ"],
  ["Malayalam", "കൃഷ്ണൻ"],
  ["Sinhala", "ශ්\u200Dරී ලංකා"],
  ["Thai", "สมชาย น้ำผึ้ง"],
  ["Lao", "ບ້ານ ນ້ຳ"],
  ["Khmer", "ផ្លូវព្រះនរោត្តម ស្ត្រី"],
  ["Myanmar", "အောင်ဆန်း မန္တလေး"],
  ["Armenian", "Արամ Խաչատրյան"],
  ["Georgian", "შოთა რუსთაველი"],
  ["Ethiopic", "ኃይሌ ገብረሥላሴ"],
];

function printable(text: string, weight: "regular" | "bold" = "regular"): string {
  const made = printableText(fonts, weight, "ship-to", text);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

describe.each(names)("a name in %s", (_script, text) => {
  it.each(["regular", "bold"] as const)("is drawn with a glyph for every letter, %s", (weight) => {
    const glyphs = setLine(fonts, weight, printable(text, weight)).flatMap((run) => run.glyphs);
    expect(glyphs.filter(({ glyph }) => glyph.id === 0)).toEqual([]);
    const letters = [...text].filter((letter) => !/[\s\u200C-\u200F]/u.test(letter));
    const shown = new Set(glyphs.flatMap(({ codePoints }) => codePoints));
    expect(letters.filter((letter) => !shown.has(letter.codePointAt(0) ?? 0))).toEqual([]);
  });

  it("is the same ink in a PDF as in the dots a label printer gets", async () => {
    const size = 24 * (203 / 72);
    const line = { text: printable(text, "bold"), weight: "bold", size, x: 200, baseline: 200 } as const;
    const dots = drawTexts(fonts, 1600, 400, [line]);
    const drawn = dots.bytes.reduce((sum, byte) => sum + byte.toString(2).replaceAll("0", "").length, 0);
    const [page] = await renderPdf(await notePage(fonts, [text], 0), 203);
    if (!page) throw new Error("One page");
    const { width, height } = page;
    const inked = inkIn(asThermalPrint(page), { left: 0, top: 0, right: width, bottom: height });
    expect(drawn).toBeGreaterThan(500);
    expect(inked / drawn).toBeGreaterThan(0.85);
    expect(inked / drawn).toBeLessThan(1.15);
  });
});

/** The letters of a line as they stand from left to right; brackets by their code, which is drawn turned round in Hebrew. */
function fromLeft(text: string): string {
  return setLine(fonts, "regular", printable(text))
    .flatMap((run) => run.glyphs.flatMap(({ codePoints }) => String.fromCodePoint(...codePoints)))
    .join("");
}

describe("a line of both directions", () => {
  it.each([
    ["a Hebrew street with a number and a Latin word in brackets", "רחוב הרצל 15 (Tower B)", ")Tower B( 15 לצרה בוחר"],
    ["Latin first, then Hebrew with a number", "ABC רחוב 12", "ABC 12 בוחר"],
    ["digits of its own run from left to right in Arabic", "شارع ١٢٣", "١٢٣ عراش"],
    ["a number with a comma in Hebrew", "₪1,234.50 סכום", "םוכס ₪1,234.50"],
    ["Latin alone", "12 High Street", "12 High Street"],
  ])("stands as the Unicode algorithm has it: %s", (_what, text, seen) => {
    expect(fromLeft(text)).toBe(seen);
  });

  it("keeps brackets round what they enclose", () => {
    const open = setLine(fonts, "regular", "(").flatMap(({ glyphs }) => glyphs.map(({ glyph }) => glyph.id));
    const [first] = setLine(fonts, "regular", "שלום (א)").flatMap(({ glyphs }) => glyphs.map(({ glyph }) => glyph));
    const runs = setLine(fonts, "regular", "שלום (א)");
    const hebrew = runs[0]?.font;
    expect(hebrew?.glyphsOf("(", false).map(({ glyph }) => glyph.id)).toEqual([first?.id]);
    expect(open).toHaveLength(1);
  });

  it("goes the way of its paragraph also where a line of it begins with other letters", () => {
    const shipTo = anAddress({ lines: [`${"רחוב הרצל ".repeat(7)}Tower B 15`], country: "IL" });
    expect(zplLabel(fonts, aLabel({ shipTo }), 203).ok).toBe(true);
  });
});

describe("letters of Arabic", () => {
  it("are joined: each in the shape its place in the word wants", () => {
    const idsOf = (text: string) =>
      setLine(fonts, "regular", text).flatMap((run) => run.glyphs.map(({ glyph }) => glyph.id));
    const alone = idsOf("ب");
    const [last, middle, first] = idsOf("ببب");
    expect(new Set([...alone, last, middle, first]).size).toBe(4);
    // Lam and alef are one sign.
    expect(idsOf("لا")).toHaveLength(1);
  });
});

describe("Han characters", () => {
  it.each([
    ["JP", "NotoSansJP-Medium regular"],
    ["CN", "NotoSansHans-Medium regular"],
    ["TW", "NotoSansHant-Medium regular"],
    ["KR", "NotoSansKR-Medium regular"],
  ])("are written as in the country they go to, %s", (country, font) => {
    expect(setLine(fontsFor(fonts, country), "regular", "骨").map((run) => run.font.name)).toEqual([font]);
  });

  it("are Japanese beside kana, wherever they go", () => {
    expect(setLine(fontsFor(fonts, "CN"), "regular", "骨の").map((run) => run.font.name)).toEqual([
      "NotoSansJP-Medium regular",
    ]);
  });
});

describe("a label to Tokyo", () => {
  const label = aLabel({
    shipTo: anAddress({
      name: "髙橋 太郎",
      lines: ["丸の内一丁目9番1号 グラントウキョウノースタワー"],
      city: "東京都千代田区",
      postcode: "100-0005",
      country: "JP",
    }),
  });

  it("can be read and copied out of its PDF, and is dots in ZPL", { timeout: 60_000 }, async () => {
    const pdf = await pdfLabel(fonts, label, 203);
    expect(pdf.ok ? (await pdfText(pdf.value)).join(" ") : pdf.error).toContain("髙橋 太郎");
    const zpl = zplLabel(fonts, label, 203);
    expect(zpl.ok ? zpl.value : "").not.toMatch(/[^\u0000-\u00FF]/u);
    const page = asThermalPrint(await renderZpl(zpl.ok ? zpl.value : "", 203));
    expect(inkIn(page, { left: 60, right: 780, top: 340, bottom: 640 })).toBeGreaterThan(4000);
  });

  it("is the same bytes every time", async () => {
    const again = await pdfLabel(await openLabelFonts("assets"), label, 203);
    expect(again).toEqual(await pdfLabel(fonts, label, 203));
  });
});
