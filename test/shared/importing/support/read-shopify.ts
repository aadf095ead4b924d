import { type ImportedOrder, readOrder, type ShopifyContext } from "#shared/importing/shopify-order.ts";
import { type Cells, fileRows, firstRow } from "./shopify-rows.ts";

export const anyCatalogue: ShopifyContext = { file: "orders.csv", knows: undefined };

export function read(records: readonly Cells[], context = anyCatalogue): ReturnType<typeof readOrder> {
  const rows = fileRows(...records);
  const [first] = rows;
  if (!first) throw new Error("a test gives rows");
  return readOrder(rows, first, context);
}

/** The order on the rows given; a test that expects one fails with its problems otherwise. */
export function imported(cells: Cells, ...further: readonly Cells[]): ImportedOrder {
  const reading = read([firstRow(cells), ...further]);
  if (!reading.ok) throw new Error(JSON.stringify(reading.error));
  return reading.value;
}

/** Line, column and code of each problem; none where the order comes in. */
export function problems(cells: Cells, ...further: readonly Cells[]): unknown[] {
  const reading = read([firstRow(cells), ...further]);
  return reading.ok ? [] : reading.error.map(({ line, column, code }) => [line, column, code]);
}

export const holdsOf = (cells: Cells): unknown[] => imported(cells).holds.map((hold) => hold.type);
/** State, amount and refunded amount of each tender. */
export const tendersOf = (cells: Cells): unknown[] =>
  imported(cells).content.tenders.map(({ state, amountMinor, refundedMinor }) => [state, amountMinor, refundedMinor]);
