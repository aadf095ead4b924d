// @vitest-environment jsdom
import { act, cleanup, fireEvent } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { BenchState } from "#shared/bridge/types.ts";
import type { PackVerdict } from "#shared/packing/verdict.ts";
import { benchWith, fakeBenches } from "#renderer/dev/fake-bench-states.ts";
import type { FakeCalls } from "#renderer/dev/fake-bridge.ts";
import { PackScreen } from "#renderer/features/pack/screen.tsx";
import { must, ok } from "#shared/kernel/result.ts";
import { atBench, settle, type AtBench } from "../bench/support/at-bench.tsx";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

async function atPackBench(first: BenchState, calls: FakeCalls = {}) {
  const bench = await atBench(<PackScreen />, { "packing.state": () => ok(first), ...calls });
  return { ...bench, says: (state: BenchState) => act(() => bench.bridge.emit("bench", state)) };
}

const named = (name: string): BenchState => must(fakeBenches[name], `there is a bench named ${name}`)();
const withVerdict = (state: BenchState, verdict: PackVerdict, sequence = 1): BenchState => ({
  ...state,
  verdict: { sequence, at: sequence, verdict },
});
const ground = ({ screen }: Pick<AtBench, "screen">) =>
  screen.container.querySelector(".bench")?.getAttribute("data-verdict") ?? "calm";
const words = ({ screen }: Pick<AtBench, "screen">) => screen.container.textContent ?? "";
const spoken = ({ screen }: Pick<AtBench, "screen">) => screen.getByRole("alert").textContent;

describe("the pack bench", () => {
  it("takes the scans and says what to scan", async () => {
    const bench = await atPackBench(named("idle"));
    expect(bench.bridge.asked).toContainEqual({ name: "scans.route", input: { to: "pack" } });
    expect(words(bench)).toContain("Scan an orderor a tote");
    expect(words(bench)).toContain("Half packed: #536370");
  });

  it("shows every one of its moments", async () => {
    const bench = await atPackBench(named("packing"));
    for (const [index, [name, make]] of Object.entries(fakeBenches).entries()) {
      const state = make();
      bench.says(state.verdict ? withVerdict(state, state.verdict.verdict, index + 1) : state);
      expect([name, bench.screen.container.querySelectorAll(".stage").length]).toEqual([name, 1]);
    }
  });

  it("turns red over a wrong item, says so, and leaves the counts where they were", async () => {
    const bench = await atPackBench(named("packing"));
    const before = bench.screen.getByRole("list", { name: "Lines" }).textContent;
    bench.says(withVerdict(named("packing"), { kind: "wrong-item", sku: "21154", name: "RED RETROSPOT OVEN GLOVE" }));
    expect(ground(bench)).toBe("wrong");
    expect(spoken(bench)).toBe("Wrong item. RED RETROSPOT OVEN GLOVE.");
    expect(bench.screen.getByRole("list", { name: "Lines" }).textContent).toBe(before);
  });

  it("does not leave a refusal for anything but Clear: Esc clears first, then leaves", async () => {
    const bench = await atPackBench(named("packing"));
    bench.says(withVerdict(named("packing"), { kind: "unknown-code", text: "5012345678900" }));
    bench.says(withVerdict(named("packing"), { kind: "not-now", command: "YES", reason: "not-here" }, 2));
    expect(ground(bench)).toBe("unknown");
    expect(words(bench)).toContain("Yes: that is not for the pack bench");
    await bench.press("Escape");
    expect(ground(bench)).toBe("calm");
    expect(bench.submitted()).toEqual(["HF-CMD.CLEAR"]);
    expect(bench.store.getState().place.place.kind).toBe("orders");
    expect(bench.bridge.asked.filter(({ name }) => name === "packing.resume")).toEqual([]);
  });

  it("does by its buttons and keys what their barcodes do", async () => {
    const bench = await atPackBench(named("packing"));
    fireEvent.click(bench.screen.getByRole("button", { name: "Undo" }));
    await bench.press("b");
    await bench.press("p");
    expect(bench.submitted()).toEqual(["HF-CMD.UNDO", "HF-CMD.BOX.NEW", "HF-CMD.PARK"]);
  });

  it("takes a code typed by hand, and the next one after it", async () => {
    const bench = await atPackBench(named("packing"));
    await bench.press("/");
    const field = bench.screen.getByRole("textbox", { name: "Code, typed by hand" });
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: " 84406B " } });
    fireEvent.submit(must(field.closest("form"), "the field is in a form"));
    await settle();
    expect(bench.submitted()).toEqual(["84406B"]);
    expect(field).toHaveProperty("value", "");
    fireEvent.keyDown(field, { key: "Escape" });
    expect(bench.screen.queryByRole("textbox")).toBeNull();
  });

  it("says that it saves only when the disk makes a scan wait, and moves no count meanwhile", async () => {
    vi.useFakeTimers();
    let saved = (): void => {};
    const bench = await atPackBench(named("packing"), {
      "scans.submit": () => new Promise((resolve) => (saved = () => resolve(ok(null)))),
    });
    await bench.press("u");
    await act(() => vi.advanceTimersByTimeAsync(90));
    expect(ground(bench)).toBe("calm");
    await act(() => vi.advanceTimersByTimeAsync(20));
    expect(ground(bench)).toBe("saving");
    expect(words(bench)).toContain("It counts when the screen turns green.");
    expect(words(bench)).toContain("18 of 40 units");
    saved();
    await settle();
    expect(ground(bench)).toBe("calm");
  });

  it("says so when a scan did not get through", async () => {
    const bench = await atPackBench(named("packing"), {
      "scans.submit": () => ({ ok: false, error: { code: "store-closed", detail: "" } }),
    });
    await bench.press("u");
    expect(words(bench)).toContain("The store is closed.");
  });

  it("stops at once when a hold reaches the order, with no scan", async () => {
    const bench = await atPackBench(named("packing"));
    bench.says(benchWith(null, { holds: ["PAYMENT"] }));
    expect(ground(bench)).toBe("held");
    expect(words(bench)).toContain("Payment hold on #536365");
  });
});

describe("the labels at the bench", () => {
  it("are green while they print, and follow the printer by themselves", async () => {
    const bench = await atPackBench(named("packing"));
    bench.says(named("all-packed"));
    expect(ground(bench)).toBe("ok");
    expect(words(bench)).toContain("The label is printing.");
    bench.says(named("printed"));
    expect(words(bench)).toContain("The label is printed.");
    bench.says(named("failed"));
    expect(ground(bench)).toBe("calm");
    expect(spoken(bench)).toContain("Label not printed.");
  });

  it("are asked about when in doubt, answered with 1 and 2", async () => {
    const bench = await atPackBench(named("doubt"), { "prints.answer": () => ok(null) });
    expect(words(bench)).toContain("Did this label print?");
    await bench.press("2");
    await bench.press("1");
    const answers = bench.bridge.asked.filter(({ name }) => name === "prints.answer").map(({ input }) => input);
    expect(answers).toEqual([
      { jobId: "job-1", printed: false },
      { jobId: "job-1", printed: true },
    ]);
  });

  it("say in words why a button did nothing", async () => {
    const refused = () => ({ ok: false, error: { code: "not-failed", detail: "" } }) as const;
    const bench = await atPackBench(named("failed"), { "prints.retry": refused });
    fireEvent.click(bench.screen.getByRole("button", { name: "Retry" }));
    await settle();
    expect(words(bench)).toContain("That print is on its way already.");
  });
});

describe("an idle bench", () => {
  it("takes up the half-packed order", async () => {
    const bench = await atPackBench(named("idle"), { "packing.resume": () => ok(named("packing")) });
    await bench.press("r");
    expect(bench.bridge.asked).toContainEqual({ name: "packing.resume", input: { sessionId: "session-9" } });
    expect(bench.screen.getByRole("heading", { level: 1 }).textContent).toBe("#536365");
  });
});
