import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "react-redux";
import { wedgeSettingsFor } from "#shared/scanning/wedge.ts";
import { startWedge } from "../platform/wedge.ts";
import { keepStylesOut } from "../ui/theme.ts";
import { App } from "./app.tsx";
import { askForFirstScreen } from "./first-screen.ts";
import { listenToMain } from "./listen.ts";
import { takeUpPlace } from "./reopened.tsx";
import { makeStore } from "./store.ts";
import { takeUpTheme } from "./theme-choice.ts";

/** Where the station is not there by then, the window says that it is being opened. */
const longestBlankMs = 150;

/** Starts the window's one page in `root`: the scanner first, then what main says, then the screen. */
export function openWindow(root: HTMLElement): void {
  keepStylesOut();
  // While main answers: letters that are only asked for by what is drawn come a frame behind it.
  for (const face of document.fonts) void face.load();
  const store = makeStore();
  startWedge({
    settings: () => {
      const { station } = store.getState().live;
      return wedgeSettingsFor(station.phase === "ready" ? station.wedgeGapMs : null);
    },
  });
  listenToMain(store);
  takeUpTheme();
  takeUpPlace(store);
  const first = askForFirstScreen(store);
  const draw = (): void => {
    createRoot(root).render(
      <StrictMode>
        <Provider store={store}>
          <App />
        </Provider>
      </StrictMode>,
    );
  };
  // Drawn once with everything in it, rather than three times with ever more.
  void Promise.race([first, new Promise((over) => setTimeout(over, longestBlankMs))]).then(draw, draw);
}
