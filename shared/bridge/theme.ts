/** `system` follows the operating system's setting. */
export const themeChoices = ["light", "dark", "system"] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** Tells the page in its own address, so that it can draw in the right colours at once. */
export function pageQuery(theme: ThemeChoice): string {
  return `?theme=${theme}`;
}

/** What `pageQuery` told. */
export function themeIn(query: string): ThemeChoice {
  return themeChoices.find((theme) => query.split(/[?&]/u).includes(`theme=${theme}`)) ?? "system";
}
