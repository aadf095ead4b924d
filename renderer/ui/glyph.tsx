import type { Icon } from "@tabler/icons-react";
import "./glyph.css";

export type { Icon };

export interface GlyphProps {
  readonly icon: Icon;
  /** CSS pixels; 18 in navigation, 17 in controls, 15 in badges. */
  readonly size?: number | undefined;
  /** Bench units instead of pixels: grows with the bench. */
  readonly units?: number | undefined;
  /** 2 unless told; 1.9 navigation, 2.2 badges, 2.8 to 3.2 verdicts. */
  readonly stroke?: number | undefined;
  readonly className?: string | undefined;
}

/** An icon beside its word. It says nothing to a screen reader, because the word does. */
export function Glyph({ icon: Drawing, size = 17, units, stroke = 2, className }: GlyphProps) {
  const scaled = units === undefined ? {} : { width: inUnits(units), height: inUnits(units) };
  return (
    <Drawing
      className={className === undefined ? "glyph" : `glyph ${className}`}
      size={size}
      stroke={stroke}
      style={scaled}
      aria-hidden="true"
      focusable="false"
    />
  );
}

function inUnits(units: number): string {
  return `calc(${units} * var(--u))`;
}
