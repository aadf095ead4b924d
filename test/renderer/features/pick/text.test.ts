import { describe, expect, it } from "vitest";
import { pickVerdictSchema, type PickVerdict } from "#shared/picking/verdict.ts";
import { pickRoundText, pickWords, type RoundFacts } from "#renderer/features/pick/text.ts";
import { pickRules } from "#renderer/features/pick/verdict-rules.ts";

const facts: RoundFacts = { bin: "B-16-4", itemName: "GLASS STAR", tote: "T-14", lastTote: "T-14", totes: 3 };
const star = { sku: "21730", name: "GLASS STAR FROSTED T-LIGHT HOLDER" };

const verdicts: readonly PickVerdict[] = [
  { kind: "list-taken", number: 31 },
  { kind: "at-bin", bin: "B-16-4" },
  { kind: "picked", ...star, picked: 2, quantity: 6 },
  { kind: "stop-done", ...star, next: "B-28-4" },
  { kind: "list-done", number: 31, units: 44 },
  { kind: "right-tote", tote: "T-14" },
  { kind: "shorted", ...star, quantity: 4 },
  { kind: "taken-back", ...star },
  { kind: "quantity-set", quantity: 6 },
  { kind: "cleared" },
  { kind: "list-closed", number: 31 },
  { kind: "wrong-bin", bin: "B-16-5", wanted: "B-16-4" },
  { kind: "wrong-tote", tote: "T-15", wanted: "T-14" },
  { kind: "bin-first", bin: "B-16-4" },
  { kind: "wrong-item", sku: "21154", name: "RED RETROSPOT OVEN GLOVE", wanted: star.name },
  { kind: "one-too-many", ...star, quantity: 6, scanned: 7 },
  { kind: "one-too-many", ...star, quantity: 6, scanned: 12 },
  { kind: "unknown-code", text: "5012345678900" },
  { kind: "order-stopped", number: "#536365", reason: "The card payment was refused" },
  { kind: "not-now", command: "UNDO", reason: "nothing-to-undo" },
  { kind: "unreadable" },
  { kind: "not-saved", reason: "The disk is full." },
];

function allText(verdict: PickVerdict): string {
  const words = pickWords(verdict, facts);
  return words.kind === "line"
    ? `${words.words} ${words.spoken}`
    : [words.word, words.subject, ...words.why, ...words.steps, words.spoken].join(" ");
}

describe("the words of the pick round", () => {
  it("are there for every kind of verdict", () => {
    const kinds = pickVerdictSchema.options.map((option) => option.shape.kind.value);
    expect(new Set(verdicts.map((verdict) => verdict.kind))).toEqual(new Set(kinds));
  });

  it("keep to the house's words", () => {
    for (const verdict of verdicts) {
      expect(allText(verdict)).not.toMatch(/\berror|invalid|failed|please|oops|undefined|\d\/\d/i);
    }
  });

  it("are green for good scans and for nothing else, and say after a refusal what to do", () => {
    for (const verdict of verdicts) {
      const words = pickWords(verdict, facts);
      const nature = pickRules.natureOf(verdict);
      expect([verdict.kind, words.kind === "stage" && words.ground === "ok"]).toEqual([
        verdict.kind,
        nature === "good",
      ]);
      if (nature === "refusal") expect(words.kind === "stage" && words.steps.length).toBeGreaterThan(0);
    }
  });

  it("send a picker from the wrong bin to the right one", () => {
    expect(pickWords({ kind: "wrong-bin", bin: "B-16-5", wanted: "B-16-4" }, facts)).toMatchObject({
      word: "Wrong bin",
      steps: ["Go to B-16-4.", "Scan the bin there."],
      spoken: "Wrong bin. Go to B-16-4.",
    });
  });

  it("count the stops the rail cannot show", () => {
    expect(pickRoundText.thenMore(["F-11-2"])).toBe("then 1 more stop, F-11-2");
    expect(pickRoundText.thenMore(["E-30-3", "F-11-2"])).toBe("then 2 more stops, E-30-3 and F-11-2");
    expect(pickRoundText.thenMore(["E-30-3", "E-31-1", "F-11-2"])).toBe("then 3 more stops, E-30-3 to F-11-2");
  });
});
