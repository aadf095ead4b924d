import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { verifyChains } from "#main/store/chain.ts";
import { derivedDigest } from "#main/store/derived.ts";
import { exportLines } from "#main/store/export.ts";
import { checkExport, importExport } from "#main/store/import.ts";
import { openStore, type Store } from "#main/store/open-store.ts";
import { type Pruned, pruneSome } from "#main/store/prune.ts";
import { askForRebuild } from "#main/store/rebuild.ts";
import { sha256 } from "#main/store/sha256.ts";
import { writeSync } from "#main/sync/sync-tables.ts";
import { draft, type Draft, type Fact } from "#shared/facts/kinds.ts";
import { type FactEnvelope, noPrevious } from "#shared/facts/fact.ts";
import { seal } from "#shared/facts/seal.ts";
import { placed } from "#test/builders/facts.ts";
import { line } from "#test/builders/orders.ts";
import { morning, type TestStation, withStation } from "#test/builders/station.ts";
import { storedFacts } from "#test/builders/stored.ts";

const day = 86_400_000;

function before(at: number): string {
  return at.toString(16).padStart(12, "0");
}

/** All that is older than `at`, a document at a time. */
function prune(store: Store, at: number, mayPrune: (fact: Fact) => boolean = () => true): number {
  let removed = 0;
  for (;;) {
    const step = store.storage.transaction("prune", (transaction): Pruned =>
      pruneSome(store, transaction, { before: before(at), mayPrune }, 1),
    );
    removed += step.removed;
    if (step.done) return removed;
  }
}

function chainOf(store: Store) {
  const walk = verifyChains(store, store.stationId);
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
  }
}

/** Views and rows; which facts touched what is no view, and shrinks. */
function views(store: Store): Record<string, string> {
  const { fact_touches: _touches, ...rest } = derivedDigest(store);
  return rest;
}

function cancelled(orderId: string, freed: readonly { sku: string; quantity: number }[] = []): Draft {
  return draft(`order/${orderId}`, "order.cancelled", {
    orderId,
    by: "merchant",
    at: morning,
    reason: "Changed their mind",
    freed: freed.map((part) => ({ ...part, lineId: "1", place: "bin/A-1" })),
  });
}

/** Two orders share the stock of one item; the first is cancelled, the second still waits for its picker. */
async function twoOrders({ store }: TestStation): Promise<void> {
  const part = { lineId: "1", sku: "BOWL", place: "bin/A-1" };
  const released = (orderId: string, quantity: number): Draft =>
    draft(`order/${orderId}`, "order.released", { orderId, allocations: [{ ...part, quantity }], backorders: [] });
  await store.log.act("person-1", (act) =>
    act.append([
      draft("item/BOWL", "stock.moved", {
        moves: [{ sku: "BOWL", from: "adjustment", to: "bin/A-1", quantity: 9 }],
        reason: "catalogue",
        stated: [{ sku: "BOWL", onHand: 9 }],
      }),
      placed("o1", { number: "A-1", tenders: [], lines: [line({ quantity: 2 })] }),
      placed("o2", { number: "A-2", tenders: [], lines: [line({ quantity: 3 })] }),
      released("o1", 2),
      released("o2", 3),
      cancelled("o1", [{ sku: "BOWL", quantity: 2 }]),
    ]),
  );
}

/** What another station had done to o1 before it was cancelled, and sends only now. */
function lateHold(facts: readonly FactEnvelope[]): FactEnvelope {
  const stamp = facts.find((fact) => fact.kind === "order.placed")?.stamp ?? "";
  const hold = { orderId: "o1", holdId: "h9", type: "FRAUD" as const, reason: "Ring" };
  const { fact } = seal(
    { sequence: 0, hash: noPrevious, stamp },
    {
      draft: draft("order/o1", "order.holdAdded", hold),
      version: 1,
      station: "station-2",
      user: "person-2",
      now: morning,
      sha256,
      idOf: () => "01a00000-0000-7000-8000-0000000000f9",
    },
  );
  return fact;
}

describe("pruning", () => {
  it("takes away the facts of what closed long ago, and no view, row or word of the timeline changes", async () => {
    await withStation(async (test) => {
      await twoOrders(test);
      const shown = views(test.store);
      const timeline = async (): Promise<unknown> => {
        const detail = await test.call("orders.get", { orderId: "o1" });
        return detail.ok ? detail.value.timeline.map(({ kind, at, who, factId }) => [kind, at, who, factId]) : detail;
      };
      const told = await timeline();
      const facts = storedFacts(test.store).length;
      expect(prune(test.store, morning + day)).toBe(3);
      expect(storedFacts(test.store)).toHaveLength(facts - 3);
      expect(test.store.facts().facts).toBe(facts - 3);
      expect(views(test.store)).toEqual(shown);
      expect(await timeline()).toEqual(told);
      askForRebuild(test.store);
      await test.restart();
      expect(views(test.store)).toEqual(shown);
      expect(await timeline()).toEqual(told);
      expect(chainOf(test.store)).toEqual({ checked: facts, problems: [] });
      expect(test.store.log.read("stock", "BOWL")).toMatchObject({ promised: { "bin/A-1": 3 } });
    });
  });

  it("leaves what is young, what is open, and what the hub has not acknowledged", async () => {
    await withStation(async (test) => {
      await twoOrders(test);
      expect(prune(test.store, morning - day)).toBe(0);
      expect(prune(test.store, morning + day, (fact) => fact.kind !== "order.released")).toBe(0);
      expect(prune(test.store, morning + day)).toBe(3);
      expect(storedFacts(test.store).filter((fact) => fact.stream === "order/o2")).toHaveLength(2);
      await test.store.log.act("person-1", (act) => act.append([cancelled("o2", [{ sku: "BOWL", quantity: 3 }])]));
      expect(prune(test.store, morning + day)).toBe(3);
      expect(test.store.log.read("stock", "BOWL")).toMatchObject({ promised: {}, places: { "bin/A-1": 9 } });
    });
  });

  it("shows that a removed fact was tampered with, or is gone altogether", async () => {
    await withStation(async (test) => {
      await twoOrders(test);
      prune(test.store, morning + day);
      const { statements } = test.store;
      statements.run("UPDATE removed_facts SET user = 'somebody' WHERE kind = 'order.cancelled'");
      expect(chainOf(test.store).problems).toMatchObject([{ code: "fact-changed", kind: "order.cancelled" }]);
      statements.run("DELETE FROM removed_facts WHERE kind = 'order.cancelled'");
      expect(chainOf(test.store).problems).not.toEqual([]);
    });
  });

  it("knows a removed fact when it comes again, and folds one that comes late in its own place", async () => {
    await withStation(async (test) => {
      await twoOrders(test);
      const facts = storedFacts(test.store);
      prune(test.store, morning + day);
      const left = storedFacts(test.store).length;
      expect(await test.store.log.receive(facts)).toMatchObject({ taken: 0, known: facts.length, broken: [] });
      expect(storedFacts(test.store)).toHaveLength(left);
      const late = lateHold(facts);
      expect(await test.store.log.receive([late])).toMatchObject({ taken: 1, broken: [] });
      expect(test.store.log.read("orders", "o1")?.holds.map((hold) => hold.holdId)).toEqual(["h9"]);
      // Its order has its facts again, and they are pruned once more.
      expect(storedFacts(test.store)).toHaveLength(left + 4);
      expect(prune(test.store, morning + day)).toBe(4);
      expect(test.store.facts().facts).toBe(left);
      const shown = views(test.store);
      askForRebuild(test.store);
      await test.restart();
      expect(views(test.store)).toEqual(shown);
    });
  });

  it("leaves nothing out of an export", async () => {
    await withStation(async (test) => {
      await twoOrders(test);
      prune(test.store, morning + day);
      const shown = views(test.store);
      const lines = [...exportLines(test.store)];
      await test.close();
      const folder = mkdtempSync(join(tmpdir(), "holdfast-"));
      const file = join(folder, "all.jsonl");
      writeFileSync(file, `${lines.join("\n")}\n`);
      await checkExport(file);
      const directory = join(folder, "store");
      const empty = await openStore({ directory, clock: () => morning });
      await importExport(empty, file);
      await empty.close();
      const again = await openStore({ directory, clock: () => morning });
      expect(views(again)).toEqual(shown);
      expect(chainOf(again).problems).toEqual([]);
      expect([...exportLines(again)]).toEqual(lines);
      await again.close();
      rmSync(folder, { recursive: true, force: true });
    });
  });
});

describe("what may be pruned", () => {
  it("is nothing while no hub is joined, and then what the hub has acknowledged", async () => {
    await withStation(async (test) => {
      await twoOrders(test);
      const { store } = test;
      const cancel = storedFacts(store).find((fact) => fact.kind === "order.cancelled") as unknown as Fact;
      expect(store.mayPrune(cancel)).toBe(false);
      const membership = { address: "https://hub", fingerprint: null, companyId: "c", hubId: "h", joinedAt: 1 };
      writeSync(store.statements, "membership", membership);
      writeSync(store.statements, "acknowledged", cancel.sequence - 1);
      expect(store.mayPrune(cancel)).toBe(false);
      writeSync(store.statements, "acknowledged", cancel.sequence);
      expect(store.mayPrune(cancel)).toBe(true);
      expect(store.mayPrune({ ...cancel, station: "station-2", sequence: 9999 })).toBe(true);
      const parked = { factId: cancel.id, code: "role-missing", detail: "" };
      await store.log.commit("park", "system", (writing) => writing.park([parked]));
      expect(store.mayPrune(cancel)).toBe(false);
    });
  });
});
