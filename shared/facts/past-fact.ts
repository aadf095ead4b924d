import type { Fact } from "./kinds.ts";

/** What the timeline tells of a fact that is not kept any more: all that the words for its kind are made of. */
export type PastFact = Pick<Fact, "id" | "kind" | "user" | "station" | "sequence" | "stamp"> & {
  readonly body: Readonly<Record<string, unknown>>;
};

export function pastFact(fact: Fact): PastFact {
  const { id, kind, user, station, sequence, stamp } = fact;
  return { id, kind, user, station, sequence, stamp, body: pastBody(fact) };
}

/** Without what fills pages and no timeline speaks of: the order as it came in, the stops of a list, a label's bytes. */
function pastBody(fact: Fact): Readonly<Record<string, unknown>> {
  switch (fact.kind) {
    case "order.placed": {
      const { source } = fact.body.content;
      return source ? { content: { source: { file: source.file, rows: [] } } } : {};
    }
    case "order.shipped": {
      const { lines: _lines, ...body } = fact.body;
      return body;
    }
    case "pick.started":
      return { listId: fact.body.listId, number: fact.body.number };
    case "pack.started": {
      const { lines: _lines, ...body } = fact.body;
      return body;
    }
    case "pack.closed":
      return {
        ...fact.body,
        parcels: fact.body.parcels.map(({ parcelId, sscc, index, of }) => ({ parcelId, sscc, index, of })),
      };
    case "print.queued": {
      const { content: _content, ...body } = fact.body;
      return body;
    }
    default:
      return fact.body;
  }
}
