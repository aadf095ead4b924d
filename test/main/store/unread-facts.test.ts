import { expect, it } from "vitest";
import { factsCollection } from "#main/store/collections.ts";
import { derivedDigest } from "#main/store/derived.ts";
import { askForRebuild } from "#main/store/rebuild.ts";
import type { Store } from "#main/store/open-store.ts";
import { keepUnread } from "#main/store/unread-facts.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { parseFact } from "#shared/facts/kinds.ts";
import { envelope, placed } from "#test/builders/facts.ts";
import { withStation } from "#test/builders/station.ts";
import { storedFacts } from "#test/builders/stored.ts";

function keep({ storage, statements }: Store, facts: readonly FactEnvelope[]): void {
  storage.transaction("from elsewhere", (transaction) => {
    transaction.put(factsCollection, facts);
    for (const fact of facts) {
      const parsed = parseFact(fact);
      if (!parsed.ok) keepUnread(statements, fact, parsed.error);
    }
  });
}

const id = (last: string): string => `01a00000-0000-7000-8000-0000000000${last}`;
const elsewhere = { station: "station-2" };
const strange = [
  envelope({ ...elsewhere, id: id("f1"), kind: "order.teleported", body: { to: "moon" } }),
  envelope({ ...elsewhere, id: id("f2"), sequence: 2, version: 7, body: { orderId: "o1", because: "a rule" } }),
  envelope({ ...elsewhere, id: id("f3"), sequence: 3, kind: "order.holdReleased", body: { orderId: "o1" } }),
];

it("facts of an unknown kind, of a newer version, or with a broken body are kept word for word and folded into nothing", async () => {
  await withStation(async (test) => {
    await test.store.log.act("person-1", (act) => act.append([placed("o1")]));
    const before = derivedDigest(test.store);
    keep(test.store, strange);
    expect(test.store.facts().unread).toBe(3);
    askForRebuild(test.store);
    await test.restart();
    expect(test.store.facts().unread).toBe(3);
    expect(storedFacts(test.store).filter((fact) => fact.station === "station-2")).toEqual(strange);
    expect({ ...derivedDigest(test.store), unread_facts: before["unread_facts"] }).toEqual(before);
  });
});

it("once a newer Holdfast can read them, they are folded at its first start", async () => {
  await withStation(async (test) => {
    // As an older Holdfast would have left it: a fact it could not read, which this one can.
    const ours = envelope({ ...elsewhere, id: id("f4"), sequence: 4, body: placed("o7", { number: "B-0001" }).body });
    const { storage, statements } = test.store;
    storage.transaction("from elsewhere", (transaction) => {
      transaction.put(factsCollection, [ours]);
      keepUnread(statements, ours, { code: "unknown-kind", detail: ours.kind });
    });
    expect(test.store.log.read("orders", "o7")).toBeUndefined();
    await test.restart();
    expect(test.store.log.read("orders", "o7")?.number).toBe("B-0001");
    expect(test.store.facts().unread).toBe(0);
  });
});
