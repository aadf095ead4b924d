// @vitest-environment jsdom
import { act, cleanup, fireEvent, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readyStation } from "#renderer/dev/fake-desk.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { inWindow, type InWindow } from "../../support/in-window.tsx";

withLayout({ width: 1200, height: 800 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

async function onScanners(state = readyStation()): Promise<InWindow> {
  const scanners = await inWindow({ state, orders: 3, place: { kind: "scanners" } });
  // In the list of devices, and again at what it read last.
  await scanners.screen.findAllByText("Left scanner", undefined, { timeout: 20_000 });
  return scanners;
}

describe("the page of scanners", () => {
  it("shows what is there, what is wrong with it, and what is plugged in beside it", async () => {
    const { screen } = await onScanners();
    const text = screen.container.textContent;
    expect(text).toContain("Right scanner was unplugged. Plug it in again.");
    expect(text).toContain("Works by itself");
    expect(text).toContain("Prolific Technology Inc.");
    expect(text).toContain("1.234 kg");
    expect(text).toContain("No end came: set the scanner to send CR");
    expect(text).toContain("USE BY or EXPIRY");
  });

  it("sets a port up as a scanner, with a name", async () => {
    const scanners = await onScanners();
    act(() => scanners.screen.getByRole("button", { name: "Use as scanner" }).click());
    const name = await scanners.screen.findByRole("textbox", { name: "Name" });
    fireEvent.change(name, { target: { value: "Bench scanner" } });
    act(() => scanners.screen.getAllByRole("button", { name: /^Save/ }).at(-1)?.click());
    await waitFor(() => expect(scanners.inputsOf("devices.remember")).toHaveLength(1));
    expect(scanners.inputsOf("devices.remember")[0]?.device).toMatchObject({
      name: "Bench scanner",
      use: "scanner",
      connection: "serial",
      identity: { vendorId: "067b", path: "/dev/ttyUSB0" },
    });
  });

  it("forgets a device, and lets only a lead do that", async () => {
    const scanners = await onScanners();
    act(() => scanners.screen.getAllByRole("button", { name: "Forget" })[0]?.click());
    await waitFor(() => expect(scanners.inputsOf("devices.forget")).toEqual([{ deviceId: "left" }]));
    cleanup();
    const lead = readyStation();
    const packer = {
      ...lead,
      person: { personId: "person-2", name: "Jonas", roles: ["packer"], method: "pin" },
    } as const;
    const others = await onScanners(packer);
    expect(others.screen.container.textContent).toContain("Only a lead can change these.");
    expect(others.screen.getByRole("button", { name: "Use as scale" })).toHaveProperty("disabled", true);
  });
});
