import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type FactEnvelope, noPrevious } from "#shared/facts/fact.ts";
import { type ChainHead, chainProblem, seal } from "#shared/facts/seal.ts";
import { earliestStamp } from "#shared/kernel/hybrid-clock.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const start: ChainHead = { sequence: 0, hash: noPrevious, stamp: earliestStamp };

function chain(bodies: readonly Record<string, unknown>[], times: readonly number[]): FactEnvelope[] {
  let head = start;
  return bodies.map((body, position) => {
    const sealed = seal(head, {
      draft: { stream: "order/o1", kind: "order.cancelled", body },
      version: 1,
      station: "station-1",
      user: "person-1",
      now: times[position] ?? 0,
      sha256,
      idOf: () => `id-${position}`,
    });
    head = sealed.head;
    return sealed.fact;
  });
}

const bodies = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })), { minLength: 1, maxLength: 6 });
const times = fc.array(fc.nat(2_000_000_000), { maxLength: 6 });

describe("a station's chain of facts", () => {
  it("numbers without a gap, stamps ever later whatever the clock does, and follows hash on hash", () => {
    fc.assert(
      fc.property(bodies, times, (bodies, times) => {
        let previous = noPrevious;
        let stamp = earliestStamp;
        for (const [position, fact] of chain(bodies, times).entries()) {
          expect(fact.sequence).toBe(position + 1);
          expect(fact.stamp > stamp).toBe(true);
          expect(chainProblem(fact, previous, sha256)).toBeUndefined();
          ({ hash: previous, stamp } = fact);
        }
      }),
      { numRuns: 50 },
    );
  });

  it.each<[string, Partial<FactEnvelope>]>([
    ["body", { body: { other: 1 } }],
    ["user", { user: "person-2" }],
    ["stamp", { stamp: "0000000003e8-0009" }],
    ["hash", { hash: "1".repeat(64) }],
    ["body's hash", { bodyHash: "1".repeat(64) }],
  ])("shows that a fact's %s was changed", (_what, change) => {
    const [fact] = chain([{ reason: "x" }], [1000]);
    expect(chainProblem({ ...(fact as FactEnvelope), ...change }, noPrevious, sha256)).toBe("broken-hash");
  });

  it("shows that a fact is missing before this one", () => {
    const [, second] = chain([{ a: 1 }, { a: 2 }], [1, 2]);
    expect(chainProblem(second as FactEnvelope, noPrevious, sha256)).toBe("broken-chain");
  });
});
