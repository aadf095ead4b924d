import type { ReactNode } from "react";
import { Glyph } from "./glyph.tsx";
import type { Icon } from "./glyph.tsx";
import "./timeline.css";

export interface TimelineEntry {
  readonly id: string;
  /** As shown: "Wed 1 Dec, 16:21". */
  readonly time: string;
  /** The same moment for machines, ISO 8601. */
  readonly dateTime: string;
  readonly words: ReactNode;
  readonly icon?: Icon | undefined;
  readonly who?: string | undefined;
  /** Named, never "here": "Pack bench 2". */
  readonly where?: string | undefined;
  /** `unsent`: on this computer only, so far; `refused`: changes nothing until someone decides. */
  readonly mark?: { readonly kind: "unsent" | "refused"; readonly words: string } | undefined;
}

/** What happened, in order. The order is the caller's. */
export function Timeline({ label, entries }: { readonly label: string; readonly entries: readonly TimelineEntry[] }) {
  return (
    <ol className="timeline" aria-label={label}>
      {entries.map((entry) => (
        <li key={entry.id} className="timeline-entry">
          <span className="timeline-dot">
            {entry.icon !== undefined && <Glyph icon={entry.icon} size={15} stroke={2.2} />}
          </span>
          <div className="timeline-words">
            {entry.words}
            <div className="timeline-source">
              {[entry.who, entry.where].filter((part) => part !== undefined).join(", ")}
              {entry.mark !== undefined && (
                <span className="timeline-mark" data-kind={entry.mark.kind}>
                  {entry.mark.words}
                </span>
              )}
            </div>
          </div>
          <time className="timeline-time" dateTime={entry.dateTime}>
            {entry.time}
          </time>
        </li>
      ))}
    </ol>
  );
}
