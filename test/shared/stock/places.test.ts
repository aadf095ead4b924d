import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  binPlace,
  binsFrom,
  isBin,
  namesOtherSite,
  readBin,
  siteOf,
  totePlace,
  transitPlace,
} from "#shared/stock/places.ts";
import { mainSite, siteSchema } from "#shared/sync/scope.ts";
import { runs } from "#test/builders/runs.ts";
import { anyText } from "#test/builders/text.ts";

const site = fc
  .oneof(
    fc.constantFrom(mainSite, "North", "Süd / 2", "100%", "%41", "a@b", "../x", "__proto__", "bin"),
    anyText({ minLength: 1, maxLength: 20 }),
  )
  .filter((name) => siteSchema.safeParse(name).success);
const bin = fc.oneof(fc.constantFrom("", "A-01", "a/b", "@North/A-01", "bin/A-01"), anyText());
const anything = fc.oneof(
  anyText(),
  fc
    .tuple(fc.constantFrom("bin", "tote", "bin@", "tote@", "bin@%", "bin@main", "bin@N", "bin@%4e", "bin@a b"), bin)
    .map(([kind, name]) => `${kind}/${name}`),
);

describe("the names of places", () => {
  it("are those of before at the site main", () => {
    expect([
      binPlace(mainSite, "A-2"),
      binPlace(mainSite, ""),
      totePlace(mainSite, "T-01"),
      transitPlace("t1"),
    ]).toEqual(["bin/A-2", "bin/", "tote/T-01", "transit/t1"]);
    expect(binPlace("North / 1", "A-2")).toBe("bin@North%20%2F%201/A-2");
  });

  it("give back the site and the bin they were made of, whatever these are called", () => {
    fc.assert(
      fc.property(site, bin, (at, name) => {
        const place = binPlace(at, name);
        expect(readBin(place)).toEqual({ site: at, bin: name });
        expect([isBin(place), siteOf(place), siteOf(totePlace(at, name))]).toEqual([true, at, at]);
        expect(isBin(totePlace(at, name))).toBe(false);
        expect(namesOtherSite(place)).toBe(at !== mainSite);
      }),
      { numRuns: runs(500) },
    );
  });

  it("are one a bin: what is read as a bin is called as that bin is", () => {
    fc.assert(
      fc.property(anything, (place) => {
        const read = readBin(place);
        if (read) expect(binPlace(read.site, read.bin)).toBe(place);
      }),
      { numRuns: runs(1000) },
    );
    expect(["bin@main/A-2", "bin@%4eorth/A-2", "bin@a b/A-2", "bin@%/A-2", "bin@/A-2", "bin@North"].map(isBin)).toEqual(
      Array.from({ length: 6 }, () => false),
    );
  });

  it("are never those of another site or another bin", () => {
    fc.assert(
      fc.property(site, bin, site, bin, (oneSite, oneBin, otherSite, otherBin) => {
        const isSame = oneSite === otherSite && oneBin === otherBin;
        expect(binPlace(oneSite, oneBin) === binPlace(otherSite, otherBin)).toBe(isSame);
      }),
      { numRuns: runs(300) },
    );
  });

  it("of the outside world and of what is on its way belong to no site", () => {
    expect(["supplier", "customer", "", transitPlace("t1")].map(siteOf)).toEqual(
      Array.from({ length: 4 }, () => undefined),
    );
  });
});

it("the bins of one's own site are walked first, A-2 before A-10", () => {
  const places = ["bin/A-1", "bin@North/A-10", "tote/T-01", "supplier", "bin@North/A-2"];
  expect(binsFrom("North", places).map(({ place }) => place)).toEqual(["bin@North/A-2", "bin@North/A-10", "bin/A-1"]);
  expect(binsFrom(mainSite, places).map(({ site: at, bin: name }) => `${at} ${name}`)).toEqual([
    "main A-1",
    "North A-2",
    "North A-10",
  ]);
});
