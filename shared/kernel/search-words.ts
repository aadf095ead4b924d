/**
 * Text as it is looked for, in any script: small letters without accents, words parted by one space. What is stored and
 * what is typed go through the same, so "Gráinne" is found by "grainne", "ＡＢＣ" by "abc", "مُحَمَّد" by "محمد".
 *
 * Scripts that put no spaces between words (Han, Kana, Thai, ...) are cut into single characters: a name in the middle of
 * a line is then found as that run of characters.
 */
export function searchWords(text: string): string {
  if (plainText.test(text)) return plainWords(text);
  // Most words of a text with a foreign letter in it have none, and cost a tenth.
  return text
    .split(" ")
    .flatMap((part) => (plainText.test(part) ? plainWords(part) : foldedWords(part)) || [])
    .join(" ");
}

function plainWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, " ")
    .trim();
}

function foldedWords(text: string): string {
  return (
    text
      .normalize("NFKD")
      // The stroke that only lengthens a word goes first: a mark on it is a mark on the letter before it.
      .replaceAll("\u0640", "")
      .replace(accents, "")
      .toLowerCase()
      // Composed again, so that a syllable of Hangul or a voiced Kana stays one character.
      .normalize("NFC")
      .replace(lettersOfTheirOwn, (letter) => plainLetter[letter] ?? letter)
      .replace(unspaced, " $& ")
      .replace(/[^\p{L}\p{N}\p{M}]+/gu, " ")
      .trim()
  );
}

const plainText = /^[\x20-\x7e]*$/;

/** In these scripts a mark is left out as often as it is written; in others it is a vowel and makes another word. */
const accents =
  /(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{N}]\p{M}*)\p{M}/gu;

const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*/gu;

/** Letters Unicode takes for letters of their own, though people type the plain one. */
const plainLetter: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ħ: "h",
  ı: "i",
  ł: "l",
  ŋ: "n",
  ŧ: "t",
  ς: "σ",
  ى: "ي",
  ة: "ه",
};
const lettersOfTheirOwn = new RegExp(`[${Object.keys(plainLetter).join("")}]`, "gu");
