import { IconDeviceFloppy, IconDownload, IconFileImport } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { Button } from "../button.tsx";
import { Card } from "../card.tsx";
import { DataTable } from "../data-table.tsx";
import type { Column } from "../data-table.tsx";
import { Glyph } from "../glyph.tsx";
import { ProgressBar } from "../progress-bar.tsx";
import { TextField } from "../text-field.tsx";
import { Tile } from "../tile.tsx";
import "./gallery.css";
import { SampleShell } from "./sample-shell.tsx";

interface AsideRow {
  readonly line: string;
  readonly column: string;
  readonly inFile: string;
  readonly why: string;
}

const asideRows: readonly AsideRow[] = [
  {
    line: "214",
    column: "Lineitem quantity",
    inFile: "O6",
    why: "Not a number. The letter O stands where a zero should be.",
  },
  {
    line: "377",
    column: "Lineitem sku",
    inFile: "85123",
    why: "No such SKU. Nearest: 85123A, WHITE HANGING HEART T-LIGHT HOLDER.",
  },
  { line: "640", column: "Shipping Zip", inFile: "", why: "No postcode. GB addresses need one." },
  { line: "641", column: "Lineitem price", inFile: "4,25", why: "Comma in a GBP price." },
  { line: "902", column: "Email", inFile: "buyer12748@", why: "Not a full e-mail address." },
];

const keyHints = [
  { keys: ["Tab"], label: "Next value" },
  { keys: ["Enter"], label: "Retry this row" },
  { keys: ["Ctrl", "Enter"], label: "Retry all" },
  { keys: ["Esc"], label: "Stop the import" },
  { keys: ["Ctrl", "O"], label: "Open another file" },
];

interface Mending {
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (line: string, value: string) => void;
  readonly current: string | undefined;
}

const asideColumns = ({ values, onChange, current }: Mending): readonly Column<AsideRow>[] => [
  { id: "line", head: "Line", width: "64px", align: "end", look: "soft", cell: (row) => row.line },
  { id: "column", head: "Column", width: "150px", look: "strong", cell: (row) => row.column },
  {
    id: "in-file",
    head: "In the file",
    width: "130px",
    cell: (row) =>
      row.inFile === "" ? <span className="soft">empty</span> : <code className="raw-value">{row.inFile}</code>,
  },
  { id: "why", head: "Why it was set aside", width: "minmax(200px, 1fr)", look: "wrapping", cell: (row) => row.why },
  {
    id: "right",
    head: "Right value",
    width: "190px",
    cell: (row) => (
      <TextField
        label={`Right value for line ${row.line}`}
        isLabelHidden
        placeholder="Type the right value"
        value={values[row.line] ?? ""}
        onChange={(value) => onChange(row.line, value)}
        autoFocus={row.line === "214"}
      />
    ),
  },
  {
    id: "retry",
    head: "Retry",
    isHeadHidden: true,
    width: "134px",
    cell: (row) => (
      <Button size="small" keys={row.line === current ? ["Enter"] : undefined}>
        Retry
      </Button>
    ),
  },
];

function RowsAside() {
  const [current, setCurrent] = useState<string | undefined>("214");
  const [values, setValues] = useState<Readonly<Record<string, string>>>({ 214: "6", 641: "4.25" });
  const columns = useMemo(
    () =>
      asideColumns({
        values,
        current,
        onChange: (line, value) => setValues((before) => ({ ...before, [line]: value })),
      }),
    [current, values],
  );
  return (
    <Card
      fill
      padding="none"
      title="Rows set aside"
      aside={
        <>
          <span className="soft small">3 orders wait for these rows. All other rows are in.</span>
          <Button size="small" icon={IconDownload}>
            Save as CSV
          </Button>
        </>
      }
    >
      <DataTable
        label="Rows set aside"
        density="mend"
        columns={columns}
        rows={asideRows}
        rowKey={lineOf}
        current={current}
        onCurrentChange={setCurrent}
        letterKeys={false}
      />
    </Card>
  );
}

const lineOf = (row: AsideRow) => row.line;

export function ImportPage() {
  return (
    <SampleShell current="import" title="Import" keyHints={keyHints}>
      <div className="gallery-import">
        <Card>
          <div className="row" style={{ gap: 14, paddingBlock: 4 }}>
            <div className="gallery-file">
              <Glyph icon={IconFileImport} size={24} stroke={1.8} />
            </div>
            <div className="grow">
              <div className="gallery-big">shopify_orders_export.csv</div>
              <div className="soft">Shopify order export, 79 columns, 266 KB</div>
            </div>
            <div className="figure">
              <div className="gallery-big">1,004 of 1,217 rows</div>
              <div className="soft">about 3 seconds left</div>
            </div>
            <Button keys={["Esc"]}>Stop</Button>
          </div>
          <div style={{ margin: "10px 0" }}>
            <ProgressBar label="Import" value={999} aside={5} maximum={1217} words="1,004 of 1,217 rows" size="thick" />
          </div>
          <div className="row soft small">
            <Glyph icon={IconDeviceFloppy} size={16} />
            Saved as it goes. If you stop, what is in stays in, and the same file later adds only the rest.
          </div>
        </Card>
        <div className="gallery-tiles">
          <Tile figure="78" label="new orders" detail="14,906 units" />
          <Tile figure="0" label="already here" detail="same file twice adds nothing" />
          <Tile figure="9" label="on hold" detail="6 not paid, 3 fraud check" />
          <Tile figure="15" label="not for picking" detail="cancelled, refunded, shipped" />
          <Tile figure="5" label="rows set aside" detail="mend below, or leave for later" tone="extra" />
        </div>
        <RowsAside />
      </div>
    </SampleShell>
  );
}
