import type { ReactNode } from "react";
import "./badge.css";
import type { Tone } from "./badge.tsx";
import { Glyph } from "./glyph.tsx";
import type { Icon } from "./glyph.tsx";
import "./tile.css";

export interface TileProps {
  readonly figure: ReactNode;
  readonly label: string;
  readonly detail?: ReactNode | undefined;
  readonly tone?: Tone | undefined;
  readonly icon?: Icon | undefined;
  /** `figure`: the figure leads, the label names it. `label`: the label leads, for figures that are compared over time. */
  readonly lead?: "figure" | "label" | undefined;
  /** Beside the figure: a small chart or a button. */
  readonly aside?: ReactNode | undefined;
}

/** One figure and what it counts. */
export function Tile({ figure, label, detail, tone, icon, lead = "figure", aside }: TileProps) {
  const heading = (
    <div className="tile-label">
      {icon !== undefined && <Glyph icon={icon} size={16} />}
      {label}
    </div>
  );
  return (
    <section className="card tile" data-tone={tone} data-lead={lead}>
      {lead === "label" && heading}
      <div className="tile-line">
        <div className="tile-figure">{figure}</div>
        {aside}
      </div>
      {lead === "figure" && heading}
      {detail !== undefined && <div className="tile-detail">{detail}</div>}
    </section>
  );
}
