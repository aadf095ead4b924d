import { afterEach, expect, test } from "vitest";
import { askForFirstScreen } from "#renderer/app/first-screen.ts";
import { makeStore } from "#renderer/app/store.ts";
import { createFakeStation } from "#renderer/dev/fake-station.ts";
import { firstCalls } from "#shared/bridge/first-calls.ts";

afterEach(() => void Reflect.deleteProperty(window, "holdfast"));

test("a window begins with exactly the calls that were asked for it early", async () => {
  const { bridge } = createFakeStation({ orders: 3 });
  Object.defineProperty(window, "holdfast", { value: bridge, configurable: true });
  await askForFirstScreen(makeStore());
  const byName = (one: { readonly name: string }, other: { readonly name: string }) => (one.name < other.name ? -1 : 1);
  expect(bridge.asked.toSorted(byName)).toEqual(firstCalls.toSorted(byName));
});
