import type { ThemeChoice } from "#shared/bridge/theme.ts";
import "./theme.css";
import "./layout.css";

export function applyTheme(choice: ThemeChoice, root: HTMLElement = document.documentElement): void {
  root.dataset["theme"] = choice;
}

const pressStyleId = "react-aria-pressable-style";

/**
 * Call once before the first render. The component library adds one style element unless an element with this id is
 * already there; the content policy would refuse it and report it. Its only rule stands in theme.css.
 */
export function keepStylesOut(owner: Document = document): void {
  if (owner.getElementById(pressStyleId)) return;
  const placeholder = owner.createElement("meta");
  placeholder.id = pressStyleId;
  owner.head.prepend(placeholder);
}
