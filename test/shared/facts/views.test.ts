import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, foldKey } from "#shared/facts/fact.ts";
import { type Fact, type FactKind, kinds, parseFact } from "#shared/facts/kinds.ts";
import { fold, touches, type ViewName, viewNames } from "#shared/facts/views.ts";
import { envelope, foldAll, stampAt } from "#test/builders/facts.ts";
import { runs } from "#test/builders/runs.ts";

const folder = join(import.meta.dirname, "../../fixtures/facts");
const bodies = new Map(
  readdirSync(folder).map((file) => [
    file.replace(/\.\d+\.json$/, ""),
    JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, unknown>,
  ]),
);

function exampleOf(kind: string, around: Parameters<typeof envelope>[0] = {}): Fact {
  const parsed = parseFact(envelope({ ...around, kind, body: bodies.get(kind) ?? {} }));
  return parsed.ok ? parsed.value : expect.fail(`${kind}: ${parsed.error.detail}`);
}

function frozen<Value>(value: Value): Value {
  if (value !== null && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

const allKinds = Object.keys(kinds) as FactKind[];

/** Any facts there may be, of three stations whose clocks disagree. */
const someFacts: fc.Arbitrary<Fact[]> = fc
  .array(fc.record({ kind: fc.constantFrom(...allKinds), second: fc.nat(30), station: fc.nat(2) }), { maxLength: 40 })
  .map((chosen) => {
    const sequences = [0, 0, 0];
    return chosen.map(({ kind, second, station }) => {
      const sequence = (sequences[station] ?? 0) + 1;
      sequences[station] = sequence;
      return exampleOf(kind, { stamp: stampAt(second), station: `station-${station}`, sequence });
    });
  });

const asText = (states: Map<string, unknown>): string[] =>
  [...states].map(([name, state]) => `${name} ${canonicalJson(state)}`).toSorted();

describe("folding", () => {
  it("gives the same views whatever order the facts arrive in", () => {
    fc.assert(
      fc.property(someFacts, fc.infiniteStream(fc.nat()), (facts, chance) => {
        const expected = asText(foldAll(facts));
        const arrived = facts
          .map((fact) => ({ fact, place: chance.next().value }))
          .toSorted((one, other) => one.place - other.place)
          .map(({ fact }) => fact);
        expect(asText(foldAll(arrived))).toEqual(expected);
      }),
      { numRuns: runs(100) },
    );
  });

  it("stands any facts in any order, as two stations apart may bring them, and changes none of them", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const states = new Map<string, unknown>();
        for (const fact of facts.toSorted((one, other) => (foldKey(one) < foldKey(other) ? -1 : 1)).map(frozen)) {
          for (const { view, id } of touches(fact)) {
            const name = `${view}/${id}`;
            states.set(name, frozen(fold(view, states.get(name) as never, id, fact)));
          }
        }
        expect(asText(states).filter((text) => !text.endsWith("undefined"))).toEqual(asText(foldAll(facts)));
      }),
      { numRuns: runs(100) },
    );
  });

  it("gives documents that come back from the disk as they were", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        for (const state of foldAll(facts).values()) {
          expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        }
      }),
      { numRuns: runs(100) },
    );
  });

  it("goes on from a stored document as from the one in memory", () => {
    fc.assert(
      fc.property(someFacts, (facts) => {
        const stored = new Map<string, string>();
        for (const fact of facts.toSorted((one, other) => (foldKey(one) < foldKey(other) ? -1 : 1))) {
          for (const { view, id } of touches(fact)) {
            const before = stored.get(`${view}/${id}`);
            const state = fold(view, (before === undefined ? undefined : JSON.parse(before)) as never, id, fact);
            if (state) stored.set(`${view}/${id}`, JSON.stringify(state));
          }
        }
        const through = [...stored].map(([name, text]) => `${name} ${canonicalJson(JSON.parse(text))}`).toSorted();
        expect(through).toEqual(asText(foldAll(facts)));
      }),
      { numRuns: runs(60) },
    );
  });
});

describe("what a fact touches", () => {
  it.each(allKinds)("%s names each document once, in a view that there is", (kind) => {
    const touched = touches(exampleOf(kind)).map(({ view, id }) => `${view}/${id}`);
    expect(new Set(touched).size).toBe(touched.length);
    const known: readonly ViewName[] = viewNames;
    expect(touches(exampleOf(kind)).every(({ view }) => known.includes(view))).toBe(true);
  });

  it("takes in every order, SKU, parcel and job that its body names", () => {
    expect(touches(exampleOf("order.shipped")).map(({ view, id }) => `${view}/${id}`)).toEqual([
      "orders/8f14e45f-ceea-867f-9a36-dedd4bea2543",
      "work/01a20327-0000-7000-8000-000000000a01",
      "stock/85123A",
    ]);
    expect(touches(exampleOf("parcel.bound")).map(({ view }) => view)).toEqual([
      "work",
      "orders",
      "parcels",
      "printJobs",
    ]);
  });
});
