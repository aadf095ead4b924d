// @vitest-environment jsdom
import { keptInWindow } from "../../support/window-database.ts";
import { cleanup, fireEvent, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { throwAwayDraft } from "#renderer/features/order-desk/desk-thunks.ts";
import { newDraft } from "#renderer/features/order-desk/draft.ts";
import { createDraftKeeper, draftBeingTyped } from "#renderer/features/order-desk/kept-drafts.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { inWindow, type InWindow } from "../../support/in-window.tsx";

withLayout({ width: 1000, height: 600 });
withCssEscape();
// A person's keys, one by one, through the whole application.
vi.setConfig({ testTimeout: 30_000 });
beforeEach(() => keptInWindow.drafts.clear());
afterEach(() => {
  vi.restoreAllMocks();
  cleanup();
});

async function atDesk(): Promise<InWindow> {
  const desk = await atDeskAgain();
  // What the window of another test kept is none of this one's business.
  await desk.store.dispatch(throwAwayDraft());
  await keptInWindow.drafts.clear();
  return desk;
}

async function atDeskAgain(): Promise<InWindow> {
  const desk = await inWindow();
  await waitFor(() => expect(desk.store.getState().orderDesk.draft).not.toBeNull());
  await desk.press("n");
  return desk;
}

const draftOf = (desk: InWindow) => desk.store.getState().orderDesk.draft;

async function addLine(desk: InWindow, entry: string) {
  const count = draftOf(desk)?.lines.length ?? 0;
  await desk.press("F3");
  await desk.type(entry);
  await desk.press("Enter");
  await waitFor(() => expect(draftOf(desk)?.lines).toHaveLength(count + 1));
}

/** The window database holds what is on the screen. */
const isKept = (desk: InWindow) =>
  waitFor(async () => expect((await draftBeingTyped())?.entry).toBe(draftOf(desk)?.entry));

describe("a draft in the window", () => {
  it("is back after a crash in mid-word: customer, lines, and the half-typed item", async () => {
    const desk = await atDesk();
    await desk.type("grái");
    await desk.press("Enter");
    await waitFor(() => expect(draftOf(desk)?.customer.name).toBe("Gráinne Åkesson"));
    await addLine(desk, "6*22960");
    await desk.type("lunch b");
    await isKept(desk);
    const before = draftOf(desk);
    desk.crash();

    const again = await atDeskAgain();
    expect(draftOf(again)).toEqual(before);
    expect(again.screen.container.textContent).toContain("JAM MAKING SET WITH JARS");
    expect(again.screen.getByRole("combobox").getAttribute("value")).toBe("lunch b");
  });

  it("is there no more once its order is placed", async () => {
    const desk = await atDesk();
    await desk.type("grái");
    await desk.press("Enter");
    await addLine(desk, "22960");
    await desk.press("F8");
    await desk.press("4");
    await desk.press("ctrl+Enter");
    await waitFor(() => expect(desk.screen.container.textContent).toContain("is placed and saved"));
    await waitFor(async () => expect(await keptInWindow.drafts.count()).toBe(0));
  });

  it("can be parked for another call and taken up again where it stood", async () => {
    const desk = await atDesk();
    await desk.type("grái");
    await desk.press("Enter");
    await addLine(desk, "6*22960");
    const first = draftOf(desk);
    await desk.press("ctrl+s");
    await waitFor(() => expect(desk.screen.container.textContent).toContain("Parked: 1"));
    expect(draftOf(desk)?.lines).toEqual([]);

    await addLine(desk, "20725");
    fireEvent.click(desk.screen.getByRole("button", { name: "Parked: 1" }));
    const dialog = await desk.screen.findByRole("dialog", { name: "Parked orders" });
    expect(dialog.textContent).toContain("Gráinne Åkesson, 1 line");
    fireEvent.click(within(dialog).getByRole("button", { name: "Take up" }));
    await waitFor(() => expect(draftOf(desk)?.orderId).toBe(first?.orderId));
    expect(draftOf(desk)?.lines).toEqual(first?.lines);
    // The one that was in hand is parked in its place.
    await waitFor(async () => {
      const states = (await keptInWindow.drafts.toArray()).map(({ draftId, state }) => [draftId, state]);
      expect(states).toContainEqual([first?.orderId, "typing"]);
      expect(states.filter(([, state]) => state === "parked")).toHaveLength(1);
    });
  });

  it("says so when the window cannot keep it", async () => {
    vi.spyOn(keptInWindow.drafts, "put").mockRejectedValue(new Error("no room"));
    const desk = await atDesk();
    await desk.press("F3");
    await desk.type("l");
    await waitFor(() => expect(desk.screen.container.textContent).toContain("This draft is not kept"));
  });
});

describe("the keeper of drafts", () => {
  it("ends with the newest of many changes, written while others were on their way", async () => {
    const keeper = createDraftKeeper(() => expect.unreachable());
    const draft = newDraft("5d0c0f5e-40f1-4b6a-8e0f-0d4f3c1b2a99", "GB");
    for (let length = 1; length <= 50; length += 1) keeper.keep({ ...draft, entry: "x".repeat(length) });
    await keeper.settled();
    keeper.keep({ ...draft, entry: "the last" });
    await keeper.settled();
    expect((await draftBeingTyped())?.entry).toBe("the last");
  });

  it("keeps nothing of a draft that is empty again", async () => {
    const keeper = createDraftKeeper(() => expect.unreachable());
    const draft = newDraft("5d0c0f5e-40f1-4b6a-8e0f-0d4f3c1b2a98", "GB");
    keeper.keep({ ...draft, entry: "x" });
    keeper.keep(draft);
    await keeper.settled();
    expect(await keptInWindow.drafts.count()).toBe(0);
  });

  it("does not trip over something else in its place", async () => {
    await keptInWindow.drafts.put({ draftId: "1", state: "typing", savedAt: 1, draft: { lines: "none" } });
    expect(await draftBeingTyped()).toBeUndefined();
  });
});
