import { type FactEnvelope, foldKey, noPrevious } from "#shared/facts/fact.ts";
import { draft, type BodyOf, type Draft, type Fact, type FactKind, versionOf } from "#shared/facts/kinds.ts";
import { fold, touches, type ViewName, type ViewStates } from "#shared/facts/views.ts";
import type { OrderContent } from "#shared/orders/order-content.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { content } from "./orders.ts";

/** 1 January 2026, as a stamp's first half tells time. */
export const startOfTime = Date.UTC(2026, 0, 1);

/** What surrounds a fact's body; hashes are left blank, for folds do not look at them. */
export function envelope(change: Partial<FactEnvelope> = {}): FactEnvelope {
  const sequence = change.sequence ?? 1;
  return {
    id: `01a00000-0000-7000-8000-${String(sequence).padStart(12, "0")}`,
    stream: "order/o1",
    kind: "order.placed",
    version: 1,
    body: {},
    station: "station-1",
    sequence,
    user: "person-1",
    stamp: stampAt(sequence),
    bodyHash: noPrevious,
    hash: noPrevious,
    previous: noPrevious,
    ...change,
  };
}

export function stampAt(second: number): string {
  return `${(startOfTime + second * 1000).toString(16).padStart(12, "0")}-0000`;
}

/** One fact of a kind; what is given besides the body overrules the envelope. */
export function fact<Kind extends FactKind>(kind: Kind, body: BodyOf<Kind>, around: Partial<FactEnvelope> = {}): Fact {
  return { ...envelope(around), kind, version: versionOf(kind, body), body } as Fact;
}

/** Drafts as facts of one station, one a second, from the sequence given on. */
export function facts(drafts: readonly Draft[], from = 1): Fact[] {
  return drafts.map((entry, position) => {
    const around = envelope({ sequence: from + position, stream: entry.stream });
    return { ...around, kind: entry.kind, version: 1, body: entry.body } as Fact;
  });
}

/** Every document that a set of facts makes, whatever order they come in: `orders/o1` -> its state. */
export function foldAll(all: readonly Fact[]): Map<string, ViewStates[ViewName]> {
  const states = new Map<string, ViewStates[ViewName]>();
  const inOrder = all.toSorted((one, other) => (foldKey(one) < foldKey(other) ? -1 : 1));
  for (const entry of inOrder) {
    for (const { view, id } of touches(entry)) {
      const name = `${view}/${id}`;
      const state = fold(view, states.get(name) as never, id, entry);
      if (state) states.set(name, state);
    }
  }
  return states;
}

export function placed(orderId: string, change: Partial<OrderContent> = {}): Draft {
  return draft(`order/${orderId}`, "order.placed", { orderId, content: content(change) });
}

/** The order `o1` after these drafts; the first places it where none is given. */
export function orderAfter(drafts: readonly Draft[], change: Partial<OrderContent> = {}): OrderView {
  const state = foldAll(facts([placed("o1", change), ...drafts])).get("orders/o1");
  if (!state) throw new Error("The order was not placed");
  return state as OrderView;
}
