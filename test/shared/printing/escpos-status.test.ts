import { describe, expect, it } from "vitest";
import { askEscPos, readEscPosAnswer } from "#shared/printing/escpos-status.ts";

const bytes = (...given: readonly number[]): string => String.fromCharCode(...given);

describe("a receipt printer's answers", () => {
  it.each([
    ["offline", 0x12, undefined],
    ["offline", 0x16, "cover-open"],
    ["offline", 0x32, "paper-out"],
    ["wrong", 0x1a, "cutter"],
    ["wrong", 0x32, "stopped"],
    ["wrong", 0x52, "too-hot"],
    ["paper", 0x1e, undefined],
    ["paper", 0x7e, "paper-out"],
  ] as const)("say what keeps it from printing: %s %i is %s", (question, byte, trouble) => {
    expect(readEscPosAnswer(question, bytes(byte))).toEqual({ trouble });
  });

  it("are found among what is sent unasked, and only there where their fixed bits are", () => {
    expect(readEscPosAnswer("paper", bytes(0x14, 0x00, 0x00, 0x0f))).toBeUndefined();
    expect(readEscPosAnswer("paper", bytes(0x14, 0x00, 0x00, 0x0f, 0x72))).toEqual({ trouble: "paper-out" });
    expect(readEscPosAnswer("paper", "")).toBeUndefined();
  });

  it("are asked for by DLE EOT and a number", () => {
    expect(["offline", "wrong", "paper"].map((name) => askEscPos(name as "paper"))).toEqual([
      "\u0010\u0004\u0002",
      "\u0010\u0004\u0003",
      "\u0010\u0004\u0004",
    ]);
  });
});
