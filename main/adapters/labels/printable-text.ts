import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { LabelField, LabelRefusal } from "#shared/shipping/label-refusal.ts";
import { firstWithoutGlyph, type LabelFonts, type Weight } from "./label-fonts.ts";

/** Scripts whose letters joiners shape, and those that direction marks place. */
const heedsMarks = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}\p{sc=Deva}\u0980-\u0DFF\p{sc=Khmr}\p{sc=Mymr}]/u;
const marks = "\u200C-\u200F";

/**
 * The text as it can be set: composed (so that a base letter and its accent become the one glyph fonts have), line breaks
 * and tabs as spaces, and without the marks that are invisible by definition (soft hyphens, and joiners and direction marks
 * but in scripts where they change what is seen). A character that no font has is a refusal, never a gap on the paper.
 */
export function printableText(
  fonts: LabelFonts,
  weight: Weight,
  field: LabelField,
  given: string,
): Result<string, LabelRefusal> {
  const kept = heedsMarks.test(given) ? marks : "";
  const text = given
    .normalize("NFC")
    .replaceAll(new RegExp(`(?![${kept}])\\p{Default_Ignorable_Code_Point}`, "gu"), "")
    .replaceAll(/\s+/gu, " ")
    .trim();
  const missing = firstWithoutGlyph(fonts, weight, text);
  if (missing === undefined) return ok(text);
  return err({ code: "character-without-glyph", field, character: missing, codePoint: codePointName(missing) });
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
