// @vitest-environment jsdom
import { cleanup, fireEvent, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { inWindow, type InWindow } from "../../support/in-window.tsx";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const onMoves = (york = true) => inWindow({ orders: 3, york, place: { kind: "moves" } });

async function scan(moves: InWindow, kind: "bin" | "code", value: string): Promise<void> {
  moves.bridge.emit("scanned", { raw: value, kind, value });
  await moves.press("Shift");
}

const fill = (field: HTMLElement, value: string) => fireEvent.change(field, { target: { value } });

describe("between bins", () => {
  it("units are moved by scanner alone: bin, item as often as there are units, bin", async () => {
    const moves = await onMoves();
    await moves.screen.findByLabelText("From bin");
    // All at once, as a quick hand at a busy computer: each counts, in its order.
    const emit = (kind: "bin" | "code", value: string) => moves.bridge.emit("scanned", { raw: value, kind, value });
    emit("bin", "A-2-4");
    for (let units = 0; units < 3; units += 1) emit("code", "20725");
    emit("bin", "Z-1");
    emit("bin", "A-2-3");
    expect(await moves.screen.findByText("3 × 20725: A-2-4 to Z-1")).toBeTruthy();
    expect(moves.inputsOf("stock.relocate")).toEqual([
      { sku: "20725", from: "A-2-4", to: "Z-1", quantity: 3, reason: "" },
    ]);
    await waitFor(() => expect(moves.screen.getByLabelText("From bin")).toHaveProperty("value", "A-2-3"));
  });

  it("or by keyboard alone, and what is missing is said and gets the focus", async () => {
    const moves = await onMoves();
    await moves.screen.findByLabelText("From bin");
    await moves.press("ctrl+Enter");
    expect((await moves.screen.findByRole("alert")).textContent).toBe("Say from which bin, or scan it.");
    await moves.type("A-2-4");
    await moves.press("Enter");
    await moves.type("20725");
    await waitFor(() => expect(moves.screen.getByRole("option", { name: /20725/u })).toBeTruthy());
    await moves.press("Enter");
    await waitFor(() => expect(document.activeElement).toBe(moves.screen.getByLabelText("Units")));
    await moves.press("ctrl+Enter");
    expect((await moves.screen.findByRole("alert")).textContent).toBe("Say to which bin, or scan it.");
    await moves.type("Z-1");
    await moves.press("Enter");
    expect(await moves.screen.findByText("1 × 20725: A-2-4 to Z-1")).toBeTruthy();
  });

  it("more than this station may move is refused in words, and stays to be mended", async () => {
    const moves = await onMoves();
    await moves.screen.findByLabelText("From bin");
    await scan(moves, "bin", "A-1-2");
    for (let units = 0; units < 2; units += 1) await scan(moves, "code", "22912");
    await scan(moves, "bin", "Z-1");
    expect((await moves.screen.findByRole("alert")).textContent).toMatch(/not for this station to move/u);
    expect(moves.screen.getByLabelText("Units")).toHaveProperty("value", "2");
    await scan(moves, "code", "NO-SUCH");
    await waitFor(() => expect(moves.screen.getByRole("alert").textContent).toContain('"NO-SUCH" is no item'));
  });
});

describe("between stations", () => {
  it("several lines are sent with Ctrl Enter, the one in hand among them", async () => {
    const moves = await onMoves();
    fireEvent.click(await moves.screen.findByRole("tab", { name: /To another station/u }));
    await scan(moves, "bin", "A-2-4");
    await scan(moves, "code", "20725");
    await scan(moves, "code", "20725");
    await scan(moves, "bin", "C-1-2");
    await scan(moves, "code", "22423");
    await moves.press("ctrl+Enter");
    expect(await moves.screen.findByText(/^Sent to York\./u)).toBeTruthy();
    expect(moves.inputsOf("stock.send")).toEqual([
      {
        to: "station-b",
        lines: [
          { sku: "20725", bin: "A-2-4", quantity: 2 },
          { sku: "22423", bin: "C-1-2", quantity: 1 },
        ],
      },
    ]);
    fireEvent.click(moves.screen.getByRole("tab", { name: /On the way/u }));
    expect(await moves.screen.findByText("Transfer 12 to York")).toBeTruthy();
  });

  it("what came is counted by scan, and what did not come is said", async () => {
    const moves = await onMoves();
    fireEvent.click(await moves.screen.findByRole("tab", { name: /Arriving/u }));
    await moves.screen.findByRole("table", { name: "Transfer 7 from York" });
    const fields = moves.screen.getAllByLabelText(/^Units of .* that came$/u);
    const sku = /^Units of (\S+) that came$/u.exec(fields[0]?.getAttribute("aria-label") ?? "")?.[1] ?? "";
    await moves.press("ctrl+Enter");
    expect((await moves.screen.findByRole("alert")).textContent).toMatch(/^Say how many units/u);
    for (let units = 0; units < 3; units += 1) await scan(moves, "code", sku);
    await scan(moves, "bin", "Z-9");
    expect(moves.screen.getByLabelText(`Bin of ${sku}`)).toHaveProperty("value", "Z-9");
    fill(moves.screen.getByLabelText(`Units of ${sku} that came`), "5");
    await moves.press("ctrl+Enter");
    await waitFor(() => expect(moves.screen.getByRole("alert").textContent).toMatch(/came than was sent/u));
    fill(moves.screen.getByLabelText(`Units of ${sku} that came`), "3");
    fireEvent.click(moves.screen.getByRole("checkbox", { name: /The rest did not come/u }));
    await moves.press("ctrl+Enter");
    const lost = fields.length * 4 - 3;
    expect(await moves.screen.findByText(`3 units received and in their bins. ${lost} did not come.`)).toBeTruthy();
    expect(moves.screen.getByText("Nothing is on its way to this station")).toBeTruthy();
  });

  it("each list that is empty says when it will not be", async () => {
    const moves = await onMoves(false);
    fireEvent.click(await moves.screen.findByRole("tab", { name: /Arriving/u }));
    expect(await moves.screen.findByText("Nothing is on its way to this station")).toBeTruthy();
    fireEvent.click(moves.screen.getByRole("tab", { name: /On the way/u }));
    expect(await moves.screen.findByText("Nothing is on its way from this station")).toBeTruthy();
  });
});
