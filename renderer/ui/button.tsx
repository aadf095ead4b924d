import type { ReactNode, Ref } from "react";
import { Button as AriaButton } from "react-aria-components";
import type { PressEvent } from "react-aria-components";
import "./button.css";
import { given } from "./given.ts";
import { Glyph } from "./glyph.tsx";
import type { Icon } from "./glyph.tsx";
import { Keys, keyShortcuts } from "./kbd.tsx";
import type { KeyStroke } from "./kbd.tsx";

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: ((event: PressEvent) => void) | undefined;
  /** `primary`: the one next step of a screen. `quiet`: looks like a link. */
  readonly kind?: "plain" | "primary" | "quiet" | undefined;
  /** 34 px; `small` 30 for tables; `large` 42 for the end of a form. */
  readonly size?: "small" | "medium" | "large" | undefined;
  readonly icon?: Icon | undefined;
  /** Shown as caps and announced. The button does not listen for them: the screen's key map does. */
  readonly keys?: KeyStroke | undefined;
  /** As wide as its container. */
  readonly wide?: boolean | undefined;
  readonly isDisabled?: boolean | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly type?: "button" | "submit" | undefined;
  readonly slot?: string | null | undefined;
  readonly "aria-label"?: string | undefined;
  readonly "aria-describedby"?: string | undefined;
  readonly ref?: Ref<HTMLButtonElement> | undefined;
}

export function Button(props: ButtonProps) {
  const { children, kind = "plain", size = "medium", icon, keys, wide = false, ...rest } = props;
  return (
    <AriaButton
      {...given(rest)}
      className="button"
      data-kind={kind}
      data-size={size}
      data-wide={wide || undefined}
      render={(dom) => <button {...dom} aria-keyshortcuts={keys === undefined ? undefined : keyShortcuts(keys)} />}
    >
      {icon !== undefined && <Glyph icon={icon} size={size === "small" ? 16 : 17} />}
      {children}
      {keys !== undefined && <Keys keys={keys} />}
    </AriaButton>
  );
}
