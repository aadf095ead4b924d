import type { ParsedInputOf } from "#shared/bridge/contract.ts";
import type { ExceptionPage, ExceptionRow } from "#shared/bridge/exception-types.ts";
import { timeOf } from "#shared/kernel/hybrid-clock.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { conflictRules, decideResolve, offered, type ResolveRefusal } from "#shared/orders/decide-exception.ts";
import { openConflicts } from "#shared/orders/order-conflicts.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { usualBin } from "#shared/stock/usual-bin.ts";
import { mayRecord } from "#shared/people/authority.ts";
import { ordersToDecide } from "../store/attention.ts";
import {
  nameOf,
  refuse,
  type Reply,
  type StationContext,
  stationNameOf,
  actAsPerson,
  signedIn,
} from "./station-context.ts";

/** What waits for a person's decision, the oldest first: what met, where, when and by whom. */
export function exceptionPage(context: StationContext, asked: ParsedInputOf<"exceptions.page">): ExceptionPage {
  const { ids, next, count } = ordersToDecide(context.statements, asked);
  const rows = ids.flatMap((orderId) => {
    const order = context.log.read("orders", orderId);
    return order ? rowsOf(context, order) : [];
  });
  return { rows: rows.toSorted((one, other) => one.at - other.at), orders: count, next };
}

function rowsOf(context: StationContext, order: OrderView): readonly ExceptionRow[] {
  const facts = new Map(context.log.factsOf("orders", order.orderId).map((fact) => [fact.id, fact]));
  return openConflicts(order).map((conflict) => ({
    exceptionId: conflict.exceptionId,
    code: conflict.code,
    orderId: order.orderId,
    number: order.number,
    at: conflict.at,
    owner: conflictRules[conflict.code].owner,
    isKeptHere: order.custody.holder === context.store.stationId,
    keptAt: stationNameOf(context, order.custody.holder),
    happened: conflict.facts.flatMap((id) => {
      const fact = facts.get(id);
      if (!fact) return [];
      const { content: _left, ...body } = fact.body as Record<string, unknown>;
      return [
        {
          factId: id,
          kind: fact.kind,
          at: timeOf(fact.stamp),
          who: nameOf(context, fact.user),
          station: stationNameOf(context, fact.station),
          body,
        },
      ];
    }),
    choices: offered(order, conflict).map(({ choice, of }) => ({
      choice,
      of,
      detail: addressOf(order, of),
    })),
    channel: order.channel,
    currency: order.currency,
  }));
}

/** The address an ask names, for telling one choice from another. */
function addressOf(order: OrderView, askId: string): string {
  const ask = order.asks.find((entry) => entry.askId === askId)?.ask;
  if (ask?.type !== "address") return "";
  return [ask.shipTo.lines[0], ask.shipTo.city, ask.shipTo.postcode].filter(Boolean).join(", ");
}

export async function resolveException(
  context: StationContext,
  input: ParsedInputOf<"exceptions.resolve">,
): Reply<null, ResolveRefusal> {
  const decided = await actAsPerson(context, (act): Result<null, ResolveRefusal> => {
    const order = act.read("orders", input.orderId);
    if (!order) return { ok: false, error: "order-unknown" };
    const decision = decideResolve(order, input, {
      station: act.station,
      now: act.now,
      newId: () => act.newId(),
      binOf: (sku, site) => usualBin(act.read("stock", sku), act.read("items", sku)?.bin ?? "", site),
    });
    if (!decision.ok) return decision;
    const by = signedIn(context);
    if (!decision.value.every((entry) => mayRecord(entry, by, () => order))) return err("role-missing");
    act.append(decision.value);
    return ok(null);
  });
  return decided.ok ? decided : refuse(decided.error);
}
