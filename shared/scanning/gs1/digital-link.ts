import { err, ok, type Result } from "../../kernel/result.ts";
import { type ApplicationIdentifier, identifierNamed } from "./application-identifiers.ts";
import { type Element, type ElementProblem, valueProblem } from "./element-string.ts";

export type LinkProblem =
  | ElementProblem
  | { readonly code: "no-link" }
  /** A web address, but without a GS1 key in its path. */
  | { readonly code: "no-key" }
  | { readonly code: "wrong-path" }
  | { readonly code: "unknown-attribute" | "no-attribute" | "twice"; readonly ai: string };

const longestLink = 4096;
/** Characters of an address (RFC 3986), percent included. */
const addressCharacters = /^[-A-Za-z0-9._~:/?#[\]@!$&'()*+,;=%]*$/;
const scheme = /^(?:https?|HTTPS?):\/\//;
const domain = /^[-A-Za-z0-9.:[\]]+$/;

/**
 * Reads a GS1 Digital Link address (GS1 Digital Link: URI syntax): the rightmost key of the path with its qualifiers in
 * their order, then the attributes of the query. What is no identifier in the query belongs to somebody else and is left.
 */
export function parseDigitalLink(text: string): Result<readonly Element[], LinkProblem> {
  if (text.length > longestLink || !addressCharacters.test(text)) return err({ code: "no-link" });
  const [address = ""] = text.split("#", 1);
  const start = scheme.exec(address)?.[0];
  if (start === undefined) return err({ code: "no-link" });
  const afterScheme = address.slice(start.length);
  const mark = afterScheme.indexOf("?");
  const place = mark < 0 ? afterScheme : afterScheme.slice(0, mark);
  const slash = place.indexOf("/");
  if (slash < 1 || !domain.test(place.slice(0, slash))) return err({ code: "no-link" });
  const path = elementsOfPath(place.slice(slash + 1).split("/"));
  if (!path.ok) return path;
  const query = elementsOfQuery(mark < 0 ? "" : afterScheme.slice(mark + 1), path.value);
  return query.ok ? ok([...path.value, ...query.value]) : query;
}

/** Walks backwards in pairs to the first that is a key: what stands before it is the address's own. */
function elementsOfPath(steps: readonly string[]): Result<readonly Element[], LinkProblem> {
  let at = steps.length - 2;
  for (; at >= 0; at -= 2) {
    const identifier = identifierNamed(steps[at] ?? "");
    if (!identifier) return err({ code: "no-key" });
    if (identifier.qualifiers) break;
  }
  if (at < 0) return err({ code: "no-key" });
  const elements: Element[] = [];
  for (; at < steps.length; at += 2) {
    const identifier = identifierNamed(steps[at] ?? "");
    if (!identifier) return err({ code: "wrong-path" });
    const element = elementOf(identifier, steps[at + 1] ?? "", false);
    if (!element.ok) return element;
    elements.push(element.value);
  }
  return isKeySequence(elements.map((element) => element.ai)) ? ok(elements) : err({ code: "wrong-path" });
}

/** A key, then a choice of its qualifiers in the order the dictionary gives them. */
function isKeySequence([key = "", ...qualifiers]: readonly string[]): boolean {
  const sequences = identifierNamed(key)?.qualifiers;
  if (!sequences) return false;
  if (qualifiers.length === 0) return true;
  return sequences.some((sequence) => {
    const places = qualifiers.map((ai) => sequence.indexOf(ai));
    return places.every((place, index) => place >= 0 && (index === 0 || place > (places[index - 1] ?? -1)));
  });
}

function elementsOfQuery(query: string, path: readonly Element[]): Result<readonly Element[], LinkProblem> {
  const inPath = path.map((element) => element.ai);
  const elements: Element[] = [];
  for (const parameter of query.split("&")) {
    const equals = parameter.indexOf("=");
    const ai = parameter.slice(0, Math.max(equals, 0));
    if (!/^\d+$/.test(ai)) continue;
    const identifier = identifierNamed(ai);
    if (!identifier) return err({ code: "unknown-attribute", ai });
    if (!identifier.isLinkAttribute || belongsInPath(inPath, ai)) return err({ code: "no-attribute", ai });
    const isThere = [...path, ...elements].some((element) => element.ai === ai);
    if (isThere) return err({ code: "twice", ai });
    const element = elementOf(identifier, parameter.slice(equals + 1), true);
    if (!element.ok) return element;
    elements.push(element.value);
  }
  return ok(elements);
}

/** A qualifier that the path had room for must stand there. */
function belongsInPath(path: readonly string[], ai: string): boolean {
  return path.some((_, place) => isKeySequence([...path.slice(0, place + 1), ai, ...path.slice(place + 1)]));
}

/** In a query, a plus is a space. */
function elementOf(
  identifier: ApplicationIdentifier,
  written: string,
  isQuery: boolean,
): Result<Element, ElementProblem> {
  const plain = isQuery ? written.replaceAll("+", " ") : written;
  // Byte by byte: the sets of characters allowed are all ASCII, and a broken sequence must not throw.
  const value = plain.replaceAll(/%([0-9A-Fa-f]{2})/g, (_, byte: string) =>
    String.fromCharCode(Number.parseInt(byte, 16)),
  );
  const problem = valueProblem(identifier, value);
  return problem ? err(problem) : ok({ ai: identifier.ai, value });
}
