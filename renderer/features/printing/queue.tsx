import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleOff,
  IconClock,
  IconHelpCircle,
  IconSend,
} from "@tabler/icons-react";
import { useMemo, useState } from "react";
import type { PrintJobRow } from "#shared/bridge/print-types.ts";
import type { PrintState } from "#shared/printing/print-job-view.ts";
import { useFormat } from "../../app/use-format.ts";
import { useNow } from "../../app/use-now.ts";
import { api } from "../../bridge/api.ts";
import { Badge, type Tone } from "../../ui/badge.tsx";
import { Card } from "../../ui/card.tsx";
import { type Column, DataTable } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import type { Icon } from "../../ui/glyph.tsx";
import { JobCard } from "./job-card.tsx";
import { printingText, stateText } from "./text.ts";

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

const keyOf = (job: PrintJobRow) => job.jobId;

/** Every print with how it stands; beside it the one in hand, with its picture and what can be done. */
export function Queue() {
  const { data, hasNextPage, fetchNextPage } = api.usePrintPagesInfiniteQuery({});
  const [chosen, setChosen] = useState<string>();
  const jobs = useMemo(() => data?.pages.flatMap((page) => page.jobs) ?? [], [data]);
  // A question goes before everything: it keeps a box from leaving.
  const inDoubt = jobs.findLast((job) => job.state === "unknown");
  const job = jobs.find((each) => each.jobId === chosen) ?? inDoubt ?? jobs[0];
  const columns = useColumns();
  return (
    <div className="print-queue">
      <Card fill padding="none">
        <DataTable
          label={printingText.queue}
          columns={columns}
          rows={jobs}
          rowKey={keyOf}
          current={job?.jobId}
          onCurrentChange={setChosen}
          hasMore={hasNextPage}
          onNeedMore={() => void fetchNextPage()}
          empty={<EmptyState title={printingText.noPrints} detail={printingText.noPrintsDetail} />}
        />
      </Card>
      {job && <JobCard key={job.jobId} job={job} />}
    </div>
  );
}

function StateBadge({ state }: { readonly state: PrintState }) {
  const { tone, icon } = looks[state];
  return (
    <Badge tone={tone} icon={icon}>
      {stateText[state]}
    </Badge>
  );
}

function useColumns(): readonly Column<PrintJobRow>[] {
  const format = useFormat();
  const now = useNow();
  return useMemo(
    () => [
      {
        id: "title",
        head: printingText.print,
        width: "minmax(150px, 1fr)",
        look: "strong" as const,
        cell: (job: PrintJobRow) => (
          <bdi className="clip">{job.copy > 1 ? `${job.title}, ${printingText.copy(job.copy)}` : job.title}</bdi>
        ),
      },
      {
        id: "state",
        head: printingText.state,
        width: "150px",
        cell: (job: PrintJobRow) => <StateBadge state={job.state} />,
      },
      {
        id: "printer",
        head: printingText.printer,
        width: "170px",
        cell: (job: PrintJobRow) =>
          job.printerName === "" ? (
            <span className="soft">{printingText.noPrinter}</span>
          ) : (
            <bdi className="clip">{job.printerName}</bdi>
          ),
      },
      {
        id: "at",
        head: printingText.queued,
        width: "92px",
        cell: (job: PrintJobRow) => format.listTime(job.queuedAt, now),
      },
    ],
    [format, now],
  );
}
