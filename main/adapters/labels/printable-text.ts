import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { LabelField, LabelRefusal } from "#shared/shipping/label-refusal.ts";
import { firstWithoutGlyph, type LabelFonts, type Weight } from "./label-fonts.ts";

/**
 * The text as it can be set: composed (so that a base letter and its accent become the one glyph fonts have), line breaks
 * and tabs as spaces, and without the marks that are invisible by definition (joiners, direction marks, soft hyphens).
 * A character that no bundled font has is a refusal, never a gap on the paper.
 */
export function printableText(
  fonts: LabelFonts,
  weight: Weight,
  field: LabelField,
  given: string,
): Result<string, LabelRefusal> {
  const text = given
    .normalize("NFC")
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
  const missing = firstWithoutGlyph(fonts, weight, text);
  if (missing === undefined) return ok(text);
  return err({ code: "character-without-glyph", field, character: missing, codePoint: codePointName(missing) });
}

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
