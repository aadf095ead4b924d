import type { ParsedInputOf } from "#shared/bridge/contract.ts";
import type { ItemStanding, TransferPage, TransferRow } from "#shared/bridge/exception-types.ts";
import type { Draft } from "#shared/facts/kinds.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import { compareNaturally } from "#shared/kernel/natural-order.ts";
import { binStandings, promiseStanding } from "#shared/promising/standing.ts";
import {
  decideCount,
  decideReceive,
  decideRelocate,
  decideSend,
  type StockRefusal,
} from "#shared/stock/decide-stock.ts";
import { emptyStock } from "#shared/stock/stock-view.ts";
import { usualBin } from "#shared/stock/usual-bin.ts";
import { isTransferOpen } from "#shared/stock/transfer-view.ts";
import { openOrdersOf } from "../store/attention.ts";
import type { Act } from "../store/fact-log.ts";
import { workSlice, stationIds } from "../store/work-list.ts";
import {
  actAsPerson,
  hereOf,
  nameOf,
  refuse,
  type Reply,
  type StationContext,
  stationNameOf,
} from "./station-context.ts";

/** What this station may still promise of a SKU, where the rest is, and what waits as a backorder. */
export function itemStanding(context: StationContext, sku: string): ItemStanding {
  const { log, statements, store } = context;
  const stock = log.read("stock", sku) ?? emptyStock(sku);
  const { elsewhere, owed, ...standing } = promiseStanding(stock, store.stationId);
  const named = ({ holder, units }: { readonly holder: string; readonly units: number }) => ({
    name: stationNameOf(context, holder),
    units,
  });
  return {
    sku,
    ...standing,
    elsewhere: elsewhere.map(named),
    owed: owed.map(named),
    asked: stock.asks[store.stationId]?.quantity ?? 0,
    usualBin: usualBin(stock, log.read("items", sku)?.bin ?? "", hereOf(context).site),
    bins: binStandings(stock, hereOf(context)),
    backorders: openOrdersOf(statements, sku).flatMap((orderId) => {
      const order = log.read("orders", orderId);
      const units = order?.lines.reduce((sum, line) => (line.sku === sku ? sum + line.backordered : sum), 0) ?? 0;
      return order && units > 0 ? [{ orderId, number: order.number, units }] : [];
    }),
  };
}

export function countStock(context: StationContext, input: ParsedInputOf<"stock.count">): Reply<null, StockRefusal> {
  return write(context, (act) =>
    act.read("items", input.sku) ? ok(decideCount(input, hereOf(context))) : refused("sku-unknown"),
  );
}

export function relocateStock(
  context: StationContext,
  input: ParsedInputOf<"stock.relocate">,
): Reply<null, StockRefusal> {
  return write(context, (act) => {
    const stock = act.read("stock", input.sku);
    return stock ? decideRelocate(stock, input, hereOf(context)) : refused("sku-unknown");
  });
}

export function sendTransfer(context: StationContext, input: ParsedInputOf<"stock.send">): Reply<null, StockRefusal> {
  return write(context, (act) => {
    const lines = input.lines.map((line) => ({ ...line, name: act.read("items", line.sku)?.name ?? line.sku }));
    const trial = { transferId: "?", number: 1, to: input.to, lines };
    const decided = decideSend(trial, (sku) => act.read("stock", sku), hereOf(context));
    if (!decided.ok) return decided;
    const transfer = { ...trial, transferId: act.newId(), number: act.nextNumber("transfer") };
    return decideSend(transfer, (sku) => act.read("stock", sku), hereOf(context));
  });
}

export function receiveTransfer(
  context: StationContext,
  input: ParsedInputOf<"stock.receive">,
): Reply<null, StockRefusal> {
  return write(context, (act) => {
    const work = act.read("work", input.transferId);
    return decideReceive(work?.kind === "transfer" ? work : undefined, input.lines, hereOf(context), input.missing);
  });
}

/** Transfers from and to this station: what is still on its way, and what came lately. */
export function transferPage(context: StationContext, asked: ParsedInputOf<"stock.transfers">): TransferPage {
  const { statements, store } = context;
  const { ids, next } = workSlice(statements, "transfer", asked);
  return {
    rows: ids.flatMap((id) => transferRow(context, id)),
    next,
    stations: stationIds(statements)
      .filter((stationId) => stationId !== store.stationId)
      .map((stationId) => ({ stationId, name: stationNameOf(context, stationId) }))
      .toSorted((one, other) => compareNaturally(one.name, other.name)),
  };
}

function transferRow(context: StationContext, id: string): TransferRow[] {
  const { log } = context;
  const { stationId } = context.store;
  const work = log.read("work", id);
  if (work?.kind !== "transfer" || (work.from !== stationId && work.to !== stationId)) return [];
  const { transferId, number, from, to, user, sentAt, receivedAt } = work;
  const other = stationNameOf(context, from === stationId ? to : from);
  const lines = work.lines.map((line) => ({
    ...line,
    missing: line.missing ?? 0,
    bin: usualBin(log.read("stock", line.sku), log.read("items", line.sku)?.bin ?? "", hereOf(context).site),
  }));
  return [
    {
      transferId,
      number,
      direction: from === stationId ? "out" : "in",
      other,
      who: nameOf(context, user),
      sentAt,
      receivedAt,
      isOpen: isTransferOpen(work),
      lines,
    },
  ];
}

function refused(error: StockRefusal): Result<never, StockRefusal> {
  return { ok: false, error };
}

async function write(
  context: StationContext,
  decide: (act: Act) => Result<readonly Draft[], StockRefusal>,
): Reply<null, StockRefusal> {
  const refusal = await actAsPerson(context, (act): StockRefusal | undefined => {
    const decision = decide(act);
    if (!decision.ok) return decision.error;
    act.append(decision.value);
    return undefined;
  });
  return refusal ? refuse(refusal) : ok(null);
}
