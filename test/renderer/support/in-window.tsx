import { keptInWindow } from "./window-database.ts";
import { act, render, type RenderResult } from "@testing-library/react";
import { Provider } from "react-redux";
import { App } from "#renderer/app/app.tsx";
import { CommandRegistryContext } from "#renderer/app/commands.tsx";
import { createCommandRegistry } from "#renderer/app/command-registry.ts";
import { askForFirstScreen } from "#renderer/app/first-screen.ts";
import { fetchTheRest } from "#renderer/app/later.tsx";
import { listenToMain } from "#renderer/app/listen.ts";
import { went, type Place } from "#renderer/app/place.ts";
import { makeStore, type Store } from "#renderer/app/store.ts";
import type { FakeBridge, FakeCalls } from "#renderer/dev/fake-bridge.ts";
import { createFakeStation, type FakeStationOptions } from "#renderer/dev/fake-station.ts";
import type { FakeLog } from "#renderer/dev/fake-log.ts";
import { startWedge } from "#renderer/platform/wedge.ts";
import type { CallName, InputOf } from "#shared/bridge/contract.ts";

export interface InWindow {
  readonly screen: RenderResult;
  readonly bridge: FakeBridge;
  readonly log: FakeLog;
  readonly store: Store;
  /** Presses one key where the focus is; "ctrl+Enter" holds Ctrl down. Counts as so many keys on `keys`. */
  readonly press: (key: string) => Promise<void>;
  /** Types into what has the focus, one key a character. */
  readonly type: (text: string) => Promise<void>;
  /** Keys pressed so far, held ones counted too. */
  readonly keys: () => number;
  readonly inputsOf: <Name extends CallName>(name: Name) => readonly InputOf<Name>[];
  /** Takes the window away as a crash does: nothing is told, nothing is put in order. */
  readonly crash: () => void;
}

/** The whole application in a window of its own, over a station in memory. */
export async function inWindow(
  { place, ...options }: FakeStationOptions & { readonly place?: Place } = {},
  calls: FakeCalls = {},
): Promise<InWindow> {
  const { bridge, log } = createFakeStation({ orders: 20, ...options });
  bridge.answer(calls);
  Object.defineProperty(window, "holdfast", { value: bridge, configurable: true });
  await keptInWindow.open();
  const store = makeStore();
  if (place) store.dispatch(went(place));
  const endListening = listenToMain(store);
  const endWedge = startWedge();
  await askForFirstScreen(store);
  await fetchTheRest();
  const screen = render(
    <CommandRegistryContext value={createCommandRegistry()}>
      <Provider store={store}>
        <App />
      </Provider>
    </CommandRegistryContext>,
  );
  await settle();
  let keys = 0;
  const strike = async (key: string, ctrlKey = false) => {
    const target = document.activeElement ?? document.body;
    let isLeftAlone = false;
    act(() => {
      isLeftAlone = target.dispatchEvent(
        new KeyboardEvent("keydown", { key, ctrlKey, bubbles: true, cancelable: true }),
      );
    });
    if (isLeftAlone && !ctrlKey) act(() => followUp(target, key));
    await settle();
  };
  return {
    screen,
    bridge,
    log,
    store,
    press: async (keyed) => {
      const isHeld = keyed.startsWith("ctrl+");
      keys += isHeld ? 2 : 1;
      await strike(isHeld ? keyed.slice("ctrl+".length) : keyed, isHeld);
    },
    type: async (text) => {
      for (const character of text) {
        keys += 1;
        await strike(character);
      }
    },
    keys: () => keys,
    // Recorded under the very name they are asked for by.
    inputsOf: (name) => bridge.asked.filter((asked) => asked.name === name).map((asked) => asked.input) as never,
    crash: () => {
      endListening();
      endWedge();
      screen.unmount();
      document.body.replaceChildren();
    },
  };
}

/** What a browser does when nobody took the key: writes it, presses the button, or sends the form. */
function followUp(target: Element, key: string): void {
  if (target instanceof HTMLInputElement && target.type !== "radio") {
    if (key.length === 1) write(target, target.value + key);
    if (key === "Backspace") write(target, target.value.slice(0, -1));
    if (key === "Enter") target.form?.requestSubmit();
  } else if (target instanceof HTMLButtonElement && (key === "Enter" || key === " ")) {
    target.click();
  }
}

function write(input: HTMLInputElement, value: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Lets answers and short timers come due. */
export async function settle(milliseconds = 0): Promise<void> {
  await act(async () => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
  });
}
