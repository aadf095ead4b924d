// @vitest-environment jsdom
import { act, cleanup, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useVerdict, type VerdictRules } from "#renderer/features/bench/use-verdict.ts";
import type { SoundEvent } from "#renderer/platform/sound.ts";
import { playSound } from "#renderer/features/bench/bench-sounds.ts";

vi.mock("#renderer/features/bench/bench-sounds.ts", () => ({ playSound: vi.fn<(event: SoundEvent) => void>() }));

const rules: VerdictRules<string> = {
  natureOf: (verdict) => (verdict === "wrong" ? "refusal" : verdict === "undone" ? "command" : "good"),
  soundOf: (verdict) => (verdict === "right" ? "right" : verdict === "wrong" ? "wrong" : undefined),
  settlesAfter: (verdict) => (verdict === "right" ? 1200 : undefined),
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "requestAnimationFrame", "cancelAnimationFrame"] });
  vi.mocked(playSound).mockClear();
  delete document.documentElement.dataset["verdictSequence"];
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const shown = (sequence: number, verdict: string) => ({ sequence, at: 1000 + sequence, verdict });
const later = (milliseconds: number): void =>
  act(() => {
    vi.advanceTimersByTime(milliseconds);
  });

function bench(first: ReturnType<typeof shown> | null = null) {
  const hook = renderHook(({ incoming }) => useVerdict(incoming, rules), { initialProps: { incoming: first } });
  return {
    now: () => hook.result.current,
    says: (next: ReturnType<typeof shown> | null) => hook.rerender({ incoming: next }),
  };
}

describe("a verdict on the bench", () => {
  it("is green for 1.2 s after a right scan, then calm", () => {
    const { now, says } = bench();
    says(shown(1, "right"));
    later(1100);
    expect(now().shown?.verdict).toBe("right");
    later(200);
    expect(now().shown).toBeUndefined();
    expect(now().last?.verdict).toBe("right");
  });

  it("is green as long again when the next right scan comes", () => {
    const { now, says } = bench();
    says(shown(1, "right"));
    later(1000);
    says(shown(2, "right"));
    later(1000);
    expect(now().shown?.sequence).toBe(2);
  });

  it("stays for ever when it is a refusal, until the person has seen it", () => {
    const { now, says } = bench();
    says(shown(1, "wrong"));
    later(3_600_000);
    expect(now()).toMatchObject({ isRefused: true });
    act(() => now().dismiss());
    expect(now()).toMatchObject({ isRefused: false, shown: undefined });
  });

  it("does not come back when a command follows a refusal that was seen", () => {
    const { now, says } = bench();
    says(shown(1, "wrong"));
    act(() => now().dismiss());
    says(shown(2, "undone"));
    expect(now()).toMatchObject({ isRefused: false, shown: { verdict: "undone" } });
  });

  it("found on arrival is old news when it was good, and still holds when it was refused", () => {
    expect(bench(shown(7, "right")).now()).toMatchObject({ shown: undefined, isFresh: false });
    expect(bench(shown(7, "wrong")).now()).toMatchObject({ isRefused: true, isFresh: false });
  });

  it("goes when the bench has none any more", () => {
    const { now, says } = bench();
    says(shown(1, "wrong"));
    says(null);
    expect(now().shown).toBeUndefined();
  });
});

describe("the sound of a verdict", () => {
  it("comes once, after it is painted, together with its mark", () => {
    const { says } = bench();
    const incoming = shown(41, "wrong");
    says(incoming);
    expect(playSound).not.toHaveBeenCalled();
    later(40);
    expect(vi.mocked(playSound).mock.calls).toEqual([["wrong", "only"]]);
    expect(document.documentElement.dataset["verdictSequence"]).toBe("41");
    expect(performance.getEntriesByName("verdict-painted:41")).toHaveLength(1);
    says({ ...incoming });
    later(40);
    expect(playSound).toHaveBeenCalledTimes(1);
  });

  it("comes again for the same verdict again", () => {
    const { says } = bench();
    says(shown(1, "wrong"));
    later(40);
    says(shown(2, "wrong"));
    later(40);
    expect(playSound).toHaveBeenCalledTimes(2);
  });

  it("does not come for what was there on arrival", () => {
    bench(shown(7, "wrong"));
    later(40);
    expect(playSound).not.toHaveBeenCalled();
  });
});
