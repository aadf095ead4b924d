import type { Frame } from "./frame-splitter.ts";
import { type HidField, readReportDescriptor, usageOf } from "./hid-descriptor.ts";
import { longestScan } from "./scan.ts";
import { scannedText } from "./scanned-text.ts";
import { takeSymbology } from "./symbology.ts";

/** HID usage tables, page 0x8C (bar code scanner). */
export const scannerPage = 0x8c;
export const scannerUsage = 0x02;

const byteCount = usageOf(0x01, 0x3b);
const symbologyUsages = [usageOf(scannerPage, 0xfb), usageOf(scannerPage, 0xfc), usageOf(scannerPage, 0xfd)];
const decodedData = usageOf(scannerPage, 0xfe);
const decodedDataContinued = usageOf(scannerPage, 0xff);

/** Where things stand in a report, counted in bytes from its first as the system hands it over. */
export interface ScannerLayout {
  /** First byte of the report; 0 where reports have no number. */
  readonly reportId: number;
  readonly countAt: number;
  readonly symbologyAt: number | undefined;
  readonly dataAt: number;
  readonly dataSize: number;
  readonly continuedBit: number | undefined;
}

/** The layout a device describes itself; undefined where the descriptor is not one of a scanner. */
export function layoutOf(descriptor: Uint8Array): ScannerLayout | undefined {
  const all = readReportDescriptor(descriptor);
  const isUsage = (field: HidField, usage: number): boolean => usageOf(field.usagePage, field.usage) === usage;
  const data = all.find((field) => isUsage(field, decodedData) && field.bitSize === 8 && field.bitOffset % 8 === 0);
  if (!data) return undefined;
  const fields = all.filter((field) => field.reportId === data.reportId);
  const find = (usage: number): HidField | undefined => fields.find((field) => isUsage(field, usage));
  const count = find(byteCount);
  if (!count || count.bitSize !== 8 || count.bitOffset % 8 !== 0) return undefined;
  const symbology = symbologyUsages.map(find);
  const first = symbology[0];
  const hasSymbology =
    first !== undefined &&
    symbology.every((field, index) => field?.bitSize === 8 && field.bitOffset === first.bitOffset + 8 * index);
  return {
    reportId: data.reportId,
    countAt: count.bitOffset / 8,
    symbologyAt: hasSymbology ? first.bitOffset / 8 : undefined,
    dataAt: data.bitOffset / 8,
    dataSize: fields.filter((field) => isUsage(field, decodedData)).length,
    continuedBit: find(decodedDataContinued)?.bitOffset,
  };
}

const known = { reportId: 2, countAt: 1, dataSize: 56, continuedBit: 63 * 8 } as const;
/** Honeywell, and Zebra alike. */
const layoutA: ScannerLayout = { ...known, symbologyAt: 2, dataAt: 5 };
const layoutB: ScannerLayout = { ...known, symbologyAt: 3, dataAt: 6 };
/** Newland, ID TECH, Unitech: no symbology identifier. */
const layoutC: ScannerLayout = { ...known, symbologyAt: undefined, dataAt: 2 };

/** For a device whose descriptor cannot be had: by where a symbology identifier stands in its first report. */
export function guessLayout(report: Uint8Array): ScannerLayout {
  const isSymbologyAt = (at: number): boolean =>
    takeSymbology(String.fromCharCode(...report.subarray(at, at + 3))).symbology !== undefined;
  if (isSymbologyAt(2)) return layoutA;
  return isSymbologyAt(3) ? layoutB : layoutC;
}

/** Joins the reports of a HID scanner to codes: a long code comes in several, all but the last marked as continued. */
export class HidScannerReports {
  readonly #layout: ScannerLayout | undefined;
  #symbology = "";
  #pieces: number[] = [];
  #tooLong = false;

  /** Without a layout each report is guessed. */
  constructor(layout: ScannerLayout | undefined) {
    this.#layout = layout;
  }

  get isPending(): boolean {
    return this.#pieces.length > 0;
  }

  push(report: Uint8Array): Frame[] {
    const layout = this.#layout ?? guessLayout(report);
    if (layout.reportId !== 0 && report[0] !== layout.reportId) return [];
    const count = report[layout.countAt];
    const end = layout.dataAt + (count ?? 0);
    if (count === undefined || count > layout.dataSize || end > report.length) {
      this.#reset();
      return [{ kind: "noise", reason: "broken-report", bytes: report.slice() }];
    }
    if (this.#pieces.length === 0) this.#symbology = symbologyIn(report, layout.symbologyAt);
    const data = report.subarray(layout.dataAt, end);
    if (this.#pieces.length + data.length > longestScan) this.#tooLong = true;
    else this.#pieces.push(...data);
    return isContinued(report, layout.continuedBit) ? [] : this.#end();
  }

  /** The rest of a code never came. */
  expire(): Frame[] {
    if (!this.isPending) return [];
    const bytes = Uint8Array.from(this.#pieces);
    this.#reset();
    return [{ kind: "noise", reason: "broken-report", bytes }];
  }

  #end(): Frame[] {
    const bytes = Uint8Array.from(this.#pieces);
    const text = this.#symbology + scannedText(bytes);
    const tooLong = this.#tooLong;
    this.#reset();
    if (tooLong) return [{ kind: "noise", reason: "too-long", bytes }];
    return bytes.length === 0 ? [] : [{ kind: "scan", text, bytes }];
  }

  #reset(): void {
    this.#symbology = "";
    this.#pieces = [];
    this.#tooLong = false;
  }
}

function symbologyIn(report: Uint8Array, at: number | undefined): string {
  if (at === undefined) return "";
  const text = String.fromCharCode(...report.subarray(at, at + 3));
  return takeSymbology(text).symbology?.id ?? "";
}

function isContinued(report: Uint8Array, bit: number | undefined): boolean {
  return bit !== undefined && (((report[bit >> 3] ?? 0) >> (bit & 7)) & 1) === 1;
}
