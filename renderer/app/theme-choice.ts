import { useSyncExternalStore } from "react";
import { keepTheme, keptTheme } from "../platform/dexie.ts";
import { applyTheme } from "../ui/theme.ts";
import type { ThemeChoice } from "../ui/theme.ts";

let chosen: ThemeChoice = "system";
const listeners = new Set<() => void>();

/** Takes up the theme this window had last; call before the first render so that nothing flashes. */
export async function takeUpTheme(): Promise<void> {
  show(await keptTheme());
}

export function chooseTheme(theme: ThemeChoice): void {
  show(theme);
  // Not kept is no harm: the window asks the system again next time.
  void keepTheme(theme).catch(() => undefined);
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
