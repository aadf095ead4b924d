import { askForChannel, channelPage, passChannel, reclaimChannel } from "../features/channels.ts";
import { chooseScope, scopePage } from "../features/scope.ts";
import { configureSharing } from "../features/sharing.ts";
import type { ThemeChoice } from "#shared/bridge/theme.ts";
import { ok } from "#shared/kernel/result.ts";
import { findPrinters } from "../adapters/printers/find-printers.ts";
import { diagnostics } from "../features/devices.ts";
import { type AskPath, labelPdf, saveDocument, scannerCardPdf, slipPdf } from "../features/documents.ts";
import {
  cancelOrder,
  holdOrder,
  liftHolds,
  orderDetail,
  placeDraft,
  recordPayment,
  releaseAll,
  releaseOrders,
} from "../features/orders.ts";
import { exceptionPage, resolveException } from "../features/exceptions.ts";
import { askForOrder, changeAddress, changeDetails, changeLines, refundOrder } from "../features/order-changes.ts";
import {
  countStock,
  itemStanding,
  receiveTransfer,
  relocateStock,
  sendTransfer,
  transferPage,
} from "../features/stock.ts";
import { addPerson, begin, configure, listPeople, stationState } from "../features/people.ts";
import { printReceipt, printSlip } from "../features/printing/print-documents.ts";
import { printLabelFile, readLabelFile } from "../features/printing/print-file.ts";
import { printPage } from "../features/printing/print-page.ts";
import { pictureOfJob } from "../features/printing/previews.ts";
import {
  choosePrinters,
  meetPrinter,
  printersState,
  removePrinter,
  savePrinter,
} from "../features/printing/printer-setup.ts";
import { testPrint } from "../features/printing/test-print.ts";
import type { PrintQueue } from "../features/printing/print-queue.ts";
import { exportStore } from "../features/export-store.ts";
import { isLead, refuse } from "../features/station-context.ts";
import type { Station } from "../station.ts";
import { itemByCode, itemPage, searchCustomers, searchItems } from "../store/item-list.ts";
import { askForRebuild } from "../store/rebuild.ts";
import { openOrdersOfSku, orderCounts, orderPage } from "../store/order-list.ts";
import type { Handlers } from "./answer.ts";

/** What only the window's program can do: dialogs, and what it is called. */
export interface Desktop {
  readonly version: string;
  readonly askOpenPath: () => Promise<string | undefined>;
  readonly askLabelPath: () => Promise<string | undefined>;
  readonly askSavePath: AskPath;
  /** Closes the store and opens it again, as at a start. */
  readonly reopenStore: () => Promise<void>;
  readonly keepTheme: (theme: ThemeChoice) => Promise<void>;
}

/** The contract's calls, each to its use case. No decision is made here. */
export function makeHandlers(station: Station, desktop: Desktop): Handlers {
  const { context, bench, round, scans, queue, imports, devices, inputs, signIn, care, hub } = station;
  const { statements, log } = context;
  return {
    "station.state": () => ok(stationState(context)),
    "station.begin": async (input) => {
      const begun = await begin(context, input, hub);
      if (begun.ok && input.mode === "demo") await station.fillWithDemo();
      return begun.ok ? ok(stationState(context)) : begun;
    },
    "station.configure": async (input) => {
      const done = await configure(context, input);
      await inputs.follow();
      queue.wake();
      bench.refresh();
      return done;
    },
    "station.diagnostics": async () => ok(await diagnostics(context, desktop.version)),
    "window.keepTheme": async ({ theme }) => {
      await desktop.keepTheme(theme);
      return ok(null);
    },

    "people.list": () => ok(listPeople(context)),
    "people.add": (input) => addPerson(context, input),
    "people.signIn": (input) => signIn.byPin(input),
    "people.signOut": async () => ok(await signIn.out()),

    "orders.page": (input) => ok(orderPage(statements, input)),
    "orders.ofSku": (input) => ok(openOrdersOfSku(statements, input)),
    "orders.counts": () => ok(orderCounts(statements)),
    "orders.get": ({ orderId }) => {
      const detail = orderDetail(context, orderId);
      return detail ? ok(detail) : refuse("order-unknown");
    },
    "orders.place": (input) => placeDraft(context, input),
    "orders.release": async ({ orderIds }) => ok(await releaseOrders(context, orderIds)),
    "orders.releaseAll": async () => ok(await releaseAll(context)),
    "orders.hold": (input) => holdOrder(context, input),
    "orders.liftHolds": (input) => liftHolds(context, input),
    "orders.cancel": (input) => cancelOrder(context, input),
    "orders.recordPayment": (input) => recordPayment(context, input),

    "orders.changeAddress": (input) => changeAddress(context, input),
    "orders.changeLines": (input) => changeLines(context, input),
    "orders.changeDetails": (input) => changeDetails(context, input),
    "orders.refund": (input) => refundOrder(context, input),
    "orders.askFor": (input) => askForOrder(context, input),

    "exceptions.page": (input) => ok(exceptionPage(context, input)),
    "exceptions.resolve": (input) => resolveException(context, input),

    "stock.standing": ({ sku }) => ok(itemStanding(context, sku)),
    "stock.count": (input) => countStock(context, input),
    "stock.relocate": (input) => relocateStock(context, input),
    "stock.transfers": (input) => ok(transferPage(context, input)),
    "stock.send": (input) => sendTransfer(context, input),
    "stock.receive": (input) => receiveTransfer(context, input),

    "items.search": (input) => ok(searchItems(statements, input)),
    "items.byCode": ({ code }) => ok(itemByCode(statements, code) ?? null),
    "items.page": (input) => ok(itemPage(statements, input)),
    "customers.search": (input) => ok(searchCustomers(statements, log, input)),

    "picking.overview": () => ok(round.overview()),
    "picking.lists": (input) => ok(round.lists(input)),
    "picking.take": () => round.take(),
    "picking.open": ({ listId }) => round.open(listId),
    "picking.state": () => ok(round.state()),
    "picking.close": ({ listId }) => round.close(listId),
    "picking.leave": () => {
      round.leave();
      return ok(null);
    },

    "packing.state": () => ok(bench.state()),
    "packing.acceptWeight": ({ reason }) => bench.acceptWeight(reason),
    "packing.resume": ({ sessionId }) => bench.resume(sessionId),

    "scans.route": ({ to }) => {
      scans.route(to);
      inputs.watch(to === "devices");
      return ok(null);
    },
    "scans.submit": async ({ text }) => {
      await scans.take(text);
      return ok(null);
    },

    "imports.choose": async () => {
      const path = await desktop.askOpenPath();
      return ok(path === undefined ? null : { path });
    },
    "imports.start": (input) => imports.start(input),
    "imports.stop": () => {
      imports.stop();
      return ok(null);
    },
    "imports.state": () => ok(imports.progress()),
    "imports.setAside": (input) => ok(imports.setAside(input)),
    "imports.mend": (input) => imports.mend(input),
    "imports.discard": (input) => imports.discard(input.setAsideId),
    "imports.saveSetAside": () => imports.saveSetAside(desktop.askSavePath),

    "prints.answer": ({ jobId, printed }) => queue.answer(jobId, printed),
    "prints.retry": ({ jobId }) => queue.retry(jobId),
    "prints.again": ({ parcelId }) => queue.printAgain(parcelId),
    "prints.test": async ({ printerId }) => woken(queue, await testPrint(context, station.labels, printerId)),
    "printers.state": () => ok(printersState(context, queue)),
    "printers.find": async () => ok(await findPrinters()),
    "printers.meet": ({ connection, language }) => meetPrinter(connection, language),
    "printers.save": async ({ printer }) => woken(queue, await savePrinter(context, printer)),
    "printers.remove": async ({ printerId }) => woken(queue, await removePrinter(context, printerId)),
    "printers.choose": async ({ printers }) => woken(queue, await choosePrinters(context, printers)),
    "templates.state": async ({ kind }) =>
      ok(await station.templates.state(kind, await station.labels(), station.pictures)),
    "templates.makeOwn": ({ kind }) => station.templates.makeOwn(kind),
    "prints.picture": ({ jobId }) => pictureOfJob(context, station.pictures, jobId),
    "prints.chooseFile": async () => {
      const path = await desktop.askLabelPath();
      return ok(path === undefined ? null : { path });
    },
    "prints.readFile": ({ path }) => readLabelFile(context, station.pictures, path),
    "prints.file": async ({ path }) => woken(queue, await printLabelFile(context, station.pictures, path)),
    "prints.slip": async ({ orderId }) =>
      woken(queue, await printSlip(context, await station.labels(), station.pictures, orderId)),
    "prints.receipt": async ({ orderId }) => woken(queue, await printReceipt(context, await station.labels(), orderId)),
    "prints.page": (input) => ok(printPage(context, queue, input)),
    "prints.void": ({ jobId, reason }) => queue.void(jobId, reason),
    "prints.move": ({ jobId, printerId }) => queue.move(jobId, printerId),
    "prints.copy": ({ jobId }) => queue.copyOf(jobId),

    "documents.saveLabel": async ({ parcelId }) =>
      saveDocument(await labelPdf(context, await station.labels(), parcelId), desktop.askSavePath),
    "documents.savePackingSlip": async ({ orderId }) =>
      saveDocument(await slipPdf(context, await station.labels(), orderId), desktop.askSavePath),

    "documents.saveScannerCard": async ({ card }) =>
      saveDocument(ok(await scannerCardPdf(await station.labels(), card, context.clock())), desktop.askSavePath),

    "devices.state": () => ok(devices.state(scans, queue)),
    "devices.remember": (input) => inputs.remember(input),
    "devices.forget": (input) => inputs.forget(input),
    "devices.teachWedge": (input) => inputs.teachWedge(input),
    "devices.setTolerance": (input) => inputs.setTolerance(input),

    "care.state": () => ok(care.state()),
    "care.backUp": () => care.backUp(),
    "care.verify": () => care.verify(),
    "care.export": () => exportStore(context, desktop.askSavePath),
    "care.rebuild": async () => {
      if (!isLead(context)) return refuse("role-missing");
      askForRebuild(context.store);
      await desktop.reopenStore();
      return ok(null);
    },
    "care.rescue": () => refuse("store-open"),
    "care.restore": () => refuse("store-open"),
    "care.openAsIs": () => refuse("store-open"),
    "care.fromHub": () => refuse("store-open"),
    "channels.page": () => ok(channelPage(context)),
    "channels.ask": (input) => askForChannel(context, input),
    "channels.pass": (input) => passChannel(context, input),
    "channels.reclaim": (input) => reclaimChannel(context, input),
    "sync.configureSharing": (input) => configureSharing(context, input),
    "sync.scope": () => ok(scopePage(context)),
    "sync.chooseScope": (input) => chooseScope(context, hub, input),
    "sync.state": () => ok(hub.state()),
    "sync.waiting": (input) => ok(hub.waiting(input)),
    "sync.refused": (input) => ok(hub.refused(input)),
    "sync.join": (input) => hub.join(input),
    "sync.leave": (input) => hub.leave(input),
    "sync.tryNow": () => {
      hub.tryNow();
      return ok(null);
    },
    "sync.sendAgain": (input) => hub.sendAgain(input),
    "sync.discard": (input) => hub.discard(input),
  };
}

/** What changes the printers may let waiting prints go. */
function woken<Value>(queue: PrintQueue, done: Value): Value {
  queue.wake();
  return done;
}
