import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { RememberedDevice } from "#shared/devices/device.ts";
import { HidScannerReports, layoutOf } from "#shared/scanning/hid-scanner.ts";
import { readScaleReport } from "#shared/weighing/hid-scale.ts";
import { hid } from "./hid.ts";
import { type Link, type LinkEvents, Quiet, told, wordsOf } from "./link.ts";

const codeExpiresAfterMs = 1000;
const honeywell = new Set(["0c2e", "23d0"]);
/** Tells a Honeywell scanner to send HID reports; others, and some of its own, know no such report. */
const startReports = [0xfe, 0x01];

/** Opens a HID scanner or scale. */
export async function openHidLink(device: RememberedDevice, path: string, events: LinkEvents): Promise<Link> {
  const { HIDAsync } = await hid();
  const handle = await HIDAsync.open(path);
  const reader = device.use === "scale" ? scaleReader(events) : await scannerReader(path, events);
  if (device.use === "scanner" && honeywell.has(device.identity.vendorId)) {
    await handle.sendFeatureReport(startReports).catch(() => undefined);
  }
  let isClosed = false;
  const close = async (): Promise<void> => {
    if (isClosed) return;
    isClosed = true;
    reader.end();
    await handle.close().catch(() => undefined);
  };
  handle.on("error", (problem: unknown) => {
    if (isClosed) return;
    void close().then(() => events.lost("unplugged", wordsOf(problem)));
  });
  handle.on("data", (report: Buffer) => reader.take(report));
  return { close };
}

interface ReportReader {
  take(report: Uint8Array): void;
  end(): void;
}

async function scannerReader(path: string, events: LinkEvents): Promise<ReportReader> {
  const descriptor = await reportDescriptor(path);
  const reports = new HidScannerReports(descriptor && layoutOf(descriptor));
  const quiet = new Quiet(codeExpiresAfterMs, () => {
    for (const frame of reports.expire()) events.frame(told(frame));
  });
  return {
    take: (report) => {
      for (const frame of reports.push(report)) events.frame(told(frame));
      if (reports.isPending) quiet.begin();
      else quiet.end();
    },
    end: () => quiet.end(),
  };
}

function scaleReader(events: LinkEvents): ReportReader {
  return {
    take: (report) => {
      const reading = readScaleReport(report);
      if (reading) events.weight(reading);
    },
    end: () => undefined,
  };
}

/** Only Linux gives it away; elsewhere the layouts known have to do. */
async function reportDescriptor(path: string): Promise<Uint8Array | undefined> {
  if (process.platform !== "linux") return undefined;
  return readFile(`/sys/class/hidraw/${basename(path)}/device/report_descriptor`).catch(() => undefined);
}
