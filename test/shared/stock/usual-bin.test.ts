import { expect, it } from "vitest";
import { emptyStock } from "#shared/stock/stock-view.ts";
import { usualBin } from "#shared/stock/usual-bin.ts";

const at = (places: Readonly<Record<string, number>>) => ({ ...emptyStock("BOWL"), places });

it.each([
  ["the catalogue's where nothing is known", undefined, "A-2"],
  ["the catalogue's where all lies at one site, as it always was", at({ "bin@North/B-1": 4, adjustment: -4 }), "A-2"],
  ["the catalogue's where nothing lies here", at({ "bin/A-2": 4, adjustment: -4 }), "A-2"],
  ["the catalogue's where units lie in it here", at({ "bin/A-2": 4, "bin@North/A-2": 1, "bin@North/B-1": 9 }), "A-2"],
  [
    "where most lie here, when the catalogue's is the other site's",
    at({ "bin/A-2": 4, "bin@North/B-1": 1, "bin@North/C-1": 3 }),
    "C-1",
  ],
] as const)("the usual bin of an item is %s", (_what, stock, bin) => {
  expect(usualBin(stock, "A-2", "North")).toBe(bin);
});
