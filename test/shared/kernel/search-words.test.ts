import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { searchWords } from "#shared/kernel/search-words.ts";

describe("words as they are looked for", () => {
  it.each([
    ["LI04-09", "li04 09"],
    ["Gráinne O'Malley", "grainne o malley"],
    ["Łódź, Straße 5", "lodz strasse 5"],
    ["Ærøskøbing", "aeroskobing"],
    ["ＡＢＣ１２３", "abc123"],
    ["Ёлка, чай", "елка чаи"],
    ["Ἀθῆναι ΟΔΟΣ", "αθηναι οδοσ"],
    ["مُحَمَّد أحمد", "محمد احمد"],
    ["مدرسة", "مدرسه"],
    ["שָׁלוֹם", "שלום"],
    ["東京都渋谷区", "東 京 都 渋 谷 区"],
    ["ガラス瓶 1個", "ガ ラ ス 瓶 1 個"],
    ["김서연", "김서연"],
    ["हिन्दी", "हिन्दी"],
    ["ไทย", "ไ ท ย"],
    ["  ", ""],
    ["🙂 --- 🙂", ""],
    ["𝍠ﹱ", "𝍠"],
  ])("%s", (text, words) => {
    expect(searchWords(text)).toBe(words);
  });

  it("stay the same when looked at again, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const words = searchWords(text);
        expect(searchWords(words)).toBe(words);
        expect(words).toBe(words.trim());
      }),
    );
  });
});
