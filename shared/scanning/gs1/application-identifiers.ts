import { syntaxDictionary } from "./syntax-dictionary.ts";

/** What characters a part is made of: digits, GS1's character set 82, its set 39, or base64 with the URL's alphabet. */
export type PartType = "N" | "X" | "Y" | "Z";

/** One part of a value, as in `N13,csum,gcppos1`. */
export interface Part {
  readonly type: PartType;
  readonly least: number;
  readonly most: number;
  /** May be missing, with all that follow it. */
  readonly optional: boolean;
  /** Names of content rules, see content-rules.ts. */
  readonly rules: readonly string[];
}

/** One application identifier as the dictionary defines it. */
export interface ApplicationIdentifier {
  readonly ai: string;
  readonly title: string;
  readonly parts: readonly Part[];
  /** A separator must stand after its value, unless the value is the last. */
  readonly needsSeparator: boolean;
  readonly isLinkAttribute: boolean;
  /** Groups of which one must be there: each is a list of identifiers or patterns such as `35nn`. */
  readonly needs: readonly (readonly (readonly string[])[])[];
  readonly excludes: readonly string[];
  /** For a Digital Link's primary key: the sequences of qualifiers it may have; undefined for what is no key. */
  readonly qualifiers: readonly (readonly string[])[] | undefined;
}

let table: ReadonlyMap<string, ApplicationIdentifier> | undefined;

/** The identifier a text begins with; undefined where the dictionary has none. */
export function identifierAt(text: string): ApplicationIdentifier | undefined {
  table ??= readDictionary(syntaxDictionary);
  return table.get(text.slice(0, 2)) ?? table.get(text.slice(0, 3)) ?? table.get(text.slice(0, 4));
}

export function identifierNamed(ai: string): ApplicationIdentifier | undefined {
  const found = identifierAt(ai);
  return found?.ai === ai ? found : undefined;
}

export function allIdentifiers(): readonly ApplicationIdentifier[] {
  table ??= readDictionary(syntaxDictionary);
  return [...table.values()];
}

function readDictionary(text: string): ReadonlyMap<string, ApplicationIdentifier> {
  const rows = text.trim().split("\n").flatMap(readRow);
  return new Map(rows.map((row) => [row.ai, row]));
}

function readRow(row: string): ApplicationIdentifier[] {
  const [definition = "", title = ""] = row.split(" # ");
  const [range = "", ...words] = definition.trim().split(" ");
  const flags = words[0] !== undefined && /^[^\w[]+$/.test(words[0]) ? words[0] : "";
  const rest = flags === "" ? words : words.slice(1);
  const parts = rest.filter((word) => /^\[?[NXYZ]/.test(word)).map(readPart);
  const attributes = rest.filter((word) => /^(?:req|ex|dlpkey)/.test(word));
  const valuesOf = (name: string): string[] =>
    attributes.flatMap((word) => (word.startsWith(`${name}=`) ? [word.slice(name.length + 1)] : []));
  const keys = valuesOf("dlpkey");
  const isKey = keys.length > 0 || attributes.includes("dlpkey");
  const [first = "", last = first] = range.split("-");
  const entry = {
    title: title.trim(),
    parts,
    needsSeparator: !flags.includes("*"),
    isLinkAttribute: flags.includes("?"),
    needs: valuesOf("req").map((value) => value.split(",").map((group) => group.split("+"))),
    excludes: valuesOf("ex").flatMap((value) => value.split(",")),
    qualifiers: isKey ? keys.flatMap((value) => value.split("|")).map((sequence) => sequence.split(",")) : undefined,
  };
  const count = Number(last) - Number(first) + 1;
  return Array.from({ length: count }, (_, offset) => ({
    ...entry,
    ai: String(Number(first) + offset).padStart(first.length, "0"),
  }));
}

function readPart(word: string): Part {
  const match = /^(\[?)([NXYZ])(\.\.)?(\d+)\]?(?:,(.+))?$/.exec(word);
  if (!match) throw new Error(`The syntax dictionary has no such part: ${word}`);
  const [, bracket, type = "X", upTo, size, rules] = match;
  const most = Number(size);
  return {
    type: type as PartType,
    least: upTo === undefined ? most : 1,
    most,
    optional: bracket === "[",
    rules: rules === undefined ? [] : rules.split(","),
  };
}
