import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { uuidFromDigest, uuidV7 } from "#shared/kernel/ids.ts";
import { runs } from "#test/builders/runs.ts";

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-([0-9a-f])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe("ids", () => {
  it("hold their time in front, as RFC 9562 lays out version 7", () => {
    const random = Uint8Array.from([0xff, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 1]);
    expect(uuidV7(0x017f22e279b0, random)).toBe("017f22e2-79b0-7fff-bf00-000000000001");
  });

  it("sort by the time they were made", () => {
    const random = fc.uint8Array({ minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(fc.nat(2 ** 40), fc.integer({ min: 1, max: 2 ** 20 }), random, random, (time, later, one, other) => {
        const [early, late] = [uuidV7(time, one), uuidV7(time + later, other)];
        expect(uuid.exec(early)?.[1]).toBe("7");
        expect(early < late).toBe(true);
      }),
      { numRuns: runs(200) },
    );
  });

  it("made from a digest are the same on every station", () => {
    const digest = Uint8Array.from({ length: 32 }, (_, position) => position);
    expect(uuidFromDigest(digest)).toBe("00010203-0405-8607-8809-0a0b0c0d0e0f");
    expect(uuidFromDigest(digest)).toBe(uuidFromDigest(digest.slice()));
  });

  it("are not made from too little chance or too short a digest", () => {
    expect(() => uuidV7(0, new Uint8Array(9))).toThrow(RangeError);
    expect(() => uuidFromDigest(new Uint8Array(15))).toThrow(RangeError);
  });
});
