import "./big-count.css";
import { pips } from "./pips.ts";

export interface BigCountProps {
  readonly count: number;
  readonly total: number;
  /** "of 8", written by the caller in the reader's language. */
  readonly rest: string;
  /** How the count is written; as it is unless told. */
  readonly shown?: string | undefined;
}

/** So many of so many: the largest thing on the bench, with a pip a unit below. */
export function BigCount({ count, total, rest, shown = String(count) }: BigCountProps) {
  return (
    <>
      <div className="big-count">
        <span className="big-count-figure">{shown}</span> <span className="big-count-rest">{rest}</span>
      </div>
      <div className="pips" aria-hidden="true">
        {pips(count, total).map((share, place) => (
          <span key={place} className="pip" data-full={share === 1 || undefined}>
            <span className="pip-fill" style={{ width: `${share * 100}%` }} />
          </span>
        ))}
      </div>
    </>
  );
}
