// @vitest-environment jsdom
import { act, cleanup, fireEvent, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { inWindow, type InWindow } from "../../support/in-window.tsx";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const begin = () => inWindow({ state: { phase: "first-run" }, orders: 3 });
const field = (start: InWindow, name: string) => start.screen.getByLabelText(name);

async function typePins(start: InWindow, pin: string, again: string) {
  act(() => field(start, "PIN").focus());
  await start.type(pin);
  act(() => field(start, "PIN again").focus());
  await start.type(again);
  await start.press("Enter");
}

describe("the first start", () => {
  it("goes with two PINs and Enter where someone only wants to look around", async () => {
    const start = await begin();
    expect(document.activeElement).toBe(field(start, "PIN"));
    await typePins(start, "1234", "1234");
    expect(start.inputsOf("station.begin")).toEqual([
      { mode: "demo", stationName: "Order desk 1", letters: "A", personName: "Mira Holt", pin: "1234" },
    ]);
    await waitFor(() => expect(start.screen.getByRole("heading", { level: 1 }).textContent).toBe("Orders"));
  });

  it("begins empty under a person's own name, in capital letters", async () => {
    const start = await begin();
    act(() => start.screen.getByRole("radio", { name: /Start empty/ }).click());
    expect(field(start, "Your name")).toHaveProperty("value", "");
    fireEvent.change(field(start, "Your name"), { target: { value: "Alma Reyes" } });
    fireEvent.change(field(start, "Letters in its order numbers"), { target: { value: "ls" } });
    await typePins(start, "24681", "24681");
    expect(start.inputsOf("station.begin")[0]).toMatchObject({
      mode: "empty",
      letters: "LS",
      personName: "Alma Reyes",
    });
  });

  it("says at the fields what has to be mended, and begins nothing", async () => {
    const start = await begin();
    fireEvent.change(field(start, "Letters in its order numbers"), { target: { value: "A1" } });
    await typePins(start, "12", "34");
    const { textContent } = start.screen.container;
    expect(textContent).toContain("One to three letters from A to Z.");
    expect(textContent).toContain("4 to 8 digits, nothing else.");
    expect(textContent).toContain("The two PINs are not the same.");
    expect(start.inputsOf("station.begin")).toEqual([]);
  });

  it("joins a hub by the address and the code it printed, and says which of them is missing", async () => {
    const start = await begin();
    act(() => start.screen.getByRole("radio", { name: /Join a hub/ }).click());
    fireEvent.change(field(start, "Your name"), { target: { value: "Alma Reyes" } });
    await typePins(start, "24681", "24681");
    expect(start.screen.container.textContent).toContain("Type the address of the hub.");
    expect(start.screen.container.textContent).toContain("Type the code that the hub prints.");
    expect(start.inputsOf("station.begin")).toEqual([]);
    fireEvent.change(field(start, "Address of the hub"), { target: { value: "192.168.1.20:7420" } });
    fireEvent.change(field(start, "Code"), { target: { value: "K7QM-2RXD" } });
    act(() => field(start, "PIN").focus());
    await start.press("Enter");
    expect(start.inputsOf("station.begin")).toEqual([
      {
        mode: "hub",
        stationName: "Order desk 1",
        letters: "A",
        personName: "Alma Reyes",
        pin: "24681",
        hub: { address: "192.168.1.20:7420", code: "K7QM-2RXD", fingerprint: null },
      },
    ]);
  });
});
