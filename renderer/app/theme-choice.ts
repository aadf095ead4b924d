import { useSyncExternalStore } from "react";
import { themeIn } from "#shared/bridge/page-query.ts";
import type { ThemeChoice } from "#shared/bridge/theme.ts";
import { ask } from "../bridge/ask.ts";
import { applyTheme } from "../ui/theme.ts";

let chosen: ThemeChoice = "system";
const listeners = new Set<() => void>();

/** Takes up the theme this window had last; call before the first render so that nothing flashes. */
export function takeUpTheme(): void {
  show(themeIn(location.search));
}

export function chooseTheme(theme: ThemeChoice): void {
  show(theme);
  // Not kept is no harm: the window asks the system again next time.
  void ask("window.keepTheme", { theme });
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => chosen,
  );
}

function show(theme: ThemeChoice): void {
  chosen = theme;
  applyTheme(theme);
  for (const listener of listeners) listener();
}
