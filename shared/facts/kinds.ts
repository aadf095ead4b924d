import { z } from "zod";
import { err, ok, type Result } from "../kernel/result.ts";
import { type FactDraft, type FactEnvelope, factEnvelopeSchema } from "./fact.ts";
import { namesOtherSite } from "../stock/places.ts";
import { channelKinds } from "./kinds/channels.ts";
import { deviceKinds } from "./kinds/devices.ts";
import { importingKinds } from "./kinds/importing.ts";
import { orderKinds } from "./kinds/orders.ts";
import { packingKinds } from "./kinds/packing.ts";
import { peopleKinds } from "./kinds/people.ts";
import { pickingKinds } from "./kinds/picking.ts";
import { printingKinds } from "./kinds/printing.ts";
import { promisingKinds } from "./kinds/promising.ts";
import { stockKinds } from "./kinds/stock.ts";
import { syncKinds } from "./kinds/sync.ts";

/** Every kind of fact there is: its present version and the schema of its body. See `versionOf` for what it is written as. */
export const kinds = {
  ...orderKinds,
  ...stockKinds,
  ...promisingKinds,
  ...channelKinds,
  ...pickingKinds,
  ...packingKinds,
  ...printingKinds,
  ...peopleKinds,
  ...importingKinds,
  ...deviceKinds,
  ...syncKinds,
} as const;

export type FactKind = keyof typeof kinds;
export type BodyOf<Kind extends FactKind> = z.infer<(typeof kinds)[Kind]["body"]>;

/** A fact of a known kind, its body typed by that kind: switch on `kind`. */
export type Fact = {
  [Kind in FactKind]: Omit<FactEnvelope, "kind" | "body"> & { readonly kind: Kind; readonly body: BodyOf<Kind> };
}[FactKind];

/** What a decision yields, see FactDraft. */
export type Draft = { [Kind in FactKind]: FactDraft<Kind, BodyOf<Kind>> }[FactKind];

export type FactProblem =
  | { readonly code: "not-a-fact"; readonly detail: string }
  /** Kept and passed on, never dropped (design section 6), but folded by nobody here. */
  | { readonly code: "unknown-kind"; readonly detail: string }
  | { readonly code: "newer-version"; readonly detail: string }
  | { readonly code: "broken-body"; readonly detail: string };

export function isKnownKind(kind: string): kind is FactKind {
  return Object.hasOwn(kinds, kind);
}

/**
 * Kinds that name places. Their version 2 names bins and totes of sites other than "main" (stock/places.ts), which a
 * Holdfast of before would take for no bins at all.
 */
const placed: ReadonlySet<FactKind> = new Set<FactKind>([
  "stock.moved",
  "stock.counted",
  "stock.relocated",
  "transfer.sent",
  "transfer.received",
  "right.passed",
  "right.reclaimed",
  "order.released",
  "order.cancelled",
  "order.unpromised",
  "order.shipped",
  "pick.started",
  "pick.confirmed",
  "pick.undone",
  "pick.shorted",
  "pick.closed",
]);

/**
 * The version that a body is written as: the oldest that can say it, so that stations and hubs of before go on reading
 * what they can understand, and keep the rest unread until they are newer.
 */
export function versionOf<Kind extends FactKind>(kind: Kind, body: BodyOf<Kind>): number {
  const { version } = kinds[kind];
  return placed.has(kind) && !speaksOfSites(body) ? version - 1 : version;
}

function speaksOfSites(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, part]) => {
    if (typeof part !== "string") return speaksOfSites(part);
    return name === "site" || ((name === "place" || name === "from" || name === "to") && namesOtherSite(part));
  });
}

/** Parses what comes from a disk, a file or a wire. */
export function parseFact(value: unknown): Result<Fact, FactProblem> {
  const envelope = factEnvelopeSchema.safeParse(value);
  if (!envelope.success) return err({ code: "not-a-fact", detail: z.prettifyError(envelope.error) });
  return parseBody(envelope.data);
}

/** The same for an envelope that was parsed before. */
export function parseBody(envelope: FactEnvelope): Result<Fact, Exclude<FactProblem, { code: "not-a-fact" }>> {
  const { kind, version } = envelope;
  if (!isKnownKind(kind)) return err({ code: "unknown-kind", detail: kind });
  if (version > kinds[kind].version) return err({ code: "newer-version", detail: `${kind} ${version}` });
  const body = kinds[kind].body.safeParse(envelope.body);
  if (!body.success) return err({ code: "broken-body", detail: z.prettifyError(body.error) });
  // The body was just parsed by the schema of this very kind.
  return ok({ ...envelope, body: body.data } as Fact);
}

/** One draft, typed by its kind. */
export function draft<Kind extends FactKind>(stream: string, kind: Kind, body: BodyOf<Kind>): Draft {
  return { stream, kind, body } as Draft;
}
