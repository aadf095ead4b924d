import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Checkpoint, readCheckpoint, writeCheckpoint } from "#server/store/checkpoint.ts";

const transaction = fc.bigInt({ min: 0n, max: 10n ** 18n }).map(String);
const name = fc.stringMatching(/^[0-9a-f-]{1,36}$/);
const common = { epoch: name, scope: name, given: transaction };
const checkpoint: fc.Arbitrary<Checkpoint> = fc.oneof(
  fc.record({ ...common, phase: fc.constant("history" as const), xid: transaction, position: fc.nat() }),
  fc.record({
    ...common,
    phase: fc.constant("open" as const),
    document: fc.nat(),
    key: fc.stringMatching(/^[ -~]{0,90}$/),
    remaining: fc.nat(),
  }),
);

describe("a checkpoint", () => {
  it("is read as it was written, and short enough for a query", () => {
    fc.assert(
      fc.property(checkpoint, (one) => {
        const text = writeCheckpoint(one);
        expect(readCheckpoint(text)).toEqual(one);
        expect(text.length).toBeLessThanOrEqual(400);
      }),
    );
  });

  it("of a hub of before is still good: in the midst of open work it gives the whole history", () => {
    const history = { epoch: "e1", phase: "history", scope: "abc", given: "0" };
    expect(readCheckpoint("e1~history~77~12~abc")).toEqual({ ...history, xid: "77", position: 12 });
    expect(readCheckpoint("e1~open~77~12~abc")).toEqual({ ...history, xid: "0", position: 0 });
  });

  it("that no hub wrote is not read", () => {
    for (const text of [
      "",
      "e1",
      "e1~live~1~2~s",
      "e1~history~x~2~s",
      "e1~history~1~2~s~0~more",
      "e1~open~1~*~3~s~0",
    ]) {
      expect(readCheckpoint(text)).toBeUndefined();
    }
    fc.assert(fc.property(fc.string(), (text) => void readCheckpoint(text)));
  });
});
