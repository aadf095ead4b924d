// @vitest-environment jsdom
import { act, cleanup, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readyStation } from "#renderer/dev/fake-desk.ts";
import { barcodeImage } from "#renderer/platform/barcode.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { inWindow } from "../../support/in-window.tsx";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

async function onPeople(state = readyStation()) {
  const people = await inWindow({ state, orders: 3, place: { kind: "people" } });
  await people.screen.findByText("Adaeze Okafor");
  return people;
}

describe("the people of a station", () => {
  it("shows the badge of the one in hand on Enter, with a barcode to scan", async () => {
    const people = await onPeople();
    await people.press("ArrowDown");
    await people.press("Enter");
    const dialog = await people.screen.findByRole("dialog", { name: "Badge of Jonas Väisänen" });
    const image = within(dialog).getByRole("img", { name: "Barcode of Jonas Väisänen" });
    expect(image.getAttribute("src")).toBe(barcodeImage("HF-USR.C4XR81PD"));
  });

  it("adds a person with A, and shows their new badge at once", async () => {
    const people = await onPeople();
    await people.press("a");
    const dialog = await people.screen.findByRole("dialog", { name: "Add a person" });
    await people.type("Alma Reyes");
    act(() => within(dialog).getByLabelText("PIN").focus());
    await people.type("24681");
    await people.press("Enter");
    await waitFor(() =>
      expect(people.inputsOf("people.add")).toEqual([{ name: "Alma Reyes", pin: "24681", roles: ["packer"] }]),
    );
    await people.screen.findByRole("dialog", { name: "Badge of Alma Reyes" });
  });

  it("says at the fields what has to be mended", async () => {
    const people = await onPeople();
    await people.press("a");
    const dialog = await people.screen.findByRole("dialog");
    act(() => within(dialog).getByRole("checkbox", { name: "Pick and pack" }).click());
    act(() => within(dialog).getByLabelText("PIN").focus());
    await people.type("12");
    await people.press("Enter");
    expect(dialog.textContent).toContain("Type a name.");
    expect(dialog.textContent).toContain("4 to 8 digits, nothing else.");
    expect(dialog.textContent).toContain("Choose at least one.");
    expect(people.inputsOf("people.add")).toEqual([]);
  });

  it("lets only a lead add people", async () => {
    const lead = readyStation();
    const person = { personId: "person-3", name: "Adaeze", roles: ["clerk"], method: "pin" } as const;
    const people = await onPeople({ ...lead, person });
    await people.press("a");
    expect(people.screen.queryByRole("dialog")).toBeNull();
  });
});
