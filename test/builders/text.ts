import fc from "fast-check";

const firstHalf = 0xd800;
const halves = 0x800;
const largest = 0x10ffff;

/**
 * A character of any kind, and no half of one: what fast-check's own unit "binary" gives, which is made from a table of all
 * million of them and takes half a second each time.
 */
const anyCharacter = fc.integer({ min: 0, max: largest - halves }).map(
  (number) => String.fromCodePoint(number < firstHalf ? number : number + halves),
  (character) => {
    const code = typeof character === "string" ? character.codePointAt(0) : undefined;
    if (code === undefined || character !== String.fromCodePoint(code)) throw new Error("not one character");
    if (code >= firstHalf && code < firstHalf + halves) throw new Error("half a character");
    return code < firstHalf ? code : code - halves;
  },
);

/** Texts of any characters, and those that programs trip over, `__proto__` among them. */
export function anyText(constraints: { readonly minLength?: number; readonly maxLength?: number } = {}) {
  return fc.string({ ...constraints, unit: anyCharacter });
}
