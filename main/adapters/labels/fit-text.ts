import { asInParagraph } from "./direction.ts";
import { lettersOf } from "./label-fonts.ts";

/** A paragraph that may be broken into several lines of the same face. */
export interface Paragraph<Face> {
  readonly text: string;
  readonly face: Face;
  /** Type size against the size of the block: 1.2 for a name that stands out. */
  readonly scale: number;
}

export interface FittedLine<Face> {
  readonly text: string;
  readonly face: Face;
  readonly size: number;
  /** Baseline, measured down from the top of the block. */
  readonly baseline: number;
}

export interface Place {
  readonly width: number;
  readonly height: number;
  /** Type sizes of the block, whole numbers in the unit of width and height; the largest that fits is taken. */
  readonly largest: number;
  readonly smallest: number;
}

export type Measure<Face> = (text: string, face: Face, size: number) => number;

/** Distance of baselines and height above the first one, against the type size. */
const leading = 1.16;
const ascent = 0.8;
const descent = 0.24;

/** Scripts with marks stacked over and under their letters need more room between lines. */
const tallness = 1.3;
const tallScripts =
  /[\p{scx=Arab}\p{scx=Beng}\p{scx=Deva}\p{scx=Gujr}\p{scx=Guru}\p{scx=Khmr}\p{scx=Knda}\p{scx=Laoo}\p{scx=Mlym}\p{scx=Mymr}\p{scx=Sinh}\p{scx=Taml}\p{scx=Telu}\p{scx=Thai}]/u;

/** Down to this share of the largest size, smaller type is better than a broken line. */
const smallestUnbroken = 0.75;

/** Down to this share, smaller type is better than a word broken inside. */
const smallestWholeWords = 0.6;

/**
 * Breaks and shrinks paragraphs until they fill their place and nothing runs off. A little smaller but unbroken is best, then
 * lines broken between words, and for words wider than the place a break inside them; each in the largest size at which
 * all fits. Returns undefined where even the smallest size is too large.
 */
export function fitText<Face>(
  paragraphs: readonly Paragraph<Face>[],
  place: Place,
  measure: Measure<Face>,
): FittedLine<Face>[] | undefined {
  const { largest, smallest } = place;
  const unbroken = Math.max(smallest, Math.ceil(largest * smallestUnbroken));
  for (let size = largest; size >= unbroken; size -= 1) {
    const lines = setAt(paragraphs, place, size, "never", measure);
    if (lines) return lines;
  }
  const wholeWords = Math.max(smallest, Math.ceil(largest * smallestWholeWords));
  for (let size = largest; size >= smallest; size -= 1) {
    const lines =
      setAt(paragraphs, place, size, "between-words", measure) ??
      (size <= wholeWords ? setAt(paragraphs, place, size, "anywhere", measure) : undefined);
    if (lines) return lines;
  }
  return undefined;
}

type Breaks = "never" | "between-words" | "anywhere";

function setAt<Face>(
  paragraphs: readonly Paragraph<Face>[],
  place: Place,
  size: number,
  breaks: Breaks,
  measure: Measure<Face>,
): FittedLine<Face>[] | undefined {
  const lines: FittedLine<Face>[] = [];
  let baseline = 0;
  for (const { text, face, scale } of paragraphs) {
    const own = Math.round(size * scale);
    const high = isTall(text) ? tallness : 1;
    const fits = (line: string): boolean => measure(line, face, own) <= place.width;
    const broken = breakLines(text, fits, breaks);
    if (!broken) return undefined;
    for (const line of broken) {
      baseline += Math.ceil(own * high * (lines.length === 0 ? ascent : leading));
      if (baseline + own * high * descent > place.height) return undefined;
      lines.push({ text: asInParagraph(text, line), face, size: own, baseline });
    }
  }
  return lines;
}

function breakLines(text: string, fits: (line: string) => boolean, breaks: Breaks): string[] | undefined {
  if (breaks === "never") return fits(text) ? [text] : undefined;
  const lines: string[] = [];
  let line = "";
  for (const { word, gap } of wordsOf(text)) {
    const longer = line === "" ? word : `${line}${gap}${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== "") lines.push(line);
    if (fits(word)) {
      line = word;
      continue;
    }
    if (breaks === "between-words") return undefined;
    const pieces = breakWord(word, fits);
    if (!pieces) return undefined;
    line = pieces.pop() ?? "";
    lines.push(...pieces);
  }
  return line === "" ? lines : [...lines, line];
}

/** Between these a line may be broken without a space, but not before what closes or lengthens, nor after what opens. */
const betweenIdeographs =
  /(?<=[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}])(?<![\p{Ps}\p{Pi}])(?![\p{P}\p{Mark}\p{Lm}ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ])(?=\S)/u;

function wordsOf(text: string): { readonly word: string; readonly gap: "" | " " }[] {
  return text
    .split(" ")
    .flatMap((word) =>
      word.split(betweenIdeographs).map((part, place) => ({ word: part, gap: place === 0 ? " " : "" }) as const),
    );
}

function isTall(text: string): boolean {
  return tallScripts.test(text);
}

function breakWord(word: string, fits: (line: string) => boolean): string[] | undefined {
  const pieces: string[] = [];
  let piece = "";
  // Marks stay with their letter: a line must not start with a lone accent.
  for (const letter of lettersOf(word)) {
    if (fits(piece + letter)) {
      piece += letter;
      continue;
    }
    if (piece === "" || !fits(letter)) return undefined;
    pieces.push(piece);
    piece = letter;
  }
  return [...pieces, piece];
}
