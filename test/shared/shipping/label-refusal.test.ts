import { describe, expect, it } from "vitest";
import { labelRefusalWords } from "#shared/shipping/label-refusal.ts";

describe("the words of a refused label", () => {
  it("name the character, its code and where it stands", () => {
    expect(
      labelRefusalWords({ code: "character-without-glyph", field: "ship-to", character: "東", codePoint: "U+6771" }),
    ).toBe("The label cannot show “東” (U+6771) in the delivery address. Write it in other letters, then print again.");
  });

  it("show the start of a text that is too long", () => {
    const words = labelRefusalWords({ code: "text-too-long", field: "shipping-method", text: "x".repeat(500) });
    expect(words).toBe(
      `The text of the shipping method is too long for the label: “${"x".repeat(39)}…”. Shorten it, then print again.`,
    );
  });
});
