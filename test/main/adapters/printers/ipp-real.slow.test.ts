import { connect, createServer, type Socket } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { IppPrinter } from "#main/adapters/printers/ipp-printer.ts";
import type { DriverJob, DriverOutcome, Progress } from "#main/adapters/printers/printer-driver.ts";
import type { PrinterTrouble } from "#shared/printing/printer-trouble.ts";
import { LabelPrinter, noFaults } from "../../../support/label-printer.ts";
import {
  noCups,
  noIppPrinter,
  type RealCups,
  type RealIppPrinter,
  startCups,
  startIppPrinter,
} from "../../../support/real-print-system.ts";
import { seededRandom } from "../../../crash/seeded-random.ts";

const times = { connectMs: 2000, idleMs: 10_000, pollMs: 40, settleMs: 600 };
let serial = 0;

function job(text: string, format = "application/vnd.zebra-zpl"): DriverJob {
  serial += 1;
  return { bytes: Buffer.from(text), format, name: `holdfast-${process.pid}-${serial}`, labels: 1 };
}

/** A job's way, told as it goes. */
function follow() {
  const stop = new AbortController();
  const troubles: (PrinterTrouble | undefined)[] = [];
  const words: string[] = [];
  const taken: number[] = [];
  const progress: Progress = {
    signal: stop.signal,
    onTaken: (number) => {
      taken.push(number);
      return Promise.resolve();
    },
    onTrouble: (trouble, said = "") => {
      troubles.push(trouble);
      words.push(said);
    },
  };
  const until = async (seen: () => boolean): Promise<void> => {
    while (!seen()) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { progress, stop, troubles, words, taken, until };
}

describe.skipIf(noIppPrinter)(`a real IPP printer${noIppPrinter ? ` (${noIppPrinter})` : ""}`, () => {
  let printer: RealIppPrinter;

  beforeAll(async () => {
    printer = await startIppPrinter();
  });
  afterAll(async () => {
    await printer.stop();
  });

  it("says that it is ready, takes a job and says that it printed", async () => {
    const driver = new IppPrinter(printer.uri, "printer", times);
    const { progress, stop, taken } = follow();
    expect(await driver.ready()).toEqual({ kind: "ready", countBefore: null });
    const before = (await printer.papers()).length;
    const outcome = await driver.send(job("^XA^FDone^XZ"), null, progress);
    expect(outcome).toEqual({ kind: "printed", evidence: "printer-list" });
    expect(taken).toHaveLength(1);
    expect((await printer.papers()).length).toBe(before + 1);
    stop.abort();
  });

  it("out of paper keeps the job, says so, and prints it once when paper is in", async () => {
    await printer.behave("paper-out");
    const driver = new IppPrinter(printer.uri, "printer", times);
    const { progress, troubles, until } = follow();
    const before = (await printer.papers()).length;
    const ending = driver.send(job("^XA^FDtwo^XZ"), null, progress);
    await until(() => troubles.includes("paper-out"));
    expect(await driver.ready()).toMatchObject({ kind: "waits", trouble: "paper-out" });
    await printer.behave("print");
    expect(await ending).toMatchObject({ kind: "printed" });
    expect((await printer.papers()).length).toBe(before + 1);
  });

  it("is followed again after a stop, by its number or by the job's name alone", async () => {
    await printer.behave("cover-open");
    const driver = new IppPrinter(printer.uri, "printer", times);
    const first = follow();
    const sent = job("^XA^FDthree^XZ");
    const ending = driver.send(sent, null, first.progress);
    await first.until(() => first.troubles.includes("cover-open"));
    first.stop.abort();
    expect(await ending).toEqual({ kind: "unknown", code: "interrupted" });
    await printer.behave("print");
    const begun = { name: sent.name, labels: 1, countBefore: null };
    const printed = { kind: "printed", evidence: "printer-list" };
    const again = new IppPrinter(printer.uri, "printer", times);
    expect(await again.settle({ ...begun, printerJob: first.taken[0] ?? 0 }, follow().progress)).toEqual(printed);
    expect(await again.settle({ ...begun, printerJob: null }, follow().progress)).toEqual(printed);
    const never = { ...begun, name: "holdfast-never-sent", printerJob: null };
    expect(await again.settle(never, follow().progress)).toBeUndefined();
  });

  it("that fails at a job printed nothing of it, and refuses documents it does not know", async () => {
    await printer.behave("fail");
    const driver = new IppPrinter(printer.uri, "printer", times);
    const failed = await driver.send(job("^XA^FDfour^XZ"), null, follow().progress);
    expect(failed).toMatchObject({ kind: "not-printed", code: "aborted" });
    await printer.behave("print");
    const refused = await driver.send(job("x", "image/x-none"), null, follow().progress);
    expect(refused).toMatchObject({ kind: "not-printed", code: "format-refused" });
  });

  it("whose answers are lost is asked for the job by name: found is followed, not found goes again, never twice", async () => {
    await printer.behave("print");
    const before = (await printer.papers()).length;
    for (const cut of ["before-the-document", "before-the-answer"] as const) {
      const line = await cuttingLine(printer.port, cut);
      const driver = new IppPrinter(`ipp://127.0.0.1:${line.port}/ipp/print`, "printer", times);
      const outcome = await driver.send(job(`^XA^FD${cut}^FX${"-".repeat(200_000)}^XZ`), null, follow().progress);
      const expected: Partial<DriverOutcome> =
        cut === "before-the-answer" ? { kind: "printed" } : { kind: "not-printed", code: "not-received" };
      expect(outcome, cut).toMatchObject(expected);
      await line.close();
    }
    expect((await printer.papers()).length).toBe(before + 1);
  });

  it("that is off waits; one that is there but mute leaves the job in doubt", async () => {
    const off = new IppPrinter("ipp://127.0.0.1:1/ipp/print", "printer", times);
    expect(await off.ready()).toEqual({ kind: "waits", trouble: "unreachable" });
    expect(await off.send(job("x"), null, follow().progress)).toEqual({ kind: "not-printed", code: "refused" });
    const sockets = new Set<Socket>();
    const mute = createServer((socket) => sockets.add(socket));
    await new Promise<void>((resolve) => {
      mute.listen(0, "127.0.0.1", resolve);
    });
    const address = mute.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const driver = new IppPrinter(`ipp://127.0.0.1:${port}/`, "printer", { ...times, idleMs: 200, settleMs: 300 });
    const outcome = await driver.send(job("x"), null, follow().progress);
    expect(outcome).toEqual({ kind: "unknown", code: "closed-halfway" });
    for (const socket of sockets) socket.destroy();
    mute.close();
  });
});

/** A line to a printer that breaks once, in the first job that goes through it. */
async function cuttingLine(
  printerPort: number,
  cut: "before-the-document" | "before-the-answer",
): Promise<{ readonly port: number; close(): Promise<void> }> {
  let isWhole = true;
  const server = createServer((near) => {
    const far = connect(printerPort, "127.0.0.1");
    let passed = 0;
    const breakOff = (): void => {
      isWhole = false;
      near.resetAndDestroy();
      // What the printer has been sent it keeps.
      far.end();
    };
    near.on("data", (chunk: Buffer) => {
      passed += chunk.length;
      const isJob = isWhole && passed > 60_000;
      if (isJob && cut === "before-the-document") {
        isWhole = false;
        near.resetAndDestroy();
        far.resetAndDestroy();
      } else far.write(chunk);
    });
    far.on("data", (chunk: Buffer) => {
      if (
        isWhole &&
        cut === "before-the-answer" &&
        passed > 60_000 &&
        !chunk.toString("latin1").includes("100 Continue")
      )
        breakOff();
      else near.write(chunk);
    });
    near.on("error", () => far.destroy()).on("close", () => far.end());
    far.on("error", () => near.destroy()).on("close", () => near.end());
  });
  await new Promise<void>((resolve) => {
    server.listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" ? (address?.port ?? 0) : 0,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

describe.skipIf(noCups)(`a real CUPS${noCups ? ` (${noCups})` : ""}`, () => {
  let cups: RealCups;

  beforeAll(async () => {
    cups = await startCups();
  });
  afterAll(async () => {
    await cups.stop();
  });

  it("hands a label on to a printer byte for byte, and says when it is done", async () => {
    const printer = await LabelPrinter.start({
      random: seededRandom(1),
      faults: noFaults,
      printMs: 1,
      answerMs: 1,
      refillMs: 1,
    });
    await cups.addRaw("labels", printer.port);
    const driver = new IppPrinter(cups.uri("labels"), "cups", times);
    expect(await driver.ready()).toMatchObject({ kind: "ready" });
    const label = "^XA^FO10,10^FDby cups^FS^XZ";
    const outcome = await driver.send(job(label, "application/vnd.cups-raw"), null, follow().progress);
    expect(outcome).toEqual({ kind: "printed", evidence: "cups-list" });
    expect(printer.paper).toEqual([label]);
    await printer.close();
  });

  it("keeps a job for a printer that is off, and lets it be taken back so that nothing comes out later", async () => {
    await cups.addRaw("away", 1);
    const driver = new IppPrinter(cups.uri("away"), "cups", times);
    const { progress, taken, until } = follow();
    const ending = driver.send(job("^XA^FDheld^XZ", "application/vnd.cups-raw"), null, progress);
    await until(() => taken.length > 0);
    expect(await driver.callOff(taken[0] ?? 0)).toBe(true);
    expect(await ending).toMatchObject({ kind: "not-printed", code: "called-off" });
  });
});
