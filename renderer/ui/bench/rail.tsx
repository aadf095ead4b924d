import { IconArrowRight, IconCheck } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Glyph } from "../glyph.tsx";
import type { Icon } from "../glyph.tsx";
import { arrangeRail } from "./arrange-rail.ts";
import { ItemName } from "./item-name.tsx";
import "./rail.css";

export interface RailLine {
  readonly id: string;
  readonly name: string;
  /** A second, quieter line; the name is then set bold. */
  readonly detail?: string | undefined;
  readonly isDone?: boolean | undefined;
  /** Before the name: an icon, or a code such as a bin. Without it, done lines show a check and the current an arrow. */
  readonly lead?: Icon | string | undefined;
  /** At the end: "4" and "of 8". A done line without a figure shows a check. */
  readonly figure?: string | undefined;
  readonly rest?: string | undefined;
}

export interface RailProps {
  /** Names the list: "Lines". */
  readonly label: string;
  /** "18 of 40 units". */
  readonly heading: string;
  /** "3 of 7 lines done". */
  readonly summary: string;
  readonly lines: readonly RailLine[];
  /** The line in hand, marked. None while a verdict is about another item. */
  readonly currentId?: string | undefined;
  /** The line a long list stays at, so that a refusal does not move it; the current line unless told. */
  readonly anchorId?: string | undefined;
  /** Reminders at the foot: refused scans, a parked box. */
  readonly strip?:
    | { readonly icon?: Icon | undefined; readonly words: ReactNode; readonly isCalm?: boolean }
    | undefined;
}

export function Rail({ label, heading, summary, lines, currentId, anchorId = currentId, strip }: RailProps) {
  return (
    <aside className="rail">
      <div className="rail-head">
        <h2 className="rail-heading">{heading}</h2>
        <span>{summary}</span>
      </div>
      <ul className="rail-list" aria-label={label}>
        {arrangeRail(lines, anchorId).map((line) => (
          <RailEntry key={line.id} line={line} isCurrent={line.id === currentId} />
        ))}
      </ul>
      {strip !== undefined && (
        <div className="rail-strip" data-calm={strip.isCalm || undefined}>
          {strip.icon !== undefined && <Glyph icon={strip.icon} units={30} stroke={2.4} />}
          <div>{strip.words}</div>
        </div>
      )}
    </aside>
  );
}

function RailEntry({ line, isCurrent }: { readonly line: RailLine; readonly isCurrent: boolean }) {
  const isCode = typeof line.lead === "string";
  return (
    <li
      className="rail-line"
      aria-current={isCurrent || undefined}
      data-done={line.isDone || undefined}
      data-lead={isCode ? "code" : "mark"}
      data-tall={line.detail === undefined ? undefined : true}
    >
      {isCode ? <b className="rail-code">{line.lead}</b> : <RailMark line={line} isCurrent={isCurrent} />}
      <div className="rail-name">
        {line.detail === undefined ? <ItemName name={line.name} /> : <b>{line.name}</b>}
        {line.detail !== undefined && <div className="rail-detail">{line.detail}</div>}
      </div>
      <div className="rail-figure">
        {line.figure ?? (line.isDone && <Glyph icon={IconCheck} units={28} stroke={2.8} />)}
        {line.rest !== undefined && <small> {line.rest}</small>}
      </div>
    </li>
  );
}

function RailMark({ line, isCurrent }: { readonly line: RailLine; readonly isCurrent: boolean }) {
  if (line.lead !== undefined && typeof line.lead !== "string") {
    return <Glyph icon={line.lead} units={28} stroke={2.2} />;
  }
  if (line.isDone) return <Glyph icon={IconCheck} units={28} stroke={2.6} />;
  return isCurrent ? <Glyph icon={IconArrowRight} units={28} stroke={2.6} /> : <span />;
}
