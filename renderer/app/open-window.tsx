import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "react-redux";
import { wedgeSettingsFor } from "#shared/scanning/wedge.ts";
import { startWedge } from "../platform/wedge.ts";
import { keepStylesOut } from "../ui/theme.ts";
import { App } from "./app.tsx";
import { listenToMain } from "./listen.ts";
import { makeStore } from "./store.ts";
import { takeUpTheme } from "./theme-choice.ts";

/** Starts the window's one page in `root`: the scanner first, then what main says, then the screen. */
export function openWindow(root: HTMLElement): void {
  keepStylesOut();
  const store = makeStore();
  startWedge({
    settings: () => {
      const { station } = store.getState().live;
      return wedgeSettingsFor(station.phase === "ready" ? station.wedgeGapMs : null);
    },
  });
  listenToMain(store);
  // Not waited for: it is there before the first screen has anything to show.
  void takeUpTheme();
  createRoot(root).render(
    <StrictMode>
      <Provider store={store}>
        <App />
      </Provider>
    </StrictMode>,
  );
}
