import type { SerialPort } from "serialport";
import type * as SerialPortModule from "serialport";
import { type Frame, FrameSplitter } from "./frame-splitter.ts";

export type ScannerStanding =
  | { readonly kind: "none" }
  | { readonly kind: "opening"; readonly path: string }
  | { readonly kind: "open"; readonly path: string }
  | { readonly kind: "away"; readonly path: string; readonly words: string };

export interface SerialScannerOptions {
  readonly onFrame: (frame: Frame) => void;
  readonly onStanding: (standing: ScannerStanding) => void;
}

/** Loaded when a scanner is wanted: it is some sixty files, and the first screen needs none of them. */
function serialport(): Promise<typeof SerialPortModule> {
  return import("serialport");
}

const reopenAfterMs = [250, 500, 1000, 2000];
const pieceExpiresAfterMs = 500;

/**
 * A scanner on a serial line or a USB virtual COM port. It comes back by itself: a port that vanishes or is busy is tried
 * again for as long as it is wanted.
 */
export class SerialScanner {
  readonly #options: SerialScannerOptions;
  #wanted: { readonly path: string; readonly baudRate: number } | undefined;
  #port: SerialPort | undefined;
  #retry: NodeJS.Timeout | undefined;
  #tries = 0;
  #standing: ScannerStanding = { kind: "none" };

  constructor(options: SerialScannerOptions) {
    this.#options = options;
  }

  get standing(): ScannerStanding {
    return this.#standing;
  }

  /** Uses this port from now on; an empty path: none. */
  async use(path: string, baudRate: number): Promise<void> {
    if (this.#wanted?.path === path && this.#wanted.baudRate === baudRate) return;
    await this.close();
    if (path === "") return;
    this.#wanted = { path, baudRate };
    this.#tries = 0;
    await this.#open();
  }

  async close(): Promise<void> {
    this.#wanted = undefined;
    clearTimeout(this.#retry);
    const port = this.#port;
    this.#port = undefined;
    if (port?.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()));
    this.#stand({ kind: "none" });
  }

  async #open(): Promise<void> {
    const { SerialPort: Port } = await serialport();
    const wanted = this.#wanted;
    if (!wanted) return;
    if (this.#standing.kind !== "away") this.#stand({ kind: "opening", path: wanted.path });
    const port = new Port({ path: wanted.path, baudRate: wanted.baudRate, autoOpen: false });
    this.#port = port;
    const splitter = new FrameSplitter();
    let expiry: NodeJS.Timeout | undefined;
    port.on("data", (chunk: Buffer) => {
      clearTimeout(expiry);
      for (const frame of splitter.push(chunk)) this.#options.onFrame(frame);
      if (splitter.isPending) {
        expiry = setTimeout(() => splitter.expire().forEach(this.#options.onFrame), pieceExpiresAfterMs);
      }
    });
    port.on("close", () => {
      clearTimeout(expiry);
      if (this.#port === port) this.#lost(wanted.path, "The scanner was unplugged. Plug it in again.");
    });
    port.on("error", () => undefined);
    port.open((problem) => {
      if (this.#port !== port) {
        if (port.isOpen) port.close();
        return;
      }
      if (problem) return this.#lost(wanted.path, openingWords(wanted.path, problem.message));
      this.#tries = 0;
      this.#stand({ kind: "open", path: wanted.path });
    });
  }

  #lost(path: string, words: string): void {
    this.#port = undefined;
    this.#stand({ kind: "away", path, words });
    const wait = reopenAfterMs[Math.min(this.#tries, reopenAfterMs.length - 1)];
    this.#tries += 1;
    this.#retry = setTimeout(() => void this.#open(), wait);
  }

  #stand(standing: ScannerStanding): void {
    this.#standing = standing;
    this.#options.onStanding(standing);
  }
}

function openingWords(path: string, message: string): string {
  if (/cannot lock port|busy|access denied/i.test(message))
    return `${path} is in use by another program. Close that program.`;
  if (/permission/i.test(message))
    return `${path} may not be opened by this user. Ask for the right to use serial ports.`;
  return `No scanner at ${path}. Plug it in, or choose another port under Devices.`;
}

/** Ports that are there; none where the system's list cannot be had (Linux without udev). */
export async function listSerialPorts(): Promise<{ path: string; name: string }[]> {
  try {
    const { SerialPort: Port } = await serialport();
    const ports = await Port.list();
    return ports.map((port) => ({
      path: port.path,
      name: [port.manufacturer, port.serialNumber].filter(Boolean).join(" "),
    }));
  } catch {
    return [];
  }
}
