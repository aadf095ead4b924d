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
  // Prints in every state, instead of those of the fake bench.
  answerDevices(devices.bridge);
  act(() => devices.bridge.changed("devices"));
  await devices.screen.findByText("Did this label print?");
  return devices;
}

const change = (devices: InWindow, name: string, value: string) =>
  fireEvent.change(devices.screen.getByRole("textbox", { name }), { target: { value } });

describe("the settings of a station", () => {
  it("are saved whole with Ctrl S, numbers as numbers", async () => {
    const devices = await onDevices();
    change(devices, "Address", "Unit 5");
    change(devices, "Serial port", "/dev/ttyACM0");
    change(devices, "Port", "6101");
    change(devices, "Orders on a pick list", "6");
    await waitFor(() => expect(devices.screen.getByText("Not saved yet")).toBeTruthy());
    await devices.press("ctrl+s");
    const [saved] = devices.inputsOf("station.configure");
    expect(saved?.settings).toMatchObject({ scannerPath: "/dev/ttyACM0", printerPort: 6101, ordersPerPickList: 6 });
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

describe("the list of prints", () => {
  it("asks about a print in doubt, and 2 says that it did not come out", async () => {
    const devices = await onDevices();
    expect(devices.screen.container.textContent).toContain("Nothing prints until you say.");
    await devices.press("2");
    expect(devices.inputsOf("prints.answer")).toEqual([{ jobId: "job-1", printed: false }]);
    await waitFor(() => expect(devices.screen.queryByText("Did this label print?")).toBeNull());
  });

  it("tries a print again that certainly did not come out", async () => {
    const devices = await onDevices();
    act(() => devices.screen.getByRole("button", { name: "Try again" }).click());
    await waitFor(() => expect(devices.inputsOf("prints.retry")).toEqual([{ jobId: "job-2" }]));
  });

  it("says why no test label can be printed", async () => {
    const devices = await onDevices();
    devices.bridge.answer({ "prints.test": () => ({ ok: false, error: { code: "no-printer", detail: "" } }) });
    act(() => devices.screen.getByRole("button", { name: "Print a test label" }).click());
    await waitFor(() => expect(devices.screen.container.textContent).toContain("No label printer is set up."));
  });

  it("tells the scanner where to send what it reads, and shows it", async () => {
    const devices = await onDevices();
    expect(devices.inputsOf("scans.route").at(-1)).toEqual({ to: "devices" });
    expect(devices.screen.container.textContent).toContain("HF-TOTE.T-14");
  });
});
