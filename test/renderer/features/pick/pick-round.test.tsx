// @vitest-environment jsdom
import { act, cleanup, fireEvent, within } from "@testing-library/react";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import type { PickState } from "#shared/bridge/types.ts";
import { fakeRounds } from "#renderer/dev/fake-bench-states.ts";
import type { FakeCalls } from "#renderer/dev/fake-bridge.ts";
import { PickRoundScreen } from "#renderer/features/pick/pick-round-screen.tsx";
import { must, ok } from "#shared/kernel/result.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { atBench, settle } from "../bench/support/at-bench.tsx";

beforeAll(withCssEscape);
afterEach(cleanup);

const named = (name: string): PickState => must(fakeRounds[name], `there is a round named ${name}`)();

async function onRound(first: PickState | null, calls: FakeCalls = {}) {
  const bench = await atBench(<PickRoundScreen />, {
    "picking.state": () => ok(first),
    "picking.leave": () => ok(null),
    ...calls,
  });
  return {
    ...bench,
    says: (state: PickState) => act(() => bench.bridge.emit("pick", state)),
    words: () => bench.screen.container.textContent ?? "",
    place: () => bench.store.getState().place.place.kind,
  };
}

describe("the pick round", () => {
  it("takes the scans and sends the picker to the first bin", async () => {
    const round = await onRound(named("go-to-bin"));
    expect(round.bridge.asked).toContainEqual({ name: "scans.route", input: { to: "pick" } });
    expect(round.words()).toContain("Go to binB-16-4");
    expect(round.words()).toContain("Tote T-14slot 1, #536365");
  });

  it("shows every one of its moments", async () => {
    const round = await onRound(named("at-bin"));
    for (const [index, [name, make]] of Object.entries(fakeRounds).entries()) {
      const state = make();
      const verdict = state.verdict && { ...state.verdict, sequence: index + 1 };
      round.says({ ...state, verdict });
      expect([name, round.screen.container.querySelectorAll(".stage").length]).toEqual([name, 1]);
    }
  });

  it("says how many are still to take, not how many were taken", async () => {
    const round = await onRound(named("at-bin"));
    expect(round.words()).toContain("Pick 4 more");
    expect(round.words()).toContain("2 already in the tote");
  });

  it("does by its buttons what their barcodes do", async () => {
    const round = await onRound(named("at-bin"));
    fireEvent.click(round.screen.getByRole("button", { name: "Not enough here" }));
    fireEvent.click(round.screen.getByRole("button", { name: "Undo" }));
    await settle();
    expect(round.submitted()).toEqual(["HF-CMD.SHORT", "HF-CMD.UNDO"]);
  });

  it("is left open with Esc", async () => {
    const round = await onRound(named("at-bin"));
    await round.press("Escape");
    expect(round.bridge.asked.map(({ name }) => name)).toContain("picking.leave");
    expect(round.place()).toBe("pick-lists");
  });

  it("asks before it closes a list, and shows how it ended", async () => {
    const round = await onRound(named("at-bin"), { "picking.close": () => ok(null) });
    await round.press("l");
    const dialog = within(round.screen.getByRole("alertdialog"));
    expect(round.screen.getByRole("alertdialog").textContent).toContain("33 units are not picked.");
    expect(round.bridge.asked.map(({ name }) => name)).not.toContain("picking.close");
    fireEvent.click(dialog.getByRole("button", { name: "Close the list" }));
    await settle();
    expect(round.bridge.asked).toContainEqual({ name: "picking.close", input: { listId: "list-31" } });
    expect(round.words()).toContain("List closed");
  });

  it("sends the picker to the bench when the list is done, and Enter back to the lists", async () => {
    const round = await onRound(named("at-bin"));
    round.says(named("list-done"));
    expect(round.words()).toContain("Bring the totes to the bench.");
    await round.press("Enter");
    expect(round.place()).toBe("pick-lists");
  });

  it("says what to do when no list is in hand", async () => {
    const round = await onRound(null);
    expect(round.words()).toContain("No list in hand");
    await round.press("Enter");
    expect(round.place()).toBe("pick-lists");
  });
});
