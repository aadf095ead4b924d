import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ChainProblem } from "#shared/care/care.ts";
import { type ChainFindings, verifyChains } from "#main/store/chain.ts";
import { factsCollection } from "#main/store/collections.ts";
import { sha256 } from "#main/store/sha256.ts";
import type { Store } from "#main/store/open-store.ts";
import { canonicalJson, type FactEnvelope } from "#shared/facts/fact.ts";
import { placed } from "#test/builders/facts.ts";
import { runs } from "#test/builders/runs.ts";
import { withStation } from "#test/builders/station.ts";
import { storedFacts } from "#test/builders/stored.ts";

function verified(store: Store): ChainFindings {
  const walk = verifyChains(store, store.stationId);
  for (;;) {
    const step = walk.next();
    if (step.done) return step.value;
  }
}

function change(store: Store, sequence: number, set: string): void {
  const { name } = store.storage.tableOf(factsCollection);
  store.storage.connection.exec(
    `UPDATE ${name} SET data = json_set(data, ${set}) WHERE data ->> 'sequence' = ${sequence}`,
  );
}

function remove(store: Store, sequence: number): void {
  const { name } = store.storage.tableOf(factsCollection);
  store.storage.connection.exec(`DELETE FROM ${name} WHERE data ->> 'sequence' = ${sequence}`);
}

/** A cleverer hand puts the right hash on the wrong body. */
function resealBody(store: Store, sequence: number): void {
  const fact = storedFacts(store).find((each) => each.sequence === sequence) as FactEnvelope;
  const body = { ...fact.body, orderId: "o99" };
  change(store, sequence, `'$.body.orderId', 'o99', '$.bodyHash', '${sha256(canonicalJson(body))}'`);
}

/** Ways to lay hands on a fact, and what the walk says of it. */
const tampering: readonly (readonly [string, (store: Store, sequence: number) => void, ChainProblem["code"]])[] = [
  ["its body", (store, at) => change(store, at, "'$.body.orderId', 'o99'"), "body-changed"],
  ["its body and the hash of it", resealBody, "fact-changed"],
  ["who did it", (store, at) => change(store, at, "'$.user', 'somebody'"), "fact-changed"],
  ["when", (store, at) => change(store, at, "'$.stamp', '000000000001-0000'"), "fact-changed"],
  ["its kind", (store, at) => change(store, at, "'$.kind', 'order.cancelled'"), "fact-changed"],
  ["what it follows", (store, at) => change(store, at, "'$.previous', 'f'"), "does-not-follow"],
  ["that it is there", (store, at) => remove(store, at), "missing-before"],
];

async function withFacts(count: number, use: (store: Store, first: number) => void): Promise<void> {
  await withStation(async ({ store }) => {
    const first = storedFacts(store).length + 1;
    await store.log.act("person-1", (act) =>
      act.append(Array.from({ length: count }, (_, place) => placed(`o${place}`, { number: `A-${place}` }))),
    );
    use(store, first);
  });
}

describe("the chain", () => {
  it("is whole after any number of facts", async () => {
    await withFacts(120, (store) => {
      expect(verified(store)).toEqual({ checked: 123, problems: [] });
    });
  });

  it.each(tampering)("shows that somebody changed %s, and of which fact", async (_what, tamper, code) => {
    await withFacts(5, (store, first) => {
      tamper(store, first + 2);
      const [found] = verified(store).problems;
      const where = code === "missing-before" ? first + 3 : first + 2;
      expect(found).toMatchObject({ code, station: store.stationId, sequence: where });
    });
  });

  it("shows that its newest facts are gone", async () => {
    await withFacts(5, (store, first) => {
      remove(store, first + 4);
      expect(verified(store).problems).toEqual([
        { code: "end-missing", station: store.stationId, sequence: first + 4, kind: "", at: null },
      ]);
    });
  });

  it("lets nobody change a single character of what a fact says", async () => {
    await withFacts(3, (store, first) => {
      const fact = storedFacts(store).find((each) => each.sequence === first + 1) as FactEnvelope;
      const { name } = store.storage.tableOf(factsCollection);
      const text = JSON.stringify(fact.body);
      fc.assert(
        fc.property(fc.nat(text.length - 1), fc.integer({ min: 33, max: 126 }), (place, code) => {
          const changed = text.slice(0, place) + String.fromCharCode(code) + text.slice(place + 1);
          fc.pre(changed !== text && isJson(changed) && JSON.stringify(JSON.parse(changed)) !== text);
          store.storage.connection
            .prepare(`UPDATE ${name} SET data = json_set(data, '$.body', json(?)) WHERE id = ?`)
            .run(changed, fact.id);
          expect(verified(store).problems).not.toEqual([]);
          store.storage.connection
            .prepare(`UPDATE ${name} SET data = json_set(data, '$.body', json(?)) WHERE id = ?`)
            .run(text, fact.id);
        }),
        { numRuns: runs(30) },
      );
      expect(verified(store).problems).toEqual([]);
    });
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
