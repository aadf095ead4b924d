import type { InputDevices, LastScan } from "#shared/bridge/types.ts";
import { type RememberedDevice, usualLine } from "#shared/devices/device.ts";
import { describeScan } from "#shared/scanning/described-scan.ts";
import { selfTestCodes } from "#shared/scanning/self-test.ts";
import { firstTolerance } from "#shared/people/station-view.ts";

function device(change: Partial<RememberedDevice> & Pick<RememberedDevice, "deviceId" | "name">): RememberedDevice {
  return {
    use: "scanner",
    connection: "serial",
    identity: { vendorId: "0c2e", productId: "0b6a", serialNumber: "18255B0A3C", path: "/dev/ttyACM0" },
    line: usualLine,
    suffix: "line-end",
    protocol: "mt-sics",
    unit: "g",
    personId: "",
    ...change,
  };
}

/** Two scanners, one of them unplugged, a scale with a box on it, and a port nobody has set up. */
export const fakeInputs: InputDevices = {
  devices: [
    {
      device: device({ deviceId: "left", name: "Left scanner", personId: "person-1" }),
      isRemembered: true,
      standing: { kind: "ready", detail: "/dev/ttyACM0", lastAt: Date.now() - 40_000 },
      scale: null,
    },
    {
      device: device({
        deviceId: "plugged/05e0:1300:",
        name: "Zebra DS2208",
        connection: "hid",
        identity: { vendorId: "05e0", productId: "1300", serialNumber: "", path: "/dev/hidraw3" },
      }),
      isRemembered: false,
      standing: { kind: "ready", detail: "/dev/hidraw3", lastAt: null },
      scale: null,
    },
    {
      device: device({
        deviceId: "right",
        name: "Right scanner",
        identity: { vendorId: "05f9", productId: "4204", serialNumber: "G1", path: "/dev/ttyACM1" },
      }),
      isRemembered: true,
      standing: { kind: "trouble", words: "Right scanner was unplugged. Plug it in again." },
      scale: null,
    },
    {
      device: device({
        deviceId: "scale",
        name: "Parcel scale",
        use: "scale",
        connection: "hid",
        identity: { vendorId: "0922", productId: "8003", serialNumber: "S8", path: "/dev/hidraw4" },
      }),
      isRemembered: true,
      standing: { kind: "ready", detail: "/dev/hidraw4", lastAt: Date.now() },
      scale: { kind: "ready", grams: 1234, weight: { amount: 1234, exponent: -3, unit: "kg" } },
    },
  ],
  found: [
    {
      connection: "serial",
      use: "any",
      identity: { vendorId: "067b", productId: "2303", serialNumber: "", path: "/dev/ttyUSB0" },
      name: "Prolific Technology Inc.",
    },
  ],
  tolerance: firstTolerance,
};

function scan(ago: number, text: string, meaning: string, change: Partial<LastScan> = {}): LastScan {
  return {
    at: Date.now() - ago,
    text,
    meaning,
    scanner: "Left scanner",
    hex: Array.from(new TextEncoder().encode(`${text}\r`), (byte) => byte.toString(16).padStart(2, "0")).join(""),
    described: describeScan(text),
    noise: null,
    ...change,
  };
}

export function fakeScans(): readonly LastScan[] {
  return [
    scan(40_000, "]C101095212345432131726123110LOT-7", "Item 09521234543213"),
    scan(60_000, "]d201095212345432131726123110L4\u001d21S-77", "Item 09521234543213"),
    scan(80_000, selfTestCodes.layout.replaceAll("-", "ß"), "Code HFßTEST", { scanner: "", hex: "" }),
    scan(95_000, "HF-TOTE.T-14", "Tote T-14"),
    scan(120_000, "", "No line end: set the scanner to send CR", { noise: "no-suffix", hex: "34303036333831" }),
    scan(130_000, "HF-USR.7K2M9Q4T", "Badge"),
  ];
}
