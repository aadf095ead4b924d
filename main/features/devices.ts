import type { DevicesState, DeviceState, Diagnostics } from "#shared/bridge/types.ts";
import { listSerialPorts, SerialScanner } from "../adapters/scanners/serial-scanner.ts";
import { newestPrintJobIds } from "../store/work-list.ts";
import type { PrintQueue } from "./printing.ts";
import type { Scans } from "./scans.ts";
import { scannerState } from "./scans.ts";
import { settingsOf, type StationContext } from "./station-context.ts";

const shownJobs = 50;

/** The scanner and the printer of this station, as its settings want them. */
export class Devices {
  readonly #context: StationContext;
  readonly #scanner: SerialScanner;
  #lastScanAt: number | null = null;

  constructor(context: StationContext, parts: { readonly scans: () => Scans; readonly onChange: () => void }) {
    this.#context = context;
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
      jobs: queue.jobs(shownJobs),
    };
  }

  /** The printer is as good as its newest job: a raw port tells nothing by itself. */
  #printer(): DeviceState {
    const { printerHost, printerPort } = settingsOf(this.#context);
    if (printerHost === "") return { kind: "none" };
    const [newest] = newestPrintJobIds(this.#context.statements, 1);
    const job = newest === undefined ? undefined : this.#context.log.read("printJobs", newest);
    if (job && (job.state === "failed" || job.state === "unknown")) return { kind: "trouble", words: job.words };
    const lastAt = job && (job.state === "sent" || job.state === "confirmed") ? job.changedAt : null;
    return { kind: "ready", detail: `${printerHost}:${printerPort}`, lastAt };
  }
}

export function diagnostics(context: StationContext, version: string): Diagnostics {
  const { path, driver, facts, bytes, walBytes } = context.store.facts();
  return { version, storePath: path, driver, facts, storeBytes: bytes, walBytes };
}
