import type { ReactNode } from "react";
import "./card.css";

export interface CardProps {
  readonly title?: ReactNode | undefined;
  /** At the end of the title line: a count, a key, a button. */
  readonly aside?: ReactNode | undefined;
  readonly children?: ReactNode | undefined;
  /** `none`: the content brings its own edges, as a table does. */
  readonly padding?: "normal" | "none" | undefined;
  /** The card in hand: a 3 px bar at its edge. */
  readonly isCurrent?: boolean | undefined;
  /** Takes all the height it is given and keeps its content inside. */
  readonly fill?: boolean | undefined;
  readonly className?: string | undefined;
}

export function Card(props: CardProps) {
  const { title, aside, children, padding = "normal", isCurrent = false, fill = false, className = "" } = props;
  return (
    <section
      className={`card ${className}`}
      data-padding={padding}
      data-current={isCurrent || undefined}
      data-fill={fill || undefined}
    >
      {(title !== undefined || aside !== undefined) && (
        <div className="card-head">
          <h2 className="section-head grow">{title}</h2>
          {aside}
        </div>
      )}
      {children}
    </section>
  );
}
