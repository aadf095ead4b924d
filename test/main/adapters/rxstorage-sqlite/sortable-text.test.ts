import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { openSqlite } from "#main/adapters/sqlite/open-sqlite.ts";
import { sortableForm, sortableText } from "#main/adapters/rxstorage-sqlite/sortable-text.ts";

/** Characters from every region where the two orders, or the engines, behave differently. */
const text = fc.string({
  unit: fc.constantFrom("a", "b", "Z", "é", "\u07FF", "\uD7FF", "\uE000", "\uFF21", "\uFFFF", "😀", "𐀀", "\u{10FFFE}"),
  maxLength: 6,
});
const anyText = fc.oneof(
  text,
  fc.string({ unit: fc.constantFrom("a", "\0", "\u{10FFFF}", "\uD83D", "\uDE00", "\uE000", "0"), maxLength: 6 }),
);

const isSortable = (one: string) => sortableForm(one) !== undefined;
const byUtf8 = (one: string, other: string) => Buffer.compare(Buffer.from(one), Buffer.from(other));
const byCodeUnit = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

test("plain text is its own sortable form", () => {
  expect(sortableText("Müller & Söhne 12")).toBe("Müller & Söhne 12");
});

test("an emoji sorts before a full-width letter, as in JavaScript", () => {
  expect(byCodeUnit("😀", "Ａ")).toBe(-1);
  expect(byUtf8("😀", "Ａ")).toBe(1);
  expect(byUtf8(sortableText("😀"), sortableText("Ａ"))).toBe(-1);
});

test("the bytes of sortable forms compare as the strings do", () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(sortableForm(one)).toBe(sortableText(one));
      expect(Math.sign(byUtf8(sortableText(one), sortableText(other)))).toBe(byCodeUnit(one, other));
    }),
    { numRuns: 2000 },
  );
});

test("different strings never share a form, whatever they hold", () => {
  fc.assert(
    fc.property(anyText, anyText, (one, other) => {
      expect(sortableText(one) === sortableText(other)).toBe(one === other);
      expect(sortableText(one)).not.toMatch(/[\0\p{Surrogate}]/u);
    }),
    { numRuns: 2000 },
  );
});

test("SQLite keeps the form and sorts by it", () => {
  const connection = openSqlite(":memory:");
  onTestFinished(() => connection.close());
  connection.exec("CREATE TABLE texts (form TEXT PRIMARY KEY)");
  fc.assert(
    fc.property(fc.uniqueArray(anyText), (texts) => {
      connection.exec("DELETE FROM texts");
      const insert = connection.prepare("INSERT INTO texts VALUES (?)");
      for (const one of texts) insert.run(sortableText(one));
      const kept = connection
        .prepare("SELECT form FROM texts ORDER BY form")
        .all()
        .map((row) => String(row["form"]));
      const sortable = new Set(texts.filter(isSortable).map(sortableText));
      expect(new Set(kept)).toEqual(new Set(texts.map(sortableText)));
      expect(kept.filter((form) => sortable.has(form))).toEqual(texts.filter(isSortable).toSorted().map(sortableText));
    }),
  );
});
