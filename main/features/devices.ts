import type { DevicesState, DeviceState, Diagnostics } from "#shared/bridge/types.ts";
import { listSerialPorts, SerialScanner } from "../adapters/scanners/serial-scanner.ts";
import { troubleWords } from "#shared/printing/printer-trouble.ts";
import { connectionText } from "#shared/printing/printer.ts";
import { newestPrintJobIds } from "../store/work-list.ts";
import { printPage } from "./printing/print-page.ts";
import type { PrintQueue } from "./printing/print-queue.ts";
import { printerFor } from "./printing/printers.ts";
import type { Scans } from "./scans.ts";
import { scannerState } from "./scans.ts";
import { settingsOf, type StationContext } from "./station-context.ts";

const shownJobs = 50;

/** The scanner and the printer of this station, as its settings want them. */
export class Devices {
  readonly #context: StationContext;
  readonly #scanner: SerialScanner;
  readonly #queue: () => PrintQueue;
  #lastScanAt: number | null = null;

  constructor(
    context: StationContext,
    parts: { readonly scans: () => Scans; readonly queue: () => PrintQueue; readonly onChange: () => void },
  ) {
    this.#context = context;
    this.#queue = parts.queue;
    this.#scanner = new SerialScanner({
      onFrame: (frame) => {
        this.#lastScanAt = context.clock();
        void parts.scans().frame(frame);
      },
      onStanding: () => {
        context.emit("changed", { tags: ["devices"] });
        parts.onChange();
      },
    });
  }

  /** Opens what the settings name; called at start and whenever they change. */
  async follow(): Promise<void> {
    const { scannerPath, scannerBaudRate } = settingsOf(this.#context);
    await this.#scanner.use(scannerPath, scannerBaudRate);
  }

  close(): Promise<void> {
    return this.#scanner.close();
  }

  standing(): { readonly scanner: DeviceState; readonly printer: DeviceState } {
    return { scanner: scannerState(this.#scanner.standing, this.#lastScanAt), printer: this.#printer() };
  }

  async state(scans: Scans, queue: PrintQueue): Promise<DevicesState> {
    return {
      ...this.standing(),
      serialPorts: await listSerialPorts(),
      lastScans: scans.last,
      jobs: printPage(this.#context, queue, shownJobs).jobs,
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

export function diagnostics(context: StationContext, version: string): Diagnostics {
  const { path, driver, facts, bytes, walBytes } = context.store.facts();
  return { version, storePath: path, driver, facts, storeBytes: bytes, walBytes };
}
