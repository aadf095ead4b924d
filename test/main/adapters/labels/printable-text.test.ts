import { describe, expect, it } from "vitest";
import { openLabelFonts, setLine } from "#main/adapters/labels/label-fonts.ts";
import { printableText } from "#main/adapters/labels/printable-text.ts";

const fonts = await openLabelFonts("assets");
const asShipTo = (text: string) => printableText(fonts, "regular", "ship-to", text);

describe("text that is to be printed", () => {
  it.each([
    ["Latin", "Łódź, Ærøskøbing, Ağrı, Hódmezővásárhely, Đà Nẵng"],
    ["Greek", "Αλεξανδρούπολη"],
    ["Cyrillic", "Санкт-Петербург, Київ, Ґданськ"],
    ["prices", "£1 €2 ₴3"],
  ])("may be %s", (_script, text) => {
    expect(asShipTo(text)).toEqual({ ok: true, value: text });
  });

  it("is composed, on one line, and without marks nobody can see", () => {
    expect(asShipTo("Zoe\u0308\n\u200bKing\u00adston\u200e\t& Co\u00a0")).toEqual({
      ok: true,
      value: "Zoë Kingston & Co",
    });
  });

  it.each([
    ["Café ☕", "☕", "U+2615"],
    ["東京 \u{30EDD}", "\u{30EDD}", "U+30EDD"],
    ["Sam 😀", "😀", "U+1F600"],
    ["\u{12000}", "\u{12000}", "U+12000"],
    ["a\u0007b", "\u0007", "U+0007"],
  ])("is refused where a letter has no glyph: %j", (text, character, codePoint) => {
    expect(asShipTo(text)).toEqual({
      ok: false,
      error: { code: "character-without-glyph", field: "ship-to", character, codePoint },
    });
  });

  it("keeps a word in one font where one has all of it", () => {
    const runs = setLine(fonts, "bold", "Anna Ивановна Ŋoŋ");
    expect(runs.map(({ font, text }) => [font.name, text])).toEqual([
      ["AtkinsonHyperlegibleNext-Bold", "Anna "],
      ["NotoSans-Bold", "Ивановна Ŋoŋ"],
    ]);
  });

  it("has a glyph with ink for every letter that is let through", () => {
    for (let code = 0x21; code <= 0x52f; code += 1) {
      const text = asShipTo(String.fromCodePoint(code));
      if (!text.ok || text.value === "") continue;
      const glyphs = setLine(fonts, "regular", text.value).flatMap((run) => run.glyphs);
      expect(glyphs.some(({ glyph }) => glyph.id !== 0 && glyph.path.toSVG() !== "")).toBe(true);
    }
  });
});
