import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { nativeTheme } from "electron";
import { type ThemeChoice, themeChoices } from "#shared/bridge/theme.ts";

/**
 * How the person likes the window to look: a word in a file of its own. It must be known before the window opens, or it
 * would open in the other colours; the page's own stores answer only later.
 */
const fileName = "theme";

/** Takes up the theme this computer had last and says which it was. */
export function takeUpTheme(folder: string): ThemeChoice {
  const kept = keptIn(folder);
  nativeTheme.themeSource = kept;
  return kept;
}

export async function keepTheme(folder: string, theme: ThemeChoice): Promise<void> {
  nativeTheme.themeSource = theme;
  await writeFile(join(folder, fileName), theme);
}

function keptIn(folder: string): ThemeChoice {
  try {
    const word = readFileSync(join(folder, fileName), "utf8");
    return themeChoices.find((theme) => theme === word) ?? "system";
  } catch {
    return "system";
  }
}
