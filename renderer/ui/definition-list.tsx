import type { ReactNode } from "react";
import "./definition-list.css";
import { Keys } from "./kbd.tsx";
import type { KeyStroke } from "./kbd.tsx";

export interface Definition {
  readonly term: string;
  readonly value: ReactNode;
  readonly keys?: KeyStroke | undefined;
  readonly isSoft?: boolean | undefined;
}

export interface DefinitionListProps {
  readonly entries: readonly Definition[];
  /** The sum, set large below a rule. */
  readonly total?: { readonly term: string; readonly value: ReactNode } | undefined;
  /** `figures`: values at the end of the line. `words`: values start in a second column. */
  readonly values?: "figures" | "words" | undefined;
}

export function DefinitionList({ entries, total, values = "figures" }: DefinitionListProps) {
  return (
    <dl className="definitions" data-values={values}>
      {entries.map((entry) => (
        <div key={entry.term} className="definition" data-soft={entry.isSoft || undefined}>
          <dt>
            {entry.term}
            {entry.keys !== undefined && <Keys keys={entry.keys} />}
          </dt>
          <dd>{entry.value}</dd>
        </div>
      ))}
      {total !== undefined && (
        <div className="definition definition-total">
          <dt>{total.term}</dt>
          <dd>{total.value}</dd>
        </div>
      )}
    </dl>
  );
}
