import { access } from "node:fs/promises";
import { SerialPort } from "serialport";
import type { FoundDevice } from "#shared/devices/device.ts";
import { scannerPage, scannerUsage } from "#shared/scanning/hid-scanner.ts";
import { scalePage, scaleUsage } from "#shared/weighing/hid-scale.ts";
import { hid } from "./hid.ts";

/** Everything plugged in that may be a scanner or a scale. A list that cannot be had is an empty one. */
export async function foundDevices(): Promise<readonly FoundDevice[]> {
  const [serial, hidDevices] = await Promise.all([
    serialPorts().catch(() => []),
    hidScannersAndScales().catch(() => []),
  ]);
  return [...serial, ...hidDevices].slice(0, 200);
}

/** Windows and macOS name devices by no path of the file system, but their lists are quickly had. */
export async function isGone(connection: FoundDevice["connection"], path: string): Promise<boolean> {
  if (path.startsWith("/")) return !(await exists(path));
  const devices = connection === "hid" ? await hidScannersAndScales() : await serialPorts();
  return !devices.some((device) => device.identity.path === path);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** On Linux this runs udevadm, and rejects where there is none. */
async function serialPorts(): Promise<FoundDevice[]> {
  const ports = await SerialPort.list();
  return ports.flatMap((port): FoundDevice[] => {
    // Sockets of the mainboard that nothing needs to be plugged into: they can be named by hand.
    if (/^\/dev\/ttyS\d+$/.test(port.path)) return [];
    return [
      {
        connection: "serial",
        use: "any",
        identity: {
          vendorId: hexId(port.vendorId),
          productId: hexId(port.productId),
          serialNumber: (port.serialNumber ?? "").slice(0, 200),
          path: port.path,
        },
        name: [port.manufacturer, port.serialNumber].filter(Boolean).join(" ").slice(0, 300),
      },
    ];
  });
}

/** By usage page: Honeywell's show a second collection of their own beside it, which is no scanner. */
async function hidScannersAndScales(): Promise<FoundDevice[]> {
  const devices = await (await hid()).devicesAsync();
  return devices.flatMap((device): FoundDevice[] => {
    const { path, usagePage, usage, serialNumber, manufacturer, product } = device;
    const isScanner = usagePage === scannerPage && usage === scannerUsage;
    const isScale = usagePage === scalePage && usage === scaleUsage;
    if (path === undefined || (!isScanner && !isScale)) return [];
    return [
      {
        connection: "hid",
        use: isScanner ? "scanner" : "scale",
        identity: {
          vendorId: hexId(device.vendorId.toString(16)),
          productId: hexId(device.productId.toString(16)),
          serialNumber: (serialNumber ?? "").slice(0, 200),
          path,
        },
        name: [manufacturer, product].filter(Boolean).join(" ").slice(0, 300),
      },
    ];
  });
}

function hexId(text: string | undefined): string {
  const id = (text ?? "").toLowerCase().padStart(4, "0");
  return text !== undefined && /^[0-9a-f]{4}$/.test(id) ? id : "";
}
