import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { openLabelFonts } from "#main/adapters/labels/label-fonts.ts";
import { printAndRead } from "./decode-label.ts";
import { anyLabel } from "./sample-labels.ts";

const fonts = await openLabelFonts("assets");
/** `HOLDFAST_LABELS=120` and more for the long run. */
const labels = Number(process.env["HOLDFAST_LABELS"] ?? 30);

describe("a printed label, read back by an independent scanner", () => {
  it(
    `gives the order and the SSCC, each of ${labels} labels as ZPL and as PDF at 203 and 300 dpi`,
    { timeout: 1_200_000 },
    async () => {
      let whole = 0;
      await fc.assert(
        fc.asyncProperty(anyLabel, async (label) => {
          const refusals = await printAndRead(fonts, label, [203, 300]);
          for (const refusal of refusals) expect(["text-too-long", "barcode-too-long"]).toContain(refusal.code);
          if (refusals.length === 0) whole += 1;
        }),
        { numRuns: labels, endOnFailure: true },
      );
      // A suite that refuses its labels proves nothing.
      expect(whole).toBeGreaterThan(labels * 0.75);
    },
  );
});
