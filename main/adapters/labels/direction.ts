import makeBidi from "bidi-js";

const bidi = makeBidi();
const rightToLeft = /[\u0590-\u08FF\u200F\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

export interface Directed {
  /** Odd: from right to left (Unicode Bidirectional Algorithm, UAX 9). */
  readonly level: number;
}

/** The stretches of a line that run one way, in the order they are read. */
export function stretchesOf(text: string): (Directed & { readonly text: string })[] {
  if (!rightToLeft.test(text)) return [{ text, level: 0 }];
  const { levels } = bidi.getEmbeddingLevels(text);
  const stretches: { text: string; level: number }[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const level = levels[at] ?? 0;
    const last = stretches.at(-1);
    if (last && last.level === level) last.text += text[at];
    else stretches.push({ text: text[at] ?? "", level });
  }
  return stretches;
}

/** Runs in the order they are read, put in the order they stand from left to right (UAX 9, rule L2). */
export function inVisualOrder<Run extends Directed>(runs: readonly Run[]): Run[] {
  const placed = [...runs];
  const highest = Math.max(0, ...runs.map(({ level }) => level));
  for (let level = highest; level > 0; level -= 1) {
    for (let from = 0; from < placed.length; from += 1) {
      let to = from;
      while (to < placed.length && (placed[to]?.level ?? 0) >= level) to += 1;
      if (to > from) placed.splice(from, to - from, ...placed.slice(from, to).toReversed());
      from = Math.max(from, to);
    }
  }
  return placed;
}

const leftToRightMark = "\u200E";
const rightToLeftMark = "\u200F";

/** A line broken out of a paragraph, with a mark before it where it would else be set the other way than its paragraph. */
export function asInParagraph(paragraph: string, line: string): string {
  const isLeft = startsFromRight(paragraph);
  if (line === paragraph || startsFromRight(line) === isLeft) return line;
  return `${isLeft ? rightToLeftMark : leftToRightMark}${line}`;
}

/** By its first letter, as the algorithm has it. */
function startsFromRight(text: string): boolean {
  const first = /\p{L}|\u200E|\u200F/u.exec(text)?.[0];
  return first !== undefined && rightToLeft.test(first);
}
