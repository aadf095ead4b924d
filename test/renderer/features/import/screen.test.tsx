// @vitest-environment jsdom
import { act, cleanup, fireEvent, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import type { FakeCalls } from "#renderer/dev/fake-bridge.ts";
import type { ImportProgress } from "#shared/bridge/types.ts";
import { ok } from "#shared/kernel/result.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { inWindow, type InWindow } from "../../support/in-window.tsx";
import { aProgress } from "./a-progress.ts";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

async function onImport(progress?: ImportProgress, calls: FakeCalls = {}): Promise<InWindow> {
  const screen = await inWindow({ place: { kind: "import" } }, calls);
  if (progress) act(() => screen.bridge.emit("import", progress));
  await screen.screen.findByText("85123");
  return screen;
}

const field = (screen: InWindow, line: number) =>
  screen.screen.getByRole("textbox", { name: new RegExp(`^Right value for line ${line},`) });
const lineOf = (element: Element | null) => element?.getAttribute("aria-label");

describe("mending rows that were set aside", () => {
  it("fills in a pure spelling mend beforehand, and never a SKU", async () => {
    const screen = await onImport();
    expect(field(screen, 214)).toHaveProperty("value", "06");
    expect(field(screen, 377)).toHaveProperty("value", "");
  });

  it("retries a row on Enter and moves on to the next one", async () => {
    const screen = await onImport();
    act(() => field(screen, 214).focus());
    await screen.press("Enter");
    expect(screen.inputsOf("imports.mend")).toEqual([
      { setAsideId: "aside-1", edits: [{ line: 214, column: "Lineitem quantity", value: "06" }] },
    ]);
    await waitFor(() => expect(lineOf(document.activeElement)).toContain("line 377"));
    await waitFor(() => expect(screen.screen.queryByText("O6")).toBeNull());
  });

  it("sends all rows of one order together, whichever of them Enter was pressed on", async () => {
    const screen = await onImport();
    act(() => field(screen, 641).focus());
    fireEvent.change(field(screen, 640), { target: { value: "LS1 4DT" } });
    await screen.press("Enter");
    expect(screen.inputsOf("imports.mend")).toEqual([
      {
        setAsideId: "aside-3",
        edits: [
          { line: 640, column: "Shipping Zip", value: "LS1 4DT" },
          { line: 641, column: "Lineitem price", value: "4.25" },
        ],
      },
    ]);
    await waitFor(() => expect(lineOf(document.activeElement)).toContain("line 902"));
  });

  it("says what is still not right, keeps what was typed, and stays there", async () => {
    const screen = await onImport(undefined, { "imports.mend": () => ok({ outcome: "still-set-aside" }) });
    act(() => field(screen, 377).focus());
    await screen.type("85124");
    await screen.press("Enter");
    await waitFor(() => expect(screen.screen.container.textContent).toContain("Still not right. No such SKU."));
    expect(field(screen, 377)).toHaveProperty("value", "85124");
    expect(document.activeElement).toBe(field(screen, 377));
  });

  it("tries every order with Ctrl Enter", async () => {
    const screen = await onImport();
    await screen.press("ctrl+Enter");
    await waitFor(() =>
      expect(screen.inputsOf("imports.mend").map(({ setAsideId }) => setAsideId)).toEqual([
        "aside-1",
        "aside-2",
        "aside-3",
        "aside-4",
      ]),
    );
  });

  it("discards rows only after asking, with keeping them as the first answer", async () => {
    const screen = await onImport();
    const discard = screen.screen.getAllByRole("button", { name: "Discard" })[0];
    act(() => discard?.click());
    const dialog = await screen.screen.findByRole("alertdialog", { name: "Discard #536601?" });
    expect(document.activeElement?.textContent).toBe("Keep them");
    expect(screen.inputsOf("imports.discard")).toEqual([]);
    act(() => within(dialog).getByRole("button", { name: "Discard the rows" }).click());
    await waitFor(() => expect(screen.inputsOf("imports.discard")).toEqual([{ setAsideId: "aside-1" }]));
  });
});

describe("a file coming in", () => {
  it("shows how far it is and stops with Esc", async () => {
    const screen = await onImport(aProgress({ state: { kind: "reading" } }));
    expect(screen.screen.container.textContent).toContain("1,004 of 1,217 rows");
    expect(screen.screen.getByRole("progressbar", { name: "How far the file is read" })).toBeTruthy();
    await screen.press("Escape");
    expect(screen.inputsOf("imports.stop")).toHaveLength(1);
  });

  it("asks before it reads a file in another encoding, and then reads the same file so", async () => {
    const words = "export.csv is not written in UTF-8. It can be read as Windows-1252. Do that?";
    const screen = await onImport(aProgress({ rowsRead: 0, state: { kind: "asks-encoding", words } }));
    expect(screen.screen.container.textContent).toContain(words);
    act(() => screen.screen.getByRole("button", { name: "Yes, read it so" }).click());
    await waitFor(() =>
      expect(screen.inputsOf("imports.start")).toEqual([{ path: "/home/desk/export.csv", encoding: "windows-1252" }]),
    );
  });

  it("says why a file is not one it knows", async () => {
    const words = "This is not a Shopify order export: the column Name is missing. Export it again.";
    const screen = await onImport(aProgress({ rowsRead: 0, state: { kind: "broken-off", words } }));
    expect(screen.screen.getByRole("alert").textContent).toContain(words);
  });

  it("says so when another file is being read already", async () => {
    const running = () => ({ ok: false, error: { code: "import-running", detail: "" } }) as const;
    const screen = await onImport(undefined, { "imports.start": running });
    await screen.press("ctrl+o");
    await waitFor(() => expect(screen.screen.getByRole("alert").textContent).toContain("Another file is being read."));
  });

  it("takes a file dropped on any screen", async () => {
    const list = await inWindow();
    const file = new File(["Name"], "export.csv");
    const drop = Object.assign(new Event("drop", { cancelable: true }), {
      dataTransfer: { files: [file], types: ["Files"] },
    });
    act(() => void window.dispatchEvent(drop));
    await waitFor(() =>
      expect(list.inputsOf("imports.start")).toEqual([{ path: "/home/desk/export.csv", encoding: "utf-8" }]),
    );
    expect(list.store.getState().place.place.kind).toBe("import");
  });
});
