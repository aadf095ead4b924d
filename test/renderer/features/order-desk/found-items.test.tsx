// @vitest-environment jsdom
import { inWindow } from "../../support/in-window.tsx";
import { cleanup, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import { throwAwayDraft } from "#renderer/features/order-desk/desk-thunks.ts";
import type { ItemRow } from "#shared/bridge/types.ts";
import { ok } from "#shared/kernel/result.ts";
import { withCssEscape } from "../../ui/support/css-escape.ts";
import { withLayout } from "../../ui/support/layout.ts";

withLayout({ width: 1000, height: 600 });
withCssEscape();
vi.setConfig({ testTimeout: 30_000 });
afterEach(cleanup);

const bowls: readonly ItemRow[] = Array.from({ length: 12 }, (_, number) => ({
  sku: `BOWL-${number}`,
  name: `Bowl ${number}`,
  price: { value: 100, scale: 2 },
  priceMinor: 100,
  currency: "GBP",
  barcode: "",
  bin: "A-1",
  onHand: 5,
  canPromise: 5,
}));

it("every item a text finds is reached by going down, and a slice more is asked for on the way", async () => {
  const desk = await inWindow(
    {},
    {
      "items.search": ({ after, limit }) => {
        const from = Number(after ?? 0);
        const next = from + limit < bowls.length ? String(from + limit) : null;
        return ok({ rows: bowls.slice(from, from + limit), next });
      },
    },
  );
  await desk.store.dispatch(throwAwayDraft());
  await desk.press("n");
  await desk.press("F3");
  await desk.type("bowl");
  await desk.screen.findByText("8 items and more");
  // Typed slowly, the beginning of the word has found them before the whole of it.
  await waitFor(() => expect(desk.screen.getAllByRole("option", { selected: true })).toHaveLength(1));
  expect(desk.screen.getAllByRole("option")).toHaveLength(8);

  // The first is chosen already. Below the last there is nothing to go to until the next slice is there.
  for (let down = 1; down < 8; down += 1) await desk.press("ArrowDown");
  await waitFor(() => expect(desk.screen.getAllByRole("option")).toHaveLength(bowls.length));
  for (let down = 8; down < bowls.length; down += 1) await desk.press("ArrowDown");
  expect(desk.screen.queryByText(/and more/)).toBeNull();
  await desk.press("Enter");
  await waitFor(() => expect(desk.store.getState().orderDesk.draft?.lines.map(({ sku }) => sku)).toEqual(["BOWL-11"]));
  const asked = desk.inputsOf("items.search").filter(({ search }) => search === "bowl");
  expect(asked.map(({ after, limit }) => [after, limit])).toEqual([
    [null, 8],
    ["8", 24],
  ]);
});
