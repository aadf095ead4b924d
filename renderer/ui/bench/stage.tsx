import type { ReactNode } from "react";
import { Glyph } from "../glyph.tsx";
import type { Icon } from "../glyph.tsx";
import { ItemName } from "./item-name.tsx";
import "./stage.css";

/** The small line above the item: "Packed just now", "You are at bin". */
export function StageLead({ icon, stroke = 2.8, children }: LeadProps) {
  return (
    <div className="stage-lead">
      <Glyph icon={icon} units={32} stroke={stroke} />
      {children}
    </div>
  );
}

interface LeadProps {
  readonly icon: Icon;
  readonly stroke?: number | undefined;
  readonly children: ReactNode;
}

export interface StageItemProps {
  readonly name: string;
  /** `low`: pushed to the lower part of the stage; smaller. */
  readonly place?: "high" | "low" | undefined;
}

/** More letters than this take the smaller size, so that a long name keeps to three lines. */
const longName = 50;

/** The item in hand, readable at two metres. */
export function StageItem({ name, place = "high" }: StageItemProps) {
  return (
    <div className="stage-item" data-place={place} data-long={name.length > longName || undefined}>
      <ItemName name={name} />
    </div>
  );
}

export interface StageFactsProps {
  /** "SKU 84406B": the code stands out. */
  readonly code?: { readonly label: string; readonly value: string } | undefined;
  readonly facts?: readonly string[] | undefined;
}

export function StageFacts({ code, facts }: StageFactsProps) {
  return (
    <div className="stage-facts">
      {code !== undefined && (
        <span>
          {code.label} <b>{code.value}</b>
        </span>
      )}
      {facts?.map((fact) => (
        <span key={fact}>{fact}</span>
      ))}
    </div>
  );
}

/** A place to walk to, set to be read at arm's length while walking: "B-16-4". */
export function StagePlace({ code }: { readonly code: string }) {
  return <div className="stage-place">{code}</div>;
}

/** One step that is done, and the next: "Bin scanned. Now scan the item." */
export function StageStep({ icon, children }: { readonly icon: Icon; readonly children: ReactNode }) {
  return (
    <div className="stage-step">
      <Glyph icon={icon} units={32} stroke={2.6} />
      {children}
    </div>
  );
}

/** Nothing on the bench: what to scan, in the middle. */
export interface StageInvitationProps {
  readonly icon: Icon;
  readonly lines: readonly string[];
  readonly detail?: string | undefined;
}

export function StageInvitation({ icon, lines, detail }: StageInvitationProps) {
  return (
    <div className="stage-invitation">
      <Glyph icon={icon} units={230} stroke={1.5} className="stage-invitation-icon" />
      <div className="verdict-word">
        {lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </div>
      {detail !== undefined && <div className="verdict-why">{detail}</div>}
    </div>
  );
}
