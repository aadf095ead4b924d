import { join } from "node:path";
import type { BridgeEvents, EventName } from "#shared/bridge/contract.ts";
import type { ChangeTag } from "#shared/bridge/types.ts";
import type { ViewName } from "#shared/facts/views.ts";
import type { LabelMaker } from "./adapters/labels/label-maker.ts";
import { openDriver } from "./adapters/printers/open-driver.ts";
import { Care, type FreeBytes, freeBytesOf } from "./features/care.ts";
import { Answers } from "./features/answers.ts";
import { Devices } from "./features/devices.ts";
import type { StartDeviceChild } from "./adapters/devices/device-process.ts";
import { Hub, type HubOptions } from "./features/hub.ts";
import { Imports } from "./features/imports.ts";
import { InputDevices } from "./features/input-devices.ts";
import { Bench } from "./features/packing.ts";
import { SignIn, stationState } from "./features/people.ts";
import { PickRound } from "./features/picking.ts";
import { PictureMaker } from "./adapters/pictures/picture-maker.ts";
import { type PrintingWays, PrintQueue } from "./features/printing/print-queue.ts";
import { Telling } from "./features/telling.ts";
import { Templates } from "./features/printing/templates.ts";
import { Scans } from "./features/scans.ts";
import type { StationContext } from "./features/station-context.ts";
import { openStore } from "./store/open-store.ts";
import { isCopyFolderThere } from "./sync/copy-folder.ts";
import { mayPrune } from "./sync/may-prune.ts";

/** Everything a station does, without a window: the app, the tests and the crash harness all run this very thing. */
export interface Station {
  readonly context: StationContext;
  readonly bench: Bench;
  readonly round: PickRound;
  readonly scans: Scans;
  readonly queue: PrintQueue;
  readonly imports: Imports;
  readonly devices: Devices;
  readonly inputs: InputDevices;
  readonly signIn: SignIn;
  readonly care: Care;
  readonly hub: Hub;
  readonly answers: Answers;
  readonly labels: () => Promise<LabelMaker>;
  readonly pictures: PictureMaker;
  readonly templates: Templates;
  /** Imports the demo catalogue and orders. */
  fillWithDemo(): Promise<void>;
  close(): Promise<void>;
}

export interface StationOptions {
  /** Where the store lies; made if it is not there. */
  readonly directory: string;
  readonly assets: string;
  readonly clock: () => number;
  /** How printers are spoken to, where a test cannot wait as long as a person at a printer does. */
  readonly printing?: Partial<PrintingWays>;
  /** Starts the process of scanners and scales; left out, there are none. */
  readonly startDevices?: StartDeviceChild;
  readonly emit: <Name extends EventName>(name: Name, event: BridgeEvents[Name]) => void;
  /** What the disk of the store has left; default: what the system says. */
  readonly freeBytes?: FreeBytes;
  readonly sync?: Partial<HubOptions>;
}

const tagOf: { readonly [Name in ViewName]: ChangeTag } = {
  orders: "orders",
  items: "items",
  stock: "items",
  customers: "customers",
  work: "work",
  parcels: "parcels",
  printJobs: "print-jobs",
  people: "people",
  exceptions: "set-aside",
};

const warmUpAfterMs = 2500;

export async function openStation(options: StationOptions): Promise<Station> {
  await takeUpCopyIfThere(options);
  const store = await openStore({ directory: options.directory, clock: options.clock });
  const context: StationContext = {
    store,
    log: store.log,
    statements: store.statements,
    clock: options.clock,
    assets: options.assets,
    emit: options.emit,
  };
  let maker: Promise<LabelMaker> | undefined;
  const labels = (): Promise<LabelMaker> =>
    (maker ??= import("./adapters/labels/label-maker.ts").then((module) =>
      module.openLabelMaker(options.assets, (kind) => templates.inUse(kind)),
    ));
  const pictures = new PictureMaker();
  const templates = new Templates(context, join(options.directory, "templates"));
  const signIn = new SignIn(context);
  store.mayPrune = (fact) => mayPrune(store, fact);
  const care = new Care(context, options.freeBytes, () => hub.isDownloading());
  const answers = new Answers(context);
  const hub: Hub = new Hub(context, {
    onProblem: () => undefined,
    freeBytes: options.freeBytes ?? freeBytesOf,
    ...options.sync,
    // A channel may be used once everything is here.
    onChange: () => answers.wake(),
  });
  const telling = new Telling((tags) => context.emit("changed", { tags: [...tags] }));
  const round = new PickRound(context);
  const imports = new Imports(context);
  const inputs = new InputDevices(context, {
    start: options.startDevices,
    onFrame: (frame, source) => void scans.frame(frame, source),
    onScale: () => void bench.scaleChanged(),
    onChange: () => bench.refresh(),
  });
  const devices = new Devices(context, { inputs, queue: () => queue });
  const queue: PrintQueue = new PrintQueue(context, {
    openDriver,
    askAgainMs: 2000,
    ...options.printing,
    onChange: () => {
      // What a printer waits for is no fact.
      telling.changed(["print-jobs", "devices"]);
      bench.refresh();
    },
  });
  const bench: Bench = new Bench(context, {
    labels,
    devices: () => devices.standing(),
    weightTaken: () => inputs.weightTaken(),
    printAgain: async (parcelId) => {
      const again = await queue.printAgain(parcelId);
      return again.ok ? again.value : undefined;
    },
    answerPrint: async (jobId, printed) => (await queue.answer(jobId, printed)).ok,
  });
  const scans: Scans = new Scans(context, { bench, round, signIn });
  store.onChange((views) => {
    telling.changed([...views].map((view) => tagOf[view]));
    // A lifted hold lets a waiting label out.
    if (views.has("printJobs") || views.has("orders") || views.has("people")) queue.wake();
    if (views.has("orders")) bench.ordersChanged();
    if (views.has("orders") || views.has("stock") || views.has("people")) answers.wake();
    // Who is signed in and how the station is set up is part of every screen.
    if (views.has("people")) context.emit("station", stationState(context));
  });
  // Before the first box is closed, and after the first screen has been asked for.
  const warmUp = setTimeout(() => void labels(), warmUpAfterMs);
  // Not waited for: the first screen needs no scanner.
  inputs.begin();
  answers.wake();
  await queue.start();
  await care.start();
  await hub.start();
  return {
    context,
    bench,
    round,
    scans,
    queue,
    imports,
    devices,
    inputs,
    signIn,
    care,
    hub,
    answers,
    labels,
    pictures,
    templates,
    async fillWithDemo() {
      for (const file of ["catalogue.csv", "orders.csv"]) {
        await imports.start({ path: join(options.assets, "demo", file), encoding: "utf-8" });
        await imports.settled();
      }
    },
    async close() {
      await care.stop();
      await hub.close();
      await imports.close();
      inputs.close();
      await queue.stop();
      await pictures.close();
      templates.close();
      telling.end();
      await answers.close();
      clearTimeout(warmUp);
      await store.close();
    },
  };
}

/** Seldom there, and its program is not needed for a start without one. */
async function takeUpCopyIfThere({ directory, clock, sync }: StationOptions): Promise<void> {
  if (!isCopyFolderThere(directory)) return;
  const { takeUpCopy } = await import("./sync/take-up-copy.ts");
  await takeUpCopy({ directory, clock, onProblem: (problem) => sync?.onProblem?.(problem) });
}
