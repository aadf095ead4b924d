import { IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { BigCount } from "../../ui/bench/big-count.tsx";
import { ItemName } from "../../ui/bench/item-name.tsx";
import {
  VerdictDo,
  VerdictHead,
  VerdictSubject,
  VerdictWhy,
  verdictSigns,
  type VerdictSign,
} from "../../ui/bench/verdict.tsx";
import { Glyph, type Icon } from "../../ui/glyph.tsx";
import "./bench.css";
import type { StageWords } from "./verdict-words.ts";

export interface VerdictStageProps {
  readonly words: StageWords;
  /** Where the ground's own icon would not tell two verdicts apart. */
  readonly sign: VerdictSign | undefined;
  /** The outcome of a command given while a refusal stands. */
  readonly note?: string | undefined;
  /** Answers to a question, below the steps. */
  readonly answers?: ReactNode | undefined;
  /** What the question is about, to look at while it is answered. */
  readonly picture?: ReactNode | undefined;
}

/** Icon and word, what, why, and what to do now; or the count, after a right scan. */
export function VerdictStage({ words, sign, note, answers, picture }: VerdictStageProps) {
  const { ground, word, subject, why, steps, count } = words;
  const head = <VerdictHead sign={sign ?? verdictSigns[ground === "none" ? "saving" : ground]} word={word} />;
  const told = (
    <>
      <VerdictSubject>
        <ItemName name={subject} />
      </VerdictSubject>
      {why.length > 0 && <VerdictWhy lines={why} />}
      {note !== undefined && <StageNote>{note}</StageNote>}
      {count && <BigCount count={count.count} total={count.total} rest={`of ${count.total.toLocaleString("en-GB")}`} />}
      {steps.length > 0 && <VerdictDo lines={steps} />}
      {answers}
    </>
  );
  return (
    <>
      {head}
      {picture === undefined ? (
        told
      ) : (
        <div className="stage-beside">
          <div className="stage-told">{told}</div>
          {picture}
        </div>
      )}
    </>
  );
}

export interface StageNoteProps {
  readonly icon?: Icon;
  readonly children: ReactNode;
}

/** One line above or among the work: what a command did, or why it cannot. */
export function StageNote({ icon = IconInfoCircle, children }: StageNoteProps) {
  return (
    <div className="stage-note">
      <Glyph icon={icon} units={32} stroke={2.2} />
      <span>{children}</span>
    </div>
  );
}
