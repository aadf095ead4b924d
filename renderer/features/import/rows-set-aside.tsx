import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { SetAsideRow } from "#shared/bridge/types.ts";
import { ScreenDialog } from "../../app/screen-dialog.tsx";
import { useFormat } from "../../app/use-format.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { DataTable } from "../../ui/data-table.tsx";
import type { Column } from "../../ui/data-table.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Notice } from "../../ui/notice.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { importText, mendColumnText, waitingWords } from "./text.ts";
import { rowKey, type Mending } from "./use-mending.ts";

export interface RowsSetAsideProps {
  readonly rows: readonly SetAsideRow[];
  /** In all. */
  readonly records: number;
  readonly hasMore: boolean;
  readonly onNeedMore: () => void;
  readonly mending: Mending;
  readonly onSave: () => void;
}

/** Rows that need a person: what the file says, why that will not do, and room for the right value beside it. */
export function RowsSetAside({ rows, records, hasMore, onNeedMore, mending, onSave }: RowsSetAsideProps) {
  const format = useFormat();
  const [current, setCurrent] = useState<string>();
  const [leaving, setLeaving] = useState<SetAsideRow>();
  const currentKey = current ?? (rows[0] && rowKey(rows[0]));
  const kind = rows[0]?.fileKind ?? "shopify-orders";
  return (
    <Card
      fill
      padding="none"
      title={importText.aside}
      aside={
        records > 0 && (
          <>
            <span className="soft small">{waitingWords(records, kind, format)}</span>
            <Button size="small" icon={IconDownload} onPress={onSave}>
              {importText.saveCsv}
            </Button>
          </>
        )
      }
    >
      {mending.refusal !== undefined && (
        <div className="import-notice">
          <Notice
            tone="wrong"
            speak="now"
            actions={
              <Button size="small" onPress={mending.clearRefusal}>
                {importText.gotIt}
              </Button>
            }
          >
            {mending.refusal}
          </Notice>
        </div>
      )}
      <DataTable
        label={importText.aside}
        density="mend"
        columns={mendColumns(mending, currentKey, setLeaving)}
        rows={rows}
        rowKey={rowKey}
        current={currentKey}
        onCurrentChange={setCurrent}
        hasMore={hasMore}
        onNeedMore={onNeedMore}
        letterKeys={false}
        empty={<EmptyState title={importText.nothingAside} />}
      />
      <ScreenDialog
        title={importText.discardTitle(leaving?.label ?? "")}
        isOpen={leaving !== undefined}
        onClose={() => setLeaving(undefined)}
        width="narrow"
        role="alertdialog"
        actions={
          <>
            <Button autoFocus onPress={() => setLeaving(undefined)}>
              {importText.keep}
            </Button>
            <Button
              kind="primary"
              onPress={() => {
                if (leaving) void mending.discard(leaving.setAsideId);
                setLeaving(undefined);
              }}
            >
              {importText.discardYes}
            </Button>
          </>
        }
      >
        {importText.discardDetail}
      </ScreenDialog>
    </Card>
  );
}

function mendColumns(
  mending: Mending,
  currentKey: string | undefined,
  onDiscard: (row: SetAsideRow) => void,
): readonly Column<SetAsideRow>[] {
  return [
    { id: "line", head: mendColumnText.line, width: "76px", align: "end", look: "soft", cell: (row) => row.line },
    {
      id: "column",
      head: mendColumnText.column,
      width: "164px",
      look: "strong",
      cell: (row) => (row.column === "" ? <span className="soft">{importText.wholeRow}</span> : row.column),
    },
    {
      id: "value",
      head: mendColumnText.value,
      width: "150px",
      cell: (row) =>
        row.value === "" ? (
          <span className="soft">{row.column === "" ? "–" : importText.empty}</span>
        ) : (
          <bdi className="raw-value clip" title={row.value}>
            {row.value}
          </bdi>
        ),
    },
    {
      id: "why",
      head: mendColumnText.why,
      width: "minmax(180px, 1fr)",
      look: "wrapping",
      cell: (row) => (
        <span className="import-why" title={row.message}>
          {mending.stillAside.has(row.setAsideId) && <b>{importText.stillAside} </b>}
          {row.message}
        </span>
      ),
    },
    {
      id: "right",
      head: mendColumnText.right,
      width: "190px",
      cell: (row) =>
        row.column === "" ? null : (
          <TextField
            label={importText.rightValueOf(row)}
            isLabelHidden
            value={mending.valueOf(row)}
            onChange={(value) => mending.type(row, value)}
            placeholder={importText.typeValue}
            onEnter={() => void mending.retry(row)}
            inputRef={mending.fieldRef(row)}
          />
        ),
    },
    {
      id: "actions",
      head: mendColumnText.actions,
      isHeadHidden: true,
      width: "214px",
      cell: (row) =>
        !row.first ? (
          <span className="soft small">{importText.withRecord(row.label)}</span>
        ) : (
          <div className="row">
            <Button
              size="small"
              keys={rowKey(row) === currentKey ? ["Enter"] : undefined}
              onPress={() => void mending.retry(row)}
            >
              {importText.retry}
            </Button>
            <Button size="small" kind="quiet" onPress={() => onDiscard(row)}>
              {importText.discard}
            </Button>
          </div>
        ),
    },
  ];
}
