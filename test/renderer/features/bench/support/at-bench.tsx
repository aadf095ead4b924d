import { act, render, type RenderResult } from "@testing-library/react";
import type { ReactElement } from "react";
import { Provider } from "react-redux";
import { CommandKeys, CommandRegistryContext } from "#renderer/app/commands.tsx";
import { createCommandRegistry } from "#renderer/app/command-registry.ts";
import { stationCame } from "#renderer/app/live.ts";
import { listenToMain } from "#renderer/app/listen.ts";
import { makeStore, type Store } from "#renderer/app/store.ts";
import { createFakeBridge, type FakeBridge, type FakeCalls } from "#renderer/dev/fake-bridge.ts";
import { readyStation } from "#renderer/dev/fake-desk.ts";
import { ok } from "#shared/kernel/result.ts";

export interface AtBench {
  readonly screen: RenderResult;
  readonly bridge: FakeBridge;
  readonly store: Store;
  /** The codes handed to main so far, from buttons, keys and the hand. */
  readonly submitted: () => readonly string[];
  readonly press: (key: string, target?: Element | null) => Promise<void>;
}

/** A screen as it stands in the window, over a bridge that answers what `calls` say. */
export async function atBench(element: ReactElement, calls: FakeCalls): Promise<AtBench> {
  const bridge = createFakeBridge();
  const nothing = () => ok(null);
  bridge.answer({
    "station.state": () => ok(readyStation()),
    "scans.route": nothing,
    "scans.submit": nothing,
    ...calls,
  });
  Object.defineProperty(window, "holdfast", { value: bridge, configurable: true });
  const store = makeStore();
  store.dispatch(stationCame(readyStation()));
  listenToMain(store);
  const screen = render(
    <CommandRegistryContext value={createCommandRegistry()}>
      <Provider store={store}>
        {element}
        <CommandKeys />
      </Provider>
    </CommandRegistryContext>,
  );
  await settle();
  return {
    screen,
    bridge,
    store,
    submitted: () => bridge.asked.flatMap(({ name, input }) => (name === "scans.submit" ? [textOf(input)] : [])),
    press: async (key, target = document.body) => {
      act(() => {
        target?.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      });
      await settle();
    },
  };
}

function textOf(input: unknown): string {
  return typeof input === "object" && input !== null && "text" in input ? String(input.text) : "";
}

/** Lets the fake bridge's answers arrive. */
export async function settle(): Promise<void> {
  await act(async () => {
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  });
}
