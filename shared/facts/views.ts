import { channelDocument, type ChannelView, foldChannel } from "../channels/channel-view.ts";
import { customerIdOf, type CustomerView, foldCustomer } from "../customers/customer-view.ts";
import { foldImport, foldSetAside, type ImportView, type SetAsideView } from "../importing/set-aside-view.ts";
import { foldOrder, type OrderView } from "../orders/order-view.ts";
import { foldPackSession, type PackSessionView } from "../packing/pack-session-view.ts";
import { foldPerson, type PersonView } from "../people/person-view.ts";
import { foldStation, type StationView } from "../people/station-view.ts";
import { foldPickList, type PickListView } from "../picking/pick-list-view.ts";
import { foldPrintJob, type PrintJobView } from "../printing/print-job-view.ts";
import { foldPrinter, type PrinterView } from "../printing/printer-view.ts";
import { foldParcel, type ParcelView } from "../shipping/parcel-view.ts";
import { foldTransfer, type TransferView } from "../stock/transfer-view.ts";
import { foldItem, type ItemView } from "../stock/item-view.ts";
import { foldStock, type StockView } from "../stock/stock-view.ts";
import type { Fact } from "./kinds.ts";

/** What each view holds, by the name of its collection. A document's id is the second part of the key that names it. */
export interface ViewStates {
  orders: OrderView;
  items: ItemView;
  stock: StockView;
  customers: CustomerView;
  work: PickListView | PackSessionView | ImportView | TransferView;
  parcels: ParcelView;
  printJobs: PrintJobView;
  /** Who and what works here: people, stations, printers, and who takes in which channel. */
  people: PersonView | StationView | PrinterView | ChannelView;
  exceptions: SetAsideView;
}

export type ViewName = keyof ViewStates;
export const viewNames = [
  "orders",
  "items",
  "stock",
  "customers",
  "work",
  "parcels",
  "printJobs",
  "people",
  "exceptions",
] as const satisfies readonly ViewName[];

/** One document of one view. */
export interface Touch {
  readonly view: ViewName;
  readonly id: string;
}

function at(view: ViewName, ids: readonly string[]): Touch[] {
  return [...new Set(ids)].map((id) => ({ view, id }));
}

const subjects = { order: "orders", stock: "stock", transfer: "work" } as const satisfies Record<string, ViewName>;

function skus(parts: readonly { readonly sku: string }[]): Touch[] {
  return at(
    "stock",
    parts.map((part) => part.sku),
  );
}

/** The documents a fact has a say in. What is not named here is never folded, so this list is the law's other half. */
export function touches(fact: Fact): readonly Touch[] {
  switch (fact.kind) {
    case "order.placed": {
      const customer = customerIdOf(fact.body.content);
      return [...at("orders", [fact.body.orderId]), ...(customer ? at("customers", [customer]) : [])];
    }
    case "order.holdAdded":
    case "order.holdReleased":
    case "order.shippedElsewhere":
    case "order.tenderRecorded":
    case "order.asked":
    case "order.askAnswered":
    case "order.addressChanged":
    case "order.linesChanged":
    case "order.detailsChanged":
    case "order.refunded":
    case "work.asked":
    case "work.passed":
    case "work.taken":
    case "work.claimed":
      return at("orders", [fact.body.orderId]);
    case "channel.asked":
    case "channel.granted":
    case "channel.accepted":
    case "channel.returned":
    case "channel.reclaimed":
      return at("people", [channelDocument(fact.body.channel)]);
    case "order.unpromised":
    case "order.cancelled":
      return [...at("orders", [fact.body.orderId]), ...skus(fact.body.freed)];
    case "order.released":
      return [...at("orders", [fact.body.orderId]), ...skus(fact.body.allocations)];
    case "order.shipped":
      return [...at("orders", [fact.body.orderId]), ...at("work", [fact.body.sessionId]), ...skus(fact.body.lines)];
    case "item.defined":
      return at("items", [fact.body.item.sku]);
    case "stock.moved":
      return skus([...fact.body.moves, ...fact.body.stated]);
    case "stock.relocated":
      return skus(fact.body.moves);
    case "stock.counted":
    case "right.asked":
    case "right.passed":
    case "right.reclaimed":
      return skus([fact.body]);
    case "transfer.sent":
    case "transfer.received":
      return [...at("work", [fact.body.transferId]), ...skus(fact.body.lines)];
    case "exception.resolved":
      return at(subjects[fact.body.subject], [fact.body.subjectId]);
    case "pick.started":
      return [
        ...at("work", [fact.body.listId]),
        ...at(
          "orders",
          fact.body.orders.map((order) => order.orderId),
        ),
      ];
    case "pick.binConfirmed":
      return at("work", [fact.body.listId]);
    case "pick.confirmed":
    case "pick.undone":
    case "pick.shorted":
      return [...at("work", [fact.body.listId]), ...at("orders", [fact.body.orderId]), ...skus([fact.body])];
    case "pick.closed":
      return [
        ...at("work", [fact.body.listId]),
        ...at(
          "orders",
          fact.body.freed.map((part) => part.orderId),
        ),
        ...skus(fact.body.freed),
      ];
    case "pack.started":
    case "pack.verified":
    case "pack.undone":
      return [...at("work", [fact.body.sessionId]), ...at("orders", [fact.body.orderId])];
    case "pack.refused":
    case "pack.boxOpened":
    case "pack.weighed":
      return at("work", [fact.body.sessionId]);
    case "pack.closed":
      return [
        ...at("work", [fact.body.sessionId]),
        ...at("orders", [fact.body.orderId]),
        ...at(
          "parcels",
          fact.body.parcels.map((parcel) => parcel.parcelId),
        ),
      ];
    case "parcel.bound":
      return [
        ...at("work", [fact.body.sessionId]),
        ...at("orders", [fact.body.orderId]),
        ...at("parcels", [fact.body.parcelId]),
        ...at("printJobs", fact.body.jobIds),
      ];
    case "print.queued":
    case "print.sending":
    case "print.sent":
    case "print.failed":
    case "print.unknown":
    case "print.answered":
    case "print.retried":
    case "print.voided":
    case "print.printed":
    case "print.moved":
    case "print.moveAsked":
      return at("printJobs", [fact.body.jobId]);
    case "printer.configured":
      return at("people", [fact.body.printer.printerId]);
    case "printer.removed":
      return at("people", [fact.body.printerId]);
    case "printer.chosen":
      return at("people", [fact.body.stationId]);
    case "person.added":
      return at("people", [fact.body.personId]);
    case "person.signedIn":
    case "person.signedOut":
      return at("people", [fact.station]);
    case "station.opened":
    case "station.configured":
    case "device.remembered":
    case "device.forgotten":
    case "wedge.taught":
    case "weighing.configured":
    case "sharing.configured":
    case "station.joined":
    case "station.left":
      return at("people", [fact.body.stationId]);
    // About a fact that nobody else has: only its station can tell of it.
    case "sync.discarded":
      return at("people", [fact.station]);
    case "import.rowsSetAside":
      return at("exceptions", [fact.body.setAside.setAsideId]);
    case "import.rowsSettled":
      return at("exceptions", [fact.body.setAsideId]);
    case "import.ended":
      return at("work", [fact.body.importId]);
  }
}

type Fold<Name extends ViewName> = (
  state: ViewStates[Name] | undefined,
  id: string,
  fact: Fact,
) => ViewStates[Name] | undefined;

const folds: { readonly [Name in ViewName]: Fold<Name> } = {
  orders: (state, _id, fact) => foldOrder(state, fact),
  items: (state, _id, fact) => foldItem(state, fact),
  stock: foldStock,
  customers: foldCustomer,
  work: foldWork,
  parcels: foldParcel,
  printJobs: (state, _id, fact) => foldPrintJob(state, fact),
  people: (state, id, fact) => {
    if (fact.kind === "person.added") return foldPerson(undefined, fact);
    if (fact.kind === "printer.configured" || fact.kind === "printer.removed") {
      return foldPrinter(state?.kind === "printer" ? state : undefined, fact);
    }
    if (fact.kind.startsWith("channel.")) return foldChannel(state?.kind === "channel" ? state : undefined, fact);
    return state === undefined || state.kind === "station" ? foldStation(state, id, fact) : state;
  },
  exceptions: (state, _id, fact) => foldSetAside(state, fact),
};

function foldWork(state: ViewStates["work"] | undefined, _id: string, fact: Fact): ViewStates["work"] | undefined {
  if (fact.kind === "import.ended") return foldImport(undefined, fact);
  if (fact.kind === "pick.started") return foldPickList(state?.kind === "pick-list" ? state : undefined, fact);
  if (fact.kind === "pack.started") return foldPackSession(state?.kind === "pack-session" ? state : undefined, fact);
  if (fact.kind === "transfer.sent") return foldTransfer(state?.kind === "transfer" ? state : undefined, fact);
  switch (state?.kind) {
    case "transfer":
      return foldTransfer(state, fact);
    case "pick-list":
      return foldPickList(state, fact);
    case "pack-session":
      return foldPackSession(state, fact);
    case "import":
    case undefined:
      return state;
  }
}

/** Folds one fact into one document of a view. Facts must come in fold order. */
export function fold<Name extends ViewName>(
  view: Name,
  state: ViewStates[Name] | undefined,
  id: string,
  fact: Fact,
): ViewStates[Name] | undefined {
  return folds[view](state, id, fact);
}

export function isViewName(name: string): name is ViewName {
  return Object.hasOwn(folds, name);
}
