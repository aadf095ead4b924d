// @vitest-environment jsdom
import { keptInWindow } from "../../support/window-database.ts";
import { act, cleanup, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { searched } from "#renderer/features/orders/slice.ts";
import { fakeOrderId, holdForShow } from "#renderer/dev/fake-orders.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { inWindow, type InWindow } from "../../support/in-window.tsx";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

/** The newest eight of 95 orders are ready to release. */
const onList = () => inWindow({ orders: 95 });
const rowOf = (list: InWindow, number: string) => list.screen.getByText(number).closest("tr");
const said = (list: InWindow, words: string) =>
  waitFor(() => expect(list.screen.container.textContent).toContain(words));

describe("the order list", () => {
  it("has the keys from the start, and opens the order in hand with Enter", async () => {
    const list = await onList();
    expect(document.activeElement?.getAttribute("role")).toBe("grid");
    await list.press("ArrowDown");
    await list.press("Enter");
    expect(list.store.getState().place.place).toEqual({ kind: "order", orderId: fakeOrderId(93) });
    await waitFor(() => expect(list.screen.getByRole("heading", { level: 1 }).textContent).toBe("#536593"));
    await list.press("Escape");
    expect(list.store.getState().place.place).toEqual({ kind: "orders" });
    // Back where it was, not at the top.
    await waitFor(() => expect(rowOf(list, "#536593")?.dataset["current"]).toBe("true"));
  });

  it("releases what is selected with R, and says which order did not go and why", async () => {
    const list = await onList();
    holdForShow(list.log, 92, Date.now());
    await list.press("ArrowDown");
    await list.press(" ");
    await list.press("ArrowDown");
    await list.press(" ");
    await said(list, "2 selected");
    await list.press("r");
    expect(list.inputsOf("orders.release")).toEqual([{ orderIds: [fakeOrderId(93), fakeOrderId(92)] }]);
    await said(list, "1 order released to picking.");
    expect(list.screen.getByRole("alert").textContent).toContain("#536592: The order is on hold. Lift the hold first.");
    await waitFor(() => expect(rowOf(list, "#536593")?.textContent).toContain("Waits for picking"));
  });

  it("holds the order in hand with H: a reason, Enter, and the row says so", async () => {
    const list = await onList();
    await list.press("ArrowDown");
    await list.press("h");
    const dialog = await list.screen.findByRole("dialog", { name: "Hold #536593" });
    await list.press("Enter");
    await waitFor(() => expect(within(dialog).getByRole("alert").textContent).toContain("Say why in a few words."));
    await list.type("calls back");
    await list.press("Enter");
    await waitFor(() => expect(list.screen.queryByRole("dialog")).toBeNull());
    expect(list.inputsOf("orders.hold").at(-1)).toEqual({
      orderId: fakeOrderId(93),
      type: "OPERATOR",
      reason: "calls back",
    });
    await waitFor(() => expect(rowOf(list, "#536593")?.textContent).toContain("On hold: by hand"));
  });

  it("leaves letters alone while a dialog is open over it", async () => {
    const list = await onList();
    await list.press("h");
    const dialog = await list.screen.findByRole("dialog");
    within(dialog).getByRole("button", { name: /Back/ }).focus();
    await list.press("r");
    await list.press("n");
    expect(list.inputsOf("orders.release")).toEqual([]);
    expect(list.store.getState().place.place.kind).toBe("orders");
  });

  it("finds as you type and never takes the focus from the field", async () => {
    const list = await onList();
    await list.press("/");
    const field = document.activeElement;
    await list.type("rennes");
    await waitFor(() => expect(list.screen.queryByText("#536594")).toBeNull());
    expect(document.activeElement).toBe(field);
    await waitFor(() => expect(list.screen.getAllByText("Chloé Bernard").length).toBeGreaterThan(2));
    await list.press("Enter");
    expect(document.activeElement?.getAttribute("role")).toBe("grid");
  });

  it("repeats a search that found nothing and offers the wider one", async () => {
    const list = await onList();
    list.screen.getByRole("tab", { name: /Shipped/ }).click();
    await list.press("/");
    await list.type("zzz");
    await said(list, 'No order matches "zzz"');
    expect(list.screen.getByRole("button", { name: "Search all orders" })).toBeTruthy();
    list.screen.getByRole("button", { name: "Clear the search" }).click();
    await waitFor(() => expect(list.screen.queryByText('No order matches "zzz"')).toBeNull());
  });

  it("keeps a search for later and takes it up again", async () => {
    const list = await onList();
    await list.press("/");
    await list.type("leeds");
    const keep = await list.screen.findByRole("button", { name: "Keep this search" });
    keep.click();
    await list.screen.findByRole("button", { name: "leeds" });
    expect(await keptInWindow.searches.count()).toBe(1);
    list.screen.getByRole("button", { name: "Forget the search leeds" }).click();
    await waitFor(async () => expect(await keptInWindow.searches.count()).toBe(0));
  });

  it("keeps what is typed by then, also right behind its last letter", async () => {
    const list = await onList();
    await list.press("/");
    await list.type("lee");
    const keep = await list.screen.findByRole("button", { name: "Keep this search" });
    act(() => void list.store.dispatch(searched("leeds")));
    keep.click();
    await list.screen.findByRole("button", { name: "leeds" });
    await waitFor(async () => expect(await keptInWindow.searches.count()).toBe(1));
  });

  it("shows what another part of the station did to an order without being asked", async () => {
    const list = await onList();
    expect(rowOf(list, "#536593")?.textContent).toContain("Ready to release");
    holdForShow(list.log, 93, Date.now());
    list.bridge.changed("orders");
    await waitFor(() => expect(rowOf(list, "#536593")?.textContent).toContain("On hold: address"));
  });

  it("opens the order whose label is scanned", async () => {
    const list = await onList();
    list.bridge.emit("scanned", { raw: "HF-ORD.#536588", kind: "order", value: "#536588" });
    await waitFor(() => expect(list.store.getState().place.place).toEqual({ kind: "order", orderId: fakeOrderId(88) }));
  });

  it("says what to do while there are no orders at all", async () => {
    const list = await inWindow({ orders: 0 });
    await said(list, "No orders yet");
    expect(list.screen.getByRole("button", { name: /Import a file/ })).toBeTruthy();
  });
});
