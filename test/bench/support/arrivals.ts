import { sha256 } from "#main/store/sha256.ts";
import { noPrevious, type FactEnvelope } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { type ChainHead, seal } from "#shared/facts/seal.ts";
import { earliestStamp } from "#shared/kernel/hybrid-clock.ts";
import { orderContent } from "./made-orders.ts";

/** Orders placed at another station, as they would come from the hub; there is always another. */
export function* arrivals(): Generator<FactEnvelope, never> {
  let head: ChainHead = { sequence: 0, hash: noPrevious, stamp: earliestStamp };
  const began = Date.now();
  for (let number = 0; ; number++) {
    const orderId = `01990000-0000-7000-8000-${String(number).padStart(12, "0")}`;
    const sealed = seal(head, {
      draft: draft(`order/${orderId}`, "order.placed", { orderId, content: orderContent(number) }),
      version: 1,
      station: "01980000-0000-7000-8000-000000000001",
      user: "person-9",
      now: began + number,
      sha256,
      idOf: ({ sequence }) => `01a30000-0000-7000-8000-${String(sequence).padStart(12, "0")}`,
    });
    head = sealed.head;
    yield sealed.fact;
  }
}
