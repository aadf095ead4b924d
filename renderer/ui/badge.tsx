import type { ReactNode } from "react";
import "./badge.css";
import { Glyph } from "./glyph.tsx";
import type { Icon } from "./glyph.tsx";

/**
 * What a colour means: `ok` reached its end well; `wrong` refused; `extra` short or at risk; `unknown` a person must
 * decide; `held`; `go` being worked on; `plain` routine.
 */
export type Tone = "ok" | "wrong" | "extra" | "unknown" | "held" | "go" | "plain";

export interface BadgeProps {
  readonly tone: Tone;
  readonly icon: Icon;
  readonly children: ReactNode;
}

export function Badge({ tone, icon, children }: BadgeProps) {
  return (
    <span className="badge" data-tone={tone}>
      <Glyph icon={icon} size={15} stroke={2.2} />
      {children}
    </span>
  );
}
