import type { Fact, FactKind } from "../facts/kinds.ts";
import type { Role } from "../facts/kinds/people.ts";
import type { PersonView } from "../people/person-view.ts";
import type { FactRefusal } from "./refusals.ts";

/** Facts that a station or a hub makes by itself bear this name. */
export const systemUser = "system";

interface Rule {
  /** Roles of which the person must have one; left out, any person known to the company may. */
  readonly roles?: readonly Role[];
  /** Whether a station may record it by itself, without a person. Left out: yes. */
  readonly bySystem?: false;
}

/** Kinds that not everybody may record. What is not named may be recorded by any known person and by the station itself. */
const rules: { readonly [Kind in FactKind]?: Rule } = {
  "person.added": { roles: ["lead"] },
  "station.configured": { roles: ["lead"], bySystem: false },
  // Taken from a station that cannot be asked: see shared/orders/custody.ts.
  "right.reclaimed": { roles: ["lead"], bySystem: false },
  "work.taken": { roles: ["lead"], bySystem: false },
};

/** Holds that only a lead may lift are checked where they are lifted; a station's first person is added by the station. */
const firstFacts = 3;

/**
 * Whether a station's fact is one that its user may record at that station: by role, and by place, for what a fact says
 * about a station or a holder only that one may say. `person` is the fact's user as the hub knows them now.
 */
export function authorityProblem(
  fact: Fact,
  person: PersonView | undefined,
): { readonly code: FactRefusal; readonly detail: string } | undefined {
  const elsewhere = otherPlace(fact);
  if (elsewhere !== undefined) return { code: "not-allowed", detail: `${fact.kind} may be said by ${elsewhere} only` };
  const rule = rules[fact.kind] ?? {};
  if (fact.user === systemUser) {
    if (fact.kind === "person.added" && fact.sequence > firstFacts) {
      return { code: "not-allowed", detail: "a station adds its first person by itself, and no other" };
    }
    return rule.bySystem === false ? { code: "not-allowed", detail: `${fact.kind} needs a person` } : undefined;
  }
  if (!person) return { code: "unknown-person", detail: fact.user };
  const { roles } = rule;
  if (!roles || roles.some((role) => person.roles.includes(role))) return undefined;
  return { code: "not-allowed", detail: `${fact.kind} needs the role ${roles.join(" or ")}` };
}

/** The only station that may record this, where it is not the one that did. */
function otherPlace(fact: Fact): string | undefined {
  const { stationId, from } = fact.body as { readonly stationId?: unknown; readonly from?: unknown };
  const speaker =
    fact.kind === "station.opened" || fact.kind === "station.configured"
      ? stationId
      : ["right.passed", "work.passed"].includes(fact.kind)
        ? from
        : fact.station;
  return speaker === fact.station ? undefined : String(speaker);
}
