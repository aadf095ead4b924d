import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import type { PrintJobRow } from "#shared/bridge/print-types.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { LabelPrinter, type LabelPrinterFaults, noFaults } from "../support/label-printer.ts";
import { labelText, queueJob, quickDriver, setUp, timesPrinted, zebra } from "./support/printed-jobs.ts";
import { seededRandom } from "./seeded-random.ts";

/**
 * The real queue over a real store, and a printer where everything goes wrong that does in a warehouse. Every job must be on
 * paper exactly once, and whatever cannot be known must be asked. `npm run test:print-faults -- --jobs 2000` for the long
 * run; `HOLDFAST_SEED` repeats one.
 */
const jobs = Number(process.env["HOLDFAST_PRINT_JOBS"] ?? 240);
const seed = Number(process.env["HOLDFAST_SEED"] ?? 20261124);
const faults: LabelPrinterFaults = { reset: 0.12, drop: 0.05, paperOut: 0.02, foreign: 0 };

async function withPrinter(given: LabelPrinterFaults, use: (printer: LabelPrinter) => Promise<void>): Promise<void> {
  const printer = await LabelPrinter.start({
    random: seededRandom(seed),
    faults: given,
    printMs: 3,
    answerMs: 8,
    refillMs: 40,
  });
  try {
    await use(printer);
  } finally {
    await printer.close();
  }
}

interface Outcome {
  readonly duplicates: number;
  readonly missing: number;
  readonly asked: number;
}

/** Prints them all, with somebody at the printer who answers truly what they are asked. */
async function printAll(test: TestStation, printer: LabelPrinter, onlyUs: boolean): Promise<Outcome> {
  const names = Array.from({ length: jobs }, (_, place) => `job-${place + 1}`);
  const { stationId, log } = test.store;
  await log.act("system", (act) => setUp(act, stationId, zebra(printer, { onlyUs })));
  for (const name of names) await log.act("system", (act) => queueJob(act, stationId, name, labelText(name)));
  const asked = new Set<string>();
  for (;;) {
    const waiting = openJobs(test);
    if (waiting.length === 0) break;
    for (const job of waiting) {
      if (job.state === "failed") await test.call("prints.retry", { jobId: job.jobId });
      if (job.state !== "unknown" || job.words === "" || asked.has(`${job.jobId}/${job.words}`)) continue;
      if (!isForAPerson(test, job.jobId)) continue;
      asked.add(job.jobId);
      await idle(printer);
      const printed = timesPrinted(printer.paper, job.jobId) > 0;
      await test.call("prints.answer", { jobId: job.jobId, printed });
    }
    await soon();
  }
  const times = names.map((name) => timesPrinted(printer.paper, name));
  return {
    duplicates: times.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
    missing: times.filter((count) => count === 0).length,
    asked: asked.size,
  };
}

function openJobs(test: TestStation): Pick<PrintJobRow, "jobId" | "state" | "words">[] {
  return test.store.statements
    .of("SELECT job_id FROM print_rows WHERE state NOT IN ('printed', 'confirmed')")
    .all()
    .flatMap((row) => test.store.log.read("printJobs", String(row["job_id"])) ?? []);
}

/** Broken off, the printer itself is asked first; a person only when it cannot tell. */
function isForAPerson(test: TestStation, jobId: string): boolean {
  const job = test.store.log.read("printJobs", jobId);
  return job?.state === "unknown" && job.code !== "interrupted" && job.code !== "closed-halfway";
}

async function idle(printer: LabelPrinter): Promise<void> {
  while (!printer.isIdle) await soon();
}

function soon(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 5);
  });
}

const patience = 60_000 + jobs * 250;

describe(`${jobs} labels at a printer that fails (seed ${seed})`, () => {
  it(
    "come out once each, and the printer's own count settles every doubt",
    async () => {
      await withPrinter(faults, async (printer) => {
        await withStation(
          async (test) => {
            expect(await printAll(test, printer, true)).toEqual({ duplicates: 0, missing: 0, asked: 0 });
            const facts = test.store.log;
            const attempts = Array.from({ length: jobs }, (_, place) => facts.read("printJobs", `job-${place + 1}`));
            // Otherwise nothing went wrong, and nothing was shown.
            expect(attempts.filter((job) => (job?.attempt ?? 0) > 1).length).toBeGreaterThan(jobs / 50);
          },
          { printing: { openDriver: quickDriver, askAgainMs: 10 } },
        );
      });
    },
    patience,
  );

  it(
    "come out once each where others print there too: what a moved count cannot tell, a person is asked",
    async () => {
      await withPrinter({ ...faults, foreign: 0.1 }, async (printer) => {
        await withStation(
          async (test) => {
            const outcome = await printAll(test, printer, false);
            expect(outcome).toMatchObject({ duplicates: 0, missing: 0 });
            expect(outcome.asked).toBeGreaterThan(0);
          },
          { printing: { openDriver: quickDriver, askAgainMs: 10 } },
        );
      });
    },
    patience,
  );

  it(
    "double under a sender that tries again whenever something breaks",
    async () => {
      await withPrinter({ ...noFaults, reset: faults.reset, drop: faults.drop }, async (printer) => {
        const names = Array.from({ length: jobs }, (_, place) => `job-${place + 1}`);
        for (const name of names) await sendUntilTaken(printer, labelText(name));
        await idle(printer);
        const duplicates = names.filter((name) => timesPrinted(printer.paper, name) > 1).length;
        expect(duplicates).toBeGreaterThan(0);
      });
    },
    patience,
  );
});

async function sendUntilTaken({ host, port }: LabelPrinter, text: string): Promise<void> {
  for (;;) {
    const taken = await new Promise<boolean>((resolve) => {
      const socket = connect({ host, port }, () => socket.write(text, () => socket.write("~HS\r\n")));
      socket.on("data", () => {
        socket.destroy();
        resolve(true);
      });
      socket.on("error", () => resolve(false)).on("close", () => resolve(false));
    });
    if (taken) return;
  }
}
