export type CopyValue = string | number | boolean | null;

/** One row in the text format of COPY: fields between tabs, `\N` for null. */
export function copyLine(values: readonly CopyValue[]): string {
  return `${values.map((value) => (value === null ? "\\N" : escaped(String(value)))).join("\t")}\n`;
}

const special = /[\\\n\r\t]/;
const written: Readonly<Record<string, string>> = { "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(text: string): string {
  // Most texts have none of them, which is found out at a fraction of the price.
  return special.test(text) ? text.replaceAll(/[\\\n\r\t]/g, (letter) => written[letter] ?? letter) : text;
}
