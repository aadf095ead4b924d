import { describe, expect, it } from "vitest";
import { holdTypeSchema } from "#shared/orders/order-content.ts";
import { stages } from "#shared/orders/order-standing.ts";
import { packVerdictSchema, type PackVerdict } from "#shared/packing/verdict.ts";
import { heldWords, holdWords } from "#renderer/features/pack/refused-scan-text.ts";
import { packWords } from "#renderer/features/pack/text.ts";
import { packRules } from "#renderer/features/pack/verdict-rules.ts";
import type { BenchFacts } from "#renderer/features/pack/pack-lines.ts";

const facts: BenchFacts = { number: "#536365", tote: "T-14", units: 40, packed: 18, lines: 7, isClosed: false };
const idle: BenchFacts = { number: "", tote: "", units: 0, packed: 0, lines: 0, isClosed: false };
const hanger = { sku: "84406B", name: "CREAM CUPID HEARTS COAT HANGER" };

const verdicts: readonly PackVerdict[] = [
  { kind: "opened", resumed: false },
  { kind: "opened", resumed: true },
  { kind: "right", ...hanger, packed: 4, quantity: 8 },
  { kind: "line-done", ...hanger, quantity: 8 },
  { kind: "all-packed", units: 40, boxes: 1 },
  { kind: "weigh", index: 1, of: 2 },
  { kind: "weighed", grams: 1480, left: 1 },
  { kind: "label-bound", shipped: false, left: 1 },
  { kind: "label-bound", shipped: true, left: 0 },
  { kind: "taken-back", ...hanger },
  { kind: "box-opened", index: 2 },
  { kind: "quantity-set", quantity: 6 },
  { kind: "cleared" },
  { kind: "parked" },
  { kind: "printing-again", copy: 2 },
  { kind: "wrong-item", sku: "21154", name: "RED RETROSPOT OVEN GLOVE" },
  { kind: "one-too-many", ...hanger, quantity: 8, scanned: 9 },
  { kind: "one-too-many", ...hanger, quantity: 8, scanned: 14 },
  { kind: "unknown-code", text: "5012345678900" },
  { kind: "wrong-order", number: "T-09" },
  { kind: "wrong-label", text: "395212340000000018" },
  { kind: "on-hold", types: ["PAYMENT"], reason: "The card payment was refused" },
  { kind: "order-cancelled", number: "#536365" },
  { kind: "not-ready", number: "#536391", stage: "picking" },
  { kind: "label-refused", reason: "The text of the delivery address is too long for the label." },
  { kind: "weight-off", index: 1, grams: 1480, expectedGrams: 1910 },
  { kind: "not-now", command: "UNDO", reason: "nothing-to-undo" },
  { kind: "unreadable" },
  { kind: "not-saved", reason: "The disk is full." },
];

function allText(verdict: PackVerdict, given: BenchFacts): string {
  const words = packWords(verdict, given);
  return words.kind === "line"
    ? `${words.words} ${words.spoken}`
    : [words.word, words.subject, ...words.why, ...words.steps, words.spoken].join(" ");
}

describe("the words of the pack bench", () => {
  it("are there for every kind of verdict", () => {
    const kinds = packVerdictSchema.options.map((option) => option.shape.kind.value);
    expect(new Set(verdicts.map((verdict) => verdict.kind))).toEqual(new Set(kinds));
    for (const verdict of verdicts) expect(packWords(verdict, facts).spoken).not.toBe("");
  });

  it("keep to the house's words, on the bench and before an order is on it", () => {
    for (const verdict of verdicts) {
      for (const given of [facts, idle]) {
        expect(allText(verdict, given)).not.toMatch(/\berror|invalid|failed|please|oops|undefined|\d\/\d/i);
      }
    }
  });

  it("are green for good scans and for nothing else", () => {
    for (const verdict of verdicts) {
      const words = packWords(verdict, facts);
      const ground = words.kind === "stage" ? words.ground : "none";
      expect([verdict.kind, ground === "ok"]).toEqual([verdict.kind, packRules.natureOf(verdict) === "good"]);
    }
  });

  it("say after every refusal what to do", () => {
    for (const verdict of verdicts) {
      const words = packWords(verdict, facts);
      if (packRules.natureOf(verdict) !== "refusal") continue;
      expect(words).toMatchObject({ kind: "stage" });
      expect(words.kind === "stage" && words.steps.length).toBeGreaterThan(0);
    }
  });

  it("sound different for each of the refusals people meet daily", () => {
    const soundOf = (kind: PackVerdict["kind"]) => {
      const verdict = verdicts.find((each) => each.kind === kind);
      return verdict && packRules.soundOf(verdict);
    };
    expect(
      ["right", "line-done", "all-packed", "wrong-item", "one-too-many", "unknown-code", "on-hold"].map((kind) =>
        soundOf(kind as PackVerdict["kind"]),
      ),
    ).toEqual(["right", "line-done", "all-done", "wrong", "too-many", "unknown", "held"]);
    expect(soundOf("not-now")).toBeUndefined();
  });

  it("say what a wrong item is and that nothing was counted", () => {
    expect(packWords({ kind: "wrong-item", sku: "21154", name: "RED RETROSPOT OVEN GLOVE" }, facts)).toEqual({
      kind: "stage",
      ground: "wrong",
      word: "Wrong item",
      subject: "RED RETROSPOT OVEN GLOVE",
      why: ["SKU 21154 is not in this order. Nothing was counted."],
      steps: ["Take it out.", "Put it in the red tray.", "Then scan the next item."],
      spoken: "Wrong item. RED RETROSPOT OVEN GLOVE.",
    });
  });

  it("tell a code nobody knows at an idle bench from one in a box", () => {
    expect(allText({ kind: "unknown-code", text: "5012345678900" }, idle)).toContain("No order or tote");
    expect(allText({ kind: "unknown-code", text: "5012345678900" }, facts)).toContain("No item has this barcode");
  });

  it("say where an order is that is not ready, for every stage", () => {
    const said = stages.map((stage) => allText({ kind: "not-ready", number: "#1", stage }, idle));
    expect(new Set(said).size).toBe(stages.length);
    expect(allText({ kind: "not-ready", number: "#1", stage: "elsewhere" }, idle)).toContain(
      "Another station keeps it.",
    );
  });

  it("name every kind of hold, and several together", () => {
    expect(holdTypeSchema.options.map((type) => holdWords([type]))).not.toContain(" hold");
    expect(holdWords(["PAYMENT"])).toBe("Payment hold");
    expect(holdWords(["PAYMENT", "ADDRESS", "STOCK"])).toBe("Payment, address and stock hold");
    expect(heldWords(["PAYMENT", "PAYMENT"], "", facts).subject).toBe("Payment hold on #536365");
  });
});
