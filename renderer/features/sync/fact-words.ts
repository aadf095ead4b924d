import type { SentFact } from "#shared/bridge/sync-types.ts";
import { type FactKind, isKnownKind } from "#shared/facts/kinds.ts";
import { timelineText, type TimelineWords } from "../orders/timeline-text.ts";

/** Kinds that say nothing in an order's timeline, or not without the order, by what they are about. */
const others: Partial<Record<FactKind, string>> = {
  // Its channel stays behind with the order itself.
  "order.placed": "Order placed",
  "pick.binConfirmed": "Bin confirmed on a pick round",
  "pack.refused": "Scan refused at the bench",
  "pack.boxOpened": "Another box opened",
  "print.sending": "Print on its way to the printer",
  "item.defined": "Item of the catalogue",
  "stock.moved": "Stock moved or counted",
  "stock.counted": "Bin counted",
  "stock.relocated": "Units moved between bins",
  "transfer.sent": "Transfer sent to another station",
  "transfer.received": "Transfer received",
  "right.asked": "Stock asked for at other stations",
  "right.passed": "Stock passed on to another station",
  "right.reclaimed": "Stock taken from a station that will not come back",
  "person.added": "Person added",
  "person.signedIn": "Somebody signed in",
  "person.signedOut": "Somebody signed out",
  "station.opened": "Station set up",
  "station.configured": "Settings of the station",
  "sharing.configured": "What the station shares",
  "channel.asked": "Channel asked for",
  "channel.accepted": "Channel taken over",
  "channel.returned": "Channel passed on",
  "channel.reclaimed": "Channel taken from a station",
  "station.joined": "Station joined the hub",
  "station.left": "Station left the hub",
  "import.rowsSetAside": "Rows of a file set aside",
  "import.rowsSettled": "Rows of a file settled",
  "import.ended": "File imported",
  "sync.discarded": "Refused record discarded",
};

/** What a fact is, in a few words, with the order it is about in front. */
export function factWords(fact: SentFact, words: Omit<TimelineWords, "channel">): string {
  const known = isKnownKind(fact.kind) ? others[fact.kind] : undefined;
  const said = known ?? timelineText(fact, { ...words, channel: "counter" }) ?? fact.kind;
  return fact.orderNumber === "" ? said : `${fact.orderNumber}: ${said}`;
}
