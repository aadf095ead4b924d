import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "#shared/facts/fact.ts";
import { isSameJson } from "#shared/kernel/same-json.ts";

describe("two values as JSON", () => {
  it("are the same where their canonical texts are", () => {
    const value = fc.oneof(fc.jsonValue({ maxDepth: 3 }), fc.constant({ a: undefined, b: [undefined, Number.NaN] }));
    const pair = fc.oneof(
      fc.tuple(value, value),
      value.map((one) => [one, one === undefined ? one : (JSON.parse(JSON.stringify(one)) as unknown)] as const),
    );
    fc.assert(
      fc.property(pair, ([one, other]) => {
        expect(isSameJson(one, other)).toBe(canonicalJson(one) === canonicalJson(other));
      }),
    );
  });

  it("differ by one field more or less, also by those that every object has", () => {
    expect(isSameJson({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
    expect(isSameJson({ a: 1 }, { a: 1, b: undefined })).toBe(true);
    for (const other of ['{"a":1,"b":2}', "{}", '{"a":1,"constructor":{}}', '{"a":1,"__proto__":{}}', "[1]", "null"]) {
      expect(isSameJson({ a: 1 }, JSON.parse(other))).toBe(false);
      expect(isSameJson(JSON.parse(other), { a: 1 })).toBe(false);
    }
  });
});
