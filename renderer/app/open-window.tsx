import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "react-redux";
import { startWedge } from "../platform/wedge.ts";
import { keepStylesOut } from "../ui/theme.ts";
import { App } from "./app.tsx";
import { listenToMain } from "./listen.ts";
import { makeStore } from "./store.ts";
import { takeUpTheme } from "./theme-choice.ts";

/** Starts the window's one page in `root`: the scanner first, then what main says, then the screen. */
export function openWindow(root: HTMLElement): void {
  keepStylesOut();
  startWedge();
  const store = makeStore();
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
