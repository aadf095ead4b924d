import { IconArrowNarrowRight } from "@tabler/icons-react";
import { Glyph } from "../glyph.tsx";
import "./stage.css";

export interface StageTakeProps {
  /** "Pick", 2, "of 6": how many from here. */
  readonly verb: string;
  readonly count: string;
  readonly rest: string;
  /** "into", "Tote T-14", "slot 1, #536365": where they go. */
  readonly into: string;
  readonly target: string;
  readonly targetDetail?: string | undefined;
}

/** Take so many, put them there. */
export function StageTake({ verb, count, rest, into, target, targetDetail }: StageTakeProps) {
  return (
    <div className="stage-take">
      <div className="stage-take-count">
        {verb} <b>{count}</b> {rest}
      </div>
      <Glyph icon={IconArrowNarrowRight} units={64} className="stage-take-arrow" />
      <div className="stage-take-into">
        {into}
        <b>{target}</b>
        {targetDetail}
      </div>
    </div>
  );
}
