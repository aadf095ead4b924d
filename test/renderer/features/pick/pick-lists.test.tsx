// @vitest-environment jsdom
import { cleanup, fireEvent } from "@testing-library/react";
import { afterEach, describe, expect, it } from "vitest";
import type { PickListRow, PickOverview } from "#shared/bridge/types.ts";
import { fakeRounds } from "#renderer/dev/fake-bench-states.ts";
import type { FakeCalls } from "#renderer/dev/fake-bridge.ts";
import { PickListsScreen } from "#renderer/features/pick/pick-lists-screen.tsx";
import { must, ok } from "#shared/kernel/result.ts";
import { withLayout } from "../../ui/support/layout.ts";
import { atBench } from "../bench/support/at-bench.tsx";

afterEach(cleanup);
withLayout({ width: 1000, height: 600 });

const atBin = must(fakeRounds["at-bin"], "it is in the list")();

function list(number: number, change: Partial<PickListRow> = {}): PickListRow {
  return {
    site: "",
    listId: `list-${number}`,
    number,
    orders: [{ number: `#${536_000 + number}`, tote: "T-14" }],
    stops: 9,
    stopsDone: 2,
    units: 45,
    unitsPicked: 11,
    who: "Mira Holt",
    open: true,
    ...change,
  };
}

type Given = Pick<PickOverview, "waitingOrders" | "waitingUnits"> &
  Partial<Pick<PickOverview, "elsewhere">> & { readonly lists: readonly PickListRow[] };

async function onLists({ lists, ...waiting }: Given, calls: FakeCalls = {}) {
  const bench = await atBench(<PickListsScreen />, {
    "picking.overview": () => {
      const open = lists.filter((each) => each.open);
      const unitsLeft = open.reduce((left, each) => left + each.units - each.unitsPicked, 0);
      return ok({ elsewhere: [], ...waiting, openLists: open.length, unitsLeft });
    },
    "picking.lists": ({ after, limit }) => {
      const start = Number(after ?? 0);
      const next = start + limit < lists.length ? String(start + limit) : null;
      return ok({ lists: lists.slice(start, start + limit), next });
    },
    "picking.take": () => ok(atBin),
    "picking.open": () => ok(atBin),
    ...calls,
  });
  const [first] = lists;
  const nothing = waiting.waitingOrders === 0 ? /Release orders first/ : /wait to be picked/;
  await bench.screen.findAllByText(first ? `#${536_000 + first.number}` : nothing);
  return {
    ...bench,
    words: () => bench.screen.container.textContent ?? "",
    place: () => bench.store.getState().place.place.kind,
    calls: () => bench.bridge.asked.filter(({ name }) => name === "picking.take" || name === "picking.open"),
  };
}

describe("the pick lists page", () => {
  it("says what to do while nothing is released", async () => {
    const lists = await onLists({ lists: [], waitingOrders: 0, waitingUnits: 0 });
    expect(lists.words()).toContain("Release orders first");
    await lists.press("Enter");
    expect(lists.calls()).toEqual([]);
    fireEvent.click(lists.screen.getByRole("button", { name: /Go to Orders/ }));
    expect(lists.place()).toBe("orders");
  });

  it("takes the next list with Enter and goes on the round", async () => {
    const lists = await onLists({ lists: [], waitingOrders: 3, waitingUnits: 71 });
    expect(lists.words()).toContain("3 orders wait to be picked");
    await lists.press("Enter");
    expect(lists.calls()).toEqual([{ name: "picking.take", input: {} }]);
    expect(lists.place()).toBe("pick-round");
    expect(lists.store.getState().live.pick?.list.number).toBe(31);
  });

  it("opens the list in hand with Enter, and takes the next with T", async () => {
    const lists = await onLists({ lists: [list(31), list(30, { open: false })], waitingOrders: 3, waitingUnits: 71 });
    fireEvent.click(lists.screen.getByText("#536031"));
    await lists.press("t");
    await lists.press("Enter");
    expect(lists.calls()).toEqual([
      { name: "picking.take", input: {} },
      { name: "picking.open", input: { listId: "list-31" } },
    ]);
  });

  it("say what lies at other sites and is picked there, and offer nothing of it", async () => {
    const elsewhere = [
      { site: "North", orders: 2, units: 12 },
      { site: "Old mill", orders: 1, units: 1 },
    ];
    const lists = await onLists({ lists: [list(31, { site: "North" })], waitingOrders: 0, waitingUnits: 0, elsewhere });
    expect(lists.words()).toContain("2 orders (12 units) lie at North and are picked there.");
    expect(lists.words()).toContain("1 order (1 unit) lies at Old mill and is picked there.");
    expect(lists.words()).toContain("T-14 at North");
    await lists.press("t");
    expect(lists.calls()).toEqual([]);
  });

  it("says in words why there is no list to take", async () => {
    const refused = () => ({ ok: false, error: { code: "totes-used-up", detail: "" } }) as const;
    const lists = await onLists({ lists: [], waitingOrders: 3, waitingUnits: 71 }, { "picking.take": refused });
    await lists.press("Enter");
    expect(lists.screen.getByRole("alert").textContent).toContain("All 99 totes here hold open orders.");
    expect(lists.place()).toBe("orders");
  });
});
