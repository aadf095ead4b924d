import { writeSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { type FoundDevice, type RememberedDevice, usualLine } from "#shared/devices/device.ts";
import { posReports } from "../builders/hid.ts";
import { ask } from "../crash/station-window.ts";
import { seededRandom } from "../crash/seeded-random.ts";
import { begin, goTo } from "../e2e/support/day.ts";
import { launchApp } from "../e2e/support/launch.ts";
import { LabelPrinter, noFaults } from "../support/label-printer.ts";
import { gadgetPrinterLine, makeGadgets, sendFrom } from "./gadgets.ts";

/**
 * Runs inside the virtual machine of `npm run test:usb`: plugs USB devices in and out and looks what the real application
 * makes of them. Talks on the console, one line a check.
 */
const patienceMs = 240_000;
const say = (line: string) => writeSync(1, `USB-RIG ${line}\n`);
const encode = (text: string) => new TextEncoder().encode(text);

async function until<Value>(what: string, look: () => Promise<Value | undefined | false>): Promise<Value> {
  const end = performance.now() + patienceMs;
  for (;;) {
    const value = await look();
    if (value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await setTimeout(100);
  }
}

async function check(name: string, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  try {
    await work();
    say(`ok ${name} (${((performance.now() - began) / 1000).toFixed(1)} s)`);
  } catch (problem) {
    say(`not ok ${name}: ${problem instanceof Error ? problem.message : String(problem)}`);
  }
}

function remembered(found: FoundDevice, name: string, use: RememberedDevice["use"]): RememberedDevice {
  const { connection, identity } = found;
  return {
    ...{ deviceId: name, name, use, connection, identity, line: usualLine },
    ...{ suffix: "line-end", protocol: "mt-sics", unit: "g", personId: "" },
  };
}

say("starting the application");
const gadgets = makeGadgets();
const app = await launchApp({ userData: "/tmp/station" }).catch((problem: unknown) => {
  say(`not ok the application starts: ${String(problem)}`);
  return process.exit(1);
});
const { window } = app;
window.setDefaultTimeout(patienceMs);

const devices = () => ask(window, "devices.state", {});
const isShown = (text: string) => window.getByText(text, { exact: true }).first().waitFor();
/** In what was scanned and on the page that shows it. */
async function arrives(text: string, shown = text): Promise<void> {
  await until(`${text} arrives`, async () => (await devices()).lastScans.some((scan) => scan.text === text));
  await isShown(shown);
}
const standing = async (name: string) =>
  (await devices()).inputs.devices.find(({ device }) => device.name === name)?.standing.kind;
const stands = (name: string, kind: "ready" | "trouble") =>
  until(`${name} is ${kind}`, async () => (await standing(name)) === kind);
const found = (vendorId: string) =>
  until(`${vendorId} is found`, async () =>
    (await devices()).inputs.found.find((device) => device.identity.vendorId === vendorId),
  );

await check("the application starts, and begins", async () => {
  await begin(window, "empty");
  await goTo(window, "c", "Scanners and scale");
});

await check("a HID scanner plugged in is read without any set-up", async () => {
  gadgets.scanner.plug();
  await stands("Rig Handheld", "ready");
  sendFrom("/dev/hidg0", posReports("4006381333931", "]E0"));
  await arrives("]E04006381333931");
});

await check("a code of four reports is joined", async () => {
  const long = "A".repeat(178);
  sendFrom("/dev/hidg0", posReports(long, "]Q1"));
  await arrives(`]Q1${long}`);
});

await check("the HID scanner pulled out is gone, and is read again once it is plugged in", async () => {
  gadgets.scanner.unplug();
  await until("it is gone", async () => (await standing("Rig Handheld")) === undefined);
  gadgets.scanner.plug();
  await stands("Rig Handheld", "ready");
  sendFrom("/dev/hidg0", posReports("96385074", "]E4"));
  await arrives("]E496385074");
});

await check("a virtual COM scanner is known by its ids, read, and read again after it was pulled out", async () => {
  gadgets.serial.plug();
  await ask(window, "devices.remember", { device: remembered(await found("0c2e"), "Cordless one", "scanner") });
  await stands("Cordless one", "ready");
  sendFrom("/dev/ttyGS0", [encode("HF-TOTE.T-14\r")]);
  await arrives("HF-TOTE.T-14");
  gadgets.serial.unplug();
  await stands("Cordless one", "trouble");
  await isShown("Cordless one was unplugged. Plug it in again.");
  gadgets.serial.plug();
  await stands("Cordless one", "ready");
  sendFrom("/dev/ttyGS0", [encode("AFTER-REPLUG\r")]);
  await arrives("AFTER-REPLUG");
});

await check("a HID scale is known for one, weighs in its own unit, and says when it was pulled out", async () => {
  gadgets.scale.plug();
  const scale = await found("0922");
  if (scale.use !== "scale") throw new Error(`it is taken for a ${scale.use}`);
  await ask(window, "devices.remember", { device: remembered(scale, "Postal scale", "scale") });
  await stands("Postal scale", "ready");
  const weighs = async () => (await devices()).inputs.devices.find(({ device }) => device.use === "scale")?.scale;
  // As a scale does: empty, then a weight, again and again.
  const reports = [Uint8Array.of(3, 2, 11, 0xff, 0, 0), Uint8Array.of(3, 4, 11, 0xff, 0x2c, 1)];
  await until("30.0 oz are ready to be taken", async () => {
    sendFrom("/dev/hidg1", reports);
    const now = await weighs();
    return now?.kind === "ready" && now.weight.unit === "oz" && now.weight.amount === 300;
  });
  await until("its silence is noticed", async () => (await weighs())?.kind === "stale");
  gadgets.scale.unplug();
  await stands("Postal scale", "trouble");
});

await check("a USB label printer is found, asked, printed to once, and its count settles the job", async () => {
  gadgets.printer.plug();
  const line = await until("its own end opens", () => Promise.resolve(gadgetPrinterLine()));
  const printer = LabelPrinter.on(line, {
    ...{ random: seededRandom(3), faults: noFaults, printMs: 5, answerMs: 1, refillMs: 1 },
  });
  const entry = await until("it is found", async () =>
    (await ask(window, "printers.find", {})).find(({ name }) => name === "Zebra Rig 203"),
  );
  const { connection, language } = entry;
  const self = await ask(window, "printers.meet", { connection, language });
  if (self.tells !== "counts" || self.dotsPerInch !== 203) throw new Error(`it says of itself ${JSON.stringify(self)}`);
  await ask(window, "printers.save", {
    printer: { printerId: "rig", name: "Rig", connection, language, dotsPerInch: 203, tells: "counts", onlyUs: true },
  });
  await ask(window, "prints.test", { printerId: "rig" });
  await until("the job is printed", async () =>
    (await ask(window, "prints.page", { limit: 5 })).jobs.some((job) => job.state === "printed"),
  );
  if (printer.paper.length !== 1 || !printer.paper[0]?.includes("This printer works."))
    throw new Error(`on paper: ${JSON.stringify(printer.paper)}`);
  line.close();
});

await check("a USB receipt printer that takes its time gets every byte before its port is let go", async () => {
  gadgets.printer.unplug();
  await until(
    "its port is gone",
    async () => !(await ask(window, "printers.find", {})).some(({ how }) => how === "usb"),
  );
  gadgets.printer.plug();
  const line = await until("its own end opens", () => Promise.resolve(gadgetPrinterLine()));
  const connection = await until(
    "it is found",
    async () => (await ask(window, "printers.find", {})).find(({ name }) => name === "Zebra Rig 203")?.connection,
  );
  await ask(window, "printers.save", {
    printer: {
      ...{ printerId: "till", name: "Till", connection, language: "escpos", dotsPerInch: 203 },
      ...{ tells: "nothing", onlyUs: true },
    },
  });
  await ask(window, "prints.test", { printerId: "till" });
  const state = async () =>
    (await ask(window, "prints.page", { limit: 5 })).jobs.find((job) => job.printerId === "till")?.state;
  await until("it is being sent", async () => (await state()) === "sending" || (await state()) === "sent");
  // It takes nothing yet: a port let go now would drop what the kernel holds.
  await setTimeout(1500);
  if ((await state()) !== "sending") throw new Error(`told as ${await state()} before the printer took a byte`);
  let taken = "";
  line.onText((text) => (taken += text));
  await until("the job is sent", async () => (await state()) === "sent");
  await until("its bytes are there", () => Promise.resolve(taken.endsWith("\u001dV\u0001")));
});

say(`its last words: ${app.output().slice(-300).replaceAll("\n", " | ")}`);
say("done");
process.exit(0);
