import { connect, createServer } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { IppPrinter } from "#main/adapters/printers/ipp-printer.ts";
import { openDriver, type OpenDriver } from "#main/adapters/printers/open-driver.ts";
import { canBeSettled } from "#shared/printing/driver-words.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { LabelPrinter, noFaults } from "../support/label-printer.ts";
import {
  noCups,
  noIppPrinter,
  type RealCups,
  type RealIppPrinter,
  startCups,
  startIppPrinter,
} from "../support/real-print-system.ts";
import { seededRandom, type SeededRandom } from "./seeded-random.ts";
import { labelText, printerId, queueJob, setUp, timesPrinted } from "./support/printed-jobs.ts";

/**
 * Many labels through the real queue at real print systems, over a line that breaks and printers that run out of paper:
 * each comes out once. `HOLDFAST_REAL_JOBS=60` for the long run.
 */
const jobs = Number(process.env["HOLDFAST_REAL_JOBS"] ?? 10);
const names = Array.from({ length: jobs }, (_, place) => `job-${place + 1}`);
const patience = 60_000 + jobs * 4000;

/** Waits as short as a printer on this computer is quick. */
const quick: OpenDriver = (printer) =>
  printer.connection.kind === "ipp"
    ? new IppPrinter(printer.connection.uri, printer.connection.keeper, {
        connectMs: 2000,
        idleMs: 4000,
        pollMs: 40,
        settleMs: 600,
      })
    : openDriver(printer);

/** What came out so far, and what goes on at the printer meanwhile. */
interface AtPrinter {
  readonly papers: () => Promise<readonly string[]>;
  readonly meanwhile: () => Promise<void>;
}

/**
 * Queues them all, with a person at the printer: what the printer gave up is sent again on their word, and what neither line
 * nor list can tell any more they are asked, and answer truly. Ends when each is over.
 */
async function printAll(uri: string, keeper: "printer" | "cups", { papers, meanwhile }: AtPrinter): Promise<void> {
  await withStation(
    async (test) => {
      const { stationId, log } = test.store;
      const connection = { kind: "ipp", uri, keeper } as const;
      const printer = { printerId, name: "Real", connection, language: "zpl", dotsPerInch: 203 } as const;
      await log.act("system", (act) => setUp(act, stationId, { ...printer, tells: "jobs", onlyUs: true }));
      for (const name of names) await log.act("system", (act) => queueJob(act, stationId, name, labelText(name)));
      test.station.queue.wake();
      while (!isOver(test)) {
        await meanwhile();
        for (const name of names) {
          const job = log.read("printJobs", name);
          if (job?.state === "failed") await test.call("prints.retry", { jobId: name });
          if (job?.state !== "unknown" || canBeSettled(job)) continue;
          // Long enough for a sheet that is on its way.
          await new Promise((resolve) => void setTimeout(resolve, 700));
          const printed = timesPrinted(await papers(), name) > 0;
          await test.call("prints.answer", { jobId: name, printed });
        }
      }
    },
    { printing: { openDriver: quick, askAgainMs: 20 } },
  );
}

function isOver({ store }: TestStation): boolean {
  return names.every((name) => ["printed", "confirmed"].includes(store.log.read("printJobs", name)?.state ?? ""));
}

function soon(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 20));
}

/** A line to a print system of which every so many connections are reset, after a random number of bytes. */
async function breakingLine(to: number, random: SeededRandom) {
  const server = createServer((near) => {
    const far = connect(to, "127.0.0.1");
    let left = random.chance(0.12) ? random.between(0, 3000) : Number.POSITIVE_INFINITY;
    const through = (from: typeof near, on: typeof near) =>
      from.on("data", (chunk: Buffer) => {
        left -= chunk.length;
        if (left > 0) return void on.write(chunk);
        near.resetAndDestroy();
        // What had arrived is kept.
        far.end();
      });
    through(near, far);
    through(far, near);
    near.on("error", () => far.destroy()).on("close", () => far.end());
    far.on("error", () => near.destroy()).on("close", () => near.end());
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  return { port, close: () => new Promise<void>((resolve) => void server.close(() => resolve())) };
}

describe.skipIf(noIppPrinter)(`${jobs} labels at a real IPP printer${noIppPrinter ? ` (${noIppPrinter})` : ""}`, () => {
  let printer: RealIppPrinter;
  beforeAll(async () => {
    printer = await startIppPrinter(`Holdfast many ${process.pid}`);
  });
  afterAll(() => printer.stop());

  it("come out once each, over a line that breaks and with paper that runs out", { timeout: patience }, async () => {
    const random = seededRandom(20261125);
    const line = await breakingLine(printer.port, random);
    const papers = async () => (await printer.papers()).map((bytes) => Buffer.from(bytes).toString());
    await printAll(`ipp://127.0.0.1:${line.port}/ipp/print`, "printer", {
      papers,
      meanwhile: async () => {
        await printer.behave(random.chance(0.04) ? "paper-out" : "print");
        await soon();
      },
    });
    const out = await papers();
    expect(names.map((name) => timesPrinted(out, name))).toEqual(names.map(() => 1));
    await line.close();
  });
});

describe.skipIf(noCups)(`${jobs} labels over a real CUPS${noCups ? ` (${noCups})` : ""}`, () => {
  let cups: RealCups;
  beforeAll(async () => {
    cups = await startCups();
  });
  afterAll(() => cups.stop());

  it("come out once each, over a line that breaks and with paper that runs out", { timeout: patience }, async () => {
    const random = seededRandom(20261126);
    const faults = { ...noFaults, paperOut: 0.05 };
    const printer = await LabelPrinter.start({ random, faults, printMs: 5, answerMs: 2, refillMs: 100 });
    await cups.addRaw("many", printer.port);
    const line = await breakingLine(cups.port, random);
    await printAll(cups.uri("many").replace(String(cups.port), String(line.port)), "cups", {
      papers: () => Promise.resolve(printer.paper),
      meanwhile: soon,
    });
    // CUPS is done with a job once the printer has its bytes; the paper comes a little later.
    await vi.waitFor(() => expect(printer.paper.length).toBeGreaterThanOrEqual(names.length), { timeout: 20_000 });
    expect(names.map((name) => timesPrinted(printer.paper, name))).toEqual(names.map(() => 1));
    await line.close();
    await printer.close();
  });
});
