import { useEffect, useRef, useState } from "react";
import type { BenchState } from "#shared/bridge/types.ts";
import { useAppSelector } from "../../app/store.ts";
import { commonRefusals } from "../../app/text.ts";
import { useFormat } from "../../app/use-format.ts";
import { ask } from "../../bridge/ask.ts";
import { afterPaint } from "../../platform/after-paint.ts";
import { useScanProgress } from "../../platform/submit-scan.ts";
import { BenchFrame, type BenchFrameProps } from "../../ui/bench/bench-frame.tsx";
import { verdictSigns } from "../../ui/bench/verdict.tsx";
import { useBenchCommands } from "../bench/bench-commands.tsx";
import { ReasonDialog } from "../../app/reason-dialog.tsx";
import { useConnection } from "../../app/connection.ts";
import { playSound } from "../bench/bench-sounds.ts";
import { useVerdict } from "../bench/use-verdict.ts";
import { VerdictStage } from "../bench/verdict-stage.tsx";
import { benchWork, labelTroubleId, type BenchWork } from "./bench-work.ts";
import { packFacts } from "./pack-facts.ts";
import { benchFacts, lineInHand, type BenchSession } from "./pack-lines.ts";
import { LabelPicture } from "./label-picture.tsx";
import { PackRail } from "./pack-rail.tsx";
import { IdleStage, PackingStage } from "./packing-stage.tsx";
import { labelSign, packSign, shippedSign, unclosedSign, weighSign } from "./signs.ts";
import { acceptWeightText, packCommandText, packText, packWords, savingWords, silentLines } from "./text.ts";
import { usePackCommands } from "./use-pack-commands.ts";
import { refusalText } from "./refusal-text.ts";
import { packRules } from "./verdict-rules.ts";

/** The bench as main says it stands, with the verdict on the last scan over it. */
export function PackBench({ bench }: { readonly bench: BenchState }) {
  const { session } = bench;
  const facts = benchFacts(session);
  const [isAccepting, setAccepting] = useState(false);
  const work = benchWork(bench);
  const verdict = useVerdict(bench.verdict, packRules);
  const { isSaving: isSubmitting, problem } = useScanProgress();
  const isSaving = isSubmitting || bench.judging;
  const { commands, onEscape, trouble } = usePackCommands({
    bench,
    work,
    verdict,
    onAcceptWeight: () => setAccepting(true),
  });
  const buttons = useBenchCommands({ label: packText.screen, commands, onEscape });
  const { clock } = useFormat();
  useLabelSound(work);

  const { shown, last } = verdict;
  const words = shown && packWords(shown.verdict, facts);
  // Labels change state by themselves, so their own words stand from the last unit on.
  const over = words?.kind === "stage" && shown?.verdict.kind !== "all-packed" ? words : undefined;
  const noteOf = shown?.note ?? shown?.verdict;
  // Under a refusal the stage does not show what a command came to, so every one has its line there.
  const isTold = shown?.note !== undefined || (noteOf !== undefined && !silentLines.has(noteOf.kind));
  const noteWords = noteOf && isTold ? packWords(noteOf, facts) : undefined;
  const lineWords = noteWords?.kind === "line" ? noteWords.words : undefined;
  const note = trouble ?? (problem && commonRefusals[problem]) ?? lineWords;
  const takenBack = last?.verdict.kind === "taken-back" ? last.verdict.sku : undefined;
  const hand = session ? lineInHand(session.view, takenBack) : undefined;
  const base = "words" in work ? work.words : undefined;
  const spoken = last && packWords(last.note ?? last.verdict, facts).spoken;

  const stage = () => {
    if (isSaving) return <VerdictStage words={savingWords(hand?.line.name ?? "")} sign={verdictSigns.saving} />;
    if (over && shown) return <VerdictStage words={over} sign={packSign(shown.verdict)} note={note} />;
    if (base) {
      const picture = work.kind === "labels" && work.state.kind === "doubt" && (
        <LabelPicture jobId={work.state.label.jobId} />
      );
      return (
        <VerdictStage
          words={base}
          sign={signOf(work)}
          note={note}
          answers={buttons.stage}
          picture={picture || undefined}
        />
      );
    }
    if (!session || !hand) return <IdleStage bench={bench} note={note} />;
    const isFresh = verdict.isFresh && last?.verdict.kind !== "opened";
    return <PackingStage view={session.view} hand={hand} quantity={bench.quantity} isFresh={isFresh} note={note} />;
  };

  return (
    <BenchFrame
      verdict={isSaving ? "saving" : ((over ?? base)?.ground ?? "none")}
      {...useHeading(session)}
      connection={useConnection()}
      announcement={announcement(
        work,
        over !== undefined,
        verdict.isFresh && last ? { id: last.id, words: spoken ?? "" } : undefined,
      )}
      rail={
        <PackRail
          bench={bench}
          currentId={over && over.ground !== "ok" ? undefined : hand?.line.lineId}
          anchorId={hand?.line.lineId}
        />
      }
      facts={packFacts(bench, work, clock)}
      commands={buttons.foot}
    >
      {stage()}
      <ReasonDialog
        isOpen={isAccepting}
        title={acceptWeightText.title}
        detail={acceptWeightText.detail}
        reason={acceptWeightText.reason}
        placeholder={acceptWeightText.placeholder}
        act={packCommandText.acceptWeight}
        back={acceptWeightText.back}
        onClose={() => setAccepting(false)}
        onAct={async (reason) => {
          const reply = await ask("packing.acceptWeight", { reason });
          return reply.ok ? undefined : refusalText.acceptWeight(reply.error);
        }}
      />
    </BenchFrame>
  );
}

function signOf(work: BenchWork) {
  switch (work.kind) {
    case "labels":
      return labelSign(work.state);
    case "weigh":
      return weighSign;
    case "unclosed":
      return unclosedSign;
    case "shipped":
      return shippedSign;
    default:
      return undefined;
  }
}

function useHeading(session: BenchSession | null): Pick<BenchFrameProps, "title" | "subtitle"> {
  const station = useAppSelector((state) => state.live.station);
  if (session) {
    const { number, customer, shipTo, shippingMethod, view } = session;
    return {
      title: number,
      subtitle: [
        [customer, shipTo].filter(Boolean).join(", "),
        [shippingMethod, view.tote && packText.inTote(view.tote)].filter(Boolean).join(", "),
      ].filter(Boolean),
    };
  }
  if (station.phase !== "ready") return { title: packText.screen, subtitle: [] };
  return { title: station.station.name, subtitle: [packText.screen, station.person?.name ?? ""].filter(Boolean) };
}

type Announcement = NonNullable<BenchFrameProps["announcement"]>;

/** A label in trouble is spoken when it comes up, unless a refusal is on the screen. */
function announcement(work: BenchWork, isOver: boolean, spoken: Announcement | undefined): Announcement | undefined {
  const troubleId = labelTroubleId(work);
  if (troubleId !== undefined && work.kind === "labels" && !isOver) return { id: troubleId, words: work.words.spoken };
  return spoken;
}

/** A printer's trouble asks for a person who may look elsewhere. */
function useLabelSound(work: BenchWork): void {
  const troubleId = labelTroubleId(work);
  const known = useRef(troubleId);
  useEffect(() => {
    if (known.current === troubleId) return undefined;
    known.current = troubleId;
    return troubleId === undefined ? undefined : afterPaint(() => playSound("unknown"));
  }, [troubleId]);
}
