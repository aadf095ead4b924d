import { err, ok, type Result } from "../../kernel/result.ts";
import { type ApplicationIdentifier, identifierAt, identifierNamed, type Part } from "./application-identifiers.ts";
import { obeysRule } from "./content-rules.ts";

/** One identifier with its value, as read. */
export interface Element {
  readonly ai: string;
  readonly value: string;
}

export type ElementProblem =
  | { readonly code: "empty" | "over-long" }
  | { readonly code: "unknown-identifier"; readonly at: number }
  | { readonly code: "too-short" | "too-long" | "wrong-character"; readonly ai: string }
  | { readonly code: "wrong-content"; readonly ai: string; readonly rule: string }
  | { readonly code: "not-bracketed"; readonly at: number };

/** FNC1 between two elements, as scanners send it. */
export const separator = "\u001d";

/** Most elements in one symbol; more is an attack, not a label. */
const mostElements = 64;
/** Most characters, as for any scan: the largest symbol holds no more of them. */
const mostCharacters = 4096;

/**
 * Reads an element string as a scanner sends it (General Specifications 7.8): identifiers and values in a row, a
 * separator after each value that has no length of its own. A separator where none is needed is let pass; anything else
 * that the dictionary does not allow is refused.
 */
export function parseElementString(text: string): Result<readonly Element[], ElementProblem> {
  if (text === "") return err({ code: "empty" });
  if (text.length > mostCharacters) return err({ code: "over-long" });
  const elements: Element[] = [];
  let at = 0;
  while (at < text.length) {
    const identifier = identifierAt(text.slice(at, at + 4));
    if (!identifier || elements.length >= mostElements) return err({ code: "unknown-identifier", at });
    at += identifier.ai.length;
    const next = text.indexOf(separator, at);
    const until = next < 0 ? text.length : next;
    const end = identifier.needsSeparator ? until : Math.min(until, at + longest(identifier));
    const value = text.slice(at, end);
    const problem = valueProblem(identifier, value);
    if (problem) return err(problem);
    elements.push({ ai: identifier.ai, value });
    at = text.charAt(end) === separator ? end + 1 : end;
  }
  return ok(elements);
}

/**
 * Reads the form printed under a symbol, `(01)09520123456788(10)AB`. A bracket that belongs to a value has a backslash in
 * front, as GS1's engine writes it.
 */
export function parseBracketed(text: string): Result<readonly Element[], ElementProblem> {
  if (text === "") return err({ code: "empty" });
  if (text.length > mostCharacters) return err({ code: "over-long" });
  const elements: Element[] = [];
  let at = 0;
  while (at < text.length) {
    const head = /^\((\d{2,4})\)/.exec(text.slice(at, at + 6));
    if (!head) return err({ code: "not-bracketed", at });
    const identifier = identifierNamed(head[1] ?? "");
    if (!identifier || elements.length >= mostElements) return err({ code: "unknown-identifier", at });
    at += head[0].length;
    let value = "";
    while (at < text.length && text.charAt(at) !== "(") {
      if (text.charAt(at) === "\\" && text.charAt(at + 1) === "(") at += 1;
      value += text.charAt(at);
      at += 1;
    }
    const problem = valueProblem(identifier, value);
    if (problem) return err(problem);
    elements.push({ ai: identifier.ai, value });
  }
  return ok(elements);
}

/** The elements in a row again, with the separators they need. */
export function toElementString(elements: readonly Element[]): string {
  let text = "";
  for (const [place, { ai, value }] of elements.entries()) {
    const before = elements[place - 1];
    const isSeparated = before !== undefined && identifierNamed(before.ai)?.needsSeparator === true;
    text += `${isSeparated ? separator : ""}${ai}${value}`;
  }
  return text;
}

function longest({ parts }: ApplicationIdentifier): number {
  return parts.reduce((sum, part) => sum + part.most, 0);
}

/** What is wrong with a value; undefined for a good one. */
export function valueProblem(identifier: ApplicationIdentifier, value: string): ElementProblem | undefined {
  const { ai, parts } = identifier;
  let at = 0;
  for (const part of parts) {
    const piece = value.slice(at, at + part.most);
    if (piece === "" && part.optional) break;
    if (piece.length < part.least) return { code: "too-short", ai };
    if (!isMadeOf(part.type, piece)) return { code: "wrong-character", ai };
    const broken = part.rules.find((rule) => !obeysRule(rule, piece));
    if (broken !== undefined) return { code: "wrong-content", ai, rule: broken };
    at += piece.length;
  }
  return at < value.length ? { code: "too-long", ai } : undefined;
}

const characters: Readonly<Record<Part["type"], RegExp>> = {
  N: /^\d+$/,
  X: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/,
  Y: /^[#\-/0-9A-Z]+$/,
  Z: /^[-\w]+={0,2}$/,
};

function isMadeOf(type: Part["type"], piece: string): boolean {
  // The reference procedure wants padded base64 to come in threes.
  return characters[type].test(piece) && !(type === "Z" && piece.endsWith("=") && piece.length % 3 !== 0);
}
