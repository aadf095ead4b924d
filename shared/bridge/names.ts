import type { CallName, EventName } from "./contract.ts";

/**
 * The names alone, so that the preload script needs no schemas. The two lists are checked against the contract by the
 * compiler in both directions.
 */
export const callNames = [
  "station.state",
  "station.begin",
  "station.configure",
  "station.diagnostics",
  "people.list",
  "people.add",
  "people.signIn",
  "people.signOut",
  "orders.page",
  "orders.counts",
  "orders.get",
  "orders.place",
  "orders.release",
  "orders.releaseAll",
  "orders.hold",
  "orders.liftHolds",
  "orders.cancel",
  "orders.recordPayment",
  "items.search",
  "items.byCode",
  "items.page",
  "customers.search",
  "picking.overview",
  "picking.take",
  "picking.open",
  "picking.state",
  "picking.close",
  "picking.leave",
  "packing.state",
  "packing.resume",
  "packing.acceptWeight",
  "scans.route",
  "scans.submit",
  "imports.choose",
  "imports.start",
  "imports.stop",
  "imports.state",
  "imports.setAside",
  "imports.mend",
  "imports.discard",
  "imports.saveSetAside",
  "prints.answer",
  "prints.retry",
  "prints.again",
  "prints.test",
  "printers.state",
  "printers.find",
  "printers.meet",
  "printers.save",
  "printers.remove",
  "printers.choose",
  "prints.page",
  "prints.void",
  "prints.move",
  "prints.copy",
  "documents.saveLabel",
  "documents.savePackingSlip",
  "devices.state",
  "devices.remember",
  "devices.forget",
  "devices.teachWedge",
  "devices.setTolerance",
  "documents.saveScannerCard",
] as const satisfies readonly CallName[];

export const eventNames = [
  "changed",
  "bench",
  "pick",
  "scanned",
  "station",
  "import",
] as const satisfies readonly EventName[];

type Missing = Exclude<CallName, (typeof callNames)[number]> | Exclude<EventName, (typeof eventNames)[number]>;
/** @public A name left out of the lists above stops this from compiling. */
export const complete: Missing extends never ? true : Missing = true;

export const callChannel = "holdfast:call";
export const eventChannel = "holdfast:event";
