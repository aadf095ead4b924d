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

/** Reads the three STX...ETX frames of the answer; undefined where they are not what the guide describes. */
export function parseZplStatus(reply: string): ZplStatus | undefined {
  const frames = [...reply.matchAll(/\u0002([^\u0002\u0003]*)\u0003/g)].map(([, frame = ""]) => frame.split(","));
  const [first, second] = frames;
  if (!first || !second || first.length < 12 || second.length < 9) return undefined;
  if (![...first, ...second].every((field) => /^\d+$/.test(field.trim()))) return undefined;
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
