// @vitest-environment jsdom
import { act, cleanup, fireEvent, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readyStation } from "#renderer/dev/fake-desk.ts";
import { answerDevices } from "#renderer/dev/fake-devices.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { inWindow, type InWindow } from "../../support/in-window.tsx";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

async function onDevices(state = readyStation()): Promise<InWindow> {
  const devices = await inWindow({ state, orders: 3, place: { kind: "devices" } });
  // A scanner that reads and a printer in trouble, instead of those of the fake bench.
  answerDevices(devices.bridge);
  act(() => devices.bridge.changed("devices"));
  await devices.screen.findByText("HF-TOTE.T-14");
  return devices;
}

const change = (devices: InWindow, name: string, value: string) =>
  fireEvent.change(devices.screen.getByRole("textbox", { name }), { target: { value } });

describe("the settings of a station", () => {
  it("are saved whole with Ctrl S, numbers as numbers", async () => {
    const devices = await onDevices();
    change(devices, "Address", "Unit 5");
    change(devices, "Serial port", "/dev/ttyACM0");
    change(devices, "Orders on a pick list", "6");
    await waitFor(() => expect(devices.screen.getByText("Not saved yet")).toBeTruthy());
    await devices.press("ctrl+s");
    const [saved] = devices.inputsOf("station.configure");
    expect(saved?.settings).toMatchObject({ scannerPath: "/dev/ttyACM0", printerPort: 9100, ordersPerPickList: 6 });
    expect(saved?.settings.shipFrom).toMatchObject({ lines: ["Unit 5"], country: "GB" });
    await waitFor(() => expect(devices.screen.container.textContent).toContain("Settings saved"));
    expect(devices.screen.queryByText("Not saved yet")).toBeNull();
  });

  it("are not saved while a field has to be mended", async () => {
    const devices = await onDevices();
    change(devices, "GS1 company prefix", "12");
    change(devices, "Currency", "XQZ");
    await devices.press("ctrl+s");
    expect(devices.screen.container.textContent).toContain("7 to 10 digits.");
    expect(devices.screen.container.textContent).toContain("Three letters, like GBP.");
    expect(devices.inputsOf("station.configure")).toEqual([]);
  });

  it("warn while box numbers come from the range kept for examples", async () => {
    const devices = await onDevices();
    expect(devices.screen.container.textContent).toContain("952 is the range kept for examples.");
    change(devices, "GS1 company prefix", "5012345");
    await waitFor(() => expect(devices.screen.container.textContent).not.toContain("952 is the range"));
  });

  it("are for a lead to change; anyone else is told so", async () => {
    const lead = readyStation();
    const packer = {
      ...lead,
      person: { personId: "person-2", name: "Jonas", roles: ["packer"], method: "pin" },
    } as const;
    const devices = await onDevices(packer);
    expect(devices.screen.container.textContent).toContain("Only a lead can change these.");
    expect(devices.screen.getByRole("textbox", { name: "Currency" })).toHaveProperty("disabled", true);
    await devices.press("ctrl+s");
    expect(devices.inputsOf("station.configure")).toEqual([]);
  });
});

describe("beside the settings", () => {
  it("stands how the label printer is, with the way to printers and prints", async () => {
    const devices = await onDevices();
    expect(devices.screen.container.textContent).toContain("The printer at 192.0.2.7 does not answer.");
    act(() => devices.screen.getByRole("button", { name: "Printers and prints" }).click());
    await waitFor(() => expect(devices.screen.getByRole("heading", { name: "Printing" })).toBeTruthy());
  });

  it("the scanner is told where to send what it reads, and what it read is shown", async () => {
    const devices = await onDevices();
    expect(devices.inputsOf("scans.route").at(-1)).toEqual({ to: "devices" });
    expect(devices.screen.container.textContent).toContain("HF-TOTE.T-14");
  });
});
