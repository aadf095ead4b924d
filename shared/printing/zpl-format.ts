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

export function readZpl(text: string): ZplFacts {
  const formats = text.match(/\^XA[\s\S]*?\^XZ/g) ?? [];
  const begun = text.match(/\^XA/g)?.length ?? 0;
  let labels = 0;
  for (const format of formats) {
    if (stored.test(format) || !marks.test(format)) continue;
    const copies = Number(/\^PQ\s*(\d+)/.exec(format)?.[1] ?? 1);
    labels += Math.max(1, copies);
  }
  const isWhole = begun === formats.length && formats.length > 0;
  return { labels: isWhole ? labels : 0, widthDots: largest(text, "PW"), lengthDots: largest(text, "LL") };
}

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
  return /\^XA[\s\S]*\^XZ/.test(text);
}

function largest(text: string, command: string): number | null {
  const found = [...text.matchAll(new RegExp(`\\^${command}\\s*(\\d{1,6})`, "g"))].map(([, dots]) => Number(dots));
  return found.length === 0 ? null : Math.max(...found);
}
