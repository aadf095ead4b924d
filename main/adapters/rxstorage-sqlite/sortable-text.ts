/**
 * JavaScript compares strings by UTF-16 code unit, SQLite by the bytes of their UTF-8. The two orders differ only
 * between characters U+E000..U+FFFF and those above U+FFFF (emoji). Putting U+10FFFF, the last code point, in front
 * of the former makes the orders equal; almost every string is its own sortable form.
 *
 * What the engines do not carry (an unpaired surrogate, U+0000) and U+10FFFF itself is spelled in ASCII behind a
 * prefix that nothing else produces: still one form a string, but out of order. `sortableForm` tells them apart.
 */
const LAST = "\u{10FFFF}";
const NEEDS_A_LOOK = /[\u0000\uD800-\uFFFF]/;
const NOT_CARRIED = /[\0\p{Surrogate}\u{10FFFF}]/u;
const ABOVE_SURROGATES = /[\uE000-\uFFFF]/g;

/** The sortable form; undefined where the order cannot be kept. */
export function sortableForm(text: string): string | undefined {
  if (!NEEDS_A_LOOK.test(text)) return text;
  return NOT_CARRIED.test(text) ? undefined : text.replace(ABOVE_SURROGATES, `${LAST}$&`);
}

/** Distinct for distinct strings; ordered as JavaScript orders them wherever `sortableForm` gives the same. */
export function sortableText(text: string): string {
  return sortableForm(text) ?? LAST + LAST + encodeCodeUnits(text);
}

function encodeCodeUnits(text: string): string {
  let encoded = "";
  for (let index = 0; index < text.length; index++) {
    encoded += text.charCodeAt(index).toString(16).padStart(4, "0");
  }
  return encoded;
}
