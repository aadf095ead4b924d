/** Where the digits of a code are parted for reading aloud: as they stand below the bars. */
const groups: Readonly<Record<number, readonly number[]>> = {
  8: [4, 4],
  12: [1, 5, 5, 1],
  13: [1, 6, 6],
  14: [1, 2, 5, 5, 1],
  18: [3, 3, 3, 3, 3, 3],
};

const longest = 60;

/** A code as a person compares it with what is printed. Control characters, which nobody can see, are left out. */
export function readableCode(code: string): string {
  const shown = [...code].filter((character) => character >= " " && character !== "\u007f").join("");
  const sizes = /^\d+$/.test(shown) ? groups[shown.length] : undefined;
  if (!sizes) return shown.length > longest ? `${shown.slice(0, longest - 1)}…` : shown;
  let from = 0;
  const parts = sizes.map((size) => shown.slice(from, (from += size)));
  return parts.join(" ");
}
