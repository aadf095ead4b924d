import { describe, expect, it } from "vitest";
import { looksLikeZpl, paperOf, readZpl } from "#shared/printing/zpl-format.ts";

describe("somebody else's ZPL", () => {
  it.each([
    ["one label", "^XA^FO1,1^FDa^FS^XZ", 1],
    ["copies", "^XA^FDa^FS^PQ3,0,1,Y^XZ", 3],
    ["two labels", "^XA^FDa^FS^XZ\r\n^XA^GB1,1,1^FS^XZ", 2],
    ["a stored format and its use", "^XA^DFR:A.ZPL^FN1^FDx^FS^XZ^XA^XFR:A.ZPL^FN1^FDb^FS^XZ", 1],
    ["settings alone", "^XA^MNY^JUS^XZ", 0],
    ["a format that never ends", "^XA^FDa^FS", 0],
    ["one whole and one begun", "^XA^FDa^FS^XZ^XA^FDb", 0],
  ])("makes as many labels as it has: %s", (_what, text, labels) => {
    expect(readZpl(text).labels).toBe(labels);
  });

  it("is drawn on the paper it names, else on 4 x 6 inch", () => {
    expect(paperOf(readZpl("^XA^PW812^LL1624^FDa^XZ"), 203)).toEqual({ widthMm: 101.6, heightMm: 203.2 });
    expect(paperOf(readZpl("^XA^FDa^XZ"), 203)).toEqual({ widthMm: 101.6, heightMm: 152.4 });
    expect(paperOf(readZpl("^XA^PW0^LL999999^FDa^XZ"), 203)).toEqual({ widthMm: 101.6, heightMm: 1000 });
  });

  it("is told from other text", () => {
    expect(looksLikeZpl("%PDF-1.7")).toBe(false);
    expect(looksLikeZpl("~DGR:A.GRF,8,1,FF\n^XA^XGR:A.GRF^XZ")).toBe(true);
  });
});
