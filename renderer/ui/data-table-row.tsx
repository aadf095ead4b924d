import { memo } from "react";
import type { ReactNode } from "react";

export interface Column<Row> {
  readonly id: string;
  readonly head: string;
  /** The head is then only spoken: a column of buttons. */
  readonly isHeadHidden?: boolean | undefined;
  /**
   * A grid track: "97px", "minmax(120px, 1.4fr)". Never sized by content, because rows come and go while scrolling and
   * columns must not jump.
   */
  readonly width: string;
  /** `end` for figures. */
  readonly align?: "start" | "end" | undefined;
  readonly look?: "plain" | "strong" | "soft" | "code" | "item-name" | "wrapping" | undefined;
  readonly cell: (row: Row) => ReactNode;
}

export interface DataTableRowProps<Row> {
  readonly id: string;
  readonly row: Row;
  readonly columns: readonly Column<Row>[];
  readonly index: number;
  /** Offset from the first row, in px. */
  readonly start: number;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
}

function Row<Value>({ id, row, columns, index, start, isCurrent, isSelected }: DataTableRowProps<Value>) {
  return (
    <tr
      id={id}
      role="row"
      className="table-row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-index={index}
      data-current={isCurrent || undefined}
      style={{ transform: `translateY(${start}px)` }}
    >
      {columns.map((column) => (
        <td key={column.id} role="gridcell" className="table-cell" data-align={column.align} data-look={column.look}>
          {column.cell(row)}
        </td>
      ))}
    </tr>
  );
}

/** Drawn again only when its own row, place or state changes; scrolling past 100,000 rows stays cheap. */
export const DataTableRow = memo(Row) as typeof Row;
