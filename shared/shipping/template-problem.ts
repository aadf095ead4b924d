/** What is wrong in a template, and where a person finds it. */
export interface TemplateProblem {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** The way to it: `symbols[1].module`; empty where the file as a whole is meant. */
  readonly field: string;
  readonly words: string;
}

/** The line on which the value at this path stands in a JSON text; of the nearest thing round it that is there. */
export function lineOf(text: string, path: readonly PropertyKey[]): number {
  const reader = new Reader(text);
  reader.find(path.map(String));
  return text.slice(0, reader.found).split("\n").length;
}

/** `symbols[1].module`. */
export function fieldName(path: readonly PropertyKey[]): string {
  return path.reduce<string>((name, step) => {
    if (typeof step === "number") return `${name}[${step}]`;
    return name === "" ? String(step) : `${name}.${String(step)}`;
  }, "");
}

/** Walks over JSON that has been parsed before, so that it is known to be right, and keeps the place of one value. */
class Reader {
  found = 0;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  find(path: readonly string[]): void {
    this.#value(path);
  }

  /** `path` is what is still to go; undefined where this value is not on the way. */
  #value(path: readonly string[] | undefined): void {
    this.#space();
    if (path !== undefined) this.found = this.#at;
    const first = this.#text[this.#at];
    if (first === "{" || first === "[") this.#members(path, first === "{");
    else if (first === '"') this.#string();
    else while (this.#at < this.#text.length && !/[,\]}\s]/.test(this.#text[this.#at] ?? "")) this.#at += 1;
  }

  #members(path: readonly string[] | undefined, hasNames: boolean): void {
    this.#at += 1;
    for (let index = 0; ; index += 1) {
      this.#space();
      const next = this.#text[this.#at];
      if (next === undefined || next === "}" || next === "]") break;
      const begin = this.#at;
      const name = hasNames ? this.#string() : String(index);
      if (hasNames) {
        this.#space();
        this.#at += 1;
      }
      const isOnTheWay = path !== undefined && path[0] === name;
      if (isOnTheWay) this.found = begin;
      this.#value(isOnTheWay ? path.slice(1) : undefined);
      this.#space();
      if (this.#text[this.#at] === ",") this.#at += 1;
    }
    this.#at += 1;
  }

  #string(): string {
    const from = this.#at;
    this.#at += 1;
    while (this.#at < this.#text.length && this.#text[this.#at] !== '"')
      this.#at += this.#text[this.#at] === "\\" ? 2 : 1;
    this.#at += 1;
    return this.#text.slice(from + 1, this.#at - 1);
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at += 1;
  }
}
