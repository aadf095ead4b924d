import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameSplitter } from "#shared/scanning/frame-splitter.ts";
import { HidScannerReports, layoutOf } from "#shared/scanning/hid-scanner.ts";
import { longestScan } from "#shared/scanning/scan.ts";
import { feedWedge, wedgeAtRest } from "#shared/scanning/wedge.ts";
import { ScaleLine, scaleProtocols } from "#shared/weighing/serial-scales.ts";
import { posDescriptor, posReports } from "#test/builders/hid.ts";
import { runs } from "#test/builders/runs.ts";

/** Whatever pours in without an end, a decoder keeps a bounded part of it, says so once, and reads what comes after. */
const good = "4006381333931";
const encode = (text: string) => new TextEncoder().encode(text);
const byteWithoutEnd = fc.integer({ min: 0, max: 255 }).filter((byte) => byte !== 0x0d && byte !== 0x0a);

describe("bytes without an end", () => {
  it("on a serial line are dropped beyond the longest code, and the next code is read", () => {
    fc.assert(
      fc.property(
        fc.array(byteWithoutEnd, { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 2, max: 40 }),
        (part, times) => {
          const splitter = new FrameSplitter();
          const chunk = Uint8Array.from(Array.from({ length: 1000 }, (_, at) => part[at % part.length] ?? 0));
          for (let time = 0; time < times; time += 1) expect(splitter.push(chunk)).toEqual([]);
          const frames = splitter.push(encode(`\r${good}\r`));
          for (const { bytes } of frames) expect(bytes.length).toBeLessThanOrEqual(longestScan);
          if (times * 1000 > longestScan) expect(frames[0]).toMatchObject({ kind: "noise", reason: "too-long" });
          expect(frames.at(-1)).toMatchObject({ kind: "scan", text: good });
          expect(splitter.isPending).toBe(false);
        },
      ),
      { numRuns: runs(60) },
    );
  });

  it("from a HID scanner that always says that more follows are dropped likewise", () => {
    const reports = new HidScannerReports(layoutOf(posDescriptor));
    const [endless] = posReports("A".repeat(200), "]Q1");
    const answers = Array.from({ length: 2000 }, () => reports.push(endless ?? new Uint8Array()));
    expect(answers.flat()).toEqual([]);
    const [frame] = reports.expire();
    expect(frame?.bytes.length).toBeLessThanOrEqual(longestScan);
    expect(posReports(good, "]E0").flatMap((report) => reports.push(report))).toMatchObject([
      { kind: "scan", text: `]E0${good}` },
    ]);
  });

  it("from a scale are dropped likewise, and its next answer is read", () => {
    const answers = {
      "mt-sics": "S S     100.00 g\r\n",
      nci: "\n0012.34lb\r\n00\r\u0003",
      "toledo-8213": "\u000212.34\r",
    };
    for (const protocol of scaleProtocols) {
      const line = new ScaleLine(protocol, "lb");
      for (let time = 0; time < 200; time += 1) expect(line.push(encode("S S 1".repeat(100)))).toEqual([]);
      line.push(encode(answers[protocol]));
      expect(line.push(encode(answers[protocol]))).toMatchObject([{ kind: "stable" }]);
    }
  });

  it("from keys as fast as a scanner's are dropped beyond the longest code, and the next code is read", () => {
    let state = wedgeAtRest;
    let timeStamp = 0;
    const press = (key: string, gap: number) => {
      timeStamp += gap;
      const step = feedWedge(state, { key, timeStamp, control: false, menu: false, inField: true });
      state = step.state;
      return step.answer;
    };
    let longest = 0;
    for (let count = 0; count < 3 * longestScan; count += 1) {
      press("7", 1);
      if (state.kind === "reading") longest = Math.max(longest, state.text.length);
    }
    expect(longest).toBeLessThanOrEqual(longestScan);
    press("7", 500);
    press("ArrowLeft", 500);
    const texts = [...good, "Enter"].map((key) => press(key, 3));
    expect(texts.at(-1)).toMatchObject({ kind: "scanned", text: good });
  });
});
