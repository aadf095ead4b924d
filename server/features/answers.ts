import { createHmac } from "node:crypto";
import { canonicalJson, type FactEnvelope } from "#shared/facts/fact.ts";
import { type Draft, type Fact, kinds, versionOf } from "#shared/facts/kinds.ts";
import { seal } from "#shared/facts/seal.ts";
import { type Touch, touches } from "#shared/facts/views.ts";
import { laterStamp, type Stamp } from "#shared/kernel/hybrid-clock.ts";
import { uuidFromDigest } from "#shared/kernel/ids.ts";
import { must } from "#shared/kernel/result.ts";
import type { HubLook } from "#shared/channels/channel-answers.ts";
import { channelDocument } from "#shared/channels/channel-view.ts";
import type { Touched } from "#shared/promising/answers.ts";
import { systemUser } from "#shared/sync/authority.ts";
import type { Database, Queries } from "../adapters/postgres/database.ts";
import { appendFacts, type Chain, lockChains, type NewFact, writeChain } from "../store/append.ts";
import { epochOf, type HubIdentity, sha256 } from "../store/hub.ts";
import { Projector } from "../store/projector.ts";
import { sitesOf } from "../store/stations.ts";
import { isHealing } from "./healing.ts";

/**
 * What the hub itself does once documents have changed: rights and orders it holds go to whoever asked. Pure, and it has
 * nothing to add when asked again after its drafts are folded.
 */
export type HubPolicy = (touched: Touched, look: HubLook) => readonly Draft[];

export interface AnswerContext {
  readonly database: Database;
  readonly hub: HubIdentity;
  readonly policy: HubPolicy;
  readonly clock: () => number;
}

/** Documents of one transaction at a time; what is left follows in the next. */
const atOnce = 200;
/** An order honours one ask at a time, so its answers come in rounds. */
const mostRounds = 50;

const nothing: Touched = { orders: [], stock: [], channels: [] };

/** Remembers, in the transaction that changed them, the documents the hub has something to say about. */
export async function noteAnswers(context: AnswerContext, queries: Queries, projector: Projector): Promise<boolean> {
  const { orders, stock, channels } = projector.touched();
  const { policy, hub } = context;
  // Whether a station holds an order's channel, and in which epoch, is asked where it is answered.
  const look: HubLook = { hubId: hub.hubId, epoch: "-", channelOf: () => undefined, siteOf: () => undefined };
  const says = (part: Partial<Touched>): boolean => policy({ ...nothing, ...part }, look).length > 0;
  const waiting: Touch[] = [
    ...orders
      .filter((order) => says({ orders: [order] }))
      .map(({ orderId }) => ({ view: "orders" as const, id: orderId })),
    ...stock.filter((one) => says({ stock: [one] })).map(({ sku }) => ({ view: "stock" as const, id: sku })),
    ...channels
      .filter((one) => says({ channels: [one] }))
      .map(({ channel }) => ({ view: "people" as const, id: channelDocument(channel) })),
  ];
  if (waiting.length === 0) return false;
  await queries.all("INSERT INTO answers_waiting SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING", [
    waiting.map(({ view }) => view),
    waiting.map(({ id }) => id),
  ]);
  return true;
}

/**
 * Says what the hub has to say: facts of its own chain, in a transaction of their own so that the chain is locked before
 * any document. Answers how many facts it recorded. A hub that is healing says nothing yet.
 */
export async function answerWaiting(context: AnswerContext): Promise<number> {
  let said = 0;
  for (;;) {
    const { added, more } = await answerSome(context);
    said += added;
    if (!more) return said;
  }
}

function answerSome(context: AnswerContext): Promise<{ readonly added: number; readonly more: boolean }> {
  const { database, hub, policy, clock } = context;
  return database.transaction(async (queries) => {
    const chains = await lockChains(queries, [hub.hubId]);
    if (await isHealing(queries)) return { added: 0, more: false };
    const waiting = await queries.all<Touch & { view: "orders" | "stock" | "people" }>(
      `DELETE FROM answers_waiting WHERE (view, id) IN (SELECT view, id FROM answers_waiting ORDER BY view, id LIMIT ${atOnce})
       RETURNING view, id`,
    );
    const projector = new Projector(queries);
    await projector.load(waiting);
    // The hub gives channels and orders away one after the other: this transaction holds the lock on its chain.
    const names = [...new Set(projector.standing(waiting).orders.map(({ channel }) => channelDocument(channel)))];
    await projector.look(names.map((id) => ({ view: "people" as const, id })));
    const sites = await sitesOf(queries);
    const look: HubLook = {
      hubId: hub.hubId,
      siteOf: (station) => sites.get(station),
      epoch: await epochOf(queries),
      channelOf: (channel) => {
        const document = projector.read("people", channelDocument(channel));
        return document?.kind === "channel" ? document : undefined;
      },
    };
    let chain = must(chains.get(hub.hubId), "every hub has a chain");
    const added: NewFact[] = [];
    for (let round = 1; ; round += 1) {
      const drafts = policy(projector.standing(waiting), look);
      if (drafts.length === 0) break;
      if (round > mostRounds) throw new Error("The hub's answers do not come to an end");
      for (const draft of drafts) {
        const sealed = sealOwn(hub, chain, draft, projector.latest, clock());
        const known = sealed.fact as Fact;
        await projector.load(touches(known));
        if (!projector.project(known)) throw new Error(`The hub's own ${draft.kind} cannot be folded`);
        const text = JSON.stringify(sealed.fact);
        added.push({ fact: sealed.fact, known, belonging: { site: null, channel: null }, text });
        chain = sealed.chain;
      }
    }
    await appendFacts(queries, added);
    await projector.finish();
    await writeChain(queries, hub.hubId, chain);
    return { added: added.length, more: waiting.length === atOnce };
  });
}

/** The hub's next fact; later than what it answers, whatever the stations' clocks say. */
function sealOwn(
  hub: HubIdentity,
  chain: Chain,
  draft: Draft,
  seen: Stamp,
  now: number,
): { readonly fact: FactEnvelope; readonly chain: Chain } {
  const body = kinds[draft.kind].body.parse(draft.body);
  const { fact, head } = seal(
    { ...chain, stamp: laterStamp(chain.stamp, seen) },
    {
      draft: { ...draft, body },
      version: versionOf(draft.kind, draft.body),
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
  if (fact.station !== hub.hubId) return false;
  const { id, hash: _hash, body: _body, ...unnamed } = fact;
  return id === ownId(hub, unnamed);
}

function ownId(hub: HubIdentity, unnamed: Omit<FactEnvelope, "id" | "hash" | "body">): string {
  return uuidFromDigest(createHmac("sha256", hub.secret).update(canonicalJson(unnamed)).digest());
}

/** Of a hub that holds nothing it could give away. */
export const silentPolicy: HubPolicy = () => [];
