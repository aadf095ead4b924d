// @vitest-environment jsdom
import { cleanup, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { inWindow } from "../../support/in-window.tsx";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

describe("what needs a decision", () => {
  it("says so where nothing does", async () => {
    const { screen } = await inWindow({ orders: 3, place: { kind: "exceptions" } });
    expect(await screen.findByText("Nothing needs a decision")).toBeTruthy();
  });

  it("says what happened where, and takes an answer by its number, with a reason", async () => {
    const inbox = await inWindow({ orders: 3, decisions: "some", place: { kind: "exceptions" } });
    await inbox.screen.findByText("#536541: somebody wants it cancelled, and its units are picked");
    await inbox.screen.findByText("Asked to cancel it: Ordered twice");
    await inbox.press("1");
    await inbox.screen.findByRole("dialog", { name: "Cancel it and put the units back" });
    await inbox.type("Rang her");
    await inbox.press("Enter");
    await waitFor(() =>
      expect(inbox.inputsOf("exceptions.resolve")).toEqual([
        { orderId: "o1", exceptionId: "o1/cancel-in-work", choice: "put-back", of: "", reason: "Rang her" },
      ]),
    );
    await waitFor(() => expect(inbox.screen.queryByText("#536541", { exact: false })).toBeNull());
  });

  it("goes to the order in hand, and down the list, by keyboard", async () => {
    const inbox = await inWindow({ orders: 3, decisions: "some", place: { kind: "exceptions" } });
    await inbox.screen.findByText("#536564: address changed after the label was made");
    await inbox.press("ArrowDown");
    await inbox.press("o");
    expect(inbox.store.getState().place.place).toEqual({ kind: "order", orderId: "o2" });
  });
});
