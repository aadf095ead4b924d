import { createContext, use, useEffect, useId, useLayoutEffect, useSyncExternalStore } from "react";
import { useShortcuts } from "../platform/shortcuts.ts";
import { boundShortcuts, createCommandRegistry, openingShortcuts } from "./command-registry.ts";
import type { CommandGroup, CommandRegistry, ScreenCommand } from "./command-registry.ts";

/** One registry a window; a test may bring its own. */
export const CommandRegistryContext = createContext<CommandRegistry>(createCommandRegistry());

/**
 * Says what can be done on the screen in front, for as long as the caller is mounted. Their keys work while no dialog is
 * open; what `run` does is the newest given, the rest is compared, so fresh arrays on every render are fine.
 */
export function useCommands(
  label: string,
  commands: readonly ScreenCommand[],
  reach: CommandGroup["reach"] = "screen",
): void {
  const registry = use(CommandRegistryContext);
  const id = useId();
  useLayoutEffect(() => registry.put({ id, label, reach, commands }));
  useLayoutEffect(() => () => registry.remove(id), [registry, id]);
}

export function useCommandGroups(): readonly CommandGroup[] {
  const registry = use(CommandRegistryContext);
  return useSyncExternalStore(registry.subscribe, registry.groups);
}

/** Binds the keys of every command there is, at one place, so that the second stroke of "g o" is nobody else's "o". */
export function CommandKeys() {
  const registry = use(CommandRegistryContext);
  useCommandGroups();
  const isCovered = useIsCovered();
  useShortcuts(boundShortcuts(registry), { enabled: !isCovered, opening: openingShortcuts(registry) });
  useEffect(() => (isCovered ? undefined : takeControlEnter(registry)), [registry, isCovered]);
  return null;
}

/**
 * The component library takes Enter on a button or a choice for a press of it, whatever is held down with it, and lets
 * nobody else hear. Ctrl Enter ends the work of a screen wherever the focus is, so it is caught on its way in.
 */
function takeControlEnter(registry: CommandRegistry): () => void {
  const pressed = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.repeat || event.isComposing) return;
    const act = boundShortcuts(registry)["ctrl+enter"];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  document.addEventListener("keydown", pressed, { capture: true });
  return () => document.removeEventListener("keydown", pressed, { capture: true });
}

const covers = { count: 0, listeners: new Set<() => void>() };

function cover(change: 1 | -1): void {
  covers.count += change;
  for (const listener of covers.listeners) listener();
}

/** While `isOpen`, the keys of the screen rest: something lies over it. */
export function useCover(isOpen: boolean): void {
  useEffect(() => {
    if (!isOpen) return;
    cover(1);
    return () => cover(-1);
  }, [isOpen]);
}

function useIsCovered(): boolean {
  return useSyncExternalStore(
    (listener) => {
      covers.listeners.add(listener);
      return () => void covers.listeners.delete(listener);
    },
    () => covers.count > 0,
  );
}
