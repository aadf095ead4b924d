import { must } from "../kernel/result.ts";
import { shopifyColumns } from "./columns.ts";
import { canonicalRows, cellOf, type FileRow } from "./file-row.ts";
import { isOrderStart, type OrderGroup, orderName } from "./order-groups.ts";
import { doubtProblem, type RowNotice, type RowProblem, type RowProblemCode } from "./row-problem.ts";
import { externalIdOf } from "./shopify-head.ts";
import { type ImportedOrder, readOrder, type ShopifyContext } from "./shopify-order.ts";

/** What becomes of an order of the file: it comes in whole, or all its rows wait for a person. */
export type OrderOutcome =
  | { readonly kind: "imported"; readonly order: ImportedOrder }
  | {
      readonly kind: "set-aside";
      readonly rows: readonly FileRow[];
      readonly problems: readonly RowProblem[];
      /** See `ImportedOrder.externalId`; empty where no row says it. With the digest it tells rows that wait already. */
      readonly externalId: string;
      readonly digestInput: string;
    };

export interface FileContext extends ShopifyContext {
  /** From the survey. */
  readonly repeatedIds: ReadonlySet<string>;
}

/**
 * Reads the rows of one order number: one outcome, or several where a shop gave one number to several orders. Every row
 * of the group is in exactly one outcome, save rows that repeat an order word for word.
 */
export function readOrders(group: OrderGroup, context: FileContext): OrderOutcome[] {
  const doubts = brokenRows(group);
  if (doubts.length > 0)
    return [setAside([...group.rows, ...group.strays], [...doubts, ...cellProblems(group, context)])];
  const [earliest, ...later] = byId(segments(group.rows));
  const others = later.map((copies) => secondOfNumber(group.name, copies, context));
  return earliest ? [oneOrder(earliest, context), ...others] : others;
}

/** Rows with one id: one order, once or several times in the file. */
type Copies = readonly [Segment, ...Segment[]];

interface Segment {
  readonly first: FileRow;
  readonly rows: readonly FileRow[];
}

function oneOrder(copies: Copies, context: FileContext): OrderOutcome {
  const [{ first, rows }, ...more] = copies;
  const all = copies.flatMap((copy) => copy.rows);
  const id = externalIdOf(first);
  if (context.repeatedIds.has(id)) {
    const message = `The Id ${id} stands with more than one order number in this file. Look in the shop which order it is.`;
    return setAside(all, [problem(first, "Id", "repeated-id", message)]);
  }
  const record = canonicalRows(rows, shopifyColumns);
  const differing = more.filter((copy) => canonicalRows(copy.rows, shopifyColumns) !== record);
  if (differing.length > 0) {
    const message = `Order ${orderName(first)} begins on line ${first.line} and again here, and the two differ. Keep one of them in the file and open it again.`;
    const problems = differing.map((copy) => problem(copy.first, "Name", "repeated-order", message));
    return setAside(all, problems);
  }
  const reading = readOrder(rows, first, context);
  if (!reading.ok) return setAside(rows, reading.error);
  const repeats = more.map((copy): RowNotice => {
    const message = `Order ${orderName(first)} stands in this file twice, word for word. It was taken once.`;
    return { line: copy.first.line, column: "Name", code: "repeated-in-file", message };
  });
  return { kind: "imported", order: { ...reading.value, notices: [...reading.value.notices, ...repeats] } };
}

/** A second order under a number that is taken: nobody could tell the two apart by it. */
function secondOfNumber(name: string, copies: Copies, context: FileContext): OrderOutcome {
  const [{ first, rows }] = copies;
  const message = `Another order in this file bears the number ${name}. Give this one a number of its own, such as ${name}-2.`;
  const reading = readOrder(rows, first, context);
  const own = reading.ok ? [] : reading.error.filter((each) => each.code !== "repeated-number");
  const all = copies.flatMap((copy) => copy.rows);
  return setAside(all, [problem(first, "Name", "repeated-number", message), ...own]);
}

/** Problems of whole rows; with one of them the order may not be whole. */
function brokenRows(group: OrderGroup): RowProblem[] {
  const doubts = [...group.rows, ...group.strays].map(doubtProblem).filter((each) => each !== undefined);
  const under = group.name === "" ? "" : ` It stands under order ${group.name}: if it belongs there, type that number.`;
  const strays = group.strays
    .filter((row) => !row.doubt)
    .map((row) => {
      const words = orderName(row) === "" ? "This row names no order." : "No order of this number begins in the file.";
      return problem(row, "Name", "stray-row", `${words}${under}`);
    });
  const last = group.rows.at(-1);
  if (!group.brokenOff || !last) return [...doubts, ...strays];
  const message = "The file could not be read past this row, so rows of the order may be missing. Open the file again.";
  return [...doubts, ...strays, { ...problem(last, "", "rest-not-read", message), value: "" }];
}

/** What else is wrong in an order that has broken rows, so that it is all shown at once. */
function cellProblems(group: OrderGroup, context: FileContext): RowProblem[] {
  const sound = segments(group.rows.filter((row) => !row.doubt));
  const [only] = sound;
  if (!only || sound.length > 1) return [];
  const reading = readOrder(only.rows, only.first, context);
  // With rows in doubt the lines do not add up, which says nothing new.
  return reading.ok ? [] : reading.error.filter((each) => each.code !== "rows-missing");
}

/** Cuts at each row with an order's own cells. Rows above the first such row belong to it. */
function segments(rows: readonly FileRow[]): Segment[] {
  const cuts: { first: FileRow; rows: FileRow[] }[] = [];
  const above: FileRow[] = [];
  for (const row of rows) {
    if (isOrderStart(row)) cuts.push({ first: row, rows: cuts.length === 0 ? [...above, row] : [row] });
    else (cuts.at(-1)?.rows ?? above).push(row);
  }
  return cuts;
}

function byId(parts: readonly Segment[]): Copies[] {
  const groups = new Map<string, [Segment, ...Segment[]]>();
  for (const part of parts) {
    const id = externalIdOf(part.first);
    const copies = groups.get(id);
    if (copies) copies.push(part);
    else groups.set(id, [part]);
  }
  return [...groups.values()];
}

function problem(row: FileRow, column: string, code: RowProblemCode, message: string): RowProblem {
  return { line: row.line, column, value: cellOf(row, column), code, message };
}

function setAside(rows: readonly FileRow[], problems: readonly RowProblem[]): OrderOutcome {
  const inOrder = rows.toSorted((one, other) => one.line - other.line);
  const first = inOrder.find(isOrderStart);
  must(problems[0], "nothing is set aside without a reason");
  return {
    kind: "set-aside",
    rows: inOrder,
    problems: problems.toSorted((one, other) => one.line - other.line),
    externalId: first ? externalIdOf(first) : "",
    digestInput: canonicalRows(inOrder, shopifyColumns),
  };
}
