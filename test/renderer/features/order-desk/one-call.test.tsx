// @vitest-environment jsdom
import { inWindow, type InWindow } from "../../support/in-window.tsx";
import { cleanup, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { throwAwayDraft } from "#renderer/features/order-desk/desk-thunks.ts";
import type { FakeCalls } from "#renderer/dev/fake-bridge.ts";
import type { ItemRow } from "#shared/bridge/types.ts";
import { ok } from "#shared/kernel/result.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";

withLayout({ width: 1000, height: 600 });
withCssEscape();
// A person's keys, one by one, through the whole application.
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const skus = ["22960", "22912", "20725", "22752", "21730"];

async function atDesk(calls: FakeCalls = {}): Promise<InWindow> {
  const desk = await inWindow({}, calls);
  // What the window of another test kept is none of this one's business.
  await desk.store.dispatch(throwAwayDraft());
  await desk.press("n");
  expect(labelOf(document.activeElement)).toContain("Customer");
  return desk;
}

const lines = (desk: InWindow) =>
  desk.store.getState().orderDesk.draft?.lines.map(({ sku, quantity }) => [sku, quantity]);

describe("an order taken in one call", () => {
  it("takes at most 60 keys for five lines and a known customer, without the mouse", async () => {
    const desk = await atDesk();
    await desk.type("grái");
    await desk.press("Enter");
    for (const sku of skus) {
      await desk.type(`6*${sku}`);
      await desk.press("Enter");
    }
    await desk.press("F8");
    await desk.press("1");
    await desk.press("ctrl+Enter");
    await waitFor(() => expect(desk.screen.container.textContent).toContain("Order A-0412 is placed and saved."));

    const [placed] = desk.inputsOf("orders.place");
    expect(placed?.draft.customer.name).toBe("Gráinne Åkesson");
    expect(placed?.draft.lines).toEqual(skus.map((sku) => ({ sku, quantity: 6 })));
    expect(placed?.draft.payment.method).toBe("card-terminal");
    expect(desk.keys()).toBeLessThanOrEqual(60);
  });

  it("keeps the lines in the order they were entered, however long each look-up takes", async () => {
    let answerFirst = () => {};
    const first = new Promise<void>((resolve) => {
      answerFirst = resolve;
    });
    const slow: FakeCalls = {
      "items.byCode": async ({ code }) => {
        const item = { sku: code, name: code, price: { value: 100, scale: 2 }, priceMinor: 100, currency: "GBP" };
        const row: ItemRow = { ...item, barcode: "", bin: "", onHand: 9, canPromise: 9 };
        if (code === "22960") await first;
        return ok(row);
      },
    };
    const desk = await atDesk(slow);
    await desk.press("F3");
    for (const sku of skus.slice(0, 3)) {
      await desk.type(sku);
      await desk.press("Enter");
    }
    answerFirst();
    await waitFor(() => expect(lines(desk)).toHaveLength(3));
    expect(lines(desk)).toEqual([
      ["22960", 1],
      ["22912", 1],
      ["20725", 1],
    ]);
  });

  it("adds a line for a scan, and six for a scan behind a number and a star", async () => {
    const desk = await atDesk();
    desk.bridge.emit("scanned", { raw: "22960", kind: "code", value: "22960" });
    await waitFor(() => expect(lines(desk)).toEqual([["22960", 1]]));
    await desk.press("F3");
    await desk.type("6*");
    desk.bridge.emit("scanned", { raw: "20725", kind: "code", value: "20725" });
    await waitFor(() => expect(lines(desk)).toContainEqual(["20725", 6]));
    expect(desk.store.getState().orderDesk.draft?.entry).toBe("");
  });

  it("says what is not in the catalogue, adds nothing, and gives the text back for mending", async () => {
    const desk = await atDesk();
    await desk.press("F3");
    await desk.type("6*99999");
    await desk.press("Enter");
    await waitFor(() => expect(desk.screen.container.textContent).toContain('No item matches "99999".'));
    expect(lines(desk)).toEqual([]);
    expect(desk.store.getState().orderDesk.draft?.entry).toBe("6*99999");
  });

  it("places nothing while an item is typed and not added", async () => {
    const desk = await atDesk();
    await desk.type("grái");
    await desk.press("Enter");
    await desk.type("22960");
    await desk.press("Enter");
    await desk.type("lunch");
    await desk.press("ctrl+Enter");
    await waitFor(() => expect(desk.screen.container.textContent).toContain('"lunch" is typed and not added yet.'));
    expect(desk.inputsOf("orders.place")).toEqual([]);
  });

  it("names what is missing first: customer, then street, then how it is paid", async () => {
    const desk = await atDesk();
    const said = (words: string) => waitFor(() => expect(desk.screen.getByRole("alert").textContent).toContain(words));
    await desk.press("F3");
    await desk.type("22960");
    await desk.press("Enter");
    await waitFor(() => expect(lines(desk)).toHaveLength(1));
    await desk.press("ctrl+Enter");
    await said("Who orders?");
    await desk.press("F2");
    await desk.type("Alma Reyes");
    await desk.press("Enter");
    await waitFor(() => expect(document.activeElement?.closest(".desk-form")).not.toBeNull());
    await desk.press("ctrl+Enter");
    await said("The street is missing");
    await waitFor(() => expect(labelOf(document.activeElement)).toBe("Address"));
    await desk.type("1 Quay");
    const fill = async (name: string, text: string) => {
      desk.screen.getByRole("textbox", { name }).focus();
      await desk.type(text);
    };
    await fill("City", "Leeds");
    await fill("Postcode", "LS1 4DT");
    await desk.press("ctrl+Enter");
    await said("Choose how it is paid.");
  });

  it("sends the same order again after an answer that never came, never a second one", async () => {
    let tries = 0;
    const desk = await atDesk({
      "orders.place": ({ orderId }) => {
        tries += 1;
        if (tries === 1) throw new Error("the line broke");
        return ok({ orderId, number: "A-0001" });
      },
    });
    await desk.type("grái");
    await desk.press("Enter");
    await desk.type("22960");
    await desk.press("Enter");
    await desk.press("F8");
    await desk.press("4");
    await desk.press("ctrl+Enter");
    await waitFor(() => expect(desk.screen.getByRole("alert").textContent).toContain("Nothing was changed"));
    await desk.press("ctrl+Enter");
    await waitFor(() => expect(desk.screen.container.textContent).toContain("Order A-0001 is placed"));
    const [first, second] = desk.inputsOf("orders.place");
    expect(second?.orderId).toBe(first?.orderId);
  });

  it("takes out a line whose quantity becomes none, and goes back to the item field", async () => {
    const desk = await atDesk();
    await desk.press("F3");
    await desk.type("22960");
    await desk.press("Enter");
    await waitFor(() => expect(lines(desk)).toHaveLength(1));
    await desk.press("ArrowUp");
    expect(labelOf(document.activeElement)).toContain("Quantity of");
    await desk.press("Backspace");
    await desk.type("0");
    await desk.press("Enter");
    expect(lines(desk)).toEqual([]);
    expect(labelOf(document.activeElement)).toContain("Item");
  });
});

function labelOf(element: Element | null): string {
  const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
  return element?.getAttribute("aria-label") ?? label ?? "";
}
