import { IconLogout, IconMoon, IconSun, IconSunMoon } from "@tabler/icons-react";
import { use, useState } from "react";
import { ask } from "../bridge/ask.ts";
import type { Icon } from "../ui/glyph.tsx";
import type { ThemeChoice } from "#shared/bridge/theme.ts";
import { shownKeys } from "./command-registry.ts";
import type { CommandGroup } from "./command-registry.ts";
import { CommandRegistryContext, useCommandGroups, useCommands, useCover } from "./commands.tsx";
import { later } from "./later.tsx";
import { placeEntries } from "./places.ts";
import { went } from "./place.ts";
import { wentToTyping } from "./typing-place.ts";
import { useAppDispatch } from "./store.ts";
import { frameText, themeText } from "./text.ts";
import { chooseTheme, useThemeChoice } from "./theme-choice.ts";

const isOpen = (dialog: { readonly isOpen: boolean }): boolean => dialog.isOpen;
const CommandPalette = later(() => import("../ui/command-palette.tsx").then((module) => module.CommandPalette), isOpen);
const KeyHelp = later(() => import("../ui/key-help.tsx").then((module) => module.KeyHelp), isOpen);

const themeIcons: Readonly<Record<ThemeChoice, Icon>> = { light: IconSun, dark: IconMoon, system: IconSunMoon };
const themes: readonly ThemeChoice[] = ["light", "dark", "system"];

/** What holds on every screen once someone is signed in: going places, the palette, the page of all keys, the theme. */
export function WindowCommands({ onChooseFile }: { readonly onChooseFile: () => void }) {
  const dispatch = useAppDispatch();
  const [open, setOpen] = useState<"palette" | "keys">();
  const theme = useThemeChoice();
  useCommands(
    frameText.everywhere,
    [
      {
        id: "palette",
        label: frameText.everythingElse,
        shortcut: "ctrl+k",
        hint: frameText.everythingElse,
        run: () => setOpen("palette"),
      },
      { id: "keys", label: frameText.keyHelp, shortcut: "?", hint: frameText.keyHelp, run: () => setOpen("keys") },
      { id: "keys-f1", label: frameText.keyHelp, shortcut: "f1", run: () => setOpen("keys") },
      {
        id: "new-order",
        label: "New order",
        shortcut: "n",
        opensField: true,
        run: () => dispatch(wentToTyping("new-order")),
      },
      ...placeEntries.map(({ id, label, icon, letter, alsoFoundBy }) => ({
        id: `go-${id}`,
        label: `Go to ${label}`,
        icon,
        shortcut: `g ${letter}`,
        alsoFoundBy,
        run: () => void dispatch(id === "new-order" ? wentToTyping(id) : went({ kind: id })),
      })),
      { id: "open-file", label: "Open a file to import", shortcut: "ctrl+o", run: onChooseFile },
      ...themes.map((each) => ({
        id: `theme-${each}`,
        label: themeText[each],
        icon: themeIcons[each],
        alsoFoundBy: "appearance colours dark light",
        unavailable: theme === each ? "On now" : undefined,
        run: () => chooseTheme(each),
      })),
      {
        id: "sign-out",
        label: "Sign out",
        icon: IconLogout,
        alsoFoundBy: "log off change person",
        run: () => void ask("people.signOut", {}),
      },
    ],
    "window",
  );
  useCover(open !== undefined);
  const registry = use(CommandRegistryContext);
  const groups = useCommandGroups();
  return (
    <>
      <CommandPalette
        label={frameText.palette}
        placeholder={frameText.palettePlaceholder}
        nothingFound={frameText.paletteNothing}
        isOpen={open === "palette"}
        onClose={() => setOpen(undefined)}
        commands={paletteCommands(groups)}
        onRun={registry.run}
      />
      <KeyHelp
        title={frameText.keyHelp}
        isOpen={open === "keys"}
        onClose={() => setOpen(undefined)}
        groups={helpGroups(groups)}
        note={frameText.keyHelpNote}
      />
    </>
  );
}

/** Not in the palette: what opens it, and second names for one thing. */
const outsidePalette = new Set(["palette", "keys-f1"]);

function paletteCommands(groups: readonly CommandGroup[]) {
  return groups
    .flatMap((group) => group.commands)
    .filter((command) => command.run !== undefined && !outsidePalette.has(command.id))
    .map((command) => ({ ...command, keys: shownKeys(command) }));
}

function helpGroups(groups: readonly CommandGroup[]) {
  return groups
    .map(({ label, commands }) => ({
      label,
      hints: commands.flatMap((command) => {
        if (command.id === "keys-f1") return [];
        const keys = shownKeys(command);
        return keys ? [{ keys, label: command.label }] : [];
      }),
    }))
    .filter((group) => group.hints.length > 0);
}
