import { createHmac } from "node:crypto";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { canonicalJson } from "#shared/facts/fact.ts";
import { type Draft, type Fact, kinds } from "#shared/facts/kinds.ts";
import { seal } from "#shared/facts/seal.ts";
import { type Touch, touches, type ViewName, type ViewStates } from "#shared/facts/views.ts";
import { uuidFromDigest } from "#shared/kernel/ids.ts";
import { laterStamp, type Stamp } from "#shared/kernel/hybrid-clock.ts";
import { systemUser } from "#shared/sync/authority.ts";
import type { Chain, NewFact } from "../store/append.ts";
import type { Projector } from "../store/projector.ts";
import { type HubIdentity, sha256 } from "../store/hub.ts";

/** What the hub itself says to a fact that reaches it: pure, in shared/promising. */
export interface HubPolicy {
  /** Whether this fact may want an answer; most do not, and then the hub's own chain is left alone. */
  asks(fact: Fact): boolean;
  /** The documents an answer is decided on, besides those the fact touches. */
  needs(fact: Fact): readonly Touch[];
  answer(
    read: <Name extends ViewName>(view: Name, id: string) => ViewStates[Name] | undefined,
    fact: Fact,
    hubId: string,
  ): readonly Draft[];
}

export interface AnswerContext {
  readonly hub: HubIdentity;
  readonly policy: HubPolicy;
}

/** What the hub says to a fact: facts of its own chain, folded by now, still to be written. */
export async function answerFact(
  { hub, policy }: AnswerContext,
  projector: Projector,
  from: Chain,
  asked: Fact,
  now: number,
): Promise<{ readonly facts: readonly NewFact[]; readonly chain: Chain }> {
  let chain = from;
  const facts: NewFact[] = [];
  const drafts = policy.answer((view, id) => projector.read(view, id), asked, hub.hubId);
  for (const draft of drafts) {
    const sealed = sealOwn(hub, chain, draft, asked.stamp, now);
    const known = sealed.fact as Fact;
    await projector.load(touches(known));
    if (!projector.project(known)) throw new Error(`The hub's own ${draft.kind} cannot be folded`);
    facts.push({ fact: sealed.fact, known, belonging: { site: null, channel: null } });
    chain = sealed.chain;
  }
  return { facts, chain };
}

/** The hub's next fact; later than what it answers, whatever that station's clock says. */
function sealOwn(
  hub: HubIdentity,
  chain: Chain,
  draft: Draft,
  asked: Stamp,
  now: number,
): { readonly fact: FactEnvelope; readonly chain: Chain } {
  const kind = kinds[draft.kind];
  const body = kind.body.parse(draft.body);
  const { fact, head } = seal(
    { ...chain, stamp: laterStamp(chain.stamp, asked) },
    {
      draft: { ...draft, body },
      version: kind.version,
      station: hub.hubId,
      user: systemUser,
      now,
      sha256,
      idOf: (unnamed) => ownId(hub, unnamed),
    },
  );
  return { fact, chain: head };
}

/** Whether this hub made a fact that bears its name: only it could have given that id. */
export function isOwn(hub: HubIdentity, fact: FactEnvelope): boolean {
  const { id, hash: _hash, body: _body, ...unnamed } = fact;
  return fact.station === hub.hubId && id === ownId(hub, unnamed);
}

function ownId(hub: HubIdentity, unnamed: Omit<FactEnvelope, "id" | "hash" | "body">): string {
  return uuidFromDigest(createHmac("sha256", hub.secret).update(canonicalJson(unnamed)).digest());
}

/** Of a hub that holds nothing it could give away. */
export const silentPolicy: HubPolicy = { asks: () => false, needs: () => [], answer: () => [] };
