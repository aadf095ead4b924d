import { readDecimal, readingOf, type WeightReading, weightUnits, type WeightUnit } from "./weight.ts";

export const scaleProtocols = ["mt-sics", "nci", "toledo-8213"] as const;
export type ScaleProtocol = (typeof scaleProtocols)[number];

interface ProtocolRules {
  /** What asks for the weight now. */
  readonly ask: string;
  /** Ends an answer. */
  readonly end: number;
  /** `unit` is what the scale is set to, for a protocol that does not send it. */
  readonly read: (answer: string, unit: WeightUnit) => WeightReading | undefined;
}

const longestAnswer = 128;

const rules: Readonly<Record<ScaleProtocol, ProtocolRules>> = {
  "mt-sics": { ask: "SI\r\n", end: 0x0a, read: readMettler },
  nci: { ask: "W\r", end: 0x03, read: readNci },
  "toledo-8213": { ask: "W", end: 0x0d, read: readToledo },
};

export function askForWeight(protocol: ScaleProtocol): string {
  return rules[protocol].ask;
}

/** Cuts a scale's bytes into answers and reads them. The eighth bit is parity in two of the three, and no data in any. */
export class ScaleLine {
  readonly #rules: ProtocolRules;
  readonly #unit: WeightUnit;
  #answer = "";
  #isTooLong = false;

  constructor(protocol: ScaleProtocol, unit: WeightUnit) {
    this.#rules = rules[protocol];
    this.#unit = unit;
  }

  push(chunk: Uint8Array): WeightReading[] {
    const readings: WeightReading[] = [];
    for (const byte of chunk) {
      const plain = byte & 0x7f;
      if (plain === this.#rules.end) {
        const reading = this.#isTooLong ? undefined : this.#rules.read(this.#answer, this.#unit);
        if (reading) readings.push(reading);
        this.expire();
      } else if (this.#answer.length >= longestAnswer) this.#isTooLong = true;
      else this.#answer += String.fromCharCode(plain);
    }
    return readings;
  }

  /** An answer that broke off: what comes next must not be glued to it. */
  expire(): void {
    this.#answer = "";
    this.#isTooLong = false;
  }
}

function unitNamed(text: string): WeightUnit | undefined {
  const name = text.toLowerCase();
  return weightUnits.find((unit) => unit === name);
}

/** MT-SICS level 0: `S S     100.00 g`. */
function readMettler(answer: string): WeightReading | undefined {
  const line = answer.replace(/\r$/, "");
  const match = /^S ([SD]) ([ \d.]{1,14}) ([A-Za-z]{1,3}) *$/.exec(line);
  if (match) {
    const [, standing, figure = "", unitText = ""] = match;
    const number = readDecimal(figure);
    const unit = unitNamed(unitText);
    if (!number || !unit) return { kind: "fault" };
    return readingOf(standing === "S" ? "stable" : "moving", { ...number, unit });
  }
  if (/^S [SD] *-/.test(line)) return { kind: "under-zero" };
  switch (line) {
    case "S I":
      return { kind: "moving-unseen" };
    case "S +":
      return { kind: "overload" };
    case "S -":
      return { kind: "under-zero" };
    case "ES":
    case "EL":
    case "ET":
      return { kind: "fault" };
    default:
      return undefined;
  }
}

/**
 * NCI and SCP-01: `LF 0012.34lb CR LF hh CR ETX`, or the status alone. Bits 4 and 5 of each status byte are always set, 6
 * says that another follows; what lacks them is noise on the line.
 */
function readNci(answer: string): WeightReading | undefined {
  const match = /^\n(?:(-?)([ \d.]{1,10})([A-Za-z]{2})\r\n)?([\x30-\x7f]{2,4})\r$/.exec(answer);
  if (!match) return answer === "\n?\r" ? { kind: "fault" } : undefined;
  const [, sign, figure, unitText = "", status = ""] = match;
  const bytes = Array.from(status, (character) => character.charCodeAt(0));
  if (bytes.some((byte) => (byte & 0x30) !== 0x30)) return undefined;
  const [first = 0, second = 0] = bytes;
  if ((second & 2) !== 0) return { kind: "overload" };
  if ((second & 1) !== 0 || sign === "-") return { kind: "under-zero" };
  const isMoving = (first & 1) !== 0;
  if (figure === undefined)
    return isMoving ? { kind: "moving-unseen" } : (first & 2) !== 0 ? { kind: "zero" } : undefined;
  const number = readDecimal(figure);
  const unit = unitNamed(unitText);
  if (!number || !unit) return { kind: "fault" };
  return readingOf(isMoving ? "moving" : "stable", { ...number, unit });
}

/** Toledo 8213: `STX XXX.XX CR`, only given when stable, or `STX ? status CR`. The unit is not sent. */
function readToledo(answer: string, unit: WeightUnit): WeightReading | undefined {
  const start = answer.lastIndexOf("\u0002");
  if (start < 0) return undefined;
  const body = answer.slice(start + 1);
  if (body.startsWith("?")) {
    const status = body.charCodeAt(1);
    if (body.length !== 2 || Number.isNaN(status)) return undefined;
    if ((status & 2) !== 0) return { kind: "overload" };
    if ((status & 4) !== 0) return { kind: "under-zero" };
    return (status & 1) !== 0 ? { kind: "moving-unseen" } : { kind: "fault" };
  }
  const number = /^[\d.]{3,8}$/.test(body) ? readDecimal(body) : undefined;
  return number && readingOf("stable", { ...number, unit });
}
