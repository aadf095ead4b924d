import { type ThemeChoice, themeChoices } from "./theme.ts";

/** `again`: the page before it stopped, and it should say so. */
export type WindowOpened = "first" | "again";

/** What the page is told in its own address, so that it can draw in the right colours at once. */
export function pageQuery(theme: ThemeChoice, opened: WindowOpened): string {
  return `?theme=${theme}&opened=${opened}`;
}

/** What `pageQuery` told. */
export function themeIn(query: string): ThemeChoice {
  return themeChoices.find((theme) => partsOf(query).includes(`theme=${theme}`)) ?? "system";
}

export function openedIn(query: string): WindowOpened {
  return partsOf(query).includes("opened=again") ? "again" : "first";
}

function partsOf(query: string): readonly string[] {
  return query.split(/[?&]/u);
}
