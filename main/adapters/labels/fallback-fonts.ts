import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { requireBase } from "../sqlite/drivers.ts";
import type { Weight } from "./label-fonts.ts";

/** How Han characters are written: the same code point has another shape in each. */
export type HanStyle = "japanese" | "simplified" | "traditional" | "korean";

/** A font for letters the first fonts lack; read when the first such letter is to be set. */
export interface FallbackFile {
  readonly name: string;
  /** Letters it is tried for. */
  readonly letters: RegExp;
  readonly han?: HanStyle;
  readonly path: (weight: Weight) => string;
}

/** Punctuation and full-width forms that Chinese, Japanese and Korean share. */
const eastAsian = "\\u3000-\\u303F\\uFE30-\\uFE4F\\uFF00-\\uFFEF";

/** Medium for both weights: a second one would be another 23 MB. */
const eastern: readonly { readonly han: HanStyle; readonly package: string; file: string; scripts: string }[] = [
  { han: "japanese", package: "jp", file: "NotoSansJP-Medium", scripts: "\\p{scx=Hira}\\p{scx=Kana}\\p{scx=Han}" },
  { han: "simplified", package: "sc", file: "NotoSansHans-Medium", scripts: "\\p{scx=Han}\\p{scx=Bopo}" },
  { han: "traditional", package: "tc", file: "NotoSansHant-Medium", scripts: "\\p{scx=Han}\\p{scx=Bopo}" },
  { han: "korean", package: "kr", file: "NotoSansKR-Medium", scripts: "\\p{scx=Hang}\\p{scx=Han}" },
];

/** Script, and the name of its Noto Sans. */
const others = [
  ["Armn", "Armenian"],
  ["Beng", "Bengali"],
  ["Deva", "Devanagari"],
  ["Ethi", "Ethiopic"],
  ["Geor", "Georgian"],
  ["Gujr", "Gujarati"],
  ["Guru", "Gurmukhi"],
  ["Khmr", "Khmer"],
  ["Knda", "Kannada"],
  ["Laoo", "Lao"],
  ["Mlym", "Malayalam"],
  ["Mymr", "Myanmar"],
  ["Sinh", "Sinhala"],
  ["Taml", "Tamil"],
  ["Telu", "Telugu"],
  ["Thai", "Thai"],
] as const;

const capital = { regular: "Regular", bold: "Bold" } as const;
const numbered = { regular: "400Regular", bold: "700Bold" } as const;
const load = createRequire(requireBase);

export const fallbackFiles: readonly FallbackFile[] = [
  {
    name: "NotoNaskhArabic",
    letters: /\p{scx=Arab}/u,
    path: (weight) => inFonts("arabic", `NotoNaskhArabic-${capital[weight]}.ttf`),
  },
  {
    name: "NotoSansHebrew",
    letters: /\p{scx=Hebr}/u,
    path: (weight) => inFonts("hebrew", `NotoSansHebrew-${capital[weight]}.ttf`),
  },
  ...others.map(([script, name]): FallbackFile => {
    const file = (weight: Weight): string => `${numbered[weight]}/NotoSans${name}_${numbered[weight]}.ttf`;
    const folder = (): string => dirname(load.resolve(`@expo-google-fonts/noto-sans-${name.toLowerCase()}`));
    return {
      name: `NotoSans${name}`,
      letters: new RegExp(`\\p{scx=${script}}`, "u"),
      path: (weight) => join(folder(), file(weight)),
    };
  }),
  ...eastern.map(({ han, package: name, file, scripts }): FallbackFile => ({
    name: file,
    letters: new RegExp(`[${scripts}${eastAsian}]`, "u"),
    han,
    path: () => inFonts(name, `${file}.otf`),
  })),
];

function inFonts(name: string, file: string): string {
  return join(dirname(load.resolve(`@embedpdf/fonts-${name}`)), "..", "fonts", file);
}

/** How Han is written where a parcel goes. */
export function hanStyleOf(country: string): HanStyle {
  if (country === "JP") return "japanese";
  if (country === "KR") return "korean";
  return ["TW", "HK", "MO"].includes(country) ? "traditional" : "simplified";
}
