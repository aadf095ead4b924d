import type { Command } from "#shared/scanning/scan.ts";
import { barWidths } from "./code-128.ts";
import type { LabelFonts } from "./label-fonts.ts";
import { drawBox, drawText, finishPdf, startPdf } from "./pdf-drawing.ts";

/** A4 in points; two columns of codes, twenty millimetres high and twenty-five apart, so that one scan meets one code. */
const [pageWidth, pageHeight] = [595, 842];
const columns = [44, 340];
const top = 92;
const [tall, apart] = [56.7, 70.9];
/** Three tenths of a millimetre: what the longest word still leaves room for. */
const module = 0.85;

interface PrintedCommand {
  readonly word: string;
  readonly code: Command | `QTY.${number}`;
}

interface CommandPage {
  readonly title: string;
  readonly commands: readonly PrintedCommand[];
}

/** What a bench and a round answer to; the four used most are in the corners of the first page. */
const pages: readonly CommandPage[] = [
  {
    title: "Commands at the bench",
    commands: [
      { word: "Undo: take the last scan back", code: "UNDO" },
      { word: "Clear: the refusal was seen", code: "CLEAR" },
      { word: "Yes, it is here", code: "YES" },
      { word: "No, print it", code: "NO" },
      { word: "Weigh what is on the scale", code: "WEIGH" },
      { word: "Print the label again", code: "PRINT.AGAIN" },
      { word: "Short: not enough in this bin", code: "SHORT" },
      { word: "Sign out", code: "OUT" },
      { word: "Close the box", code: "CLOSE" },
      { word: "New box", code: "BOX.NEW" },
    ],
  },
  {
    title: "The next scan counts as",
    commands: Array.from({ length: 10 }, (_, place) => ({
      word: `${place + 2} units`,
      code: `QTY.${place + 2}` as const,
    })),
  },
];
/** Parks an order; away from the others, for it clears the bench. */
const park: PrintedCommand = { word: "Park this order", code: "PARK" };

/** The barcodes that stand for buttons, on paper: to be laminated and laid on the bench. `at` dates it, UTC milliseconds. */
export async function commandCard(fonts: LabelFonts, at: number): Promise<Uint8Array> {
  const drawing = await startPdf(fonts, { title: "Holdfast command card", at });
  for (const [index, { title, commands }] of pages.entries()) {
    const page = drawing.document.addPage([pageWidth, pageHeight]);
    const write = (text: string, x: number, y: number, size: number, weight: "regular" | "bold" = "regular") =>
      drawText(drawing, page, { text, weight, size, x, y });
    await write(title, columns[0] ?? 0, pageHeight - 50, 20, "bold");
    const shown = index === 1 ? [...commands, park] : commands;
    for (const [place, { word, code }] of shown.entries()) {
      const x = columns[place % 2] ?? 0;
      const y = pageHeight - top - Math.floor(place / 2) * (tall + apart);
      let bar = x;
      for (const [each, modules] of barWidths({ kind: "text", text: `HF-CMD.${code}` }).entries()) {
        if (each % 2 === 0) drawBox(page, { x: bar, y: y - tall, width: modules * module, height: tall });
        bar += modules * module;
      }
      await write(word, x, y - tall - 16, 13, "bold");
    }
  }
  return finishPdf(drawing);
}
