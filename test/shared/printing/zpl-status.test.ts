import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseZplStatus } from "#shared/printing/zpl-status.ts";

const healthy =
  "\u0002030,0,0,1225,000,0,0,0,000,0,0,0\u0003\r\n\u0002000,0,0,0,0,2,4,0,00000000,1,000\u0003\r\n\u00021234,0\u0003\r\n";
const troubled =
  "\u0002030,1,1,1225,003,1,0,1,000,0,0,1\u0003\r\n\u0002000,0,1,1,0,2,4,1,00000012,1,000\u0003\r\n\u00021234,0\u0003\r\n";

describe("the answer to ~HS", () => {
  it("of a printer with nothing to report", () => {
    expect(parseZplStatus(healthy)).toEqual({
      paperOut: false,
      paused: false,
      headOpen: false,
      ribbonOut: false,
      tooHot: false,
      tooCold: false,
      bufferFull: false,
      formatsInBuffer: 0,
      partialFormat: false,
      labelWaiting: false,
      labelsRemaining: 0,
    });
  });

  it("of a printer with everything to report", () => {
    expect(parseZplStatus(troubled)).toEqual({
      paperOut: true,
      paused: true,
      headOpen: true,
      ribbonOut: true,
      tooHot: true,
      tooCold: false,
      bufferFull: true,
      formatsInBuffer: 3,
      partialFormat: true,
      labelWaiting: true,
      labelsRemaining: 12,
    });
  });

  it.each([[""], ["hello"], ["\u00021,2\u0003\u00023,4\u0003"], [healthy.replace("1225", "12x5")]])(
    "that is something else (%j) is no status",
    (reply) => {
      expect(parseZplStatus(reply)).toBeUndefined();
    },
  );

  it("never throws, whatever comes", () => {
    fc.assert(fc.property(fc.string(), (reply) => void parseZplStatus(`\u0002${reply}\u0003${reply}`)));
  });
});
