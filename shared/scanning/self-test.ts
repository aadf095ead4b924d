import { separator } from "./gs1/element-string.ts";

/** The codes of the self-test card: together they show what scanners and keyboards are known to get wrong. */
export const selfTestCodes = {
  /** What other keyboard layouts have elsewhere: letters, hyphen, slash, punctuation, digits, both cases. */
  layout: "HF-TEST.AQWYZaqwyz-_/;:#@0123456789",
  /** A GS1-128 whose two parts are only told apart by FNC1. */
  gs1: `010952123454321310HFTEST${separator}21S1`,
  /** Longer than one report of a HID scanner holds. */
  long: `HF-TEST.LONG.${"ABCDEFGHIJ0123456789".repeat(6)}`,
} as const;

export type SelfTestFinding =
  | { readonly kind: "right"; readonly code: keyof typeof selfTestCodes }
  /** The scanner presses the keys of one layout, the computer reads them as another's. */
  | { readonly kind: "layout"; readonly layout: KeyboardLayout | "unknown" }
  | { readonly kind: "caps-lock" }
  | { readonly kind: "separator-missing" }
  | { readonly kind: "cut-off" };

export type KeyboardLayout = "German" | "French" | "Spanish" | "Italian" | "Nordic" | "British";

/** What a computer with this layout writes when a scanner presses the key that bears the character on a US keyboard. */
const layouts: Readonly<Record<KeyboardLayout, Readonly<Record<string, string>>>> = {
  German: { "-": "ß", _: "?", "/": "-", ";": "ö", ":": "Ö", "#": "§", "@": '"', Y: "Z", Z: "Y", y: "z", z: "y" },
  French: {
    ...{
      A: "Q",
      Q: "A",
      W: "Z",
      Z: "W",
      a: "q",
      q: "a",
      w: "z",
      z: "w",
      "-": ")",
      _: "°",
      "/": "!",
      ";": "m",
      ":": "M",
    },
    ...{ ".": ":", "#": "3", "@": "2", "1": "&", "2": "é", "3": '"', "4": "'", "5": "(", "6": "-", "7": "è", "8": "_" },
    ...{ "9": "ç", "0": "à" },
  },
  Spanish: { "-": "'", _: "?", "/": "-", ";": "ñ", ":": "Ñ", "#": "·", "@": '"' },
  Italian: { "-": "'", _: "?", "/": "-", ";": "ò", ":": "ç", "#": "£", "@": '"' },
  Nordic: { "-": "+", _: "?", "/": "-", ";": "ö", ":": "Ö", "@": '"' },
  British: { "#": "£", "@": '"' },
};

const layoutNames = Object.keys(layouts) as KeyboardLayout[];

/** What a scan says of the scanner that sent it; undefined for what is no code of the card. */
export function selfTestFinding(text: string): SelfTestFinding | undefined {
  const codes = Object.entries(selfTestCodes) as [keyof typeof selfTestCodes, string][];
  const right = codes.find(([, code]) => text === code || text === `${separator}${code}`);
  if (right) return { kind: "right", code: right[0] };
  if (text === selfTestCodes.gs1.replace(separator, "")) return { kind: "separator-missing" };
  const { layout, long } = selfTestCodes;
  if (long.startsWith(text) && text.startsWith("HF-TEST.LONG.")) return { kind: "cut-off" };
  if (text === swapCase(layout)) return { kind: "caps-lock" };
  const named = layoutNames.find((name) => text === typedOn(layouts[name], layout));
  if (named) return { kind: "layout", layout: named };
  return looksLike(text, layout) ? { kind: "layout", layout: "unknown" } : undefined;
}

function typedOn(layout: Readonly<Record<string, string>>, text: string): string {
  return [...text].map((character) => layout[character] ?? character).join("");
}

function swapCase(text: string): string {
  return [...text]
    .map((character) => (character === character.toUpperCase() ? character.toLowerCase() : character.toUpperCase()))
    .join("");
}

/** About as long, and the same in most places, whatever the case: the card's code, mangled in a way not listed above. */
function looksLike(text: string, code: string): boolean {
  if (Math.abs(text.length - code.length) > 4) return false;
  const same = [...text].filter((character, index) => character.toLowerCase() === code.charAt(index).toLowerCase());
  return same.length * 2 >= code.length;
}
