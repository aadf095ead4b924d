import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useImperativeHandle, useMemo, useRef, useState } from "react";
import type { KeyboardEvent, MouseEvent, ReactNode, Ref } from "react";
import { isTypingTarget } from "../platform/focus.ts";
import { useShortcuts } from "../platform/shortcuts.ts";
import { stepFrom, tableStep } from "./data-table-keys.ts";
import type { TableStep } from "./data-table-keys.ts";
import { DataTableRow } from "./data-table-row.tsx";
import type { Column } from "./data-table-row.tsx";
import "./data-table.css";

export type { Column };

export interface DataTableHandle {
  readonly focus: () => void;
  /** Moves the current row as a key would. */
  readonly move: (step: TableStep) => void;
}

export interface DataTableProps<Row> {
  /** Names the table: "Orders". */
  readonly label: string;
  /** Keep the same array between renders. */
  readonly columns: readonly Column<Row>[];
  /** The rows loaded so far, in order. Keep a row the same object while it has not changed. */
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** The row the keys act on. */
  readonly current: string | undefined;
  readonly onCurrentChange: (key: string) => void;
  /** Enter, or a double press. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** With these two, Space and Ctrl + press select, Shift selects a stretch. */
  readonly selected?: ReadonlySet<string> | undefined;
  readonly onSelectedChange?: ((keys: ReadonlySet<string>) => void) | undefined;
  /** 36 px; `dense` 32; `entry` 40; `mend` 46, for rows with a field in them. */
  readonly density?: "normal" | "dense" | "entry" | "mend" | undefined;
  /** More rows exist behind the last; `onNeedMore` is called once per loaded length when the end comes near. */
  readonly hasMore?: boolean | undefined;
  readonly onNeedMore?: (() => void) | undefined;
  /** All rows of the list, loaded or not, when known. */
  readonly rowCount?: number | undefined;
  /** J and K move too, while the table has the focus and once it is certain that no scan begins with them. */
  readonly letterKeys?: boolean | undefined;
  /** In place of rows when there are none. */
  readonly empty?: ReactNode | undefined;
  readonly ref?: Ref<DataTableHandle> | undefined;
}

const rowHeights = { dense: 32, normal: 36, entry: 40, mend: 46 } as const;
const headHeight = 32;
/** What the order list, the first to be shown, leaves of the window's height to its surroundings, px. */
const aroundOrders = 224;
/** How close to the loaded end the next slice is asked for. */
const rowsAhead = 40;

/** A list of any length. One tab stop; the current row is moved by keys and marked by a tint and a bar. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, columns, rows, rowKey, current, onCurrentChange, onOpen, selected, onSelectedChange } = props;
  const { density = "normal", hasMore = false, onNeedMore, rowCount, letterKeys = true, empty } = props;

  const scroller = useRef<HTMLDivElement>(null);
  const grid = useRef<HTMLTableElement>(null);
  const anchor = useRef<number>(undefined);
  const id = useId();

  const places = useMemo(() => new Map(rows.map((row, index) => [rowKey(row), index])), [rows, rowKey]);
  const currentIndex = current === undefined ? -1 : (places.get(current) ?? -1);
  const rowHeight = rowHeights[density];

  const virtualizer = useVirtualizer({
    count: rows.length + (hasMore ? 1 : 0),
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    // Until it is measured. Where the guess is right, the list is drawn once and the page laid out once.
    initialRect: { width: window.innerWidth, height: Math.max(window.innerHeight - aroundOrders, 0) },
    // The head lies over the first 32 px of what the scroller shows.
    scrollPaddingEnd: headHeight,
  });
  const inSight = virtualizer.getVirtualItems();
  const lastInSight = inSight.at(-1)?.index ?? 0;

  const askedFor = useRef(-1);
  useEffect(() => {
    if (!hasMore || onNeedMore === undefined) return;
    if (lastInSight < rows.length - rowsAhead || askedFor.current === rows.length) return;
    askedFor.current = rows.length;
    onNeedMore();
  }, [hasMore, onNeedMore, lastInSight, rows.length]);

  // Follows the current row when it becomes another one, not when rows arrive around it.
  useEffect(() => {
    if (currentIndex >= 0) virtualizer.scrollToIndex(currentIndex, { align: "auto" });
    // oxlint-disable-next-line react/exhaustive-deps -- see above: only a new current row scrolls
  }, [current]);

  const goTo = (index: number) => {
    const row = rows[index];
    if (row !== undefined) onCurrentChange(rowKey(row));
  };
  const keysBetween = (from: number, to: number) =>
    rows.slice(Math.min(from, to), Math.max(from, to) + 1).map((row) => rowKey(row));
  const toggle = (key: string) => {
    const next = new Set(selected);
    if (!next.delete(key)) next.add(key);
    onSelectedChange?.(next);
  };
  const stretchTo = (index: number) => {
    anchor.current ??= currentIndex < 0 ? index : currentIndex;
    onSelectedChange?.(new Set(keysBetween(anchor.current, index)));
  };

  const move = (step: TableStep) => goTo(stepFrom(currentIndex, step, rows.length));
  const [hasFocus, setFocus] = useState(false);
  useShortcuts({ j: () => move(1), k: () => move(-1) }, { enabled: letterKeys && hasFocus });
  useImperativeHandle(props.ref, () => ({ focus: () => grid.current?.focus({ preventScroll: true }), move }));

  const pressed = (event: KeyboardEvent) => {
    if (event.target !== grid.current && isTypingTarget(event.target)) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const pageRows = Math.floor(((scroller.current?.clientHeight ?? 0) - headHeight) / rowHeight);
    const step = tableStep(event.key, pageRows);
    if (step !== undefined) {
      event.preventDefault();
      const next = stepFrom(currentIndex, step, rows.length);
      if (event.shiftKey && event.key.startsWith("Arrow")) stretchTo(next);
      else anchor.current = undefined;
      goTo(next);
      return;
    }
    const row = rows[currentIndex];
    if (row === undefined || event.target !== grid.current) return;
    if (event.key === "Enter" && onOpen !== undefined) {
      event.preventDefault();
      onOpen(row);
    } else if (event.key === " " && onSelectedChange !== undefined) {
      event.preventDefault();
      toggle(rowKey(row));
    }
  };

  const rowAt = (target: EventTarget) => {
    const place = target instanceof Element ? target.closest<HTMLElement>(".table-row")?.dataset["index"] : undefined;
    return place === undefined ? -1 : Number(place);
  };
  const clicked = (event: MouseEvent) => {
    const index = rowAt(event.target);
    const row = rows[index];
    if (row === undefined) return;
    if (onSelectedChange !== undefined && event.shiftKey) stretchTo(index);
    else if (onSelectedChange !== undefined && (event.ctrlKey || event.metaKey)) toggle(rowKey(row));
    else anchor.current = undefined;
    goTo(index);
  };
  const doubleClicked = (event: MouseEvent) => {
    const row = rows[rowAt(event.target)];
    if (row !== undefined && !isTypingTarget(event.target)) onOpen?.(row);
  };

  const known = rowCount ?? (hasMore ? undefined : rows.length);
  const isMarking = selected !== undefined && selected.size > 0;
  return (
    <div ref={scroller} className="table-scroll" data-marking={isMarking || undefined}>
      <table
        ref={grid}
        role="grid"
        className="table"
        data-density={density}
        aria-label={label}
        aria-rowcount={known === undefined ? -1 : known + 1}
        aria-colcount={columns.length}
        aria-multiselectable={onSelectedChange === undefined ? undefined : true}
        aria-activedescendant={currentIndex >= 0 ? `${id}-${currentIndex}` : undefined}
        tabIndex={0}
        onKeyDown={pressed}
        onFocus={(event) => setFocus(event.target === event.currentTarget)}
        onBlur={() => setFocus(false)}
        style={{ "--table-columns": columns.map((column) => column.width).join(" ") }}
      >
        <thead role="rowgroup" className="table-head">
          <tr role="row" className="table-head-row" aria-rowindex={1}>
            {columns.map((column) => (
              <th key={column.id} role="columnheader" scope="col" className="table-head-cell" data-align={column.align}>
                <span className={column.isHeadHidden === true ? "visually-hidden" : "clip"}>{column.head}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          role="rowgroup"
          className="table-body"
          style={{ height: virtualizer.getTotalSize() }}
          onClick={clicked}
          onDoubleClick={doubleClicked}
          onFocus={(event) => {
            const index = rowAt(event.target);
            if (index >= 0 && index !== currentIndex) goTo(index);
          }}
        >
          {inSight.map((place) => {
            const row = rows[place.index];
            if (row === undefined) return <LoadingRow key="loading" start={place.start} columns={columns.length} />;
            const key = rowKey(row);
            return (
              <DataTableRow
                key={key}
                id={`${id}-${place.index}`}
                row={row}
                columns={columns}
                index={place.index}
                start={place.start}
                isCurrent={place.index === currentIndex}
                isSelected={isMarking ? selected.has(key) : place.index === currentIndex}
              />
            );
          })}
        </tbody>
      </table>
      {rows.length === 0 && !hasMore && empty !== undefined && <div className="table-empty">{empty}</div>}
    </div>
  );
}

function LoadingRow({ start, columns }: { readonly start: number; readonly columns: number }) {
  return (
    <tr className="table-row" aria-hidden="true" style={{ transform: `translateY(${start}px)` }}>
      {Array.from({ length: columns }, (_, column) => (
        <td key={column} className="table-cell">
          <span className="table-loading" />
        </td>
      ))}
    </tr>
  );
}
