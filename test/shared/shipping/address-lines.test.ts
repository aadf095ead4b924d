import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Address } from "#shared/kernel/address.ts";
import { addressLines } from "#shared/shipping/address-lines.ts";

function anAddress(parts: Partial<Address>): Address {
  return { name: "", company: "", lines: [], city: "", region: "", postcode: "", country: "", phone: "", ...parts };
}

describe("the lines of an address", () => {
  it.each([
    [
      "Britain: town and postcode on lines of their own, no county",
      anAddress({
        name: "Ada Poole",
        company: "Poole & Co",
        lines: ["48 Brewery Lane"],
        city: "Leeds",
        region: "West Yorkshire",
        postcode: "LS1 4AP",
        country: "GB",
      }),
      ["Ada Poole", "Poole & Co", "48 Brewery Lane", "Leeds", "LS1 4AP"],
    ],
    [
      "the United States: town, state and ZIP on one line",
      anAddress({
        name: "Joe Ray",
        lines: ["1600 Amphitheatre Pkwy", "Apt 4"],
        city: "Mountain View",
        region: "CA",
        postcode: "94043",
        country: "US",
      }),
      ["Joe Ray", "1600 Amphitheatre Pkwy", "Apt 4", "Mountain View, CA 94043"],
    ],
    [
      "Germany: postcode before the town",
      anAddress({
        name: "Jörg Groß",
        lines: ["Hauptstraße 5"],
        city: "Köln",
        region: "Nordrhein-Westfalen",
        postcode: "50667",
        country: "DE",
      }),
      ["Jörg Groß", "Hauptstraße 5", "50667 Köln"],
    ],
    [
      "Austria: the company before the person",
      anAddress({
        name: "Eva Huber",
        company: "Huber GmbH",
        lines: ["Ring 1"],
        city: "Wien",
        postcode: "1010",
        country: "AT",
      }),
      ["Huber GmbH", "Eva Huber", "Ring 1", "1010 Wien"],
    ],
    [
      "Switzerland: the country's letters before the code, once",
      anAddress({
        name: "Urs Frey",
        lines: ["Seestrasse 2"],
        city: "Zürich",
        postcode: "CH-8001",
        country: "CH",
      }),
      ["Urs Frey", "Seestrasse 2", "CH-8001 Zürich"],
    ],
    [
      "Japan in its own script: from the code down to the person",
      anAddress({
        name: "山田花子",
        lines: ["舟入通り1-2-3"],
        city: "広島市",
        region: "広島県",
        postcode: "730-0846",
        country: "JP",
      }),
      ["〒730-0846", "広島県", "広島市", "舟入通り1-2-3", "山田花子"],
    ],
    [
      "Japan in Latin letters: from the person up, and the town is kept",
      anAddress({
        name: "Hanako Yamada",
        lines: ["1-2-3 Funairi"],
        city: "Hiroshima",
        region: "Hiroshima-ken",
        postcode: "730-0846",
        country: "JP",
      }),
      ["Hanako Yamada", "1-2-3 Funairi", "Hiroshima, Hiroshima-ken", "730-0846"],
    ],
    [
      "the Emirates: the layout has no town and no code, paper keeps both",
      anAddress({
        name: "Sara Ali",
        lines: ["Villa 9"],
        city: "Jumeirah",
        region: "Dubai",
        postcode: "00000",
        country: "AE",
      }),
      ["Sara Ali", "Villa 9", "Jumeirah 00000", "Dubai"],
    ],
    [
      "Singapore: the layout writes the town of itself",
      anAddress({ name: "Tan Li", lines: ["5 Orchard Rd"], city: "Singapore", postcode: "238823", country: "SG" }),
      ["Tan Li", "5 Orchard Rd", "SINGAPORE 238823"],
    ],
    [
      "no country: everything that was given",
      anAddress({ name: "Kim", lines: ["1 Pier"], city: "Port", region: "North", postcode: "12" }),
      ["Kim", "1 Pier", "Port 12", "North"],
    ],
  ])("%s", (_where, address, lines) => {
    expect(addressLines(address, { from: address.country })).toEqual(lines);
  });

  it("end with the country in capitals when the mail leaves the sender's", () => {
    const address = anAddress({
      name: "Jean Roy",
      lines: ["3 rue Haute"],
      city: "Lyon",
      postcode: "69001",
      country: "FR",
    });
    expect(addressLines(address, { from: "GB" })).toEqual(["Jean Roy", "3 rue Haute", "69001 Lyon", "FRANCE"]);
    expect(addressLines(address, { from: "FR" })).toEqual(["Jean Roy", "3 rue Haute", "69001 Lyon"]);
  });

  it("take line breaks and stray spaces as one space, and leave out what is empty", () => {
    const address = anAddress({
      name: "  Ada\n Poole ",
      lines: ["", "Flat\t2 ", " "],
      city: "Leeds",
      postcode: "",
      country: "GB",
    });
    expect(addressLines(address, { from: "GB" })).toEqual(["Ada Poole", "Flat 2", "Leeds"]);
  });

  it("hold name, company, street, town and code exactly as given, once, in any country", () => {
    const country = fc.stringMatching(/^[A-Z]{2}$/);
    fc.assert(
      fc.property(country, (code) => {
        const lines = addressLines(
          anAddress({
            name: "naMe",
            company: "comPany",
            lines: ["strEet", "floOr"],
            city: "toWn",
            postcode: "zIp",
            country: code,
          }),
          { from: code },
        );
        for (const part of ["naMe", "comPany", "strEet", "floOr", "toWn", "zIp"]) {
          expect(lines.filter((line) => line.includes(part))).toHaveLength(1);
        }
      }),
      { numRuns: 700 },
    );
  });
});
