import { useEffect, useEffectEvent, useState } from "react";
import { useAppSelector } from "../../app/store.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { ask } from "../../bridge/ask.ts";
import { onKey, onUnfinishedScan } from "../../platform/wedge.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { scannersText, teachRefusals } from "./text.ts";

const scansToLearn = 3;

/** A scanner that types: learns its speed from three scans, and says when it sends no Enter. */
export function TypingCard({ isLead }: { readonly isLead: boolean }) {
  const learnt = useAppSelector(({ live: { station } }) => (station.phase === "ready" ? station.wedgeGapMs : null));
  const [gaps, setGaps] = useState<readonly number[]>();
  const [isEndless, setEndless] = useState(false);
  const [trouble, setTrouble] = useState<string>();

  const teach = async (medianGapMs: number | null) => {
    const reply = await ask("devices.teachWedge", { medianGapMs });
    setTrouble(reply.ok ? undefined : refusalWords<"devices.teachWedge">(teachRefusals, reply.error));
  };
  const learn = useEffectEvent((gap: number) => {
    setEndless(false);
    if (!gaps) return;
    const known = [...gaps, gap];
    setGaps(known.length < scansToLearn ? known : undefined);
    if (known.length === scansToLearn) void teach(Math.min(60, Math.max(1, Math.ceil(Math.max(...known)))));
  });
  useEffect(() => onUnfinishedScan(() => setEndless(true)), []);
  useEffect(
    () =>
      onKey((_event, answer) => {
        if (answer.kind === "scanned") learn(answer.medianGap);
      }),
    [],
  );

  return (
    <Card title={scannersText.typing}>
      <div className="stack stack-tight">
        <p className="soft small">{scannersText.typingHint}</p>
        {isEndless && (
          <Notice tone="extra" speak="soon">
            {scannersText.noEnd}
          </Notice>
        )}
        {trouble !== undefined && (
          <Notice tone="wrong" speak="now">
            {trouble}
          </Notice>
        )}
        <div className="row row-wrap">
          <span className="grow small" role="status">
            {gaps
              ? scannersText.teaching(gaps.length)
              : learnt === null
                ? scannersText.notTaught
                : scannersText.taught(learnt)}
          </span>
          {learnt !== null && !gaps && (
            <Button size="small" kind="quiet" isDisabled={!isLead} onPress={() => void teach(null)}>
              {scannersText.forgetSpeed}
            </Button>
          )}
          <Button size="small" isDisabled={!isLead} onPress={() => setGaps(gaps ? undefined : [])}>
            {gaps ? scannersText.teachStop : scannersText.teach}
          </Button>
        </div>
      </div>
    </Card>
  );
}
