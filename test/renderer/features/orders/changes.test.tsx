// @vitest-environment jsdom
import { cleanup, fireEvent, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { fakeOrderId } from "#renderer/dev/fake-orders.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { inWindow, type InWindow } from "../../support/in-window.tsx";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const deskOrder = "019a0000-0000-7000-8000-00000000d001";

/** An order of our own desk, three bags and a rack, paid in cash. */
async function onDeskOrder(): Promise<InWindow> {
  const order = await inWindow({ orders: 5 });
  const shipTo = {
    name: "Hana Novak",
    company: "",
    lines: ["7 Dock Street"],
    city: "Hull",
    region: "",
    postcode: "HU1 1AA",
    country: "GB",
    phone: "",
  };
  await order.bridge.call("orders.place", {
    orderId: deskOrder,
    draft: {
      channel: "phone",
      customer: { name: "Hana Novak", email: "", phone: "" },
      shipTo,
      lines: [
        { sku: "20725", quantity: 3 },
        { sku: "22912", quantity: 1 },
      ],
      shippingMethod: "Standard",
      shippingMinor: 0,
      discountMinor: 0,
      payment: { method: "cash", reference: "" },
      note: "",
    },
  });
  return open(order, deskOrder);
}

async function open(order: InWindow, orderId: string): Promise<InWindow> {
  const { went } = await import("#renderer/app/place.ts");
  order.store.dispatch(went({ kind: "order", orderId }));
  await order.screen.findByRole("tablist", { name: "Parts of the order" });
  return order;
}

async function dialog(order: InWindow, key: string, name: string | RegExp) {
  await order.press(key);
  return within(await order.screen.findByRole("dialog", { name }));
}

const fill = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

describe("the lines of an order", () => {
  it("are changed by quantity, price, item and delivery, and the new total stands there beforehand", async () => {
    const order = await onDeskOrder();
    const lines = await dialog(order, "e", /^Lines of/u);
    fill(lines.getByLabelText("Quantity of 20725"), "5");
    fill(lines.getByLabelText("Price of one 20725"), "1.50");
    fireEvent.click(lines.getByRole("button", { name: "Remove 22912" }));
    lines.getByRole("combobox").focus();
    await order.type("2*22752");
    await order.press("Enter");
    await waitFor(() => expect(lines.getByLabelText("Quantity of 22752")).toHaveProperty("value", "2"));
    fill(lines.getByLabelText("Delivery"), "4.95");
    // 5 x 1.50, 2 x 7.65, 4.95.
    expect(lines.getByText("£27.75")).toBeTruthy();
    fill(lines.getByLabelText("Why"), "Rang");
    fireEvent.click(lines.getByRole("button", { name: "Save the change" }));
    await waitFor(() => expect(order.screen.queryByRole("dialog")).toBeNull());
    expect(order.inputsOf("orders.changeLines")).toEqual([
      {
        orderId: deskOrder,
        lines: [
          { sku: "20725", quantity: 5, unitPrice: { value: 150, scale: 2 } },
          { sku: "22752", quantity: 2, unitPrice: { value: 765, scale: 2 } },
        ],
        shippingMinor: 495,
        reason: "Rang",
      },
    ]);
    expect(order.log.get("orders", deskOrder)?.totals.totalMinor).toBe(2775);
  });

  it("take every scan as one more", async () => {
    const order = await onDeskOrder();
    const lines = await dialog(order, "e", /^Lines of/u);
    for (const value of ["20725", "20725", "NO-SUCH"])
      order.bridge.emit("scanned", { raw: value, kind: "code", value });
    await waitFor(() => expect(lines.getByLabelText("Quantity of 20725")).toHaveProperty("value", "5"));
    expect((await lines.findByRole("alert")).textContent).toBe('No item matches "NO-SUCH". Nothing was added.');
  });

  it("say what cannot be read, and what would change nothing", async () => {
    const order = await onDeskOrder();
    const lines = await dialog(order, "e", /^Lines of/u);
    const save = lines.getByRole("button", { name: "Save the change" });
    fireEvent.click(save);
    expect((await lines.findByRole("alert")).textContent).toBe("Nothing is different from before.");
    fill(lines.getByLabelText("Quantity of 20725"), "0");
    fireEvent.click(save);
    await waitFor(() => expect(lines.getByRole("alert").textContent).toMatch(/whole number/u));
    for (const sku of ["20725", "22912"]) fireEvent.click(lines.getByRole("button", { name: `Remove ${sku}` }));
    fireEvent.click(save);
    await waitFor(() => expect(lines.getByRole("alert").textContent).toMatch(/cancelled instead/u));
  });

  it("of the shop's own orders are changed in the shop: the page says so", async () => {
    const order = await open(await inWindow({ orders: 5 }), fakeOrderId(4));
    await order.press("e");
    expect(order.screen.queryByRole("dialog")).toBeNull();
    expect(order.screen.getByText(/^Edit lines.*This order came from the shop/u)).toBeTruthy();
  });
});

describe("money", () => {
  it("is received in part, and never more than is due", async () => {
    const order = await onDeskOrder();
    await order.bridge.call("orders.changeLines", {
      orderId: deskOrder,
      lines: [{ sku: "20725", quantity: 9 }],
      reason: "",
    });
    await waitFor(() => expect(order.screen.getByRole("button", { name: /Record a payment/u })).toBeTruthy());
    const paying = await dialog(order, "m", /Record a payment/u);
    // 9 x 1.65 less 3 x 1.65 and 4.95.
    expect(paying.getByLabelText("Amount received")).toHaveProperty("value", "4.95");
    fill(paying.getByLabelText("Amount received"), "5");
    fireEvent.click(paying.getByRole("button", { name: "Record the payment" }));
    expect((await paying.findByRole("alert")).textContent).toContain("£4.95 is still to pay");
    expect(order.inputsOf("orders.recordPayment")).toEqual([]);
    fill(paying.getByLabelText("Amount received"), "2.50");
    fireEvent.click(paying.getByRole("button", { name: "Record the payment" }));
    await waitFor(() => expect(order.inputsOf("orders.recordPayment")).toMatchObject([{ amountMinor: 250 }]));
  });

  it("goes back by the line, and at most what is left of the payment", async () => {
    const order = await onDeskOrder();
    const refunding = await dialog(order, "f", /^Refund/u);
    fireEvent.click(refunding.getByRole("radio", { name: "Some lines" }));
    fill(refunding.getByLabelText("Units of 20725 to give back"), "2");
    fireEvent.click(refunding.getByRole("button", { name: /Give back £3.30/u }));
    expect((await refunding.findByRole("alert")).textContent).toBe("Say why in a few words.");
    fill(refunding.getByLabelText("Why"), "Torn");
    fireEvent.click(refunding.getByRole("button", { name: /Give back £3.30/u }));
    await waitFor(() => expect(order.screen.queryByRole("dialog")).toBeNull());
    const again = await dialog(order, "f", /^Refund/u);
    fireEvent.click(again.getByRole("radio", { name: "An amount" }));
    fill(again.getByLabelText("Amount"), "6.61");
    fill(again.getByLabelText("Why"), "All of it");
    fireEvent.click(again.getByRole("button", { name: /Give back £6.61/u }));
    expect((await again.findByRole("alert")).textContent).toBe("At most £6.60 can be given back of this payment.");
    expect(order.log.get("orders", deskOrder)?.refunds.map(({ amountMinor }) => amountMinor)).toEqual([330]);
  });

  it("goes back with the order cancelled, in one act", async () => {
    const order = await onDeskOrder();
    const refunding = await dialog(order, "f", /^Refund/u);
    fireEvent.click(refunding.getByRole("radio", { name: /Cancel the order too/u }));
    fill(refunding.getByLabelText("Why"), "Changed her mind");
    fireEvent.click(refunding.getByRole("button", { name: /Give back £9.90/u }));
    await waitFor(() => expect(order.log.get("orders", deskOrder)?.cancelled).not.toBeNull());
    expect(await order.screen.findByText(/^Refund: No money was received/u)).toBeTruthy();
  });
});

describe("an order that another station keeps", () => {
  it("says who keeps it, what was asked of them and what became of that", async () => {
    const order = await open(await inWindow({ orders: 5, york: true }), fakeOrderId(4));
    expect(order.screen.getByText("Not done: The boxes are shut")).toBeTruthy();
    expect(order.screen.getByText(/^Only York picks, packs, edits/u)).toBeTruthy();
    await order.press("w");
    expect(await order.screen.findByText(/York hands it over as soon as it hears of it/u)).toBeTruthy();
    expect(order.screen.queryByRole("button", { name: "Ask for the order" })).toBeNull();
  });

  it("is not changed here: its keeper is asked, in so many words", async () => {
    const order = await open(await inWindow({ orders: 5, york: true }), fakeOrderId(4));
    const asking = await dialog(order, "a", /^Where/u);
    expect(asking.getByText(/York keeps this order\. It is asked for this/u)).toBeTruthy();
    fill(asking.getByLabelText("City"), "York");
    fireEvent.click(asking.getByRole("button", { name: /Ask York for it/u }));
    expect(await order.screen.findByText("Waits for York")).toBeTruthy();
    const cancelling = await dialog(order, "c", /^Cancel/u);
    expect(cancelling.getByRole("button", { name: /Ask York to cancel it/u })).toBeTruthy();
  });
});
