import { z } from "zod";
import { type FactEnvelope, factEnvelopeSchema } from "../facts/fact.ts";
import { type Fact, parseBody } from "../facts/kinds.ts";
import { isSealed, type Sha256 } from "../facts/seal.ts";
import { touches } from "../facts/views.ts";
import { timeOf } from "../kernel/hybrid-clock.ts";
import { err, ok, type Result } from "../kernel/result.ts";
import { isSameJson } from "../kernel/same-json.ts";
import type { OrderView } from "../orders/order-view.ts";
import type { PersonView } from "../people/person-view.ts";
import { authorityProblem } from "./authority.ts";
import type { FactRefusal } from "./refusals.ts";
import { clockSkewAllowed } from "./wire.ts";

/** Objects and lists within each other; no fact of ours comes near, and deeper ones could exhaust the stack. */
const mostDepth = 64;
/** Characters of a document's id, as stations store them. */
const longestId = 400;

export interface Refused {
  readonly code: FactRefusal;
  readonly detail: string;
}

/** A fact whose form is sound: it can be stored, and `known` can be folded where its kind is known here. */
export interface ReadFact {
  readonly fact: FactEnvelope;
  /** Undefined for kinds and versions that a newer station made: kept and passed on. */
  readonly known: Fact | undefined;
  /** Its hashes are those of what it says. */
  readonly sealed: boolean;
}

/**
 * What came over the wire as a fact, with everything looked at that needs no knowledge of the hub's state, so that it is
 * done before anything is locked. `textOf` gives its JSON; it is asked only for what is not too deep to be written down.
 */
export function readFact(raw: unknown, textOf: () => string, sha256: Sha256): Result<ReadFact, Refused> {
  if (!isWithinDepth(raw, mostDepth)) return refuse("not-a-fact", `more than ${mostDepth} levels deep`);
  const envelope = factEnvelopeSchema.safeParse(raw);
  if (!envelope.success) return refuse("not-a-fact", firstLine(z.prettifyError(envelope.error)));
  // A field beside those of the envelope would be kept for ever and believed by somebody.
  if (!isSameJson(envelope.data, raw)) return refuse("broken-body", "the envelope has a field of no schema");
  if (isUnkeepable(textOf())) return refuse("broken-body", "text with a NUL or half a character cannot be kept");
  const fact = envelope.data;
  if (fact.id !== fact.id.toLowerCase()) return refuse("broken-body", "the id is not in lower case");
  if (fact.station.length > 60) return refuse("not-a-fact", "the station's id is too long");
  const parsed = parseBody(fact);
  if (!parsed.ok) {
    const { code, detail } = parsed.error;
    if (code === "unknown-kind" || code === "newer-version")
      return ok({ fact, known: undefined, sealed: isSealed(fact, sha256) });
    return refuse("broken-body", firstLine(detail));
  }
  const known = parsed.value;
  if (!isSameJson(known.body, fact.body)) {
    return refuse("broken-body", `${fact.kind} has a field that its schema does not name`);
  }
  if (touches(known).some(({ id }) => id === "" || id.length > longestId)) {
    return refuse("broken-body", `${fact.kind} names something by an empty or too long id`);
  }
  return ok({ fact, known, sealed: isSealed(fact, sha256) });
}

export interface Standing {
  /** The station that pushes. */
  readonly station: string;
  /** The hub's clock, UTC ms. */
  readonly now: number;
  /** The user as the hub knows them, after the facts before this one. */
  readonly personOf: (user: string) => PersonView | undefined;
  /** An order as the hub knows it, after the facts before this one. */
  readonly orderOf: (orderId: string) => OrderView | undefined;
  /** See authorityProblem. */
  readonly isHealing: boolean;
}

/**
 * Why the hub does not take a fact whose form is sound; undefined where it does. `previous` is the hash of the fact it must
 * follow on, null where that was checked before.
 */
export function judgeFact(
  { fact, known, sealed }: ReadFact,
  previous: string | null,
  standing: Standing,
): Refused | undefined {
  if (fact.station !== standing.station) return { code: "other-station", detail: fact.station };
  if (!sealed) return { code: "broken-hash", detail: "" };
  if (previous !== null && fact.previous !== previous) return { code: "broken-chain", detail: "" };
  const ahead = timeOf(fact.stamp) - standing.now;
  if (ahead > clockSkewAllowed) return { code: "future-clock", detail: `${Math.round(ahead / 1000)} s ahead` };
  const { orderOf, isHealing } = standing;
  return known && authorityProblem(known, { person: standing.personOf(fact.user), orderOf, isHealing });
}

/** A NUL or a lone surrogate as JSON writes it, and not a backslash followed by such letters. */
const unkeepable = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/;

function isUnkeepable(json: string): boolean {
  // Most texts have none of either, which is found out at a tenth of the price.
  return json.includes("\\u") && unkeepable.test(json);
}

function refuse(code: FactRefusal, detail: string): Result<never, Refused> {
  return err({ code, detail });
}

function firstLine(text: string): string {
  return text.slice(0, 300);
}

function isWithinDepth(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (levels === 0) return false;
  return Object.values(value).every((entry) => isWithinDepth(entry, levels - 1));
}
