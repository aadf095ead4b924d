import { Button } from "react-aria-components";
import { given } from "../given.ts";
import { Glyph } from "../glyph.tsx";
import type { Icon } from "../glyph.tsx";
import "./bench.css";

export interface BenchButtonProps {
  /** The same word as on the command barcode. */
  readonly children: string;
  readonly icon: Icon;
  readonly onPress: () => void;
  /** 56 units high; `touch` 68, for gloves on a tablet. */
  readonly size?: "bench" | "touch" | undefined;
  readonly isDisabled?: boolean | undefined;
  /** How the keyboard reaches it, announced. */
  readonly shortcut?: string | undefined;
}

export function BenchButton({ children, icon, onPress, size = "bench", isDisabled, shortcut }: BenchButtonProps) {
  return (
    <Button
      className="bench-button"
      data-size={size}
      onPress={onPress}
      {...given({ isDisabled })}
      render={(dom) => <button {...dom} aria-keyshortcuts={shortcut} />}
    >
      <Glyph icon={icon} units={size === "touch" ? 30 : 26} />
      {children}
    </Button>
  );
}
