import { identifierNamed } from "./application-identifiers.ts";
import type { Element } from "./element-string.ts";

/** What is odd about elements standing together. Warnings only: several symbols on one thing complete each other. */
export type AssociationWarning =
  | { readonly code: "needs"; readonly ai: string; readonly oneOf: readonly (readonly string[])[] }
  | { readonly code: "excludes"; readonly ai: string; readonly other: string }
  | { readonly code: "twice"; readonly ai: string };

/** Checks the dictionary's `req` and `ex`, and that no identifier stands twice with two values. */
export function associationWarnings(elements: readonly Element[]): readonly AssociationWarning[] {
  const has = (pattern: string, but: string): string | undefined =>
    elements.find((element) => element.ai !== but && matches(element.ai, pattern))?.ai;
  return elements.flatMap(({ ai, value }, place): AssociationWarning[] => {
    const identifier = identifierNamed(ai);
    if (!identifier) return [];
    const twice = elements.slice(0, place).some((element) => element.ai === ai && element.value !== value);
    const missing = identifier.needs.filter(
      (groups) => !groups.some((group) => group.every((pattern) => has(pattern, ai) !== undefined)),
    );
    const others = identifier.excludes.flatMap((pattern) => has(pattern, ai) ?? []);
    return [
      ...(twice ? [{ code: "twice" as const, ai }] : []),
      ...missing.map((oneOf) => ({ code: "needs" as const, ai, oneOf })),
      ...others.map((other) => ({ code: "excludes" as const, ai, other })),
    ];
  });
}

/** `35nn` is any identifier of four digits that begins with 35. */
function matches(ai: string, pattern: string): boolean {
  return ai.length === pattern.length && ai.startsWith(pattern.replace(/n+$/, ""));
}
