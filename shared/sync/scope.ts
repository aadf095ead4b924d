import { z } from "zod";
import type { FactEnvelope } from "../facts/fact.ts";
import type { Touch, ViewName } from "../facts/views.ts";

/** No database keeps it. */
export const halfACharacter = /\p{Cs}/u;

/** Where a station is that nobody has chosen a site for; all there was before there were sites. */
export const mainSite = "main";

const name = z
  .string()
  .regex(/^\P{Cc}+$/u)
  .refine((text) => !halfACharacter.test(text))
  .max(60);

/** What people call a place of the company: a store, a warehouse. */
export const siteSchema = name;

/**
 * What a station subscribes to, so that what it stores and receives grows with its site and not with the company. Stock,
 * items, people and customers are everybody's; orders and the work on them follow their channel; what only matters at the
 * bench where it happened (prints, sign-ins) stays at its site.
 */
export const scopeSchema = z.object({
  site: siteSchema,
  /** Channels whose orders it sees; null for all. */
  channels: z.array(name).max(50).nullable(),
});
export type Scope = z.infer<typeof scopeSchema>;

/** Where a fact belongs; null where it is everybody's. */
export interface Belonging {
  readonly site: string | null;
  readonly channel: string | null;
}

const benchKinds: ReadonlySet<string> = new Set(["person.signedIn", "person.signedOut"]);

/** Views of which every station has every document, so that what changes them goes to all. */
const everybodys: ReadonlySet<ViewName> = new Set(["stock", "items", "people", "exceptions"]);

/** `site` is the recording station's; `channelOf` names an order's channel, null where the order is not known (yet). */
export function belonging(
  fact: FactEnvelope,
  touched: readonly Touch[],
  site: string,
  channelOf: (orderId: string) => string | null,
): Belonging {
  if (fact.kind.startsWith("print.") || benchKinds.has(fact.kind)) return { site, channel: null };
  if (touched.length === 0 || touched.some(({ view }) => everybodys.has(view))) return { site: null, channel: null };
  const channels = new Set(ordersOf(fact).map(channelOf));
  const [channel = null] = channels;
  return { site: null, channel: channels.size === 1 ? channel : null };
}

/** The orders a fact is about; empty for master data, stock and people. */
export function ordersOf(fact: Pick<FactEnvelope, "body">): readonly string[] {
  const { orderId, orders } = fact.body;
  const listed = Array.isArray(orders) ? orders.map((entry: unknown) => orderIdIn(entry)) : [];
  return [orderId, ...listed].filter((id) => typeof id === "string" && id !== "") as string[];
}

function orderIdIn(entry: unknown): unknown {
  return typeof entry === "object" && entry !== null && "orderId" in entry ? entry.orderId : undefined;
}

/** Whether a station with this scope is to have a fact that belongs so. */
export function isWithin(scope: Scope, where: Belonging): boolean {
  if (where.site !== null && where.site !== scope.site) return false;
  return where.channel === null || receives(scope, where.channel);
}

export function receives({ channels }: { readonly channels: readonly string[] | null }, channel: string): boolean {
  return channels === null || channels.includes(channel);
}
