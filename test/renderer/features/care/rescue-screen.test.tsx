// @vitest-environment jsdom
import { cleanup, fireEvent, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { RescueState } from "#shared/care/care.ts";
import type { FakeCalls } from "#renderer/dev/fake-bridge.ts";
import { RescueScreen } from "#renderer/features/care/rescue-screen.tsx";
import { err, ok } from "#shared/kernel/result.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { atBench } from "../bench/support/at-bench.tsx";

afterEach(cleanup);
withLayout({ width: 1000, height: 600 });

const lost: RescueState = {
  code: "damaged",
  words: "The store is damaged.",
  backups: [],
  hub: { address: "https://hub.example.com:7420", needsCode: false },
  fetched: null,
  asidePath: "/aside",
};

async function rescuing(state: RescueState, calls: FakeCalls = {}) {
  const screen = await atBench(<RescueScreen />, { "care.rescue": () => ok(state), ...calls });
  await screen.screen.findByText("The store is damaged");
  return {
    ...screen,
    asked: () => screen.bridge.asked.filter(({ name }) => name === "care.fromHub").map(({ input }) => input),
    press: (name: string) => fireEvent.click(screen.screen.getByRole("button", { name })),
  };
}

const refused = (code: "code-needed" | "not-same-station" | "no-line") => err({ code, detail: "" });

describe("a store that is lost", () => {
  it("of a station that worked alone is offered no hub", async () => {
    const { screen } = await rescuing({ ...lost, hub: null });
    expect(screen.queryByText("Get it again from the hub")).toBeNull();
    screen.getByText(/ask for help before anything else/);
  });

  it("is got again by the kept token; and where the hub wants a code, or a new name, a person gives it", async () => {
    const answers = [refused("no-line"), refused("code-needed"), refused("not-same-station"), refused("no-line")];
    const { screen, asked, press } = await rescuing(lost, {
      "care.fromHub": () => answers.shift() ?? ok({ phase: "opening" }),
    });
    expect(screen.queryByRole("textbox")).toBeNull();
    press("Get it again from the hub");
    await screen.findByText(/Nobody answers at this address/);
    press("Get it again from the hub");
    fireEvent.change(await screen.findByRole("textbox", { name: "Code" }), { target: { value: " ABCD-EFGH-JKLM " } });
    press("Get it again from the hub");
    await screen.findByText(/cannot be vouched for/);
    press("Begin as a new station");
    await waitFor(() => expect(asked()).toHaveLength(4));
    await screen.findByText(/Nobody answers/);
    press("Begin as a new station");
    await waitFor(() => expect(asked()).toHaveLength(5));
    expect(asked()).toEqual([
      { code: null, asNew: false },
      { code: null, asNew: false },
      { code: "ABCD-EFGH-JKLM", asNew: false },
      { code: "ABCD-EFGH-JKLM", asNew: true },
      { code: "ABCD-EFGH-JKLM", asNew: true },
    ]);
  });

  it("that has no token left asks for the code at once, and says how far it has come", async () => {
    let state: RescueState = { ...lost, hub: { address: "https://hub.example.com:7420", needsCode: true } };
    const { screen, press } = await rescuing(state, {
      "care.rescue": () => ok(state),
      "care.fromHub": () => new Promise(() => undefined),
    });
    fireEvent.change(screen.getByRole("textbox", { name: "Code" }), { target: { value: "ABCD" } });
    state = { ...state, fetched: { facts: 1200, remaining: 3400 } };
    press("Get it again from the hub");
    expect(await screen.findByText("1,200 facts are here, 3,400 to come", {}, { timeout: 5000 })).toBeTruthy();
  });
});
