import {
  IconAlertCircle,
  IconAlertTriangle,
  IconCircleCheck,
  IconHandStop,
  IconInbox,
  IconInfoCircle,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Tone } from "./badge.tsx";
import "./badge.css";
import { Glyph } from "./glyph.tsx";
import type { Icon } from "./glyph.tsx";
import "./notice.css";

export interface NoticeProps {
  readonly tone: Tone;
  readonly icon?: Icon | undefined;
  /** What happened, then what to do. */
  readonly children: ReactNode;
  /** Buttons: the answers, or one that says it was read. */
  readonly actions?: ReactNode | undefined;
  /** `now` interrupts a screen reader: refusals. `soon` waits: everything else. `no`: it was there from the start. */
  readonly speak?: "now" | "soon" | "no" | undefined;
}

const icons: Readonly<Record<Tone, Icon>> = {
  ok: IconCircleCheck,
  wrong: IconAlertCircle,
  extra: IconAlertTriangle,
  unknown: IconInbox,
  held: IconHandStop,
  go: IconInfoCircle,
  plain: IconInfoCircle,
};

/** Words that stay where they are until someone acts. Nothing in this kit vanishes by itself. */
export function Notice({ tone, icon = icons[tone], children, actions, speak = "no" }: NoticeProps) {
  const role = speak === "now" ? "alert" : speak === "soon" ? "status" : undefined;
  return (
    <div className="notice" data-tone={tone} role={role}>
      <Glyph icon={icon} />
      <div className="notice-words">{children}</div>
      {actions !== undefined && <div className="notice-actions">{actions}</div>}
    </div>
  );
}
