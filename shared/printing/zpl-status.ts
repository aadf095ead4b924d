import type { PrinterTrouble } from "./printer-trouble.ts";

/** What a ZPL printer answers to `~HS` (ZPL II Programming Guide, Host Status Return). */
export interface ZplStatus {
  readonly paperOut: boolean;
  readonly paused: boolean;
  readonly headOpen: boolean;
  readonly ribbonOut: boolean;
  readonly tooHot: boolean;
  readonly tooCold: boolean;
  readonly bufferFull: boolean;
  /** Formats received and not yet printed. */
  readonly formatsInBuffer: number;
  /** A format is being received. */
  readonly partialFormat: boolean;
  /** A printed label waits to be taken away (peel-off). */
  readonly labelWaiting: boolean;
  /** Labels of the running format still to come. */
  readonly labelsRemaining: number;
}

/** The longest that the guide has is eight digits; what is longer is no number to wait for. */
const longestField = 12;

/** Reads the three STX...ETX frames of the answer; undefined where they are not what the guide describes. */
export function parseZplStatus(reply: string): ZplStatus | undefined {
  const frames = [...reply.matchAll(/\u0002([^\u0002\u0003]*)\u0003/g)].map(([, frame = ""]) => frame.split(","));
  const [first, second] = frames;
  if (!first || !second || first.length < 12 || second.length < 9) return undefined;
  if (![...first, ...second].every((field) => field.length <= longestField && /^\d+$/.test(field.trim())))
    return undefined;
  const flag = (field: string | undefined): boolean => Number(field) === 1;
  return {
    paperOut: flag(first[1]),
    paused: flag(first[2]),
    formatsInBuffer: Number(first[4]),
    bufferFull: flag(first[5]),
    partialFormat: flag(first[7]),
    tooCold: flag(first[10]),
    tooHot: flag(first[11]),
    headOpen: flag(second[2]),
    ribbonOut: flag(second[3]),
    labelWaiting: flag(second[7]),
    labelsRemaining: Number(second[8]),
  };
}

/** What keeps a ZPL printer with this status from printing; undefined where nothing does. */
export function troubleOfStatus(status: ZplStatus): PrinterTrouble | undefined {
  if (status.headOpen) return "head-open";
  if (status.paperOut) return "paper-out";
  if (status.ribbonOut) return "ribbon-out";
  if (status.tooHot) return "too-hot";
  if (status.tooCold) return "too-cold";
  if (status.paused) return "paused";
  if (status.bufferFull) return "busy";
  return undefined;
}

/** Nothing of what it was sent is still to come out: only then does its count of labels speak of all of it. */
export function isIdle(status: ZplStatus): boolean {
  return status.formatsInBuffer === 0 && status.labelsRemaining === 0 && !status.partialFormat;
}

/**
 * Reads the answer to `~HQES`, which printers give where `~HS` is not answered: the line `ERRORS: 1 00000000 00000005`,
 * whose last group names the errors bit by bit (ZPL II Programming Guide, Host Query). Undefined for anything else.
 */
export function parseZplErrors(reply: string): { readonly trouble: PrinterTrouble | undefined } | undefined {
  const line = /ERRORS:\s+([01])\s+[0-9A-F]{8}\s+([0-9A-F]{8})/i.exec(reply);
  if (!line) return undefined;
  const bits = Number.parseInt(line[2] ?? "", 16);
  if (line[1] === "0" || bits === 0) return { trouble: undefined };
  const found = errorBits.find(([bit]) => (bits & bit) !== 0);
  return { trouble: found ? found[1] : "stopped" };
}

const errorBits: readonly (readonly [number, PrinterTrouble])[] = [
  [0x1, "paper-out"],
  [0x2, "ribbon-out"],
  [0x4, "head-open"],
  [0x8, "cutter"],
  [0x10, "too-hot"],
  [0x20, "too-hot"],
];

/** Reads the answer to `! U1 getvar "..."`: a number in quotation marks; undefined where it is longer than any count. */
export function parseGetVar(reply: string): number | undefined {
  const found = /"(\d{1,12})(?!\d)[^"]*"/.exec(reply);
  return found ? Number(found[1]) : undefined;
}
