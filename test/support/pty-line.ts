import { realpathSync } from "node:fs";
import type { PrinterLine } from "./label-printer.ts";
import type { SerialPair } from "./serial-pair.ts";

/** The printer's end of a pseudo-terminal: for a serial line, and for what stands in for a USB printer's device file. */
export function ptyLine(pair: SerialPair): PrinterLine {
  let take: ((text: string) => void) | undefined;
  return {
    onText: (listener) => {
      take = listener;
      pair.answer((heard) => {
        take?.(heard);
        return "";
      });
    },
    say: (text) => void pair.write(new TextEncoder().encode(text)).catch(() => undefined),
  };
}

/** The character device itself; a driver of USB printers takes nothing outside /dev. */
export const devicePath = (pair: SerialPair): string => realpathSync(pair.path);
