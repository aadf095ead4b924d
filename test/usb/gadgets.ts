import { closeSync, constants, mkdirSync, readSync, openSync, symlinkSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import type { PrinterLine } from "../support/label-printer.ts";
import { posDescriptor } from "../builders/hid.ts";

/**
 * USB devices made by the kernel's own gadgets (configfs, dummy_hcd), as root in the machine of `npm run test:usb`: to
 * everything above the bus they are plugged-in devices, with ids, drivers and device files.
 */
export interface Gadget {
  plug(): void;
  unplug(): void;
}

interface Identity {
  readonly vendor: string;
  readonly product: string;
  readonly serial: string;
}

type Functions = Readonly<Record<string, Readonly<Record<string, string | Uint8Array>>>>;

const folderOfGadgets = "/sys/kernel/config/usb_gadget";
let controllers = 0;

/** Each gadget has a host controller of its own; the machine has four. */
function gadget(name: string, { vendor, product, serial }: Identity, functions: Functions): Gadget {
  const folder = join(folderOfGadgets, name);
  const controller = `dummy_udc.${controllers}`;
  controllers += 1;
  const write = (setting: string, value: string | Uint8Array) => writeFileSync(join(folder, setting), value);
  mkdirSync(folder);
  write("idVendor", vendor);
  write("idProduct", product);
  mkdirSync(join(folder, "strings/0x409"));
  write("strings/0x409/serialnumber", serial);
  write("strings/0x409/manufacturer", "Rig");
  write("strings/0x409/product", name);
  mkdirSync(join(folder, "configs/c.1"));
  for (const [kind, settings] of Object.entries(functions)) {
    mkdirSync(join(folder, "functions", kind));
    for (const [setting, value] of Object.entries(settings)) write(join("functions", kind, setting), value);
    symlinkSync(join(folder, "functions", kind), join(folder, "configs/c.1", kind));
  }
  return { plug: () => write("UDC", controller), unplug: () => write("UDC", "\n") };
}

/** A scale's data report: status, unit, exponent, two bytes of weight (HID usage tables, page 0x8D). */
const scaleDescriptor = Uint8Array.from([
  ...[0x05, 0x8d, 0x09, 0x20, 0xa1, 0x01, 0x85, 0x03, 0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08],
  ...[0x95, 0x05, 0x09, 0x40, 0x81, 0x02, 0xc0],
]);

const hidFunction = (length: number, descriptor: Uint8Array) => ({
  ...{ protocol: "0", subclass: "0", report_length: String(length), report_desc: descriptor },
});

/** In the order of these, their device ends are /dev/hidg0, /dev/ttyGS0, /dev/hidg1, /dev/g_printer0. */
export function makeGadgets(): Readonly<Record<"scanner" | "serial" | "scale" | "printer", Gadget>> {
  return {
    scanner: gadget(
      "Handheld",
      { vendor: "0x05e0", product: "0x1300", serial: "POS1" },
      { "hid.pos": hidFunction(64, posDescriptor) },
    ),
    serial: gadget("Cordless", { vendor: "0x0c2e", product: "0x0b6a", serial: "ACM1" }, { "acm.0": {} }),
    scale: gadget(
      "Scale",
      { vendor: "0x0922", product: "0x8003", serial: "SC1" },
      { "hid.scale": hidFunction(6, scaleDescriptor) },
    ),
    printer: gadget(
      "Labels",
      { vendor: "0x0a5f", product: "0x0166", serial: "PR1" },
      { "printer.0": { pnp_string: "MFG:Zebra;MDL:Rig 203;CMD:ZPL;" } },
    ),
  };
}

/** Sends from a device's own end; waits in the kernel until the other side has taken it. */
export function sendFrom(path: string, pieces: readonly Uint8Array[]): void {
  const file = openSync(path, constants.O_RDWR | constants.O_NOCTTY);
  for (const piece of pieces) writeSync(file, piece);
}

const lookEveryMs = 20;

/**
 * The printer gadget's own end; undefined until the other side has taken notice of it. It locks itself while it waits for
 * bytes, so it is never let wait.
 */
export function gadgetPrinterLine(): (PrinterLine & { close(): void }) | undefined {
  const file = openNow("/dev/g_printer0");
  if (file === undefined) return undefined;
  let timer: NodeJS.Timeout | undefined;
  return {
    // It may be opened once at a time.
    close: () => {
      clearInterval(timer);
      closeSync(file);
    },
    say: (text) => void writeSync(file, Buffer.from(text, "latin1")),
    onText: (take) => {
      const buffer = Buffer.alloc(64 * 1024);
      timer = setInterval(() => {
        for (;;) {
          const length = readNow(file, buffer);
          if (length === 0) return;
          take(buffer.subarray(0, length).toString("latin1"));
        }
      }, lookEveryMs);
    },
  };
}

function openNow(path: string): number | undefined {
  try {
    return openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  } catch {
    return undefined;
  }
}

function readNow(file: number, buffer: Buffer): number {
  try {
    return readSync(file, buffer);
  } catch {
    // Nothing has come.
    return 0;
  }
}
