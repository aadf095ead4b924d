import { describe, expect, it } from "vitest";
import { nextOnScreen, type OnScreen, type VerdictNature } from "#renderer/features/bench/on-screen.ts";

const natureOf = (verdict: string): VerdictNature =>
  verdict.startsWith("wrong")
    ? "refusal"
    : verdict.startsWith("undo")
      ? "command"
      : verdict === "cleared"
        ? "clears"
        : "good";

function after(...verdicts: string[]): OnScreen<string> | undefined {
  let shown: OnScreen<string> | undefined;
  for (const [index, verdict] of verdicts.entries()) {
    shown = nextOnScreen(shown, { sequence: index + 1, at: index, verdict }, natureOf);
  }
  return shown;
}

describe("what stands on a bench's screen", () => {
  it("is a refusal until a good scan, another refusal or Clear", () => {
    expect(after("wrong item")?.verdict).toBe("wrong item");
    expect(after("wrong item", "right")?.verdict).toBe("right");
    expect(after("wrong item", "wrong bin")?.verdict).toBe("wrong bin");
    expect(after("wrong item", "cleared")?.verdict).toBe("cleared");
  });

  it("keeps the refusal when a command is given, and says beside it what the command did", () => {
    expect(after("wrong item", "undo")).toMatchObject({ verdict: "wrong item", note: "undo", sequence: 2 });
    expect(after("wrong item", "undo", "undo again")).toMatchObject({ verdict: "wrong item", note: "undo again" });
    expect(after("wrong item", "undo", "right")).toMatchObject({ verdict: "right", note: undefined });
  });

  it("is the command's own outcome where nothing was refused", () => {
    expect(after("right", "undo")).toMatchObject({ verdict: "undo", note: undefined });
  });

  it("tells two verdicts with the same words apart", () => {
    expect(after("wrong item")?.id).not.toBe(after("right", "wrong item")?.id);
  });
});
