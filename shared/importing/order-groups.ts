import { cellOf, type FileRow } from "./file-row.ts";
import { externalIdOf } from "./shopify-head.ts";
import { toFinancialStatus } from "./shopify-payment.ts";
import { plainText } from "./text-cells.ts";

/**
 * Shopify writes one row a line, and the order's own cells on the first row only. Rows are brought together by `Name`
 * wherever they stand. So that no order is taken while rows of it are still to come, and without holding the file in
 * memory, the file is gone through twice: a survey first, then the groups.
 *
 * A row that says no order it could belong to goes to the order above it, because that is where it most likely comes
 * from: the order is then set aside whole rather than sent without that line.
 */

export interface OrderGroup {
  /** The order's number; empty for rows above the first order. */
  readonly name: string;
  readonly rows: readonly FileRow[];
  /** Rows whose own order cannot be told, kept with the order above them. */
  readonly strays: readonly FileRow[];
  /** The file could not be read to its end and rows may be missing. */
  readonly brokenOff: boolean;
}

export interface OrderSurvey {
  /** Rows that hold something, for the progress bar. */
  readonly rows: number;
  /** Whether the order begins anywhere in the file. */
  readonly begins: (name: string) => boolean;
  /** Whether its rows stand apart from each other. */
  readonly isScattered: (name: string) => boolean;
  /** Ids that stand with more than one number. */
  readonly repeatedIds: ReadonlySet<string>;
}

export function orderName(row: FileRow): string {
  return plainText(cellOf(row, "Name"));
}

/** Whether the row holds an order's own cells. A row whose cells may have shifted must look like one. */
export function isOrderStart(row: FileRow): boolean {
  if (row.doubt) return toFinancialStatus(cellOf(row, "Financial Status")) !== undefined;
  return ["Financial Status", "Currency", "Subtotal", "Total"].some((column) => cellOf(row, column).trim() !== "");
}

/** First pass: add every row, then finish. Holds the numbers and ids of the file, not its rows. */
export function createOrderSurvey(): { readonly add: (row: FileRow) => void; readonly finish: () => OrderSurvey } {
  const begun = new Set<string>();
  const seen = new Set<string>();
  const scattered = new Set<string>();
  const numberOfId = new Map<string, string>();
  const repeatedIds = new Set<string>();
  let rows = 0;
  let current: string | undefined;
  return {
    add: (row) => {
      rows += 1;
      const name = orderName(row);
      if (name === "") return;
      if (name !== current && seen.has(name)) scattered.add(name);
      seen.add(name);
      current = name;
      if (!isOrderStart(row)) return;
      begun.add(name);
      const id = externalIdOf(row);
      const number = numberOfId.get(id) ?? name;
      numberOfId.set(id, number);
      if (number !== name) repeatedIds.add(id);
    },
    finish: () => ({
      rows,
      begins: (name) => begun.has(name),
      isScattered: (name) => scattered.has(name),
      repeatedIds,
    }),
  };
}

interface OpenGroup {
  readonly name: string;
  readonly rows: FileRow[];
  readonly strays: FileRow[];
}

/** Second pass, over the same rows: `add` hands out each order once no further row of it can come. */
export function createOrderGrouper(survey: OrderSurvey): {
  readonly add: (row: FileRow) => OrderGroup[];
  /** The orders still open. Not to be called where a person stopped the import: those orders then stay out, whole. */
  readonly finish: (ending: "whole" | "broken-off") => OrderGroup[];
} {
  const waiting = new Map<string, OpenGroup>();
  let current: OpenGroup | undefined;

  const open = (name: string): OpenGroup => {
    const group = waiting.get(name) ?? { name, rows: [], strays: [] };
    if (survey.isScattered(name)) waiting.set(name, group);
    return group;
  };

  return {
    add: (row) => {
      const name = orderName(row);
      if (name === "" || !survey.begins(name)) {
        current ??= open("");
        current.strays.push(row);
        return [];
      }
      if (current?.name === name) {
        current.rows.push(row);
        return [];
      }
      const done = current && !waiting.has(current.name) ? [close(current, false)] : [];
      current = open(name);
      current.rows.push(row);
      return done;
    },
    finish: (ending) => {
      const rest = new Set(waiting.values());
      if (current) rest.add(current);
      return [...rest].map((group) => close(group, ending === "broken-off"));
    },
  };
}

/** Both passes at once, for rows that are in memory anyway. */
export function groupOrders(rows: readonly FileRow[]): { readonly groups: OrderGroup[]; readonly survey: OrderSurvey } {
  const surveyor = createOrderSurvey();
  for (const row of rows) surveyor.add(row);
  const survey = surveyor.finish();
  const grouper = createOrderGrouper(survey);
  const groups = [...rows.flatMap((row) => grouper.add(row)), ...grouper.finish("whole")];
  return { groups, survey };
}

function close({ name, rows, strays }: OpenGroup, brokenOff: boolean): OrderGroup {
  return { name, rows, strays, brokenOff };
}
