import { err, ok, type Result } from "../kernel/result.ts";
import type { SetAside } from "../facts/kinds/importing.ts";
import { type CatalogueEntry, readCatalogueRow } from "./catalogue.ts";
import { catalogueColumns, shopifyColumns } from "./columns.ts";
import { canonicalRows, type FileRow } from "./file-row.ts";
import { groupOrders, isOrderStart, orderName } from "./order-groups.ts";
import type { RowProblem } from "./row-problem.ts";
import { readOrders } from "./shopify.ts";
import type { ImportedOrder, ShopifyContext } from "./shopify-order.ts";

/** A right value for one cell of a row that was set aside. */
export interface CellEdit {
  readonly line: number;
  readonly column: string;
  readonly value: string;
}

export type Mended =
  | { readonly kind: "catalogue"; readonly entry: CatalogueEntry }
  | { readonly kind: "shopify-orders"; readonly orders: readonly ImportedOrder[] };

export interface MendContext extends Omit<ShopifyContext, "file"> {
  /** SKU that bears the barcode in the store. */
  readonly barcodeOwner: (barcode: string) => string | undefined;
}

/** The record a set-aside outcome becomes: durable, and all that `mend` needs. */
export function toSetAside(
  rows: readonly FileRow[],
  problems: readonly RowProblem[],
  origin: Pick<SetAside, "setAsideId" | "file" | "kind">,
): SetAside {
  return {
    ...origin,
    rows: rows.map(({ line, cells }) => ({ line, cells: { ...cells } })),
    problems: problems.map((problem) => ({ ...problem })),
  };
}

/**
 * Reads the rows again with the edits in place. All of them come in, or none: then the record comes back with the edits
 * and the problems that are left. What comes in keeps the rows as the file had them as its source, so that the same file
 * read again finds it already there.
 */
export function mend(setAside: SetAside, edits: readonly CellEdit[], context: MendContext): Result<Mended, SetAside> {
  const rows = withEdits(setAside.rows, edits);
  const remaining = carriedProblems(setAside, edits);
  const reading =
    setAside.kind === "catalogue" ? readAgain(rows, setAside, context) : readOrdersAgain(rows, setAside, context);
  if (reading.ok && remaining.length === 0) return reading;
  const found = reading.ok ? [] : reading.error;
  const fresh = found.filter((one) => !remaining.some((other) => isSame(one, other)));
  const problems = [...remaining, ...fresh].toSorted((one, other) => one.line - other.line);
  return err({ ...setAside, rows: rows.map(({ line, cells }) => ({ line, cells: { ...cells } })), problems });
}

function readAgain(
  rows: readonly FileRow[],
  setAside: SetAside,
  { barcodeOwner }: MendContext,
): Result<Mended, readonly SetAside["problems"][number][]> {
  const problems: RowProblem[] = [];
  let entry: CatalogueEntry | undefined;
  for (const row of rows) {
    // The rest of the file is not at hand; what it said of repeats is carried over from the record.
    const reading = readCatalogueRow(row, { skuLine: () => undefined, barcodeOwner });
    if (reading.ok) entry = reading.value;
    else problems.push(...reading.error);
  }
  if (!entry || problems.length > 0) return err(problems);
  return ok({ kind: "catalogue", entry: { ...entry, digestInput: canonicalRows(setAside.rows, catalogueColumns) } });
}

function readOrdersAgain(
  rows: readonly FileRow[],
  setAside: SetAside,
  context: MendContext,
): Result<Mended, readonly SetAside["problems"][number][]> {
  const { groups, survey } = groupOrders(rows);
  const outcomes = groups.flatMap((group) =>
    readOrders(group, { ...context, file: setAside.file, repeatedIds: survey.repeatedIds }),
  );
  const problems = outcomes.flatMap((outcome) => (outcome.kind === "set-aside" ? outcome.problems : []));
  if (problems.length > 0) return err(problems);
  const orders = outcomes.flatMap((outcome) => (outcome.kind === "imported" ? [outcome.order] : []));
  return ok({ kind: "shopify-orders", orders: orders.map((order) => withSourceOf(order, setAside)) });
}

function withSourceOf(order: ImportedOrder, setAside: SetAside): ImportedOrder {
  const { source } = order.content;
  if (!source) return order;
  const lines = new Set(source.rows.map((row) => row.line));
  const rows = setAside.rows.filter((row) => lines.has(row.line));
  return {
    ...order,
    content: { ...order.content, source: { ...source, rows } },
    digestInput: canonicalRows(rows, shopifyColumns),
  };
}

/** A new number for an order's first row is meant for the rows of the order below it too. */
function withEdits(rows: readonly FileRow[], edits: readonly CellEdit[]): FileRow[] {
  let renamed: { readonly from: string; readonly to: string } | undefined;
  return rows.map((row) => {
    const mine = edits.filter((edit) => edit.line === row.line);
    const name = mine.findLast((edit) => edit.column === "Name")?.value;
    if (isOrderStart(row)) renamed = name === undefined ? undefined : { from: orderName(row), to: name };
    const follows = renamed !== undefined && name === undefined && orderName(row) === renamed.from;
    return edited(row, follows && renamed ? [{ line: row.line, column: "Name", value: renamed.to }, ...mine] : mine);
  });
}

function edited(row: FileRow, edits: readonly CellEdit[]): FileRow {
  const cells = new Map(Object.entries(row.cells));
  for (const { column, value } of edits) {
    if (value === "") cells.delete(column);
    else cells.set(column, value);
  }
  return { line: row.line, cells: Object.fromEntries(cells) };
}

/** Seen only with the whole file at hand: the rows alone would not show them again. They go with a new value in their cell. */
const seenInFileOnly: ReadonlySet<string> = new Set([
  "repeated-sku",
  "repeated-barcode",
  "repeated-number",
  "repeated-id",
]);

/** No value typed for one cell mends these: the row itself is not whole. */
const neverMended: ReadonlySet<string> = new Set(["wrong-width", "stray-quote", "unclosed-quote", "rest-not-read"]);

function carriedProblems(setAside: SetAside, edits: readonly CellEdit[]): SetAside["problems"] {
  return setAside.problems.filter((problem) => {
    if (neverMended.has(problem.code)) return true;
    if (!seenInFileOnly.has(problem.code)) return false;
    const edit = edits.findLast((each) => each.line === problem.line && each.column === problem.column);
    return edit === undefined || edit.value.trim() === problem.value.trim();
  });
}

function isSame(one: SetAside["problems"][number], other: SetAside["problems"][number]): boolean {
  return one.line === other.line && one.column === other.column && one.code === other.code;
}
