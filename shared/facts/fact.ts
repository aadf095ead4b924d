import { z } from "zod";
import { isStamp } from "../kernel/hybrid-clock.ts";

/**
 * A fact is one thing somebody did, added to the log and never edited (law 2). The envelope is the same for every kind;
 * the body is parsed by the schema of its kind and version.
 */
export const factEnvelopeSchema = z.object({
  /** UUIDv7. */
  id: z.uuid(),
  /** What it is about: `order/<id>`, `item/<sku>`, `pick/<id>`, `pack/<id>`, `print/<id>`, `import/<id>`, ... */
  stream: z.string().regex(/^[a-z]+\/.+$/),
  kind: z.string().min(1),
  /** Version of the kind's body, from 1. */
  version: z.int().positive(),
  body: z.record(z.string(), z.unknown()),
  /** Station that recorded it. */
  station: z.string().min(1),
  /** 1, 2, 3, ... on that station, without a gap. */
  sequence: z.int().positive(),
  /** Person who did it; `system` where the station acted by itself. */
  user: z.string().min(1),
  stamp: z.string().refine(isStamp, "a hybrid clock stamp"),
  /** SHA-256 of the body; the chain runs over this and not over the body, so that a person's data can be erased. */
  bodyHash: z.string().length(64),
  /** SHA-256 over the envelope with `previous`, see hashInput. */
  hash: z.string().length(64),
  /** Hash of the station's fact before this one; 64 zeros for its first. */
  previous: z.string().length(64),
});

export type FactEnvelope = z.infer<typeof factEnvelopeSchema>;

export const noPrevious = "0".repeat(64);

/** What a decision yields: the part of a fact that is not given by the station, the clock and the log. */
export interface FactDraft<Kind extends string = string, Body = unknown> {
  readonly stream: string;
  readonly kind: Kind;
  readonly body: Body;
}

/**
 * The place of a fact in the one order all stations agree on (law 3): clock stamp, then station, then sequence. Fixed
 * width, so that text order is fold order.
 */
export function foldKey(fact: Pick<FactEnvelope, "stamp" | "station" | "sequence">): string {
  return `${fact.stamp}/${fact.station}/${String(fact.sequence).padStart(12, "0")}`;
}

/** JSON with sorted keys: the same value gives the same text on every machine, so hashes agree. */
export function canonicalJson(value: unknown): string {
  if (typeof value === "string") return plainString.test(value) ? `"${value}"` : JSON.stringify(value);
  if (value === null || typeof value !== "object") return JSON.stringify(value);
  let text = "";
  if (Array.isArray(value)) {
    for (const entry of value) text += `${text === "" ? "" : ","}${canonicalJson(entry ?? null)}`;
    return `[${text}]`;
  }
  for (const key of sortedKeys(value)) {
    const entry = (value as Record<string, unknown>)[key];
    if (entry !== undefined) text += `${text === "" ? "" : ","}${nameText(key)}${canonicalJson(entry)}`;
  }
  return `{${text}}`;
}

/** Nothing in it that JSON writes in another way; found out at half the price of writing it. */
const plainString = /^[\x20\x21\x23-\x5b\x5d-\x7e]*$/;

function sortedKeys(value: object): string[] {
  const keys = Object.keys(value);
  for (let place = 1; place < keys.length; place += 1) {
    if ((keys[place - 1] ?? "") >= (keys[place] ?? "")) return keys.toSorted();
  }
  // What was written in this order comes back in it, and then nothing is left to do.
  return keys;
}

/** The same few names come again with every fact; of more than these the texts are not kept. */
const mostNames = 1000;
const longestName = 40;
const nameTexts = new Map<string, string>();

function nameText(name: string): string {
  const known = nameTexts.get(name);
  if (known !== undefined) return known;
  const text = `${JSON.stringify(name)}:`;
  if (nameTexts.size < mostNames && name.length <= longestName) nameTexts.set(name, text);
  return text;
}

/** The text whose SHA-256 is a fact's hash. */
export function hashInput(fact: Omit<FactEnvelope, "hash" | "body">): string {
  return canonicalJson([
    fact.previous,
    fact.id,
    fact.stream,
    fact.kind,
    fact.version,
    fact.bodyHash,
    fact.station,
    fact.sequence,
    fact.user,
    fact.stamp,
  ]);
}
