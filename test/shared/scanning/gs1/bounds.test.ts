import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allIdentifiers } from "#shared/scanning/gs1/application-identifiers.ts";
import { associationWarnings } from "#shared/scanning/gs1/associations.ts";
import { parseDigitalLink } from "#shared/scanning/gs1/digital-link.ts";
import { parseBracketed, parseElementString, separator } from "#shared/scanning/gs1/element-string.ts";
import { longestScan } from "#shared/scanning/scan.ts";
import { runs } from "#test/builders/runs.ts";
import { workOf } from "#test/support/counted-work.ts";

/** What looks like much to do: identifiers again and again, values without an end, brackets and escapes in a row. */
const pieces = {
  string: fc.constantFrom(
    "0109521234543213",
    "10AB",
    "17261231",
    separator,
    "21",
    "8004",
    "37",
    "A",
    "0",
    "9".repeat(90),
  ),
  bracketed: fc.constantFrom(
    "(01)09521234543213",
    "(10)AB",
    "(17)261231",
    "(",
    ")",
    "\\(",
    "\\",
    "(8004)",
    "A".repeat(90),
  ),
  link: fc.constantFrom(
    "/01/09521234543213",
    "/10/AB",
    "/01",
    "/",
    "?",
    "&",
    "17=261231",
    "&3103=000195",
    "%41",
    "+",
    "#",
  ),
};
const parsers = {
  string: { parse: parseElementString, start: "", tooLong: "over-long" },
  bracketed: { parse: parseBracketed, start: "", tooLong: "over-long" },
  link: { parse: parseDigitalLink, start: "https://a.de", tooLong: "no-link" },
} as const;
const forms = ["string", "bracketed", "link"] as const;

// The dictionary is read once, with the first code; that is no work of any code.
allIdentifiers();

describe.each(forms)("a GS1 code written as %s", (form) => {
  const { parse, start, tooLong } = parsers[form];

  it("is read with work in proportion to its length, up to the longest a scanner sends", () => {
    fc.assert(
      fc.property(
        fc.array(pieces[form], { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 2000 }),
        (all, times) => {
          const text = `${start}${all.join("").repeat(times)}`.slice(0, longestScan);
          // Each of at most 64 elements may look for its separator to the end.
          const { characters } = workOf(() => void parse(text));
          expect(characters).toBeLessThanOrEqual(200 * text.length + 2000);
          const read = parse(text);
          if (!read.ok) return;
          expect(read.value.length).toBeLessThanOrEqual(64);
          const out = read.value.reduce((sum, { ai, value }) => sum + ai.length + value.length, 0);
          expect(out).toBeLessThanOrEqual(text.length);
          expect(associationWarnings(read.value).length).toBeLessThanOrEqual(64 * 20);
        },
      ),
      { numRuns: runs(150) },
    );
  });

  it("that is longer is refused by its length, before anything is read of it", () => {
    fc.assert(
      fc.property(
        fc.array(pieces[form], { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 20 }),
        (all, kilobytes) => {
          const unit = `${all.join("")}x`;
          const length = longestScan + 1 + kilobytes * 1000;
          const text = `${start}${unit.repeat(Math.ceil(length / unit.length))}`.slice(0, length);
          expect(parse(text)).toEqual({ ok: false, error: { code: tooLong } });
          expect(workOf(() => void parse(text)).characters).toBe(0);
        },
      ),
      { numRuns: runs(60) },
    );
  });
});

describe("more of one thing than a code may hold", () => {
  it.each([
    ["the same identifier over and over", parseElementString, "0109521234543213".repeat(100)],
    ["separators alone", parseElementString, separator.repeat(4000)],
    ["the same in brackets", parseBracketed, "(01)09521234543213".repeat(100)],
    ["brackets that open others", parseBracketed, "(".repeat(4000)],
    ["a value that never ends", parseElementString, `10${"A".repeat(4000)}`],
    ["the same in brackets", parseBracketed, `(10)${"A".repeat(4000)}`],
    ["a key without an end in the path", parseDigitalLink, `https://a.de${"/10/A".repeat(600)}`],
    ["keys one after another in the path", parseDigitalLink, `https://a.de/01/09521234543213${"/10/A".repeat(600)}`],
    ["an attribute twice", parseDigitalLink, `https://a.de/01/09521234543213?${"17=261231&".repeat(300)}`],
  ])("is refused: %s", (_what, parse, text) => {
    expect(text.length).toBeLessThanOrEqual(longestScan);
    expect(parse(text).ok).toBe(false);
  });
});
