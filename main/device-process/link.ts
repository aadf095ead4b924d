import type { RememberedDevice } from "#shared/devices/device.ts";
import type { ToldFrame } from "#shared/devices/messages.ts";
import { toldBytes } from "#shared/devices/messages.ts";
import type { AwayReason } from "#shared/devices/standing.ts";
import type { Frame } from "#shared/scanning/frame-splitter.ts";
import type { WeightReading } from "#shared/weighing/weight.ts";

/** What a link tells while its device is open. */
export interface LinkEvents {
  readonly frame: (frame: ToldFrame) => void;
  readonly weight: (reading: WeightReading) => void;
  /** Once, when the device is gone; nothing comes after it. */
  readonly lost: (reason: AwayReason, detail: string) => void;
}

/** An open device. */
export interface Link {
  close(): Promise<void>;
}

/** Opens a device at the path where it was found; throws the system's error. */
export type OpenLink = (device: RememberedDevice, path: string, events: LinkEvents) => Promise<Link>;

export function told(frame: Frame): ToldFrame {
  const hex = Buffer.from(frame.bytes.subarray(0, toldBytes)).toString("hex");
  return frame.kind === "scan" ? { kind: "scan", text: frame.text, hex } : { kind: "noise", reason: frame.reason, hex };
}

/** Runs something when nothing has come for a while. */
export class Quiet {
  readonly #run: () => void;
  readonly #after: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(after: number, run: () => void) {
    this.#after = after;
    this.#run = run;
  }

  /** Counts anew. */
  begin(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#run, this.#after);
  }

  end(): void {
    clearTimeout(this.#timer);
  }
}

/** The system's words for why a device does not open, told apart by the few reasons a person can act on. */
export function openingReason(problem: unknown): { readonly reason: AwayReason; readonly detail: string } {
  const detail = wordsOf(problem);
  if (/cannot lock port|busy|access denied|being used/i.test(detail)) return { reason: "in-use", detail };
  if (/permission|EACCES|EPERM|cannot open device with path/i.test(detail)) return { reason: "not-allowed", detail };
  if (/no such file|ENOENT|file not found|ENODEV|no such device/i.test(detail)) return { reason: "not-found", detail };
  return { reason: "refused", detail };
}

/** node-hid's errors are texts. */
export function wordsOf(problem: unknown): string {
  return (problem instanceof Error ? problem.message : String(problem)).slice(0, 300);
}
