/** What can be said of somebody else's ZPL without drawing it. It is never changed: a carrier's label goes out as it came. */

export interface ZplFacts {
  /** Labels of paper it makes; 0 where that cannot be told. */
  readonly labels: number;
  /** Dots, as its own commands have them; null where it leaves that to the printer. */
  readonly widthDots: number | null;
  readonly lengthDots: number | null;
}

export interface PaperMm {
  readonly widthMm: number;
  readonly heightMm: number;
}

/** 4 x 6 inch, what shipping labels are. */
export const shippingPaper: PaperMm = { widthMm: 101.6, heightMm: 152.4 };

/** Prints nothing by itself: the format is stored in the printer (`^DF`). */
const stored = /\^DF/;
/** Anything that leaves a mark: fields, graphics, stored graphics. */
const marks = /\^(?:FD|FV|GB|GC|GD|GE|GF|GS|XG|IM|SN|XF)/;

/** Copies a format may ask for (`^PQ`): 1 to 99,999,999. What asks for more cannot be counted on. */
const mostCopyDigits = 8;

export function readZpl(text: string): ZplFacts {
  const { formats, isWhole } = formatsOf(text);
  let labels = 0;
  let isCountable = isWhole;
  for (const format of formats) {
    if (stored.test(format) || !marks.test(format)) continue;
    const copies = /\^PQ\s*(\d+)/.exec(format)?.[1] ?? "1";
    if (copies.length > mostCopyDigits) isCountable = false;
    else labels += Math.max(1, Number(copies));
  }
  return { labels: isCountable ? labels : 0, widthDots: largest(text, "PW"), lengthDots: largest(text, "LL") };
}

/**
 * From each `^XA` to the `^XZ` after it. One walk over the text: a pattern would look for the end of each of a million
 * beginnings anew. Whole where each that was begun has an end of its own.
 */
function formatsOf(text: string): { readonly formats: readonly string[]; readonly isWhole: boolean } {
  const formats: string[] = [];
  let isWhole = true;
  let from = text.indexOf(begin);
  while (from >= 0) {
    const until = text.indexOf(end, from + begin.length);
    if (until < 0) return { formats, isWhole: false };
    const format = text.slice(from, until + end.length);
    if (format.includes(begin, begin.length)) isWhole = false;
    formats.push(format);
    from = text.indexOf(begin, until + end.length);
  }
  return { formats, isWhole: isWhole && formats.length > 0 };
}

const begin = "^XA";
const end = "^XZ";

/** The paper to draw it on: what it says of itself, else 4 x 6 inch; a roll longer than a metre is a mistake. */
export function paperOf({ widthDots, lengthDots }: ZplFacts, dotsPerInch: number): PaperMm {
  const millimetres = (dots: number | null, usual: number): number => {
    if (dots === null || dots < dotsPerInch / 4) return usual;
    return Math.min(1000, (dots * 25.4) / dotsPerInch);
  };
  return {
    widthMm: millimetres(widthDots, shippingPaper.widthMm),
    heightMm: millimetres(lengthDots, shippingPaper.heightMm),
  };
}

export function looksLikeZpl(text: string): boolean {
  const from = text.indexOf(begin);
  return from >= 0 && text.includes(end, from + begin.length);
}

function largest(text: string, command: string): number | null {
  let most: number | null = null;
  for (const [, dots] of text.matchAll(new RegExp(`\\^${command}\\s*(\\d{1,6})`, "g"))) {
    most = Math.max(most ?? 0, Number(dots));
  }
  return most;
}
