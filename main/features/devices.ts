import type { Diagnostics } from "#shared/care/care.ts";
import type { DevicesState, DeviceState } from "#shared/bridge/types.ts";
import { troubleWords } from "#shared/printing/printer-trouble.ts";
import { connectionText } from "#shared/printing/printer.ts";
import type { ScaleStanding } from "#shared/weighing/scale-watch.ts";
import { listBackups } from "../store/backups.ts";
import { removedFacts } from "../store/snapshots.ts";
import { newestPrintJobIds } from "../store/work-list.ts";
import type { InputDevices } from "./input-devices.ts";
import { printPage } from "./printing/print-page.ts";
import type { PrintQueue } from "./printing/print-queue.ts";
import { printerFor } from "./printing/printers.ts";
import type { Scans } from "./scans.ts";
import type { StationContext } from "./station-context.ts";

const shownJobs = 50;

/** What the bench and the set-up page are told of this station's devices. */
export class Devices {
  readonly #context: StationContext;
  readonly #inputs: InputDevices;
  readonly #queue: () => PrintQueue;

  constructor(context: StationContext, parts: { readonly inputs: InputDevices; readonly queue: () => PrintQueue }) {
    this.#context = context;
    this.#inputs = parts.inputs;
    this.#queue = parts.queue;
  }

  standing(): { readonly scanner: DeviceState; readonly printer: DeviceState; readonly scale: ScaleStanding } {
    return { scanner: this.#inputs.scanner(), printer: this.#printer(), scale: this.#inputs.scale() };
  }

  state(scans: Scans, queue: PrintQueue): DevicesState {
    const { scanner, printer } = this.standing();
    return {
      scanner,
      printer,
      inputs: this.#inputs.state(),
      lastScans: scans.last,
      jobs: printPage(this.#context, queue, { after: null, limit: shownJobs }).jobs,
    };
  }

  /** The label printer is as good as the newest job and what it says of itself: a raw port tells nothing. */
  #printer(): DeviceState {
    const printer = printerFor(this.#context, "label");
    if (!printer) return { kind: "none" };
    const trouble = this.#queue().troubleOf(printer.printerId);
    if (trouble) return { kind: "trouble", words: troubleWords(trouble.trouble) };
    const [newest] = newestPrintJobIds(this.#context.statements, 1);
    const job = newest === undefined ? undefined : this.#context.log.read("printJobs", newest);
    if (job && (job.state === "failed" || job.state === "unknown")) return { kind: "trouble", words: job.words };
    const lastAt = job && ["sent", "printed", "confirmed"].includes(job.state) ? job.changedAt : null;
    return { kind: "ready", detail: connectionText(printer.connection), lastAt };
  }
}

const shownQueries = 12;

export async function diagnostics(context: StationContext, version: string): Promise<Diagnostics> {
  const { store, statements } = context;
  const { path, driver, facts, bytes, walBytes, checkpoints } = store.facts();
  const stubs = removedFacts(statements);
  const slowest = store.slow
    .slowest(shownQueries)
    .map(({ sql, slowestMs, totalMs, runs }) => ({ sql, slowestMs, averageMs: totalMs / Math.max(1, runs), runs }));
  const backups = (await listBackups(store.paths)).map(({ name, at, facts: saved, bytes: size }) => ({
    name,
    at,
    facts: saved,
    bytes: size,
  }));
  const { backups: backupPath } = store.paths;
  const grown = checkpoints.logTooLarge === undefined ? "" : "it has grown past 256 MB";
  const walTrouble = checkpoints.problem ?? grown;
  const sizes = { storeBytes: bytes, walBytes, walTrouble };
  return { version, storePath: path, driver, facts, stubs, ...sizes, slowest, backups, backupPath };
}
