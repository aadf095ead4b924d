import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleOff,
  IconClock,
  IconHelpCircle,
  IconSend,
} from "@tabler/icons-react";
import { useState } from "react";
import type { PrintJobRow } from "#shared/bridge/print-types.ts";
import type { PrintState } from "#shared/printing/print-job-view.ts";
import { useCommands } from "../../app/commands.tsx";
import { refusalWords } from "../../app/refusal-words.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { ask } from "../../bridge/ask.ts";
import { Badge } from "../../ui/badge.tsx";
import type { Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import type { Icon } from "../../ui/glyph.tsx";
import { Notice } from "../../ui/notice.tsx";
import { answerRefusals, devicesText, printStateText, retryRefusals } from "./text.ts";

const looks: Readonly<Record<PrintState, { readonly tone: Tone; readonly icon: Icon }>> = {
  queued: { tone: "plain", icon: IconClock },
  sending: { tone: "go", icon: IconSend },
  sent: { tone: "plain", icon: IconSend },
  printed: { tone: "ok", icon: IconCircleCheck },
  confirmed: { tone: "ok", icon: IconCircleCheck },
  failed: { tone: "extra", icon: IconAlertTriangle },
  unknown: { tone: "unknown", icon: IconHelpCircle },
  voided: { tone: "plain", icon: IconCircleOff },
};

/** Every print with how it stands; where it is in doubt, one question that a person answers. */
export function PrintList({ jobs }: { readonly jobs: readonly PrintJobRow[] }) {
  const [trouble, setTrouble] = useState<string>();
  const inDoubt = jobs.find((job) => job.state === "unknown");
  const answer = async (jobId: string, printed: boolean) => {
    const reply = await ask("prints.answer", { jobId, printed });
    setTrouble(reply.ok ? undefined : refusalWords<"prints.answer">(answerRefusals, reply.error));
  };
  const retry = async (jobId: string) => {
    const reply = await ask("prints.retry", { jobId });
    setTrouble(reply.ok ? undefined : refusalWords<"prints.retry">(retryRefusals, reply.error));
  };
  useCommands(
    devicesText.prints,
    inDoubt
      ? [
          { id: "print-yes", label: devicesText.yes, shortcut: "1", run: () => void answer(inDoubt.jobId, true) },
          { id: "print-no", label: devicesText.no, shortcut: "2", run: () => void answer(inDoubt.jobId, false) },
        ]
      : [],
  );
  return (
    <Card title={devicesText.prints} fill padding="none">
      <div className="print-list" tabIndex={0} role="group" aria-label={devicesText.prints}>
        {trouble !== undefined && (
          <Notice
            tone="wrong"
            speak="now"
            actions={
              <Button size="small" onPress={() => setTrouble(undefined)}>
                {devicesText.gotIt}
              </Button>
            }
          >
            {trouble}
          </Notice>
        )}
        {jobs.length === 0 && <p className="soft">{devicesText.noPrints}</p>}
        <ul>
          {jobs.map((job) => (
            <PrintRow
              key={job.jobId}
              job={job}
              hasKeys={job === inDoubt}
              onAnswer={(printed) => void answer(job.jobId, printed)}
              onRetry={() => void retry(job.jobId)}
            />
          ))}
        </ul>
      </div>
    </Card>
  );
}

interface PrintRowProps {
  readonly job: PrintJobRow;
  /** 1 and 2 answer this one. */
  readonly hasKeys: boolean;
  readonly onAnswer: (printed: boolean) => void;
  readonly onRetry: () => void;
}

function PrintRow({ job, hasKeys, onAnswer, onRetry }: PrintRowProps) {
  const format = useFormat();
  const now = useNow();
  const { tone, icon } = looks[job.state];
  return (
    <li className="print-row">
      <div className="row">
        <span className="grow clip strong">
          {job.copy > 1 ? `${job.title}, ${devicesText.copy(job.copy)}` : job.title}
        </span>
        <Badge tone={tone} icon={icon}>
          {printStateText[job.state]}
        </Badge>
      </div>
      <div className="soft small">{[format.listTime(job.queuedAt, now), job.words].filter(Boolean).join(". ")}</div>
      {job.state === "unknown" && (
        <div className="print-question">
          <b>{devicesText.question}</b> <span className="soft small">{devicesText.questionDetail}</span>
          <div className="row">
            <Button size="small" kind="primary" keys={hasKeys ? ["1"] : undefined} onPress={() => onAnswer(true)}>
              {devicesText.yes}
            </Button>
            <Button size="small" keys={hasKeys ? ["2"] : undefined} onPress={() => onAnswer(false)}>
              {devicesText.no}
            </Button>
          </div>
        </div>
      )}
      {job.state === "failed" && (
        <Button size="small" onPress={onRetry}>
          {devicesText.retry}
        </Button>
      )}
    </li>
  );
}
