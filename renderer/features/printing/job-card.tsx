import { useState } from "react";
import type { PrintJobRow } from "#shared/bridge/print-types.ts";
import { useCommands } from "../../app/commands.tsx";
import { refusalWords } from "../../app/refusal-words.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { api } from "../../bridge/api.ts";
import { ask } from "../../bridge/ask.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { Paper } from "./picture.tsx";
import {
  answerRefusals,
  copyRefusals,
  moveRefusals,
  printingText,
  retryRefusals,
  stateText,
  voidRefusals,
} from "./text.ts";

type Told = { readonly tone: "ok" | "wrong"; readonly words: string };

/** One print: why it waits, the one question where it is in doubt, its picture, and what can be done with it. */
export function JobCard({ job }: { readonly job: PrintJobRow }) {
  const format = useFormat();
  const now = useNow();
  const [told, setTold] = useState<Told>();
  const acts = useActs(job, setTold);
  const isAsked = job.state === "unknown";
  useCommands(
    printingText.queue,
    isAsked
      ? [
          { id: "print-yes", label: printingText.yes, shortcut: "1", run: () => void acts.answer(true) },
          { id: "print-no", label: printingText.no, shortcut: "2", run: () => void acts.answer(false) },
        ]
      : [],
  );
  const name = job.copy > 1 ? `${job.title}, ${printingText.copy(job.copy)}` : job.title;
  return (
    <Card
      fill
      className="print-job"
      title={<bdi>{name}</bdi>}
      aside={<span className="soft">{stateText[job.state]}</span>}
    >
      <div className="stack stack-tight">
        <div className="soft small">
          {[job.printerName || printingText.noPrinter, format.listTime(job.changedAt, now)].join(" · ")}
        </div>
        {told && (
          <Notice
            tone={told.tone}
            speak={told.tone === "ok" ? "soon" : "now"}
            actions={
              <Button size="small" onPress={() => setTold(undefined)}>
                {printingText.gotIt}
              </Button>
            }
          >
            {told.words}
          </Notice>
        )}
        {isAsked && (
          <div className="print-asks">
            <b>{printingText.question}</b>
            <span className="small">{job.words}</span>
            <span className="soft small">{printingText.questionDetail}</span>
            <div className="row">
              <Button kind="primary" keys={["1"]} onPress={() => void acts.answer(true)}>
                {printingText.yes}
              </Button>
              <Button keys={["2"]} onPress={() => void acts.answer(false)}>
                {printingText.no}
              </Button>
            </div>
          </div>
        )}
        {!isAsked && job.words !== "" && (
          <Notice tone={job.state === "failed" ? "extra" : "plain"} speak="soon">
            {job.words}
          </Notice>
        )}
        {job.waits !== "" && (
          <Notice tone="extra" speak="soon">
            {job.waits}
          </Notice>
        )}
        <JobActs job={job} acts={acts} />
      </div>
      <JobPicture jobId={job.jobId} />
    </Card>
  );
}

type Acts = ReturnType<typeof useActs>;

function useActs(job: PrintJobRow, tell: (told: Told | undefined) => void) {
  const { jobId } = job;
  const wrong = (words: string) => tell({ tone: "wrong", words });
  return {
    answer: async (printed: boolean) => {
      const reply = await ask("prints.answer", { jobId, printed });
      if (reply.ok) tell(undefined);
      else wrong(refusalWords<"prints.answer">(answerRefusals, reply.error));
    },
    retry: async () => {
      const reply = await ask("prints.retry", { jobId });
      if (!reply.ok) wrong(refusalWords<"prints.retry">(retryRefusals, reply.error));
    },
    again: async () => {
      const reply = await ask("prints.copy", { jobId });
      if (reply.ok) tell({ tone: "ok", words: printingText.copyQueued(reply.value.copy) });
      else wrong(refusalWords<"prints.copy">(copyRefusals, reply.error));
    },
    void: async () => {
      const reply = await ask("prints.void", { jobId, reason: printingText.cancelReason });
      if (!reply.ok) wrong(refusalWords<"prints.void">(voidRefusals, reply.error));
    },
    move: async (printerId: string) => {
      const reply = await ask("prints.move", { jobId, printerId });
      if (!reply.ok) return wrong(refusalWords<"prints.move">(moveRefusals, reply.error));
      tell({ tone: "ok", words: reply.value.moved === "now" ? printingText.moved : printingText.moveAsked });
    },
  };
}

function JobActs({ job, acts }: { readonly job: PrintJobRow; readonly acts: Acts }) {
  const { data: printers } = api.usePrintersQuery({});
  const [moveTo, setMoveTo] = useState<string>();
  const others = (printers?.printers ?? []).filter(({ printer }) => printer.printerId !== job.printerId);
  const canMove = ["queued", "failed", "sending", "sent"].includes(job.state) && others.length > 0;
  const isOut = ["sent", "printed", "confirmed"].includes(job.state);
  const target = moveTo ?? others[0]?.printer.printerId;
  return (
    <div className="row row-wrap print-acts">
      {job.state === "failed" && (
        <Button kind="primary" size="small" onPress={() => void acts.retry()}>
          {printingText.retry}
        </Button>
      )}
      {isOut && (
        <Button size="small" onPress={() => void acts.again()}>
          {printingText.again}
        </Button>
      )}
      {["queued", "failed", "unknown"].includes(job.state) && (
        <Button size="small" onPress={() => void acts.void()}>
          {printingText.cancel}
        </Button>
      )}
      {canMove && (
        <>
          <Select
            label={printingText.move}
            isLabelHidden
            shape="pill"
            choices={others.map(({ printer, stationName, isOwn }) => ({
              id: printer.printerId,
              label: isOwn ? printer.name : `${printer.name}, ${printingText.atStation(stationName)}`,
            }))}
            selected={target}
            onSelect={setMoveTo}
          />
          <Button size="small" isDisabled={target === undefined} onPress={() => void (target && acts.move(target))}>
            {printingText.moveNow}
          </Button>
        </>
      )}
    </div>
  );
}

function JobPicture({ jobId }: { readonly jobId: string }) {
  const { data, error } = api.usePrintPictureQuery({ jobId });
  if (error && "detail" in error) return <p className="soft small">{printingText.noPicture(error.detail ?? "")}</p>;
  if (!data) return <p className="soft small">{printingText.drawing}</p>;
  return <Paper picture={data} />;
}
