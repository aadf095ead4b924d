import type { Fact } from "../facts/kinds.ts";
import type { OrderView } from "../orders/order-view.ts";
import { ruleOf } from "../people/authority.ts";
import type { PersonView } from "../people/person-view.ts";
import type { FactRefusal } from "./refusals.ts";

/** Facts that a station or a hub makes by itself bear this name. */
export const systemUser = "system";

/** A station's first person is added by the station. */
const firstFacts = 3;

export interface Known {
  /** The fact's user, as the hub knows them now. */
  readonly person: PersonView | undefined;
  /** An order as the hub knows it, before the fact. */
  readonly orderOf: (orderId: string) => OrderView | undefined;
  /** The hub was restored from an older copy, and knows less than its stations until all have compared. */
  readonly isHealing: boolean;
}

/**
 * Whether a station's fact is one that its user may record at that station: by the table that the stations go by, in
 * shared/people/authority.ts. What a hub that is healing has not heard of yet counts for the fact: it was taken before.
 */
export function authorityProblem(
  fact: Fact,
  { person, orderOf, isHealing }: Known,
): { readonly code: FactRefusal; readonly detail: string } | undefined {
  const rule = ruleOf(fact, orderOf);
  const saidBy = rule.saidBy();
  if (saidBy !== undefined && saidBy !== fact.station) {
    return { code: "not-allowed", detail: `${fact.kind} may be said by ${saidBy} only` };
  }
  if (fact.user === systemUser) {
    if (fact.kind === "person.added" && fact.sequence > firstFacts) {
      return { code: "not-allowed", detail: "a station adds its first person by itself, and no other" };
    }
    if (rule.bySystem() || (isHealing && dependsOnOrder.has(fact.kind))) return undefined;
    return { code: "not-allowed", detail: `${fact.kind} needs a person` };
  }
  if (!person) return isHealing ? undefined : { code: "unknown-person", detail: fact.user };
  if (rule.allows(person) || (isHealing && dependsOnOrder.has(fact.kind))) return undefined;
  return { code: "not-allowed", detail: `${fact.kind} needs the role ${rule.roles()?.join(" or ")}` };
}

/** Kinds whose rule looks at the order. */
const dependsOnOrder: ReadonlySet<string> = new Set(["order.holdReleased", "order.refunded"]);
