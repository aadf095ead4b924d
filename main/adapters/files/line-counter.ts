const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** Counts lines through text that comes in pieces. LF, CRLF and CR alone each end one line, also across two pieces. */
export interface LineCounter {
  /** The line the next byte stands on, from 1. */
  readonly line: () => number;
  readonly advance: (bytes: Uint8Array) => void;
}

export function createLineCounter(): LineCounter {
  let line = 1;
  let previous = 0;
  return {
    line: () => line,
    advance: (bytes) => {
      for (const byte of bytes) {
        if (byte === carriageReturn || (byte === lineFeed && previous !== carriageReturn)) line += 1;
        previous = byte;
      }
    },
  };
}

export function isLineBreak(byte: number | undefined): boolean {
  return byte === lineFeed || byte === carriageReturn;
}
