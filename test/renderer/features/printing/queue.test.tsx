// @vitest-environment jsdom
import { act, cleanup, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { readyStation } from "#renderer/dev/fake-desk.ts";
import { answerDevices } from "#renderer/dev/fake-devices.ts";
import { inWindow, type InWindow } from "../../support/in-window.tsx";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

async function onPrinting(): Promise<InWindow> {
  const printing = await inWindow({ state: readyStation(), orders: 3, place: { kind: "printing" } });
  answerDevices(printing.bridge);
  act(() => printing.bridge.changed("print-jobs"));
  await printing.screen.findByText("Did this label print?");
  return printing;
}

describe("the queue of prints", () => {
  it("asks about a print in doubt before all else, and 2 says that it did not come out", async () => {
    const printing = await onPrinting();
    expect(printing.screen.container.textContent).toContain("Nothing prints until you say.");
    await printing.press("2");
    expect(printing.inputsOf("prints.answer")).toEqual([{ jobId: "job-1", printed: false }]);
    await waitFor(() => expect(printing.screen.queryByText("Did this label print?")).toBeNull());
  });

  it("tries a print again that certainly did not come out", async () => {
    const printing = await onPrinting();
    act(() => printing.screen.getByText("Label, #536542, box 1").click());
    const again = await printing.screen.findByRole("button", { name: "Try again" });
    act(() => again.click());
    await waitFor(() => expect(printing.inputsOf("prints.retry")).toEqual([{ jobId: "job-2" }]));
  });

  it("says why a template's picture does not follow: the line and the field of each fault", async () => {
    const printing = await onPrinting();
    act(() => printing.screen.getByRole("tab", { name: "Templates" }).click());
    await printing.screen.findByText("label.json, line 7, words.order: Too long.");
    expect(printing.inputsOf("templates.state").at(-1)).toEqual({ kind: "label" });
    act(() => printing.screen.getByRole("button", { name: "Make a copy to change" }).click());
    await waitFor(() => expect(printing.inputsOf("templates.makeOwn")).toEqual([{ kind: "label" }]));
  });
});
