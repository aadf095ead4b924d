import { decodeIpp, encodeIpp, ippOperations } from "#main/adapters/printers/ipp-message.ts";
import { escPosQuestions, readEscPosAnswer } from "#shared/printing/escpos-status.ts";
import { parseGetVar, parseZplErrors, parseZplStatus } from "#shared/printing/zpl-status.ts";
import { FrameSplitter } from "#shared/scanning/frame-splitter.ts";
import { parseDigitalLink } from "#shared/scanning/gs1/digital-link.ts";
import { type Element, parseBracketed, parseElementString, separator } from "#shared/scanning/gs1/element-string.ts";
import { HidScannerReports, layoutOf } from "#shared/scanning/hid-scanner.ts";
import { readScan } from "#shared/scanning/scan.ts";
import { feedWedge, wedgeAtRest } from "#shared/scanning/wedge.ts";
import { readScaleReport } from "#shared/weighing/hid-scale.ts";
import { ScaleLine, scaleProtocols } from "#shared/weighing/serial-scales.ts";
import { toGrams, type WeightReading } from "#shared/weighing/weight.ts";
import { posDescriptor, posReports } from "#test/builders/hid.ts";
import { type SeededRandom, seededRandom } from "../../crash/seeded-random.ts";

type Decoder =
  | "serial"
  | "hid-scanner"
  | "hid-descriptor"
  | "wedge"
  | "scale"
  | "gs1"
  | "zpl-status"
  | "escpos-status"
  | "ipp";

export interface FuzzReport {
  readonly frames: Readonly<Record<Decoder, number>>;
  /** What went wrong, with the bytes that did it; empty is right. */
  readonly broken: readonly string[];
  /** The slowest frame of each decoder, in milliseconds, the quickest of three tries. */
  readonly slowestMs: Readonly<Record<Decoder, number>>;
}

const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0) & 0xff);

const codes = [
  "4006381333931",
  "]E04006381333931",
  "]C1010952123454321310LOT-7",
  `]d20109521234543213172612311${separator}21S-77`,
  "(01)09521234543213(10)AB",
  "https://id.gs1.org/01/09521234543213/10/ABC?17=261231",
  "00095212340000000013",
  "HF-CMD.QTY.12",
  "HF-TOTE.T-14",
  "01095212345432133103000195392299",
  "8008261231235959",
  "8003021123456789001234",
];
const scaleAnswers = [
  "S S     100.00 g\r\n",
  "S D      99.5 kg\r\n",
  "\n0012.34lb\r\n00\r\u0003",
  "\n20\r\u0003",
  "\u0002001.50\r",
  "\u0002?A\r",
];
const printerAnswers = [
  "\u0002030,0,0,0816,000,0,0,0,000,0,0,0\u0003\r\n\u0002001,0,0,0,1,2,6,0,00000000,1,000\u0003\r\n\u00021234,0\u0003\r\n",
  "\u0002\r\n  PRINTER STATUS\r\n   ERRORS:         1 00000000 00000005\r\n   WARNINGS:       0 00000000 00000000\r\n\u0003",
  '"12345 LABELS"',
];
const ipp = encodeIpp({
  operation: ippOperations.getPrinterAttributes,
  requestId: 7,
  attributes: [
    ["printer-uri", { tag: "uri", value: "ipp://printer.local/ipp/print" }],
    ["printer-state-reasons", { tag: "keyword", value: ["media-empty", "cover-open"] }],
    ["job-id", { tag: "integer", value: 42 }],
    ["printer-is-accepting-jobs", { tag: "boolean", value: true }],
  ],
});

/** Flips, cuts, doubles, splices and makes up: what lines, cables and strange devices do to bytes. */
function mutated(random: SeededRandom, whole: Uint8Array): Uint8Array {
  const bytes = [...whole];
  const times = random.between(0, 6);
  for (let time = 0; time < times; time += 1) {
    const at = random.between(0, Math.max(0, bytes.length - 1));
    const kind = random.between(0, 5);
    if (kind === 0) bytes[at] = random.between(0, 255);
    else if (kind === 1) bytes.splice(at, random.between(1, 8));
    else if (kind === 2) bytes.splice(at, 0, ...bytes.slice(at, at + random.between(1, 12)));
    else if (kind === 3) bytes.splice(at, 0, random.pick([0, 0x0d, 0x0a, 0x02, 0x03, 0x1d, 0x5d, 0x80, 0xff]));
    else if (kind === 4) bytes[at] = (bytes[at] ?? 0) ^ (1 << random.between(0, 7));
    else bytes.splice(at, 0, ...Array.from({ length: random.between(1, 20) }, () => random.between(0x20, 0x7e)));
  }
  return Uint8Array.from(bytes);
}

/** Runs so many frames through every decoder. The same seed gives the same frames. */
export function fuzzDecoders({ frames, seed }: { readonly frames: number; readonly seed: number }): FuzzReport {
  const random = seededRandom(seed);
  const broken: string[] = [];
  const done = emptyCounts();
  const slowestMs = emptyCounts();
  const decoders = Object.keys(decode) as Decoder[];
  const each = Math.ceil(frames / decoders.length);
  for (const name of decoders) {
    for (let frame = 0; frame < each; frame += 1) {
      const bytes = mutated(random, random.pick(seeds[name]));
      const salt = random.between(0, 0xff_ff_ff);
      const began = performance.now();
      try {
        const problem = decode[name](bytes, seededRandom(salt));
        if (problem !== undefined) broken.push(`${name}: ${problem}: ${Buffer.from(bytes).toString("hex")}`);
      } catch (problem) {
        broken.push(`${name} threw ${String(problem)}: ${Buffer.from(bytes).toString("hex")}`);
      }
      const took = performance.now() - began;
      if (took > slowestMs[name]) slowestMs[name] = Math.max(slowestMs[name], quickest(name, bytes, salt, took));
      done[name] += 1;
      if (broken.length > 20) return { frames: done, broken, slowestMs };
    }
  }
  return { frames: done, broken, slowestMs };
}

/** A pause of the machine is not the decoder's: the same frame is tried again. */
function quickest(name: Decoder, bytes: Uint8Array, salt: number, first: number): number {
  let least = first;
  for (let time = 0; time < 2; time += 1) {
    const began = performance.now();
    try {
      decode[name](bytes, seededRandom(salt));
    } catch {
      // Told already.
    }
    least = Math.min(least, performance.now() - began);
  }
  return least;
}

function emptyCounts(): Record<Decoder, number> {
  return {
    serial: 0,
    "hid-scanner": 0,
    "hid-descriptor": 0,
    wedge: 0,
    scale: 0,
    gs1: 0,
    "zpl-status": 0,
    "escpos-status": 0,
    ipp: 0,
  };
}

const lines = codes.map((code) => bytesOf(`${code}\r`));
const seeds: Readonly<Record<Decoder, readonly Uint8Array[]>> = {
  serial: lines,
  "hid-scanner": codes.flatMap((code) => posReports(code.repeat(3), "]Q1")),
  "hid-descriptor": [posDescriptor],
  wedge: lines,
  scale: [...scaleAnswers.map(bytesOf), Uint8Array.of(3, 4, 11, 0xff, 0x2c, 1), Uint8Array.of(4, 2, 0, 0xf4, 1)],
  gs1: codes.map(bytesOf),
  "zpl-status": printerAnswers.map(bytesOf),
  // Ready, cover open, end of paper, cutter, both ends of the roll; and the four bytes some printers send unasked.
  "escpos-status": [
    [0x12],
    [0x16],
    [0x32],
    [0x1a],
    [0x7e],
    [0x10, 0x00, 0x00, 0x0f],
    [0x14, 0x00, 0x00, 0x0f, 0x12],
  ].map((bytes) => Uint8Array.from(bytes)),
  ipp: [ipp],
};

/** Each runs one frame and says what was let pass that must not be. */
const decode: Readonly<Record<Decoder, (bytes: Uint8Array, random: SeededRandom) => string | undefined>> = {
  serial: (bytes, random) => {
    const splitter = new FrameSplitter(random.pick(["line-end", "none"]));
    const out = [];
    for (let at = 0; at < bytes.length;) {
      const size = random.between(1, 16);
      out.push(...splitter.push(bytes.subarray(at, at + size)));
      at += size;
    }
    out.push(...splitter.expire());
    if (splitter.isPending) return "something is left after the end";
    return firstOf(out.map((frame) => (frame.kind === "scan" ? scanProblem(frame.text) : undefined)));
  },
  "hid-scanner": (bytes, random) => {
    const reports = new HidScannerReports(random.chance(0.5) ? layoutOf(posDescriptor) : undefined);
    const out = [...reports.push(bytes), ...reports.push(bytes), ...reports.expire()];
    return firstOf(out.map((frame) => (frame.kind === "scan" ? scanProblem(frame.text) : undefined)));
  },
  "hid-descriptor": (bytes) => {
    const layout = layoutOf(bytes);
    if (!layout) return undefined;
    const reports = new HidScannerReports(layout);
    const out = posReports("4006381333931", "]E0").flatMap((report) => reports.push(report));
    return firstOf(out.map((frame) => (frame.kind === "scan" ? scanProblem(frame.text) : undefined)));
  },
  wedge: (bytes, random) => {
    let state = wedgeAtRest;
    let timeStamp = 0;
    for (const byte of bytes) {
      timeStamp += random.pick([0, 3, 8, 30, 32, 61, 90, 400]);
      const key = byte === 0x0d ? "Enter" : byte === 0x1d ? "]" : byte === 0x02 ? "F9" : String.fromCharCode(byte);
      const press = { key, timeStamp, control: byte === 0x1d, menu: byte === 0xff, inField: random.chance(0.3) };
      const step = feedWedge(state, press);
      state = step.state;
      if (step.answer.kind !== "scanned") continue;
      if (step.answer.text === "") return "an empty scan";
      const problem = scanProblem(step.answer.text);
      if (problem !== undefined) return problem;
    }
    return undefined;
  },
  scale: (bytes) => {
    const readings: (WeightReading | undefined)[] = [readScaleReport(bytes)];
    for (const protocol of scaleProtocols) readings.push(...new ScaleLine(protocol, "lb").push(bytes));
    return firstOf(
      readings.map((reading) => {
        if (reading?.kind !== "stable" && reading?.kind !== "moving") return undefined;
        const grams = toGrams(reading.weight);
        return grams === undefined || grams < 0 || !Number.isSafeInteger(grams) ? "a weight no scale has" : undefined;
      }),
    );
  },
  gs1: (bytes) => {
    const text = Buffer.from(bytes).toString("latin1");
    const parsed = [parseElementString(text), parseBracketed(text), parseDigitalLink(text)];
    const problem = firstOf(
      parsed.map((result) => (result.ok ? firstOf(result.value.map(elementProblem)) : undefined)),
    );
    return problem ?? scanProblem(text);
  },
  "zpl-status": (bytes) => {
    const text = Buffer.from(bytes).toString("latin1");
    const status = parseZplStatus(text);
    parseZplErrors(text);
    const count = parseGetVar(text);
    if (count !== undefined && !Number.isSafeInteger(count)) return "a count beyond counting";
    return status && !(status.formatsInBuffer >= 0 && status.labelsRemaining >= 0) ? "a count below nought" : undefined;
  },
  "escpos-status": (bytes) => {
    const text = Buffer.from(bytes).toString("latin1");
    // An answer by its fixed bits, 0xx1xx10, put down the other way round.
    const answers = [...bytes].filter((byte) => /^0..1..10$/.test(byte.toString(2).padStart(8, "0")));
    return firstOf(
      escPosQuestions.map((question) => {
        const read = readEscPosAnswer(question, text);
        if ((read === undefined) !== (answers.length === 0)) return "an answer that is none";
        return read?.trouble !== undefined && answers[0] === 0x12 ? "a trouble nothing tells of" : undefined;
      }),
    );
  },
  ipp: (bytes) => {
    const reply = decodeIpp(bytes);
    return reply.ok && !(reply.value.status >= 0) ? "a status that is none" : undefined;
  },
};

function firstOf(problems: readonly (string | undefined)[]): string | undefined {
  return problems.find((problem) => problem !== undefined);
}

/** Checked anew, by other means than the program's own. */
function scanProblem(text: string): string | undefined {
  const scan = readScan(text);
  if (!scan.ok) return undefined;
  const { value } = scan;
  if (/[\u0000-\u0003\u0005-\u001c\u001f\u007f\ufffd]/.test(value.raw)) return "a control character";
  if (value.kind === "gtin" && !(value.gtin.length === 14 && isModTen(value.gtin))) return "a GTIN that is none";
  if (value.kind === "sscc" && !(value.sscc.length === 18 && isModTen(value.sscc))) return "an SSCC that is none";
  if (value.kind === "quantity" && !(value.quantity >= 1 && value.quantity <= 99)) return "a quantity out of range";
  return undefined;
}

function isModTen(digits: string): boolean {
  let sum = 0;
  for (const [index, digit] of [...digits].toReversed().entries()) sum += Number(digit) * (index % 2 === 0 ? 1 : 3);
  return /^\d+$/.test(digits) && sum % 10 === 0;
}

const dates = new Set(["11", "12", "13", "15", "16", "17", "4326", "7006"]);
const mayEndMonth = new Set(["11", "12", "13", "15", "16", "17"]);

function elementProblem({ ai, value }: Element): string | undefined {
  if (!/^[!-~]{1,90}$/.test(value)) return `(${ai}) holds what no set of characters has`;
  if (["00", "01", "02", "03"].includes(ai) && !isModTen(value)) return `(${ai}) with a wrong check digit`;
  if (["10", "21"].includes(ai) && value.length > 20) return `(${ai}) too long`;
  if (dates.has(ai) && !isDate(value, mayEndMonth.has(ai))) return `(${ai}) with an impossible date`;
  if (/^3[1-6]/.test(ai) && ai.length === 4 && !/^\d{6}$/.test(value)) return `(${ai}) without its six digits`;
  return undefined;
}

function isDate(text: string, mayEndMonth: boolean): boolean {
  const [year, month, day] = [Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4, 6))];
  if (mayEndMonth && day === 0) return month >= 1 && month <= 12;
  const date = new Date(Date.UTC(2000 + year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
