import type { ViewName, ViewStates } from "#shared/facts/views.ts";
import { isClosed } from "#shared/facts/closed.ts";
import { currencyExponent, rescale } from "#shared/kernel/money.ts";
import { searchWords } from "#shared/kernel/search-words.ts";
import { isFullyShipped, paymentState, progressOf, stageOf, unitCount } from "#shared/orders/order-standing.ts";
import { isOrderStart } from "#shared/importing/order-groups.ts";
import { externalIdOf } from "#shared/importing/shopify-head.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { isSessionOpen } from "#shared/packing/pack-session-view.ts";
import { isListOpen } from "#shared/picking/pick-list-view.ts";
import { isTransferOpen } from "#shared/stock/transfer-view.ts";
import { canPromise, onHand } from "#shared/stock/stock-view.ts";
import { mayPromise } from "#shared/stock/rights.ts";
import { orderAttention, stockAttention, unclaimedView, writeAttention } from "./attention.ts";
import { writeOrderSite } from "./order-sites.ts";
import type { Statements } from "./side-tables.ts";

/** Fold keys of the first and the last fact in a document. */
export interface FactSpan {
  readonly first: string;
  readonly last: string;
}

/** Keeps the list rows, counters and search words of one view in step with a changed document, in its commit. */
type Writer<Name extends ViewName> = (
  statements: Statements,
  id: string,
  state: ViewStates[Name],
  before: ViewStates[Name] | undefined,
  keys: FactSpan,
) => void;

const writers: { readonly [Name in ViewName]: Writer<Name> } = {
  orders: writeOrder,
  items: writeItem,
  stock: (statements, sku, state, before) => {
    writeAttention(statements, "stock", sku, stockAttention(state), before && stockAttention(before));
    writeStockRow(statements, sku, state);
  },
  customers: (statements, id, state, before) => {
    statements.run(
      `INSERT INTO customer_rows (customer_id, last_order_at) VALUES (?, ?)
       ON CONFLICT (customer_id) DO UPDATE SET last_order_at = excluded.last_order_at`,
      id,
      state.lastOrderAt,
    );
    const old = before && customerWords(before);
    writeSearch(statements, "customer_search", "customer_rows", "customer_id", id, customerWords(state), old);
  },
  work: (statements, id, state, _before, { last }) => {
    const row = workRow(state);
    statements.run(
      "INSERT OR REPLACE INTO work_rows VALUES (?, ?, ?, ?, ?)",
      id,
      row.kind,
      row.open ? 1 : 0,
      row.number,
      last,
    );
  },
  parcels: () => undefined,
  printJobs: (statements, id, state, _before, { first }) => {
    // Jobs go by the place of the fact that queued them: several may be queued within one millisecond.
    statements.run(
      "INSERT INTO print_rows VALUES (?, ?, ?, ?) ON CONFLICT (job_id) DO UPDATE SET state = excluded.state",
      id,
      state.parcelId,
      state.state,
      first,
    );
  },
  people: (statements, id, state) => {
    statements.run(
      "INSERT OR REPLACE INTO people_rows VALUES (?, ?, ?)",
      id,
      state.kind,
      state.kind === "person" ? state.badge : "",
    );
  },
  exceptions: (statements, id, state, _before, { first }) => {
    statements.run(
      `INSERT INTO set_aside_rows VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET waiting = excluded.waiting, external_id = excluded.external_id`,
      id,
      state.outcome === "waiting" ? 1 : 0,
      first,
      externalIdOfRows(state),
    );
  },
};

/** The one row that says something else at each station. */
export function writeStockRow(statements: Statements, sku: string, state: ViewStates["stock"]): void {
  // What this station may promise; a store without a station of its own (a test's) shows what anybody may.
  const station = statements.of("SELECT value FROM store_state WHERE name = 'station'").get()?.["value"];
  const free = typeof station === "string" ? mayPromise(state, station) : canPromise(state);
  statements.run("INSERT OR REPLACE INTO stock_rows VALUES (?, ?, ?)", sku, onHand(state), free);
}

/** The rows of one changed document. `keys.first` counts only where the document is new (`before` is undefined). */
export function writeRows<Name extends ViewName>(
  statements: Statements,
  view: Name,
  id: string,
  state: ViewStates[Name],
  before: ViewStates[Name] | undefined,
  keys: FactSpan,
): void {
  writers[view](statements, id, state, before, keys);
  if (isClosed(view, state)) {
    statements.run("INSERT OR REPLACE INTO closed_documents VALUES (?, ?, ?)", view, id, keys.last);
  } else if (before && isClosed(view, before)) {
    statements.run("DELETE FROM closed_documents WHERE view = ? AND id = ?", view, id);
  }
}

function workRow(state: ViewStates["work"]): { kind: string; open: boolean; number: number } {
  switch (state.kind) {
    case "pick-list":
      return { kind: state.kind, open: isListOpen(state), number: state.number };
    case "pack-session":
      return { kind: state.kind, open: isSessionOpen(state), number: 0 };
    case "transfer":
      return { kind: state.kind, open: isTransferOpen(state), number: state.number };
    case "import":
      return { kind: state.kind, open: false, number: 0 };
  }
}

function writeOrder(statements: Statements, id: string, order: OrderView, before: OrderView | undefined): void {
  const stage = stageOf(order);
  const progress = progressOf(order, stage);
  statements.run(
    `INSERT INTO order_rows (order_id, number, channel, placed_at, customer, ship_to, lines, units, total_minor, currency,
       payment, stage, holds, done_units, of_units, ended_at, tote, source_digest)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (order_id) DO UPDATE SET ship_to = excluded.ship_to, lines = excluded.lines, units = excluded.units,
       total_minor = excluded.total_minor, payment = excluded.payment, stage = excluded.stage, holds = excluded.holds,
       done_units = excluded.done_units, of_units = excluded.of_units, ended_at = excluded.ended_at, tote = excluded.tote`,
    id,
    order.number,
    order.channel,
    order.placedAt,
    order.customer.name || order.shipTo.name,
    [order.shipTo.city, order.shipTo.postcode].filter(Boolean).join(" "),
    order.lines.length,
    unitCount(order),
    order.totals.totalMinor,
    order.currency,
    paymentState(order),
    stage,
    order.holds.map((hold) => hold.type).join(","),
    progress.done,
    progress.of,
    order.cancelled?.at ?? order.shippedAt ?? order.shippedElsewhereAt,
    stage === "shipped" || stage === "cancelled" ? "" : order.tote,
    order.sourceDigest,
  );
  count(statements, before && { stage: stageOf(before), units: unitCount(before) }, { stage, units: unitCount(order) });
  writeAttention(statements, "orders", id, orderAttention(order), before && orderAttention(before));
  const left = (state: OrderView) => ({ since: null, asked: state.custody.isUnclaimed });
  writeAttention(statements, unclaimedView(order.channel), id, left(order), before && left(before));
  writeOrderSite(statements, id, order, stage !== "shipped" && stage !== "cancelled");
  writeLines(statements, id, order, before);
  writeSearch(
    statements,
    "order_search",
    "order_rows",
    "order_id",
    id,
    orderWords(order),
    before && orderWords(before),
  );
}

interface LineRow {
  readonly units: number;
  readonly backordered: number;
  readonly open: boolean;
}

/** What an order wants of each SKU; not open once nothing more will be done for it. */
function lineRows(order: OrderView): Map<string, LineRow> {
  const open = order.cancelled === null && !isFullyShipped(order);
  const rows = new Map<string, LineRow>();
  for (const { sku, quantity, backordered } of order.lines) {
    const present = rows.get(sku) ?? { units: 0, backordered: 0 };
    rows.set(sku, { units: present.units + quantity, backordered: present.backordered + backordered, open });
  }
  return rows;
}

function writeLines(statements: Statements, id: string, order: OrderView, before: OrderView | undefined): void {
  const old = before && lineRows(before);
  const now = lineRows(order);
  for (const sku of old?.keys() ?? []) {
    if (!now.has(sku)) statements.run("DELETE FROM order_lines WHERE sku = ? AND order_id = ?", sku, id);
  }
  for (const [sku, row] of now) {
    const was = old?.get(sku);
    if (was?.units === row.units && was.backordered === row.backordered && was.open === row.open) continue;
    statements.run(
      "INSERT OR REPLACE INTO order_lines VALUES (?, ?, ?, ?, ?, ?)",
      sku,
      id,
      order.placedAt,
      row.units,
      row.backordered,
      row.open ? 1 : 0,
    );
  }
}

interface Counted {
  readonly stage: string;
  readonly units: number;
}

function count(statements: Statements, from: Counted | undefined, to: Counted): void {
  if (from?.stage === to.stage && from.units === to.units) return;
  const change = `INSERT INTO order_counts VALUES (?, ?, ?)
    ON CONFLICT (stage) DO UPDATE SET orders = orders + excluded.orders, units = units + excluded.units`;
  if (from) statements.run(change, from.stage, -1, -from.units);
  statements.run(change, to.stage, 1, to.units);
}

function orderWords(order: OrderView): string {
  const { customer, shipTo } = order;
  const skus = order.lines.slice(0, 200).map((line) => line.sku);
  return joined([
    order.number,
    customer.name,
    customer.email,
    compact(customer.phone),
    shipTo.name,
    shipTo.company,
    shipTo.city,
    shipTo.postcode,
    compact(shipTo.postcode),
    ...skus,
  ]);
}

function customerWords({ name, email, phone, shipTo }: ViewStates["customers"]): string {
  return joined([name, email, phone, compact(phone), shipTo.postcode, compact(shipTo.postcode)]);
}

/** Each part once: a word more costs as much as the row it leads to, and the buyer is mostly who it is sent to. */
function joined(parts: readonly string[]): string {
  return [...new Set(parts)].join(" ");
}

function writeItem(
  statements: Statements,
  sku: string,
  item: ViewStates["items"],
  before: ViewStates["items"] | undefined,
): void {
  statements.run(
    `INSERT INTO item_rows (sku, name, price_value, price_scale, price_minor, currency, barcode, bin, weight_grams)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (sku) DO UPDATE SET name = excluded.name, price_value = excluded.price_value,
       price_scale = excluded.price_scale, price_minor = excluded.price_minor,
       currency = excluded.currency, barcode = excluded.barcode, bin = excluded.bin, weight_grams = excluded.weight_grams`,
    sku,
    item.name,
    item.price.value,
    item.price.scale,
    rescale(item.price, currencyExponent(item.currency)),
    item.currency,
    item.barcode,
    item.bin,
    item.weightGrams,
  );
  const words = `${sku} ${item.name} ${item.barcode}`;
  writeSearch(
    statements,
    "item_search",
    "item_rows",
    "sku",
    sku,
    words,
    before && `${sku} ${before.name} ${before.barcode}`,
  );
}

function writeSearch(
  statements: Statements,
  table: string,
  rows: string,
  column: string,
  id: string,
  words: string,
  before: string | undefined,
): void {
  if (words === before) return;
  const row = statements.of(`SELECT row FROM ${rows} WHERE ${column} = ?`).get(id)?.["row"] ?? null;
  if (before !== undefined) statements.run(`DELETE FROM ${table} WHERE rowid = ?`, row);
  statements.run(`INSERT INTO ${table} (rowid, words) VALUES (?, ?)`, row, searchWords(words));
}

/** "TR26 1HE" is also found as "tr261he". */
function compact(text: string): string {
  return text.replace(/[^\p{L}\p{N}]/gu, "");
}

/** The shop's id of the order whose rows wait; empty for a catalogue row or where no row says it. */
function externalIdOfRows({ kind, rows }: ViewStates["exceptions"]): string {
  const first = kind === "shopify-orders" ? rows.find((row) => isOrderStart(row)) : undefined;
  return first ? externalIdOf(first) : "";
}
