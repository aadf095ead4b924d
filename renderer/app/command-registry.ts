import type { Icon } from "../ui/glyph.tsx";
import type { KeyStroke } from "../ui/kbd.tsx";

/**
 * Something a person can do on the screen in front. Said once: the same entry binds the key, stands in the palette, in
 * the key bar and on the page of all keys, so that they cannot tell different stories.
 */
export interface ScreenCommand {
  readonly id: string;
  readonly label: string;
  /** As pressed: "n", "g o" (two strokes), "ctrl+enter", "f2", "escape". None: palette only. */
  readonly shortcut?: string | undefined;
  /** Keys a part of the screen listens for itself (arrows in a table); shown, never bound. */
  readonly shownKeys?: KeyStroke | undefined;
  /** Shorter words for the key bar; left out, the command does not stand there. */
  readonly hint?: string | undefined;
  readonly icon?: Icon | undefined;
  /** Why it cannot be done now. The key then does nothing and the palette shows the reason. */
  readonly unavailable?: string | undefined;
  readonly alsoFoundBy?: string | undefined;
  /** It opens a screen that begins with a field, and what is typed right behind its key is for that field. */
  readonly opensField?: boolean | undefined;
  /** Left out where a part of the screen does it itself: the palette then leaves it out. */
  readonly run?: (() => void) | undefined;
}

export interface CommandGroup {
  readonly id: string;
  readonly label: string;
  /** `window`: holds on every screen, and stands behind what the screen itself can do. */
  readonly reach: "screen" | "window";
  readonly commands: readonly ScreenCommand[];
}

export interface CommandRegistry {
  /** Puts a group, or puts it anew. Listeners are told only when something a person sees or presses has changed. */
  readonly put: (group: CommandGroup) => void;
  readonly remove: (groupId: string) => void;
  readonly subscribe: (listener: () => void) => () => void;
  /** What the screen can do first, then what holds everywhere. */
  readonly groups: () => readonly CommandGroup[];
  /** Runs what the command does as of now; nothing when it is gone or unavailable. */
  readonly run: (commandId: string) => void;
}

export function createCommandRegistry(): CommandRegistry {
  const latest = new Map<string, CommandGroup>();
  const listeners = new Set<() => void>();
  let shown: readonly CommandGroup[] = [];
  const tell = () => {
    shown = inOrder(latest);
    for (const listener of listeners) listener();
  };
  return {
    put: (group) => {
      const before = latest.get(group.id);
      latest.set(group.id, group);
      if (!before || !looksSame(before, group)) tell();
    },
    remove: (groupId) => {
      if (latest.delete(groupId)) tell();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    groups: () => shown,
    run: (commandId) => {
      const commands = inOrder(latest).flatMap((group) => group.commands);
      const command = commands.find((each) => each.id === commandId);
      if (command?.unavailable === undefined) command?.run?.();
    },
  };
}

function inOrder(groups: ReadonlyMap<string, CommandGroup>): readonly CommandGroup[] {
  const all = [...groups.values()];
  return [...all.filter((group) => group.reach === "screen"), ...all.filter((group) => group.reach === "window")];
}

function looksSame(one: CommandGroup, other: CommandGroup): boolean {
  return (
    one.label === other.label &&
    one.commands.length === other.commands.length &&
    one.commands.every((command, place) => face(command) === face(other.commands[place]))
  );
}

function face(command: ScreenCommand | undefined): string {
  if (!command) return "";
  const { id, label, shortcut, shownKeys, hint, unavailable, alsoFoundBy, run } = command;
  return JSON.stringify([id, label, shortcut, shownKeys, hint, unavailable, alsoFoundBy, run === undefined]);
}

/** The key of a shortcut, once for every group: where two groups want one key, the screen's stands. */
export function boundShortcuts(registry: CommandRegistry): Record<string, () => void> {
  const bound: Record<string, () => void> = {};
  for (const { commands } of registry.groups()) {
    for (const { id, shortcut, run, unavailable } of commands) {
      if (shortcut === undefined || run === undefined || unavailable !== undefined) continue;
      bound[shortcut] ??= () => registry.run(id);
    }
  }
  return bound;
}

/** Shortcuts of one stroke behind which people type at once. */
export function openingShortcuts(registry: CommandRegistry): readonly string[] {
  return registry
    .groups()
    .flatMap(({ commands }) => commands)
    .flatMap(({ opensField, shortcut }) => (opensField && shortcut !== undefined ? [shortcut] : []));
}

const keyNames: Readonly<Record<string, string>> = {
  ctrl: "Ctrl",
  shift: "Shift",
  enter: "Enter",
  escape: "Esc",
  space: "Space",
  tab: "Tab",
  delete: "Del",
  arrowup: "↑",
  arrowdown: "↓",
};

/** "ctrl+enter" as the key caps show it: Ctrl, Enter. */
export function keysOf(shortcut: string): KeyStroke {
  return shortcut.split(/[ ]|(?<=.)\+/).map((key) => keyNames[key] ?? key.toUpperCase());
}

export function shownKeys(command: ScreenCommand): KeyStroke | undefined {
  return command.shownKeys ?? (command.shortcut === undefined ? undefined : keysOf(command.shortcut));
}
