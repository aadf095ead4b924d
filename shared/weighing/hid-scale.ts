import { readingOf, type WeightReading, type WeightUnit } from "./weight.ts";

/** HID usage tables, page 0x8D (weighing): a scale's data report. */
export const scalePage = 0x8d;
export const scaleUsage = 0x20;

const dataReport = 3;
const units: Readonly<Record<number, WeightUnit>> = { 1: "mg", 2: "g", 3: "kg", 11: "oz", 12: "lb" };

/**
 * One report: `03 status unit exponent low high`, as postal scales send it; some leave out the number in front. Undefined
 * for other reports (limits, attributes) and for what has not the shape of one.
 */
export function readScaleReport(report: Uint8Array): WeightReading | undefined {
  const hasNumber = report.length >= 6;
  if (hasNumber && report[0] !== dataReport) return undefined;
  const body = hasNumber ? report.subarray(1, 6) : report;
  const [status, unitCode, scaling, low, high] = body;
  if (status === undefined || unitCode === undefined || scaling === undefined) return undefined;
  if (low === undefined || high === undefined || body.length !== 5) return undefined;
  switch (status) {
    case 1:
      return { kind: "fault" };
    case 2:
      return { kind: "zero" };
    case 5:
      return { kind: "under-zero" };
    case 6:
      return { kind: "overload" };
    case 7:
    case 8:
      return { kind: "calibrate" };
    case 3:
    case 4: {
      const unit = units[unitCode];
      const exponent = scaling > 127 ? scaling - 256 : scaling;
      if (unit === undefined || exponent < -9 || exponent > 6) return { kind: "fault" };
      return readingOf(status === 4 ? "stable" : "moving", { amount: high * 256 + low, exponent, unit });
    }
    default:
      return undefined;
  }
}
