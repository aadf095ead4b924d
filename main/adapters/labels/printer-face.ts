/**
 * The scalable font 0 that every ZPL printer has built in (CG Triumvirate Bold Condensed). It cannot be measured from here,
 * so widths are those of its metric relatives plus a reserve: text set by them never runs off.
 */

/** Advance of characters in thousandths of the character height; those of one class share it. */
const widthClasses: readonly (readonly [number, string])[] = [
  [250, " '|\\"],
  [280, "/:;fijltI{}ÌÍÎÏìíîï"],
  [333, '!"(),.[]`r¡¨¯´·¸°ª²³¹º'],
  [445, "cksvxyzJçýÿ¦"],
  [557, "ABCKPSVXYÀÁÂÃÄÅÇÝÞ¶"],
  [613, "DGHNOQRUÐÑÒÓÔÕÖØÙÚÛÜ&"],
  [667, "w"],
  [780, "MmÆæ¼½¾-"],
  [832, "W%@©®"],
];
const otherWidth = 500;
const reserve = 1.12;

const widths = new Map(widthClasses.flatMap(([width, characters]) => [...characters].map((one) => [one, width])));

/** Font 0 certainly has Latin-1; which letters beyond it are there depends on the printer's firmware. */
export function isInPrinterFace(text: string): boolean {
  return /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u00ff]*$/.test(text);
}

/** The `^A0` height that looks as large as a bundled font at this type size, dots. */
export function printerFaceHeight(size: number): number {
  return Math.round(size * 0.9);
}

/** Upper bound of the width of a line, dots. */
export function printerFaceWidth(text: string, size: number): number {
  let thousandths = 0;
  for (const character of text) thousandths += widths.get(character) ?? otherWidth;
  return (thousandths * printerFaceHeight(size) * reserve) / 1000;
}
