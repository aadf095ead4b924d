import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { freeChannel } from "#shared/channels/channel-view.ts";
import { channelsOf, decideScope, isSameScope, scopeChange, widestScope } from "#shared/sync/decide-scope.ts";
import { receives, type Scope } from "#shared/sync/scope.ts";

const channel = fc.constantFrom("shopify", "phone", "counter", "market");
const scope: fc.Arbitrary<Scope> = fc.record({
  site: fc.constantFrom("main", "leeds"),
  channels: fc.option(fc.array(channel)),
});

describe("what a station is to receive", () => {
  it("never leaves out a channel that the station takes in, and is otherwise what was asked for", () => {
    fc.assert(
      fc.property(scope, fc.uniqueArray(channel), (wanted, held) => {
        const decided = decideScope(wanted, held);
        const left = held.filter((one) => !receives(wanted, one));
        if (left.length > 0) {
          expect(decided).toEqual({ ok: false, error: { code: "channel-held", detail: left.join(", ") } });
        } else {
          expect(decided.ok && decided.value.site).toBe(wanted.site);
          for (const one of ["shopify", "phone", "counter", "market"]) {
            expect(decided.ok && receives(decided.value, one)).toBe(receives(wanted, one));
          }
        }
      }),
    );
  });

  it("needs a site that can be read", () => {
    for (const site of ["", "  ", "a\u0000b", "x".repeat(61)]) {
      expect(decideScope({ site, channels: null }, [])).toMatchObject({ error: { code: "site-missing" } });
    }
    expect(decideScope({ site: " York ", channels: ["phone", "phone"] }, [])).toEqual({
      ok: true,
      value: { site: "York", channels: ["phone"] },
    });
  });

  it("holds on to a channel it has been given, or has asked for", () => {
    const channels = [
      { ...freeChannel("shopify"), holder: "a" },
      { ...freeChannel("phone"), holder: "b", asks: ["a"] },
      { ...freeChannel("counter"), holder: "b" },
    ];
    expect(channelsOf("a", channels)).toEqual(["shopify", "phone"]);
  });

  it("is the same in whatever order channels are named, and a change says what comes and what stays behind", () => {
    expect(isSameScope({ site: "m", channels: ["a", "b"] }, { site: "m", channels: ["b", "a"] })).toBe(true);
    expect(isSameScope({ site: "m", channels: [] }, { site: "m", channels: null })).toBe(false);
    expect(scopeChange(widestScope, { site: "york", channels: ["phone"] })).toEqual({
      added: [],
      left: ["shopify", "counter"],
      isOtherSite: true,
    });
    expect(scopeChange({ site: "main", channels: ["phone"] }, widestScope)).toEqual({
      added: ["shopify", "counter"],
      left: [],
      isOtherSite: false,
    });
  });
});
