import { describe, expect, it } from "vitest";
import { readReportDescriptor } from "#shared/scanning/hid-descriptor.ts";
import { guessLayout, HidScannerReports, layoutOf } from "#shared/scanning/hid-scanner.ts";
import { posDescriptor, posReports } from "#test/builders/hid.ts";

const bytes = (...values: number[]) => Uint8Array.from(values);
const codes = (reports: readonly Uint8Array[], decoder = new HidScannerReports(layoutOf(posDescriptor))) =>
  reports.flatMap((report) => decoder.push(report)).map((frame) => (frame.kind === "scan" ? frame.text : frame.reason));

describe("a HID scanner's report descriptor", () => {
  it("tells where the parts stand", () => {
    expect(layoutOf(posDescriptor)).toEqual({
      reportId: 2,
      countAt: 1,
      symbologyAt: 2,
      dataAt: 5,
      dataSize: 56,
      continuedBit: 63 * 8,
    });
  });

  it("may have them in another order and size", () => {
    const other = bytes(
      ...[0x05, 0x8c, 0x09, 0x02, 0xa1, 0x01, 0x85, 0x07, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08],
      ...[0x95, 0x1e, 0x09, 0xfe, 0x82, 0x02, 0x01, 0x05, 0x01, 0x95, 0x01, 0x09, 0x3b, 0x81, 0x02, 0xc0],
    );
    const layout = layoutOf(other);
    expect(layout).toEqual({
      reportId: 7,
      countAt: 31,
      symbologyAt: undefined,
      dataAt: 1,
      dataSize: 30,
      continuedBit: undefined,
    });
    const report = new Uint8Array(32);
    report.set([7, ...new TextEncoder().encode("96385074")]);
    report[31] = 8;
    expect(codes([report], new HidScannerReports(layout))).toEqual(["96385074"]);
  });

  it("of a keyboard is none of a scanner", () => {
    const keyboard = bytes(0x05, 0x01, 0x09, 0x06, 0xa1, 0x01, 0x75, 0x08, 0x95, 0x08, 0x19, 0x00, 0x29, 0x65, 0x81, 0);
    expect(layoutOf(keyboard)).toBeUndefined();
  });

  it("that claims to be huge is read in bounds", () => {
    const huge = bytes(0x05, 0x8c, 0x09, 0xfe, 0x77, 255, 255, 255, 255, 0x97, 255, 255, 255, 255, 0x81, 2);
    expect(readReportDescriptor(huge).length).toBeLessThanOrEqual(4096);
  });
});

describe("a HID scanner's reports", () => {
  it("give a code with its symbology", () => {
    expect(codes(posReports("4006381333931", "]E0"))).toEqual(["]E04006381333931"]);
  });

  it("are joined over several, and the next code begins anew", () => {
    const long = "A".repeat(178);
    expect(posReports(long, "]Q1")).toHaveLength(4);
    expect(codes([...posReports(long, "]Q1"), ...posReports("96385074", "]E4")])).toEqual([
      `]Q1${long}`,
      "]E496385074",
    ]);
  });

  it("whose count does not fit are refused, with what was begun", () => {
    const [first = bytes(), ...rest] = posReports("B".repeat(100), "]Q1");
    const broken = (rest[0] ?? bytes()).slice();
    broken[1] = 60;
    expect(codes([first, broken, ...posReports("96385074", "]E4")])).toEqual(["broken-report", "]E496385074"]);
  });

  it("of a code without an end are dropped when nothing more comes", () => {
    const decoder = new HidScannerReports(layoutOf(posDescriptor));
    decoder.push(posReports("C".repeat(100), "]Q1")[0] ?? bytes());
    expect(decoder.expire()).toMatchObject([{ kind: "noise", reason: "broken-report" }]);
    expect(codes(posReports("96385074", "]E4"), decoder)).toEqual(["]E496385074"]);
  });

  it("of a device without a descriptor are read by the layouts known", () => {
    const a = posReports("4006381333931", "]E0")[0] ?? bytes();
    expect(guessLayout(a)).toMatchObject({ symbologyAt: 2, dataAt: 5 });
    const b = new Uint8Array(64);
    b.set([2, 8, 0, ...new TextEncoder().encode("]E496385074")]);
    const c = new Uint8Array(64);
    c.set([2, 8, ...new TextEncoder().encode("96385074")]);
    expect(codes([a, b, c], new HidScannerReports(undefined))).toEqual(["]E04006381333931", "]E496385074", "96385074"]);
  });

  it("as a Voyager 1602g sent them (python_hon_usbhid) are read as its own settings sheet", () => {
    const report = new Uint8Array(64);
    report.set([0x02, 0x16, ...new TextEncoder().encode("]X0Product Name: Voyager ")]);
    report[63] = 1;
    const last = new Uint8Array(64);
    last.set([0x02, 5, ...new TextEncoder().encode("]X01602g")]);
    expect(codes([report, last])).toEqual(["]X0Product Name: Voyager 1602g"]);
  });
});
