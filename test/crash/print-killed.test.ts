import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { launchApp } from "../e2e/support/launch.ts";
import { LabelPrinter, noFaults } from "../support/label-printer.ts";
import { namesOn, queueLabels } from "../support/many-labels.ts";
import { seededRandom } from "./seeded-random.ts";
import { ask } from "./station-window.ts";
import { zebra } from "./support/printed-jobs.ts";

/**
 * The real app, killed with SIGKILL while it prints at a label printer that counts: after every start the count settles what
 * was on its way, nobody is asked, and each label is on paper once. `HOLDFAST_PRINT_KILLS` for more kills.
 */
const kills = Number(process.env["HOLDFAST_PRINT_KILLS"] ?? 2);
const labelsALife = 12;

describe(`the app, killed ${kills} times while it prints`, () => {
  it(
    "prints every label once, and the printer's count settles each that was on its way",
    async () => {
      const random = seededRandom(20261125);
      const printer = await LabelPrinter.start({ random, faults: noFaults, printMs: 60, answerMs: 4, refillMs: 20 });
      const folder = await mkdtemp(join(tmpdir(), "holdfast-killed-"));
      try {
        for (let life = 0; life < kills; life += 1) {
          const app = await launchApp({ userData: folder });
          const { window } = app;
          if (life === 0) await begin(window, printer);
          await queueLabels(window, folder, labelsALife, life * labelsALife);
          const some = printer.paper.length + random.between(1, 5);
          while (printer.paper.length < some) await soon();
          // Somewhere between a label and the next: in its bytes, its counting, or its fact.
          await new Promise((resolve) => void setTimeout(resolve, random.between(0, 120)));
          await app.kill();
          printer.dropConnections();
        }
        const all = kills * labelsALife;
        const last = await launchApp({ userData: folder });
        const page = () => ask(last.window, "prints.page", { limit: all });
        for (;;) {
          const { jobs, waiting, inDoubt } = await page();
          if (waiting === 0 && inDoubt === 0 && jobs.every(({ state }) => state === "printed")) break;
          await soon();
        }
        const { jobs } = await page();
        await last.close();
        expect(jobs).toHaveLength(all);
        const names = namesOn(printer.paper);
        expect([names.length, new Set(names).size]).toEqual([all, all]);
      } finally {
        await printer.close();
        await rm(folder, { recursive: true, force: true, maxRetries: 5 });
      }
    },
    60_000 + kills * 30_000,
  );
});

async function begin(window: Parameters<typeof ask>[0], printer: LabelPrinter): Promise<void> {
  const person = { stationName: "Bench", letters: "A", personName: "Ann", pin: "1234" };
  await ask(window, "station.begin", { mode: "empty", ...person });
  await ask(window, "printers.save", { printer: zebra(printer) });
  const printers = { label: zebra(printer).printerId, slip: "", receipt: "", report: "" };
  await ask(window, "printers.choose", { printers });
}

function soon(): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, 10));
}
