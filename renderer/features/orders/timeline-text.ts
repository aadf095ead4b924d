import type { TimelineEntry } from "#shared/bridge/types.ts";
import type { BodyOf, FactKind } from "#shared/facts/kinds.ts";
import type { Channel } from "#shared/orders/order-content.ts";
import { isKnownKind } from "#shared/facts/kinds.ts";
import { methodText, tenderText } from "./order-text.ts";
import { holdText } from "./text.ts";

export interface TimelineWords {
  readonly channel: Channel;
  readonly money: (minor: number) => string;
  /** A moment that lies apart from the fact itself: when the shop cancelled. */
  readonly when: (at: number) => string;
}

/** Words for every kind of fact; `undefined` for those that say nothing about an order. A new kind must choose. */
type Told = {
  readonly [Kind in FactKind]: ((body: Crossing<BodyOf<Kind>>, words: TimelineWords) => string) | undefined;
};

/** The order itself and the bytes of a print stay behind: the page has the one and needs not the other. */
type Crossing<Body> = Omit<Body, "content">;

const placed: Readonly<Record<Channel, string>> = {
  shopify: "Came in from the shop's file",
  phone: "Order taken by phone",
  counter: "Order taken at the counter",
};

const printedWords: Readonly<Record<BodyOf<"print.printed">["evidence"], string>> = {
  count: "Printed, by the printer's own count",
  "printer-list": "Printed, says the printer",
  "cups-list": "Printed, says the computer's print system",
};

const told: Told = {
  "order.placed": (_body, { channel }) => placed[channel],
  "order.holdAdded": ({ type, reason }) => `Put on hold (${holdText[type]}): ${reason}`,
  "order.holdReleased": ({ holdIds, reason }) => `${holdIds.length === 1 ? "Hold" : "Holds"} lifted: ${reason}`,
  "order.cancelled": ({ by, at, reason }, { when }) =>
    by === "shop" ? `Cancelled in the shop, ${when(at)}` : `Cancelled: ${reason}`,
  "order.shippedElsewhere": ({ at }, { when }) => `The shop had sent it already, ${when(at)}`,
  "order.tenderRecorded": ({ tender }, { money }) =>
    `${methodText(tender.method)}, ${money(tender.amountMinor)}: ${tenderText[tender.state].toLowerCase()}${tender.reference === "" ? "" : ` (${tender.reference})`}`,
  "order.released": ({ allocations, backorders }) => releasedWords(sum(allocations), sum(backorders)),
  "order.shipped": ({ parcelIds }) => `Handed over, ${boxes(parcelIds.length)}`,
  "pick.started": ({ number }) => `Taken on pick list ${number}`,
  "pick.binConfirmed": undefined,
  "pick.confirmed": ({ quantity, sku, tote }) => `Picked ${quantity} of ${sku} into ${tote}`,
  "pick.undone": ({ quantity, sku }) => `Put ${quantity} of ${sku} back`,
  "pick.shorted": ({ quantity, sku }) => `Not enough in the bin: ${quantity} of ${sku} became a backorder`,
  "pick.closed": () => "The pick list was closed before its end; what was not picked is free again",
  "pack.started": () => "Packing began",
  "pack.verified": ({ quantity, sku }) => `Packed ${quantity} of ${sku}`,
  "pack.refused": undefined,
  "pack.undone": ({ quantity, sku }) => `Took ${quantity} of ${sku} out of the box`,
  "pack.boxOpened": undefined,
  "pack.weighed": undefined,
  "pack.closed": ({ parcels }) => `All packed, ${boxes(parcels.length)} closed`,
  "parcel.bound": ({ scan }) => `Label ${scan} scanned on its box`,
  "print.queued": ({ title, copy }) => (copy > 1 ? `Copy ${copy} of ${title} to print` : `${title} to print`),
  "print.sending": undefined,
  "print.sent": () => "Sent to the printer",
  "print.printed": ({ evidence }) => printedWords[evidence],
  "print.failed": ({ words }) => `Not printed: ${words}`,
  "print.unknown": ({ words }) => `Print in doubt: ${words}`,
  "print.answered": ({ printed }) => (printed ? "It did print, someone looked" : "It did not print, it goes again"),
  "print.retried": () => "Printing tried again",
  "print.voided": ({ reason }) => `Print not wanted any more: ${reason}`,
  "order.asked": ({ ask }, { money }) => askedWords(ask, money),
  "order.askAnswered": ({ outcome, reason }) => (outcome === "done" ? "Done as asked" : `Not done as asked: ${reason}`),
  "order.addressChanged": ({ shipTo, reason }) =>
    `Address changed to ${[shipTo.lines[0], shipTo.city, shipTo.postcode].filter(Boolean).join(", ")}${because(reason)}`,
  "order.linesChanged": ({ lines, totals, reason }, { money }) =>
    `Lines changed: ${sum(lines)} units, ${money(totals.totalMinor)}${because(reason)}`,
  "order.detailsChanged": ({ shippingMethod, note }) =>
    [
      shippingMethod === undefined ? "" : `Delivery changed to ${shippingMethod}`,
      note === undefined ? "" : note === "" ? "Note taken out" : `Note: ${note}`,
    ]
      .filter(Boolean)
      .join(". "),
  "order.refunded": ({ amountMinor, reason }, { money }) => `${money(amountMinor)} to give back${because(reason)}`,
  "order.unpromised": ({ freed, reason }) => `${sum(freed)} units wait as a backorder again${because(reason)}`,
  "work.asked": () => "A station asked to work on it",
  "work.passed": () => "Its work was handed on to another station",
  "work.claimed": () => "Kept by who takes in its channel",
  "work.taken": ({ reason }) => `Taken over by a lead: ${reason}`,
  "exception.resolved": ({ reason }) => `An exception was settled${because(reason)}`,
  "channel.asked": undefined,
  "channel.granted": undefined,
  "channel.accepted": undefined,
  "channel.returned": undefined,
  "channel.reclaimed": undefined,
  "sharing.configured": undefined,
  "right.asked": undefined,
  "right.passed": undefined,
  "right.reclaimed": undefined,
  "stock.counted": undefined,
  "stock.relocated": undefined,
  "transfer.sent": undefined,
  "transfer.received": undefined,
  "print.moved": () => "Print moved to another printer",
  "print.moveAsked": () => "Another printer asked for",
  "printer.configured": undefined,
  "printer.removed": undefined,
  "printer.chosen": undefined,
  "item.defined": undefined,
  "stock.moved": undefined,
  "person.added": undefined,
  "person.signedIn": undefined,
  "person.signedOut": undefined,
  "station.opened": undefined,
  "station.configured": undefined,
  "import.rowsSetAside": undefined,
  "import.rowsSettled": undefined,
  "import.ended": undefined,
  "device.remembered": undefined,
  "device.forgotten": undefined,
  "wedge.taught": undefined,
  "weighing.configured": undefined,
  "station.joined": undefined,
  "station.left": undefined,
  "sync.discarded": undefined,
};

/** What a fact says about its order. A kind from a newer version is shown by its name, never left out. */
export function timelineText(entry: Pick<TimelineEntry, "kind" | "body">, words: TimelineWords): string | undefined {
  if (!isKnownKind(entry.kind)) return entry.kind;
  // The body was parsed by the schema of its kind before it crossed the bridge.
  const tell = told[entry.kind] as ((body: unknown, words: TimelineWords) => string) | undefined;
  return tell?.(entry.body, words);
}

function askedWords(ask: BodyOf<"order.asked">["ask"], money: TimelineWords["money"]): string {
  switch (ask.type) {
    case "cancel":
      return `Asked to cancel it${because(ask.reason)}`;
    case "address":
      return `Asked to send it to ${[ask.shipTo.lines[0], ask.shipTo.city].filter(Boolean).join(", ")}`;
    case "lines":
      return `Asked to change its lines${because(ask.reason)}`;
    case "refund":
      return `Asked to give back ${money(ask.amountMinor)}${because(ask.reason)}`;
  }
}

function because(reason: string): string {
  return reason === "" ? "" : `: ${reason}`;
}

function releasedWords(promised: number, short: number): string {
  if (promised === 0) return `Released: all ${short} units wait as a backorder`;
  return short === 0
    ? `Released: ${promised} units promised`
    : `Released: ${promised} units promised, ${short} wait as a backorder`;
}

function sum(parts: readonly { readonly quantity: number }[]): number {
  return parts.reduce((total, part) => total + part.quantity, 0);
}

function boxes(count: number): string {
  return count === 1 ? "1 box" : `${count} boxes`;
}
