import { draft, type Draft } from "../facts/kinds.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { binPlace, outside } from "./places.ts";
import { rightsAt } from "./rights.ts";
import type { StockView } from "./stock-view.ts";
import { isTransferOpen, type TransferView } from "./transfer-view.ts";

/** Who does it, and where: the bins that are named at a station are those of its own site. */
export interface Here {
  readonly station: string;
  readonly site: string;
}

export type StockRefusal =
  | "sku-unknown"
  | "same-bin"
  | "not-free-here"
  | "no-lines"
  | "same-station"
  | "transfer-unknown"
  | "transfer-done"
  | "not-for-here"
  | "too-many";

/** What was counted in one bin, now. The difference to the book is found by the fold, see `stock.counted`. */
export function decideCount(
  count: { readonly sku: string; readonly bin: string; readonly counted: number; readonly reason: string },
  { site }: Pick<Here, "site">,
): readonly Draft[] {
  const { sku, bin, counted, reason } = count;
  return [draft(`item/${sku}`, "stock.counted", { sku, place: binPlace(site, bin), counted, reason })];
}

/** Moves units between bins. Only units this station may promise: those of others stay where they promised them from. */
export function decideRelocate(
  stock: StockView,
  move: { readonly from: string; readonly to: string; readonly quantity: number; readonly reason: string },
  { station, site }: Here,
): Result<readonly Draft[], StockRefusal> {
  const [from, to] = [binPlace(site, move.from), binPlace(site, move.to)];
  if (from === to) return err("same-bin");
  if (rightsAt(stock, from, station) < move.quantity) return err("not-free-here");
  const moves = [{ sku: stock.sku, from, to, quantity: move.quantity }];
  return ok([draft(`item/${stock.sku}`, "stock.relocated", { moves, reason: move.reason })]);
}

/** Sends units to another station: first half of the two, see `transfer.sent`. */
export function decideSend(
  transfer: {
    readonly transferId: string;
    readonly number: number;
    readonly to: string;
    readonly lines: readonly {
      readonly sku: string;
      readonly name: string;
      readonly bin: string;
      readonly quantity: number;
    }[];
  },
  stockOf: (sku: string) => StockView | undefined,
  { station, site }: Here,
): Result<readonly Draft[], StockRefusal> {
  const { transferId, number, to } = transfer;
  if (to === station) return err("same-station");
  if (transfer.lines.length === 0) return err("no-lines");
  const taken = new Map<string, number>();
  const lines = transfer.lines.map(({ bin, ...line }) => ({ ...line, place: binPlace(site, bin) }));
  for (const { sku, place, quantity } of lines) {
    const stock = stockOf(sku);
    if (!stock) return err("sku-unknown");
    const key = `${sku}\n${place}`;
    const wanted = (taken.get(key) ?? 0) + quantity;
    if (rightsAt(stock, place, station) < wanted) return err("not-free-here");
    taken.set(key, wanted);
  }
  return ok([draft(`transfer/${transferId}`, "transfer.sent", { transferId, number, to, lines })]);
}

/**
 * Units arrived: at the station they were sent to, and never more than were sent. `missing` did not come and will not: they
 * end the transfer as units that are in the book and nowhere else, until somebody counts them where they are.
 */
export function decideReceive(
  transfer: TransferView | undefined,
  arrived: readonly { readonly sku: string; readonly bin: string; readonly quantity: number }[],
  { station, site }: Here,
  missing: readonly { readonly sku: string; readonly quantity: number }[] = [],
): Result<readonly Draft[], StockRefusal> {
  if (!transfer) return err("transfer-unknown");
  if (transfer.to !== station) return err("not-for-here");
  if (!isTransferOpen(transfer)) return err("transfer-done");
  const all = [...arrived, ...missing];
  if (all.length === 0) return err("no-lines");
  for (const line of transfer.lines) {
    const units = all.reduce((sum, part) => (part.sku === line.sku ? sum + part.quantity : sum), 0);
    if (units > line.sent - line.received) return err("too-many");
  }
  if (all.some((part) => !transfer.lines.some((line) => line.sku === part.sku))) return err("sku-unknown");
  const lines = [
    ...arrived.map(({ sku, bin, quantity }) => ({ sku, place: binPlace(site, bin), quantity })),
    ...missing.map(({ sku, quantity }) => ({ sku, place: outside.missing, quantity })),
  ];
  const { transferId } = transfer;
  return ok([draft(`transfer/${transferId}`, "transfer.received", { transferId, lines })]);
}
