import { IconAlertCircle } from "@tabler/icons-react";
import { useState } from "react";
import type { RefusedFact } from "#shared/bridge/sync-types.ts";
import { refusalWords } from "../../app/refusal-words.ts";
import { useFormat, useStationCurrency } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { ask } from "../../bridge/ask.ts";
import { Badge } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { MoreBelow } from "../../app/more-below.tsx";
import { ReasonDialog } from "../../app/reason-dialog.tsx";
import { factWords } from "./fact-words.ts";
import { discardRefusals, refusedBecause, sendAgainRefusals, syncText } from "./text.ts";

/** Sent again with one call, the oldest first. */
const sentAtOnce = 200;

/** What the hub did not take, why, and the two things to do about it. */
export function RefusedList({
  facts,
  count,
  isLead,
  hasMore,
  onNeedMore,
}: {
  readonly facts: readonly RefusedFact[];
  readonly count: number;
  readonly isLead: boolean;
  readonly hasMore: boolean;
  readonly onNeedMore: () => void;
}) {
  const format = useFormat();
  const [told, setTold] = useState<{ readonly tone: "ok" | "wrong"; readonly words: string }>();
  const [discarding, setDiscarding] = useState<RefusedFact>();
  const sendAgain = async (factIds: string[]) => {
    const reply = await ask("sync.sendAgain", { factIds });
    if (!reply.ok)
      return setTold({ tone: "wrong", words: refusalWords<"sync.sendAgain">(sendAgainRefusals, reply.error) });
    const isTaken = reply.value.stillRefused === 0;
    return setTold(isTaken ? { tone: "ok", words: syncText.sent } : { tone: "wrong", words: syncText.stillRefused });
  };
  return (
    <Card
      title={syncText.refusedTitle}
      aside={
        count > 0 && (
          <>
            {count > 1 && (
              <Button
                size="small"
                onPress={() => void sendAgain(facts.slice(0, sentAtOnce).map((fact) => fact.factId))}
              >
                {syncText.sendAllAgain}
              </Button>
            )}
            <Badge tone="wrong" icon={IconAlertCircle}>
              {format.count(count)}
            </Badge>
          </>
        )
      }
    >
      {told && (
        <Notice
          tone={told.tone}
          speak={told.tone === "ok" ? "soon" : "now"}
          actions={
            <Button size="small" onPress={() => setTold(undefined)}>
              {syncText.gotIt}
            </Button>
          }
        >
          {told.words}
        </Notice>
      )}
      {count === 0 && <p className="soft">{syncText.refusedNone}</p>}
      <ul className="sync-refused">
        {facts.map((fact) => (
          <Refused
            key={fact.factId}
            fact={fact}
            isLead={isLead}
            onSendAgain={() => void sendAgain([fact.factId])}
            onDiscard={() => setDiscarding(fact)}
          />
        ))}
      </ul>
      <MoreBelow key={facts.length} hasMore={hasMore} onNeedMore={onNeedMore} />
      <ReasonDialog
        isOpen={discarding !== undefined}
        title={syncText.discardTitle}
        detail={syncText.discardDetail}
        reason={syncText.reason}
        placeholder={syncText.discardReason}
        act={syncText.discardAct}
        back={syncText.back}
        onClose={() => setDiscarding(undefined)}
        onAct={async (reason) => {
          const reply = await ask("sync.discard", { factId: discarding?.factId ?? "", reason });
          return reply.ok ? undefined : refusalWords<"sync.discard">(discardRefusals, reply.error);
        }}
      />
    </Card>
  );
}

function Refused({
  fact,
  isLead,
  onSendAgain,
  onDiscard,
}: {
  readonly fact: RefusedFact;
  readonly isLead: boolean;
  readonly onSendAgain: () => void;
  readonly onDiscard: () => void;
}) {
  const words = useFactWords();
  const format = useFormat();
  return (
    <li>
      <b>{words(fact)}</b>
      <div className="soft">{syncText.recorded(format.recordTime(fact.at, useNow()), fact.who)}</div>
      <p>
        {refusedBecause(fact.code)} {syncText.refusedKept}
      </p>
      <div className="row">
        <Button size="small" onPress={onSendAgain}>
          {syncText.sendAgain}
        </Button>
        <Button size="small" isDisabled={!isLead} onPress={onDiscard}>
          {syncText.discard}
        </Button>
      </div>
    </li>
  );
}

/** Facts in words, with money and times as the station writes them. */
export function useFactWords(): (fact: Parameters<typeof factWords>[0]) => string {
  const format = useFormat();
  const currency = useStationCurrency();
  const now = useNow();
  return (fact) =>
    factWords(fact, {
      money: (minor) => format.money(minor, currency),
      when: (at) => format.recordTime(at, now),
    });
}
