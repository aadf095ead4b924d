import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as joinPath } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { PrintJobView } from "#shared/printing/print-job-view.ts";
import { draft } from "#shared/facts/kinds.ts";
import { TestStation } from "#test/builders/station.ts";
import { quickDriver, timesPrinted, zebra } from "#test/crash/support/printed-jobs.ts";
import { seededRandom } from "#test/crash/seeded-random.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { type RunningHub, startHub } from "#test/support/hub/start-hub.ts";
import { LabelPrinter, type LabelPrinterFaults, noFaults } from "#test/support/label-printer.ts";
import { hurried, isSynced, join, untilSync } from "#test/support/sync/joined.ts";

/**
 * A printer that stands at one bench and prints for two: the second writes its jobs down, the first has the printer and
 * sends. Both are whole stations with a hub between; RxDB opens one store a process, so one is shut while the other works,
 * as benches that are not both on.
 */
let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

interface Benches {
  readonly hub: RunningHub;
  /** Has the printer. */
  readonly first: TestStation;
  /** Has none. */
  readonly second: TestStation;
  readonly printer: LabelPrinter;
  /** Opens one, lets it catch up, and shuts it again once what is done there is at the hub. */
  readonly at: (bench: TestStation, work: () => Promise<void>) => Promise<void>;
}

async function withBenches(faults: LabelPrinterFaults, use: (benches: Benches) => Promise<void>): Promise<void> {
  const printer = await LabelPrinter.start({ random: seededRandom(9), faults, printMs: 2, answerMs: 3, refillMs: 20 });
  const folders = [0, 1].map(() => mkdtempSync(joinPath(tmpdir(), "holdfast-bench-")));
  const [first, second] = folders.map((folder) => {
    const bench = new TestStation(folder);
    bench.printing = { openDriver: quickDriver, askAgainMs: 10 };
    bench.sync = { timing: hurried, onProblem: (problem: unknown) => void problems.push(problem) };
    return bench;
  }) as [TestStation, TestStation];
  const problems: unknown[] = [];
  const hub = await startHub(await postgres.newDatabase(), { clock: () => first.now });
  const at: Benches["at"] = async (bench, work) => {
    await bench.open();
    await untilSync(bench, isSynced);
    await work();
    await untilSync(bench, isSynced);
    await bench.close();
  };
  try {
    for (const [place, bench] of [first, second].entries()) {
      await bench.open();
      await begin(bench, place);
      await join(bench, hub.address, await hub.newCode());
      await untilSync(bench, isSynced);
      await bench.close();
    }
    await use({ hub, first, second, printer, at });
    expect(problems).toEqual([]);
  } finally {
    await first.close();
    await second.close();
    await hub.close();
    await printer.close();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}

async function begin({ store: { stationId, log } }: TestStation, place: number): Promise<void> {
  const personId = `person-${place + 1}`;
  await log.act("system", (act) =>
    act.append([
      draft(`station/${stationId}`, "station.opened", {
        stationId,
        name: `Bench ${place + 1}`,
        letters: "AB".charAt(place),
        demo: false,
      }),
      draft(`person/${personId}`, "person.added", {
        personId,
        name: "Kim",
        badge: `HF-USR.2345678${place}ABC`,
        pinSalt: "00",
        pinHash: "00".repeat(32),
        roles: ["lead", "clerk", "packer"],
      }),
      draft(`person/${personId}`, "person.signedIn", { personId, method: "first-run" }),
    ]),
  );
}

const chosen = (printerId: string) => ({ printers: { label: printerId, slip: "", receipt: "", report: "" } });

/** Queues labels as a person does with a carrier's file. */
async function printFiles(bench: TestStation, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const path = joinPath(bench.directory, `${name}.zpl`);
    writeFileSync(path, `^XA^FO50,50^A0N,40,40^FD${name}^FS^XZ\n`);
    expect(await bench.call("prints.file", { path })).toMatchObject({ ok: true });
  }
}

function jobsOf({ store: { statements, log } }: TestStation): readonly PrintJobView[] {
  const rows = statements.of("SELECT job_id FROM print_rows ORDER BY job_id").all();
  return rows.flatMap((row) => log.read("printJobs", String(row["job_id"])) ?? []);
}

/** Resolves when that many jobs stand as printed; what certainly did not come out is sent again, as a person would. */
async function untilPrinted(bench: TestStation, count: number): Promise<void> {
  for (;;) {
    const jobs = jobsOf(bench);
    if (jobs.length === count && jobs.every(({ state }) => state === "printed")) return;
    for (const { jobId, state, holder } of jobs) {
      if (state === "failed" && holder === bench.store.stationId) await bench.call("prints.retry", { jobId });
    }
    await Promise.race([bench.nextWord(), new Promise((resolve) => void setTimeout(resolve, 50))]);
  }
}

const names = Array.from({ length: 12 }, (_, place) => `shared-${place + 1}`);

describe("a printer shared by two benches", () => {
  it(
    "prints the other bench's labels once each, though it fails and its station is shut in the middle",
    { timeout: 120_000 },
    async () => {
      await withBenches({ ...noFaults, reset: 0.2, drop: 0.1 }, async ({ first, second, printer, at }) => {
        const shared = zebra(printer);
        await at(first, async () => {
          expect(await first.call("printers.save", { printer: shared })).toMatchObject({ ok: true });
        });

        await at(second, async () => {
          const state = await second.call("printers.state", {});
          expect(state).toMatchObject({ ok: true, value: { printers: [{ isOwn: false, stationName: "Bench 1" }] } });
          expect(await second.call("printers.choose", chosen(shared.printerId))).toMatchObject({ ok: true });
          await printFiles(second, names);
          const page = await second.call("prints.page", { limit: 50 });
          const waits = page.ok ? page.value.jobs.map((job) => job.waits) : [];
          expect(new Set(waits)).toEqual(new Set(["Printed by Bench 1, which has the printer."]));
        });
        // Only the station that has it speaks to it.
        expect(printer.paper).toEqual([]);

        await first.open();
        while (printer.paper.length < 4) await new Promise((resolve) => void setTimeout(resolve, 10));
        await first.close();
        await at(first, () => untilPrinted(first, names.length));

        await at(second, async () => {
          await untilPrinted(second, names.length);
          const page = await second.call("prints.page", { limit: 50 });
          const job = page.ok ? page.value.jobs[0] : undefined;
          expect(await second.call("prints.copy", { jobId: job?.jobId ?? "" })).toMatchObject({ value: { copy: 2 } });
        });
        expect(names.map((name) => timesPrinted(printer.paper, name))).toEqual(names.map(() => 1));

        await at(first, () => untilPrinted(first, names.length + 1));
        expect(names.map((name) => timesPrinted(printer.paper, name)).toSorted((a, b) => a - b)).toEqual([
          ...names.slice(1).map(() => 1),
          2,
        ]);
      });
    },
  );

  it(
    "lets a job go to the other bench's own printer, and only one of the two prints it",
    { timeout: 120_000 },
    async () => {
      await withBenches(noFaults, async ({ first, second, printer, at }) => {
        const own = await LabelPrinter.start({
          random: seededRandom(4),
          faults: noFaults,
          printMs: 1,
          answerMs: 1,
          refillMs: 1,
        });
        try {
          printer.paperOut = true;
          let secondId = "";
          await at(first, async () => void (await first.call("printers.save", { printer: zebra(printer) })));
          await at(second, async () => {
            secondId = second.store.stationId;
            await second.call("printers.save", { printer: { ...zebra(own), printerId: "own-printer" } });
            await second.call("printers.choose", chosen(zebra(printer).printerId));
            await printFiles(second, ["moved"]);
          });
          await at(second, async () => {
            const page = await second.call("prints.page", { limit: 5 });
            const jobId = page.ok ? (page.value.jobs[0]?.jobId ?? "") : "";
            // Bench 1 may have begun already, for all that is known here.
            const moved = await second.call("prints.move", { jobId, printerId: "own-printer" });
            expect(moved).toMatchObject({ ok: true, value: { moved: "asked" } });
            expect(own.paper).toEqual([]);
          });
          await at(first, async () => {
            const holder = () => jobsOf(first)[0]?.holder;
            await expect.poll(holder, { timeout: 30_000 }).toBe(secondId);
          });
          await at(second, () => untilPrinted(second, 1));
          expect([printer.paper.length, timesPrinted(own.paper, "moved")]).toEqual([0, 1]);
        } finally {
          await own.close();
        }
      });
    },
  );
});
