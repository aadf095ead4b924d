import type { Fact } from "../facts/kinds.ts";
import type { Role } from "../facts/kinds/people.ts";

export interface PersonView {
  readonly kind: "person";
  readonly personId: string;
  readonly name: string;
  readonly badge: string;
  readonly pinSalt: string;
  readonly pinHash: string;
  readonly roles: readonly Role[];
}

export function foldPerson(person: PersonView | undefined, fact: Fact): PersonView | undefined {
  return fact.kind === "person.added" ? { kind: "person", ...fact.body } : person;
}
