// @vitest-environment jsdom
import { act, cleanup, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readyStation } from "#renderer/dev/fake-desk.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { ok } from "#shared/kernel/result.ts";
import { inWindow } from "../../support/in-window.tsx";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

async function atDoor() {
  const door = await inWindow({ state: readyStation(false), orders: 3 });
  await door.screen.findByRole("button", { name: /Jonas/ });
  return door;
}

describe("the door", () => {
  it("opens by keyboard alone: a name, four digits, Enter", async () => {
    const door = await atDoor();
    await door.press("ArrowDown");
    expect(document.activeElement?.textContent).toContain("Jonas");
    await door.press("Enter");
    expect(door.screen.getByText("PIN of Jonas Väisänen")).toBeTruthy();
    await door.type("1234");
    expect(door.screen.getByRole("status", { name: "4 digits typed" })).toBeTruthy();
    await door.press("Enter");
    expect(door.inputsOf("people.signIn")).toEqual([{ personId: "person-2", pin: "1234" }]);
    await waitFor(() => expect(door.screen.getByRole("heading", { level: 1 }).textContent).toBe("Orders"));
  });

  it("takes digits from who knows it, while the names still come", async () => {
    const mira = { personId: "person-1", name: "Mira Holt", roles: ["lead" as const], badge: "" };
    let names = (): void => undefined;
    const asked = new Promise<void>((resolve) => {
      names = resolve;
    });
    const door = await inWindow(
      { state: readyStation(false), orders: 3 },
      { "people.list": () => asked.then(() => ok([mira])) },
    );
    await door.type("12");
    act(names);
    await door.screen.findByText(/^PIN of /);
    await door.type("34");
    expect(door.screen.getByRole("status", { name: "4 digits typed" })).toBeTruthy();
  });

  it("opens by the pad, whose keys do not take the focus", async () => {
    const door = await atDoor();
    act(() => door.screen.getByRole("button", { name: /Mira/ }).click());
    const before = document.activeElement;
    for (const digit of ["1", "2", "3", "4"]) {
      const key = door.screen.getByRole("button", { name: `Digit ${digit}` });
      act(() => {
        if (key.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }))) key.focus();
        key.click();
      });
    }
    expect(document.activeElement).toBe(before);
    act(() => door.screen.getByRole("button", { name: "Sign in" }).click());
    await waitFor(() => expect(door.inputsOf("people.signIn")).toHaveLength(1));
  });

  it("says so when the PIN is not right, and begins anew", async () => {
    const door = await atDoor();
    await door.press("Enter");
    await door.type("9999");
    await door.press("Enter");
    await waitFor(() => expect(door.screen.getByRole("alert").textContent).toBe("That is not the PIN. Type it again."));
    expect(door.screen.getByRole("status", { name: "0 digits typed" })).toBeTruthy();
  });

  it("says how long to wait after too many tries", async () => {
    const door = await atDoor();
    door.bridge.answer({
      "people.signIn": () => ({ ok: false, error: { code: "too-many-tries", detail: "27" } }),
    });
    await door.press("Enter");
    await door.type("9999");
    await door.press("Enter");
    await waitFor(() => expect(door.screen.getByRole("alert").textContent).toContain("Wait 27 seconds"));
  });

  it("sends nothing for fewer than four digits, and takes one back", async () => {
    const door = await atDoor();
    await door.press("Enter");
    await door.type("123");
    await door.press("Enter");
    expect(door.inputsOf("people.signIn")).toEqual([]);
    await door.press("Backspace");
    expect(door.screen.getByRole("status", { name: "2 digits typed" })).toBeTruthy();
  });

  it("tells a badge it does not know from what is no badge", async () => {
    const door = await atDoor();
    act(() => door.bridge.emit("scanned", { raw: "HF-USR.XXXX", kind: "badge", value: "HF-USR.XXXX" }));
    expect(door.screen.getByRole("alert").textContent).toContain("This badge is nobody's");
    act(() => door.bridge.emit("scanned", { raw: "22960", kind: "code", value: "22960" }));
    expect(door.screen.getByRole("alert").textContent).toContain("That was not a badge.");
    expect(door.inputsOf("scans.route").at(-1)).toEqual({ to: "sign-in" });
  });
});
