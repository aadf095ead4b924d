import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson, type FactEnvelope, foldKey, hashInput } from "#shared/facts/fact.ts";
import { envelope } from "#test/builders/facts.ts";
import { runs } from "#test/builders/runs.ts";

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** With keys like `__proto__` and `10` among them. */
const json = fc.jsonValue({ maxDepth: 3 });

/** The same value with the keys of every object put in another order. */
function shuffled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shuffled);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, entry]) => [key, shuffled(entry)]),
  );
}

describe("canonical JSON", () => {
  it("sorts keys at every depth, leaves out what is undefined, and keeps the order of lists", () => {
    const value = { b: [{ z: 1, a: 2 }, undefined, null], a: undefined, "": "x", é: "\u2028", 10: 1, 9: 2 };
    expect(canonicalJson(value)).toBe(`{"":"x","10":1,"9":2,"b":[{"a":2,"z":1},null,null],"é":"\u2028"}`);
  });

  it("reads back as what plain JSON would have kept", () => {
    fc.assert(
      fc.property(json, (value) => {
        const kept: unknown = JSON.parse(JSON.stringify(value));
        expect(JSON.parse(canonicalJson(value))).toEqual(kept);
      }),
      { numRuns: runs(100) },
    );
  });

  it("is the same text whatever order the keys were set in, and after a way through the disk", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
        expect(canonicalJson(JSON.parse(JSON.stringify(value)))).toBe(canonicalJson(value));
      }),
      { numRuns: runs(100) },
    );
  });

  it("differs where the values differ", () => {
    fc.assert(
      fc.property(json, json, (one, other) => {
        if (canonicalJson(one) === canonicalJson(other)) expect(one).toEqual(other);
        else expect(JSON.stringify(one)).not.toBe(JSON.stringify(other));
      }),
      { numRuns: runs(100) },
    );
  });
});

describe("the hash of a fact", () => {
  it("is the same everywhere: a known fact has a known hash", () => {
    const { hash: _hash, body: _body, ...rest } = envelope();
    expect(sha256(hashInput(rest))).toBe("e63cff2974919005d9f8a1287b3f8243562ae4fcc3ecdc5ed0def4db2f40e01f");
  });

  it.each<[keyof FactEnvelope, unknown]>([
    ["id", "01a00000-0000-7000-8000-000000000002"],
    ["stream", "order/o2"],
    ["kind", "order.shipped"],
    ["version", 2],
    ["bodyHash", "1".repeat(64)],
    ["station", "station-2"],
    ["sequence", 2],
    ["user", "person-2"],
    ["stamp", "019aa13ae400-0001"],
    ["previous", "1".repeat(64)],
  ])("changes with the fact's %s", (field, value) => {
    const fact = envelope();
    expect(hashInput({ ...fact, [field]: value })).not.toBe(hashInput(fact));
  });

  it("stands on the body's own hash, so that a body can be erased without breaking the chain", () => {
    const fact = envelope({ body: { name: "Anna Berg" } });
    const erased: FactEnvelope = { ...fact, body: {} };
    expect(hashInput(erased)).toBe(hashInput(fact));
  });
});

const place = fc.record({
  stamp: fc.tuple(fc.nat(3), fc.nat(2)).map(([time, count]) => `01a1f8d3ea0${time}-000${count}`),
  station: fc.constantFrom("station-a", "station-b"),
  sequence: fc.integer({ min: 1, max: 2_000 }),
});

describe("the fold order", () => {
  it("is stamp, then station, then sequence, all compared as text", () => {
    expect(foldKey({ stamp: "01a1f8d3ea00-0000", station: "station-a", sequence: 12 })).toBe(
      "01a1f8d3ea00-0000/station-a/000000000012",
    );
  });

  it("is a total order that compares sequences as numbers", () => {
    fc.assert(
      fc.property(place, place, (one, other) => {
        const byParts =
          one.stamp.localeCompare(other.stamp) ||
          one.station.localeCompare(other.station) ||
          one.sequence - other.sequence;
        const [a, b] = [foldKey(one), foldKey(other)];
        expect(Math.sign(byParts)).toBe(a < b ? -1 : a > b ? 1 : 0);
      }),
      { numRuns: runs(300) },
    );
  });
});
