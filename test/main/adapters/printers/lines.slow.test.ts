import { afterEach, expect, it, vi } from "vitest";
import { openDriver } from "#main/adapters/printers/open-driver.ts";
import { meetZebra, ZebraPrinter, zebraTimes } from "#main/adapters/printers/zebra-printer.ts";
import type { Connection } from "#shared/printing/printer.ts";
import type { PrinterTrouble } from "#shared/printing/printer-trouble.ts";
import { seededRandom } from "#test/crash/seeded-random.ts";
import { LabelPrinter, noFaults } from "#test/support/label-printer.ts";
import { devicePath, ptyLine } from "#test/support/pty-line.ts";
import { openSerialPair, type SerialPair } from "#test/support/serial-pair.ts";

/** Printers at a serial line and at a device file, both pseudo-terminals: bytes, status and count really go to and fro. */
const quick = { ...zebraTimes, answerMs: 250, pollMs: 20, settleMs: 200 };
const lines: SerialPair[] = [];
const signal = new AbortController().signal;

afterEach(async () => {
  await Promise.all(lines.splice(0).map((line) => line.close()));
});

async function line(): Promise<SerialPair> {
  const pair = await openSerialPair();
  lines.push(pair);
  return pair;
}

function printerOn(pair: SerialPair): LabelPrinter {
  return LabelPrinter.on(ptyLine(pair), {
    ...{ random: seededRandom(7), faults: noFaults, printMs: 5, answerMs: 2, refillMs: 1 },
  });
}

const serial = (pair: SerialPair) => ({ kind: "serial", path: pair.path, baudRate: 115_200 }) as const;
const usb = (pair: SerialPair) => ({ kind: "usb", path: devicePath(pair) }) as const;

function job(text: string) {
  return { bytes: new TextEncoder().encode(text), format: "application/vnd.zebra-zpl", name: "job", labels: 1 };
}

function progress() {
  const troubles: (PrinterTrouble | undefined)[] = [];
  return {
    troubles,
    progress: { signal, onTaken: () => Promise.resolve(), onTrouble: (it?: PrinterTrouble) => void troubles.push(it) },
  };
}

it.each([
  ["serial line", serial],
  ["USB port", usb],
])(
  "a label printer at a %s says what it is, prints once, and its count is the receipt",
  async (_name, connectionOf) => {
    const pair = await line();
    const printer = printerOn(pair);
    printer.dotsPerInch = 300;
    const connection: Exclude<Connection, { kind: "ipp" }> = connectionOf(pair);
    expect(await meetZebra(connection, quick)).toEqual({ counts: true, dotsPerInch: 300, trouble: undefined });
    const driver = new ZebraPrinter(connection, true, quick);
    const ready = await driver.ready(signal);
    expect(ready).toEqual({ kind: "ready", countBefore: printer.count });
    const label = `^XA^FD${"x".repeat(5000)}^FS^XZ`;
    const before = printer.count;
    expect(await driver.send(job(label), before, progress().progress)).toEqual({ kind: "printed", evidence: "count" });
    expect(printer.paper).toEqual([label]);
    // Asked again after a stop, the count says the same.
    const begun = { name: "job", labels: 1, countBefore: before, printerJob: null };
    expect(await driver.settle(begun, progress().progress)).toEqual({ kind: "printed", evidence: "count" });
    printer.headOpen = true;
    expect(await driver.ready(signal)).toEqual({ kind: "waits", trouble: "head-open" });
  },
);

it("a serial label printer that says XOFF is waited for, and gets the whole job when it says XON", async () => {
  const pair = await line();
  const inner = ptyLine(pair);
  let came = 0;
  let isHeld = false;
  let cameWhileHeld = 0;
  const printer = LabelPrinter.on(
    {
      say: (text) => inner.say(text),
      onText: (take) =>
        inner.onText((text) => {
          if (isHeld) cameWhileHeld += text.length;
          came += text.length;
          // Its buffer fills.
          if (came > 2000 && !isHeld && cameWhileHeld === 0) {
            isHeld = true;
            inner.say("\u0013");
          }
          take(text);
        }),
    },
    { random: seededRandom(7), faults: noFaults, printMs: 5, answerMs: 2, refillMs: 1 },
  );
  const driver = new ZebraPrinter(serial(pair), true, quick);
  const label = `^XA^FD${"x".repeat(200_000)}^FS^XZ`;
  const { progress: told, troubles } = progress();
  const sending = driver.send(job(label), printer.count, told);
  await vi.waitFor(() => expect(troubles).toContain("no-answer"), { timeout: 20_000 });
  // What was on its way when it said so, and no more.
  expect(cameWhileHeld).toBeLessThan(40_000);
  isHeld = false;
  inner.say("\u0011");
  expect(await sending).toEqual({ kind: "printed", evidence: "count" });
  expect(printer.paper).toEqual([label]);
  expect(troubles.at(-1)).toBeUndefined();
});

it("a printer that only takes bytes gets all of them; one that is pulled out before the first is not printed to", async () => {
  const receipt = `\u001b@${"Total 12.00\n".repeat(400)}\u001dV\u0001`;
  for (const connectionOf of [serial, usb]) {
    const pair = await line();
    const connection = connectionOf(pair);
    let heard = "";
    ptyLine(pair).onText((text) => (heard += text));
    const driver = openDriver({
      ...{ printerId: "r", name: "Till", connection, language: "escpos", dotsPerInch: 203 },
      ...{ tells: "nothing", onlyUs: true },
    });
    expect(await driver.send(job(receipt), null, progress().progress)).toEqual({ kind: "sent" });
    await vi.waitFor(() => expect(heard).toBe(receipt), { timeout: 20_000 });
    await pair.hangUp();
    expect(await driver.probe(signal)).toBe(false);
    expect(await driver.send(job(receipt), null, progress().progress)).toEqual({
      kind: "not-printed",
      code: "port-missing",
    });
  }
});
