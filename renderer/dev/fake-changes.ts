import type { BridgeReply } from "#shared/bridge/contract.ts";
import type { TransferRow } from "#shared/bridge/exception-types.ts";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { decideAddress, decideDetails, decideLines, type EditRefusal } from "#shared/orders/decide-edits.ts";
import { decideCancel, type OrderRefusal } from "#shared/orders/decide-orders.ts";
import { decidePutBack, decideRefund, type RefundRefusal } from "#shared/orders/decide-refund.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { decideReceive, decideRelocate, decideSend, type StockRefusal } from "#shared/stock/decide-stock.ts";
import { binPlace } from "#shared/stock/places.ts";
import { isTransferOpen } from "#shared/stock/transfer-view.ts";
import { mainSite } from "#shared/sync/scope.ts";
import { type FakeBridge, refuse } from "./fake-bridge.ts";
import type { FakeLog } from "./fake-log.ts";

const station = "station-a";
const here = { station, site: mainSite };
const york = { stationId: "station-b", name: "York" };

/** York keeps the newest order and was asked for some things; a transfer of its is on its way. For looking at, and tests. */
export function seedYork(log: FakeLog, orderId: string, now: number): void {
  const order = log.get("orders", orderId);
  const [item, other] = order?.lines ?? [];
  if (!order || !item) return;
  const here = { user: "person-1", at: now - 50 * minute };
  const there = { user: "person-3", at: now - 40 * minute, station: york.stationId };
  const stream = `order/${orderId}`;
  log.append(
    [draft(stream, "work.passed", { orderId, from: station, to: york.stationId, askId: "", why: "asked" })],
    here,
  );
  const ask = { type: "address" as const, shipTo: { ...order.shipTo, city: "Hull" }, seen: "", reason: "Moved" };
  const later = { user: "person-1", at: now - 20 * minute };
  log.append([draft(stream, "order.asked", { orderId, askId: "ask-1", ask })], later);
  const answered = { orderId, askId: "ask-1", outcome: "declined" as const, reason: "The boxes are shut" };
  log.append([draft(stream, "order.askAnswered", answered)], { ...there, at: now - 12 * minute });
  const lines = [item, ...(other ? [other] : [])].map(({ sku, name }) => ({
    sku,
    name,
    place: binPlace(mainSite, "Y-1"),
    quantity: 4,
  }));
  const transfer = { transferId: "transfer-1", number: 7, to: station, lines };
  log.append([draft("transfer/transfer-1", "transfer.sent", transfer)], there);
}

const minute = 60_000;

/** Changes to orders after they were placed, and stock on the move, by the real rules over a log in memory. */
export function answerChanges(bridge: FakeBridge, log: FakeLog): void {
  const append = (drafts: readonly Draft[]) => {
    log.append(drafts, { user: "person-1", at: Date.now() });
    bridge.changed("orders", "items", "work");
  };
  const by = () => ({ station, askId: `ask-${log.count()}` });
  const change = <Refusal extends string>(
    orderId: string,
    decide: (order: OrderView) => Result<readonly Draft[], Refusal>,
  ) => {
    const order = log.get("orders", orderId);
    if (!order) return refuse("order-unknown");
    const decided = decide(order);
    if (!decided.ok) return refuse(decided.error);
    append(decided.value);
    return ok(null);
  };
  const stock = (decided: Result<readonly Draft[], StockRefusal>): BridgeReply<"stock.relocate"> => {
    if (!decided.ok) return refuse(decided.error);
    append(decided.value);
    return ok(null);
  };
  const stockOf = (sku: string) => log.get("stock", sku);

  bridge.answer({
    "orders.changeLines": ({ orderId, lines, shippingMinor, reason }) =>
      change<EditRefusal>(orderId, (order) =>
        decideLines(order, { lines, shippingMinor, reason, itemOf: (sku) => log.get("items", sku) }, by()),
      ),
    "orders.changeAddress": ({ orderId, shipTo, reason }) =>
      change<EditRefusal>(orderId, (order) => decideAddress(order, { shipTo, reason }, by())),
    "orders.changeDetails": ({ orderId, ...details }) =>
      change<EditRefusal>(orderId, (order) => decideDetails(order, details)),
    "orders.refund": ({ orderId, tenderId = "", amountMinor, reason, putBack = [], cancel = false }) =>
      change<OrderRefusal | RefundRefusal | "more-than-sent">(orderId, (order) => {
        const money = decideRefund(order, { refundId: `refund-${log.count()}`, tenderId, amountMinor, reason }, by());
        if (!money.ok) return money;
        const goods = decidePutBack(order, putBack, here.site);
        if (!goods.ok) return goods;
        const end = cancel ? decideCancel(order, { by: "customer", at: Date.now(), reason }, by()) : ok([]);
        return end.ok ? ok([...money.value, ...goods.value, ...end.value]) : end;
      }),
    "orders.askFor": ({ orderId }) =>
      change<"kept-here">(orderId, (order) =>
        order.custody.holder === station
          ? err("kept-here")
          : ok([draft(`order/${orderId}`, "work.asked", { askId: by().askId, orderId })]),
      ),

    "stock.relocate": (input) => {
      const view = stockOf(input.sku);
      return view ? stock(decideRelocate(view, input, here)) : refuse("sku-unknown");
    },
    "stock.send": ({ to, lines }) => {
      const named = lines.map((line) => ({ ...line, name: log.get("items", line.sku)?.name ?? line.sku }));
      const transfer = { transferId: `transfer-${log.count()}`, number: 12, to, lines: named };
      return stock(decideSend(transfer, stockOf, here));
    },
    "stock.receive": ({ transferId, lines, missing }) => {
      const work = log.get("work", transferId);
      return stock(decideReceive(work?.kind === "transfer" ? work : undefined, lines, here, missing));
    },
    "stock.transfers": () => ok({ rows: transfersOf(log), next: null, stations: [york] }),
  });
}

function transfersOf(log: FakeLog): readonly TransferRow[] {
  return log.all("work").flatMap((work): TransferRow[] => {
    if (work.kind !== "transfer") return [];
    const { transferId, number, from, sentAt, receivedAt } = work;
    const lines = work.lines.map((line) => ({
      ...line,
      missing: line.missing ?? 0,
      bin: log.get("items", line.sku)?.bin ?? "",
    }));
    const direction = from === station ? "out" : "in";
    const isOpen = isTransferOpen(work);
    return [{ transferId, number, direction, other: york.name, who: "Jonas", sentAt, receivedAt, isOpen, lines }];
  });
}
