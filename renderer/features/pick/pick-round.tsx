import { useState } from "react";
import type { PickState } from "#shared/bridge/types.ts";
import { isStopDone } from "#shared/picking/pick-list-view.ts";
import { commonRefusals } from "../../app/text.ts";
import { useScanProgress } from "../../platform/submit-scan.ts";
import { BenchFrame } from "../../ui/bench/bench-frame.tsx";
import { verdictSigns } from "../../ui/bench/verdict.tsx";
import { useBenchCommands } from "../bench/bench-commands.tsx";
import { useConnection } from "../../app/connection.ts";
import { useVerdict } from "../bench/use-verdict.ts";
import { VerdictStage } from "../bench/verdict-stage.tsx";
import { CloseListDialog } from "./close-list-dialog.tsx";
import { PickRail } from "./pick-rail.tsx";
import { PickStage } from "./pick-stage.tsx";
import { roundFacts, roundWork } from "./round-facts.ts";
import { pickRoundText, pickWords, savingWords } from "./text.ts";
import { usePickCommands } from "./use-pick-commands.ts";
import { pickRules, pickSign } from "./verdict-rules.ts";

/** The list in hand as main says it stands, with the verdict on the last scan over it. */
export function PickRound({ pick }: { readonly pick: PickState }) {
  const { list } = pick;
  const [isClosing, setClosing] = useState(false);
  const facts = roundFacts(list);
  const work = roundWork(pick);
  const verdict = useVerdict(pick.verdict, pickRules);
  const { isSaving: isSubmitting, problem } = useScanProgress();
  const isSaving = isSubmitting || pick.judging;
  const { commands, onEscape } = usePickCommands({ verdict, work, onClose: () => setClosing(true) });
  const buttons = useBenchCommands({ label: pickRoundText.screen, commands, onEscape, size: "touch" });

  const { shown, last } = verdict;
  const words = shown && pickWords(shown.verdict, facts);
  const over = words?.kind === "stage" && shown?.verdict.kind !== "list-done" ? words : undefined;
  const noteOf = shown?.note ?? shown?.verdict;
  const noteWords = noteOf && noteOf.kind !== "cleared" ? pickWords(noteOf, facts) : undefined;
  const note = (problem && commonRefusals[problem]) ?? (noteWords?.kind === "line" ? noteWords.words : undefined);
  const stop = work.kind === "ended" ? undefined : work.stop;
  const base = work.kind === "ended" ? work.words : undefined;
  const place = stop ? list.stops.indexOf(stop) + 1 : list.stops.length;
  const spoken = last && pickWords(last.note ?? last.verdict, facts).spoken;

  const stage = () => {
    if (isSaving) return <VerdictStage words={savingWords(stop?.name ?? "")} sign={verdictSigns.saving} />;
    if (over && shown) return <VerdictStage words={over} sign={pickSign(shown.verdict)} note={note} />;
    if (work.kind === "ended") return <VerdictStage words={work.words} sign={verdictSigns.ok} note={note} />;
    return <PickStage pick={pick} stop={work.stop} isAtBin={work.kind === "at-bin"} note={note} />;
  };

  return (
    <>
      <BenchFrame
        verdict={isSaving ? "saving" : ((over ?? base)?.ground ?? "none")}
        title={pickRoundText.title(list.number)}
        subtitle={[
          pickRoundText.orders(list.orders.length),
          stop
            ? pickRoundText.stopOf(place, list.stops.length)
            : pickRoundText.stops(list.stops.filter(isStopDone).length, list.stops.length),
        ]}
        connection={useConnection()}
        announcement={verdict.isFresh && last ? { id: last.id, words: spoken ?? "" } : undefined}
        rail={<PickRail list={list} currentId={over && over.ground !== "ok" ? undefined : stop?.stopId} />}
        startCommands={buttons.foot}
        commands={buttons.end}
      >
        {stage()}
      </BenchFrame>
      <CloseListDialog list={list} isOpen={isClosing} onDone={() => setClosing(false)} />
    </>
  );
}
