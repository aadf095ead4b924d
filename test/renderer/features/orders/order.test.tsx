// @vitest-environment jsdom
import { cleanup, fireEvent, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fakeOrderId } from "#renderer/dev/fake-orders.ts";
import { stageOf, type Stage } from "#shared/orders/order-standing.ts";
import { must } from "#shared/kernel/result.ts";
import { createFakeStation } from "#renderer/dev/fake-station.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { inWindow, type InWindow } from "../../support/in-window.tsx";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const { log } = createFakeStation();
const idAt = (stage: Stage) => must(log.all("orders").find((order) => stageOf(order) === stage)?.orderId, stage);

async function onOrder(orderId: string): Promise<InWindow> {
  const order = await inWindow({ orders: 95, place: { kind: "order", orderId } });
  await waitFor(() => expect(order.screen.getByRole("tablist", { name: "Parts of the order" })).toBeTruthy());
  return order;
}

const badge = (order: InWindow) => order.screen.container.querySelector(".shell-subtitle")?.textContent;

describe("one order", () => {
  it("is released with R, and its history says who did it", async () => {
    const order = await onOrder(fakeOrderId(93));
    expect(badge(order)).toBe("Ready to release");
    await order.press("r");
    await waitFor(() => expect(badge(order)).toBe("Waits for picking"));
    fireEvent.click(order.screen.getByRole("tab", { name: "History" }));
    const history = order.screen.getByRole("list", { name: "History" });
    expect(history.textContent).toMatch(/Came in from the shop's file.*Released: \d+ units promised.*Mira Holt/u);
  });

  it("is let go again by lifting its holds with L and a reason", async () => {
    const order = await onOrder(idAt("on-hold"));
    await order.press("l");
    await order.screen.findByRole("dialog", { name: /Lift the hold on/ });
    await order.type("paid by phone");
    await order.press("Enter");
    await waitFor(() => expect(badge(order)).toBe("Ready to release"));
    expect(order.inputsOf("orders.liftHolds")[0]).toMatchObject({ reason: "paid by phone" });
  });

  it("is paid with M, and its payment hold goes with it", async () => {
    const unpaid = must(
      log.all("orders").find(({ holds }) => holds.length === 1 && holds[0]?.type === "PAYMENT"),
      "every eleventh order is not paid",
    );
    const order = await onOrder(unpaid.orderId);
    await order.press("m");
    const dialog = await order.screen.findByRole("dialog", { name: /Record a payment/ });
    fireEvent.click(within(dialog).getByRole("radio", { name: "Cash" }));
    within(dialog).getByRole("textbox", { name: "Reference" }).focus();
    await order.type("till 2");
    await order.press("Enter");
    await waitFor(() => expect(badge(order)).toBe("Ready to release"));
    expect(order.inputsOf("orders.recordPayment")[0]).toMatchObject({ method: "cash", reference: "till 2" });
  });

  it("is cancelled with C only with a reason", async () => {
    const order = await onOrder(fakeOrderId(93));
    await order.press("c");
    await order.screen.findByRole("dialog", { name: "Cancel #536593?" });
    await order.press("Enter");
    await waitFor(() => expect(order.screen.getByRole("alert").textContent).toContain("Say why in a few words."));
    await order.type("ordered twice");
    await order.press("Enter");
    await waitFor(() => expect(badge(order)).toMatch(/^Cancelled/u));
  });

  it("offers nothing that would be refused: a shipped order is neither held, released nor cancelled", async () => {
    const order = await onOrder(idAt("shipped"));
    for (const key of ["r", "h", "l", "m", "c"]) await order.press(key);
    expect(order.screen.queryByRole("dialog")).toBeNull();
    expect(order.inputsOf("orders.release")).toEqual([]);
    expect(order.screen.getByRole("button", { name: /Hold/ })).toHaveProperty("disabled", true);
    fireEvent.click(order.screen.getByRole("tab", { name: /Boxes/ }));
    await waitFor(() => expect(order.screen.container.textContent).toContain("On the box,"));
  });

  it("shows the shop's own cells", async () => {
    const order = await onOrder(fakeOrderId(93));
    fireEvent.click(order.screen.getByRole("tab", { name: "What the shop wrote" }));
    expect(order.screen.container.textContent).toContain("From shopify_orders_export.csv");
    expect(order.screen.getAllByText("Lineitem quantity").length).toBeGreaterThan(0);
  });

  it("says so when it is not on this computer", async () => {
    const lost = await inWindow({ place: { kind: "order", orderId: "nowhere" } });
    await waitFor(() => expect(lost.screen.container.textContent).toContain("This order is not on this computer"));
  });
});
