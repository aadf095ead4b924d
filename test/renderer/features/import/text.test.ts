import { describe, expect, it } from "vitest";
import { formatFor } from "#renderer/platform/format.ts";
import {
  fileWords,
  isSameAgain,
  outcomeWords,
  rowsWords,
  tileWords,
  timeLeftWords,
  waitingWords,
} from "#renderer/features/import/text.ts";
import { aProgress } from "./a-progress.ts";

const format = formatFor("en-GB");
const { counts } = aProgress();
const none = { ...counts, newOrders: 0, newUnits: 0, onHold: 0, notForPicking: 0, setAside: 0 };

describe("the words of an import", () => {
  it("name the file and how far it is", () => {
    expect(fileWords(aProgress(), format)).toBe("Shopify order export, 79 columns, 266 kB");
    expect(rowsWords(aProgress({ state: { kind: "reading" } }), format)).toBe("1,004 of 1,217 rows");
    expect(rowsWords(aProgress({ rowsTotal: null, state: { kind: "reading" } }), format)).toBe("1,004 rows");
  });

  it.each([
    [100_500, "Reading"],
    [104_000, "about 1 second left"],
    [112_000, "about 3 seconds left"],
    [1_300_000, "about 5 minutes left"],
  ])("say at %i ms: %s", (now, words) => {
    expect(timeLeftWords(aProgress({ state: { kind: "reading" } }), now)).toBe(words);
  });

  it("say that the same file adds nothing", () => {
    const again = aProgress({ counts: { ...none, alreadyHere: 93 } });
    expect(isSameAgain(again)).toBe(true);
    expect(outcomeWords(again)).toContain("Nothing in it is new, and nothing was added twice.");
    expect(isSameAgain(aProgress({ counts: { ...none, alreadyHere: 93, newOrders: 1 } }))).toBe(false);
    expect(isSameAgain(aProgress({ counts: none }))).toBe(false);
  });

  it("say what stopping kept, and what the shop changed", () => {
    expect(outcomeWords(aProgress({ state: { kind: "stopped" } }))).toContain("What came in stays in.");
    expect(outcomeWords(aProgress({ counts: { ...counts, changed: 2 } }))).toContain(
      "2 orders were changed in the shop",
    );
    expect(outcomeWords(aProgress())).toBeUndefined();
  });

  it("count orders in five tiles and a catalogue in three", () => {
    expect(tileWords(aProgress(), format).map(({ figure, label }) => `${figure} ${label}`)).toEqual([
      "78 new orders",
      "0 already here",
      "9 on hold",
      "15 not for picking",
      "5 rows set aside",
    ]);
    const catalogue = aProgress({ fileKind: "catalogue", counts: { ...none, items: 120, itemsUnchanged: 3 } });
    expect(tileWords(catalogue, format).map(({ figure, label }) => `${figure} ${label}`)).toEqual([
      "120 items new or changed",
      "3 already here",
      "0 rows set aside",
    ]);
  });

  it("say how many wait", () => {
    expect(waitingWords(1, "shopify-orders", format)).toBe("1 order waits for these rows. All other rows are in.");
    expect(waitingWords(3, "catalogue", format)).toBe("3 items wait for these rows. All other rows are in.");
  });
});
