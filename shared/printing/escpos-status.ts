import type { PrinterTrouble } from "./printer-trouble.ts";

/** What may be asked of a receipt printer (ESC/POS, `DLE EOT n`): why it is off line, what is wrong with it, its paper. */
export const escPosQuestions = ["offline", "wrong", "paper"] as const;
export type EscPosQuestion = (typeof escPosQuestions)[number];

const numbers: Readonly<Record<EscPosQuestion, number>> = { offline: 2, wrong: 3, paper: 4 };

export function askEscPos(question: EscPosQuestion): string {
  return `\u0010\u0004${String.fromCharCode(numbers[question])}`;
}

/** Bits that every answer has: 0 and 7 clear, 1 and 4 set. What a printer sends unasked has others. */
const fixedMask = 0b1001_0011;
const fixedBits = 0b0001_0010;

/** Which bit says what, by question; the first that is set is told. */
const troubles: Readonly<Record<EscPosQuestion, readonly (readonly [bit: number, PrinterTrouble])[]>> = {
  offline: [
    [0b0000_0100, "cover-open"],
    [0b0010_0000, "paper-out"],
  ],
  wrong: [
    [0b0000_1000, "cutter"],
    [0b0010_0000, "stopped"],
    [0b0100_0000, "too-hot"],
  ],
  paper: [[0b0110_0000, "paper-out"]],
};

/** What keeps the printer from printing, by the answer's one byte; undefined where no answer is among what came. */
export function readEscPosAnswer(
  question: EscPosQuestion,
  received: string,
): { readonly trouble: PrinterTrouble | undefined } | undefined {
  for (let at = 0; at < received.length; at += 1) {
    const byte = received.charCodeAt(at);
    if (byte > 0xff || (byte & fixedMask) !== fixedBits) continue;
    return { trouble: troubles[question].find(([bit]) => (byte & bit) !== 0)?.[1] };
  }
  return undefined;
}
