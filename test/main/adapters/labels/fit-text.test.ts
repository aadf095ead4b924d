import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitText, type Place } from "#main/adapters/labels/fit-text.ts";

/** Every letter as wide as half the type size. */
const measure = (text: string, _face: string, size: number): number => ([...text].length * size) / 2;

function fit(texts: readonly string[], place: Partial<Place>) {
  const paragraphs = texts.map((text) => ({ text, face: "plain", scale: 1 }));
  return fitText(paragraphs, { width: 100, height: 100, largest: 20, smallest: 8, ...place }, measure);
}

describe("fitting text into a place", () => {
  it("keeps the largest size where it fits", () => {
    expect(fit(["0123456789"], {})).toEqual([{ text: "0123456789", face: "plain", size: 20, baseline: 16 }]);
  });

  it("shrinks a little rather than break a line", () => {
    expect(fit(["012345 78901"], {})?.map(({ text, size }) => [text, size])).toEqual([["012345 78901", 16]]);
  });

  it("breaks between words rather than shrink much", () => {
    expect(fit(["one two three four"], {})?.map(({ text, size }) => [text, size])).toEqual([
      ["one two", 20],
      ["three four", 20],
    ]);
  });

  it("breaks a word only where it is too long for small type, and never before an accent", () => {
    const word = "e\u0301".repeat(30);
    const lines = fit([word], {})?.map(({ text }) => text) ?? [];
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.join("")).toBe(word);
    for (const line of lines) expect(line.startsWith("e")).toBe(true);
  });

  it("gives up where even the smallest size is too large", () => {
    expect(fit(["word ".repeat(200).trim()], {})).toBeUndefined();
    expect(fit(["ab"], { width: 3 })).toBeUndefined();
  });

  it("loses no letter, leaves the place nowhere, and never sets lines on top of each other", () => {
    const text = fc
      .array(fc.stringMatching(/^[a-z]{1,30}$/), { minLength: 1, maxLength: 12 })
      .map((all) => all.join(" "));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), fc.integer({ min: 30, max: 300 }), (texts, width) => {
        const place = { width, height: 200 };
        const lines = fit(texts, place);
        if (!lines) return;
        expect(
          lines
            .map((line) => line.text)
            .join("")
            .replaceAll(" ", ""),
        ).toBe(texts.join("").replaceAll(" ", ""));
        let above = 0;
        for (const { text: line, face, size, baseline } of lines) {
          expect(measure(line, face, size)).toBeLessThanOrEqual(width);
          expect(baseline - above).toBeGreaterThanOrEqual(size * 0.8);
          expect(baseline + size * 0.24).toBeLessThanOrEqual(place.height);
          above = baseline;
        }
      }),
    );
  });
});
