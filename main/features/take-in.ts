import { keepKnown, keepNew } from "#shared/channels/decide-channel.ts";
import { draft } from "#shared/facts/kinds.ts";
import type { SetAside } from "#shared/facts/kinds/importing.ts";
import type { CatalogueEntry } from "#shared/importing/catalogue.ts";
import type { ImportedOrder } from "#shared/importing/shopify-order.ts";
import { canonicalJson } from "#shared/facts/fact.ts";
import { uuidFromDigest } from "#shared/kernel/ids.ts";
import { pooledOf } from "#shared/promising/sharing.ts";
import { takeIn } from "#shared/orders/decide-orders.ts";
import { stageOf, unitCount } from "#shared/orders/order-standing.ts";
import { decideStated } from "#shared/stock/decide-stated.ts";
import { receives, type Scope } from "#shared/sync/scope.ts";
import { createHash } from "node:crypto";
import type { Act } from "../store/fact-log.ts";
import { channelOf } from "./answers.ts";
import { hubOf, shareNew, sharingOf } from "./sharing.ts";
import { sha256 } from "../store/sha256.ts";
import { ordersByNumber } from "../store/order-list.ts";
import type { Statements } from "../store/side-tables.ts";

/** The same shop order has the same id on every station, so a file imported twice, or at two places, adds it once. */
function orderIdOf(channel: string, externalId: string): string {
  return idOf(`${channel}/${externalId}`);
}

function idOf(text: string): string {
  return uuidFromDigest(createHash("sha256").update(text).digest());
}

/** Whether another order in the store bears this number: nobody could tell the two apart by it. */
export function numberTaken(statements: Statements): (number: string, externalId: string) => boolean {
  return (number, externalId) =>
    ordersByNumber(statements, number).some((orderId) => orderId !== orderIdOf("shopify", externalId));
}

export type OrderTaken =
  | {
      readonly kind: "new";
      readonly units: number;
      readonly standing: "to-do" | "on-hold" | "not-for-picking";
      readonly left: Left | undefined;
    }
  | { readonly kind: "already-here" }
  /** The shop has changed it since. Nothing is overwritten; a person looks at it. */
  | { readonly kind: "changed"; readonly number: string };

/** It waits for whoever takes its channel in; a station's id, empty while nobody does. */
export interface Left {
  readonly holder: string;
}

export function takeInOrder(act: Act, imported: ImportedOrder, scope: Scope): OrderTaken {
  const { content } = imported;
  const orderId = orderIdOf(content.channel, imported.externalId);
  const digest = sha256(imported.digestInput);
  const there = act.read("orders", orderId);
  const hub = hubOf(act);
  const intake = {
    station: act.station,
    hub,
    channel: hub === undefined ? undefined : channelOf(act, content.channel),
    isReceived: receives(scope, content.channel),
    newId: () => act.newId(),
  };
  if (there) act.append(keepKnown(there, intake));
  if (there)
    return there.sourceDigest === digest ? { kind: "already-here" } : { kind: "changed", number: there.number };
  const shipped = imported.shippedLineIds.length > 0;
  act.append(
    takeIn({
      orderId,
      content: content.source ? { ...content, source: { ...content.source, digest } } : content,
      holds: imported.holds,
      cancelledAt: imported.cancelledAt,
      shippedElsewhere: shipped
        ? { at: imported.fulfilledAt ?? content.placedAt, lineIds: imported.shippedLineIds }
        : undefined,
    }),
  );
  act.append(keepNew({ orderId, channel: content.channel }, intake));
  if (hub !== undefined) act.append(shareNew(act, orderId));
  const order = act.read("orders", orderId);
  const stage = order ? stageOf(order) : "to-release";
  const ended = stage === "cancelled" || stage === "refunded" || stage === "shipped";
  const standing = ended ? "not-for-picking" : stage === "on-hold" ? "on-hold" : "to-do";
  const left = order?.custody.isUnclaimed ? { holder: intake.channel?.holder ?? "" } : undefined;
  return { kind: "new", units: order ? unitCount(order) : 0, standing, left };
}

/** Takes in one catalogue row: master data where it differs, and what it says is on hand at the site of this station. */
export function takeInItem(act: Act, entry: CatalogueEntry, site: string): "new" | "changed" | "unchanged" {
  const { item } = entry;
  const { sku, bin } = item;
  const before = act.read("items", sku);
  const differs = !before || canonicalJson(before) !== canonicalJson(item);
  if (differs) act.append([draft(`item/${sku}`, "item.defined", { item })]);
  const counted = entry.onHand;
  const stated =
    counted === undefined ? undefined : decideStated(act.read("stock", sku), { sku, site, bin, onHand: counted });
  if (!stated) return before ? (differs ? "changed" : "unchanged") : "new";
  act.append([stated.draft]);
  const hub = hubOf(act);
  const shared = hub === undefined ? 0 : pooledOf(stated.difference, sharingOf(act));
  if (hub !== undefined && shared > 0) {
    const body = { sku, place: stated.place, from: act.station, to: hub, quantity: shared, askId: "" };
    act.append([draft(`item/${sku}`, "right.passed", body)]);
  }
  return before ? "changed" : "new";
}

/** Keeps rows for a person. The same rows of the same file are kept once, however often it is read. */
export function keepSetAside(act: Act, importId: string, setAside: SetAside): "new" | "already-here" {
  if (act.read("exceptions", setAside.setAsideId)) return "already-here";
  const stream = `import/${importId}`;
  act.append([draft(stream, "import.rowsSetAside", { importId, setAside })]);
  return "new";
}

export function setAsideIdOf(kind: string, digestInput: string): string {
  return idOf(`set-aside/${kind}/${digestInput}`);
}
