import { describe, expect, it } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import { firstSettings } from "#shared/people/station-view.ts";
import { bowls, labels, packAll, packScan, pickAll, place, stock } from "#test/builders/floor.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { type FakePrinter, startFakePrinter } from "#test/support/fake-printer.ts";

async function withPrinter(use: (test: TestStation, printer: FakePrinter) => Promise<void>): Promise<void> {
  const printer = await startFakePrinter();
  try {
    await withStation((test) => use(test, printer));
  } finally {
    await printer.close();
  }
}

function connect(test: TestStation, printer: FakePrinter): Promise<unknown> {
  const settings = { ...firstSettings, printerHost: printer.host, printerPort: printer.port };
  return test.call("station.configure", { settings });
}

/** Resolves once the newest job stands so; the queue tells the window of every change. */
async function reached(test: TestStation, state: string): Promise<void> {
  while ((await newest(test))?.state !== state) await test.nextWord();
}

async function newest(test: TestStation): Promise<{ jobId: string; state: string; copy: number } | undefined> {
  const devices = await test.call("devices.state", {});
  return devices.ok ? devices.value.jobs[0] : expect.fail(devices.error.code);
}

async function labelled(test: TestStation): Promise<string> {
  await stock(test, { bowl: 3 });
  await place(test, "o1", [bowls(1)]);
  await pickAll(test);
  expect((await packAll(test, "o1")).kind).toBe("all-packed");
  return labels(test, "o1")[0]?.parcelId ?? "";
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

describe("the print queue", () => {
  it("sends a label as it was written down, and the same bytes when asked again", async () => {
    await withPrinter(async (test, printer) => {
      await connect(test, printer);
      const parcelId = await labelled(test);
      await printer.waitForJobs(1);
      await reached(test, "sent");
      const { jobId } = (await newest(test)) ?? expect.fail("no job");
      expect(text(printer.jobs[0])).toBe(test.store.log.read("printJobs", jobId)?.content);
      expect(await test.call("prints.again", { parcelId })).toEqual({ ok: true, value: { copy: 2 } });
      await printer.waitForJobs(2);
      expect(printer.jobs[1]).toEqual(printer.jobs[0]);
    });
  });

  it("waits while there is no printer, and goes on when there is one", async () => {
    await withPrinter(async (test, printer) => {
      await labelled(test);
      expect(await newest(test)).toMatchObject({ state: "queued" });
      expect(await test.call("prints.test", {})).toMatchObject({ error: { code: "no-printer" } });
      await connect(test, printer);
      await printer.waitForJobs(1);
      await reached(test, "sent");
    });
  });

  it("asks a person about a label that broke off, and sends it again only on their word", async () => {
    await withPrinter(async (test, printer) => {
      await printer.setMode("close-halfway");
      await connect(test, printer);
      await labelled(test);
      await reached(test, "unknown");
      expect(await packScan(test, "HF-CMD.PRINT.AGAIN")).toMatchObject({ kind: "not-now" });
      expect(printer.jobs).toHaveLength(0);
      await printer.setMode("ok");
      const { jobId } = (await newest(test)) ?? expect.fail("no job");
      expect(await test.call("prints.retry", { jobId })).toMatchObject({ error: { code: "not-failed" } });
      expect(await test.call("prints.answer", { jobId, printed: false })).toEqual({ ok: true, value: null });
      await printer.waitForJobs(1);
      await reached(test, "sent");
      expect(await test.call("prints.answer", { jobId, printed: true })).toMatchObject({
        error: { code: "not-in-doubt" },
      });
    });
  });

  it("never prints by itself what was on its way when the station stopped", async () => {
    await withPrinter(async (test, printer) => {
      await labelled(test);
      const { jobId } = (await newest(test)) ?? expect.fail("no job");
      await test.store.log.act("system", (act) =>
        act.append([
          draft("station/s", "station.configured", {
            stationId: test.store.stationId,
            settings: { ...firstSettings, printerHost: printer.host, printerPort: printer.port },
          }),
          draft(`print/${jobId}`, "print.sending", { jobId, orderId: "o1", attempt: 1, printer: "printer:9100" }),
        ]),
      );
      await test.restart();
      expect(await newest(test)).toMatchObject({ jobId, state: "unknown" });
      expect(await test.call("prints.answer", { jobId, printed: true })).toEqual({ ok: true, value: null });
      expect(await newest(test)).toMatchObject({ state: "confirmed" });
      expect(await test.call("prints.test", {})).toEqual({ ok: true, value: null });
      await printer.waitForJobs(1);
      expect(text(printer.jobs[0])).toContain("This printer works.");
    });
  });

  it("marks what certainly did not leave as failed, and sends it when a person asks", async () => {
    await withPrinter(async (test, printer) => {
      await printer.setMode("refuse");
      await connect(test, printer);
      await labelled(test);
      await reached(test, "failed");
      const { jobId } = (await newest(test)) ?? expect.fail("no job");
      expect(await test.call("prints.answer", { jobId, printed: true })).toMatchObject({
        error: { code: "not-in-doubt" },
      });
      await printer.setMode("ok");
      await test.call("prints.retry", { jobId });
      await printer.waitForJobs(1);
      await reached(test, "sent");
      expect(test.store.log.read("printJobs", jobId)).toMatchObject({ attempt: 2, copy: 1 });
    });
  });

  it("takes the scan of a label for the proof that it printed", async () => {
    await withPrinter(async (test, printer) => {
      await printer.setMode("close-halfway");
      await connect(test, printer);
      await labelled(test);
      await reached(test, "unknown");
      const [label] = labels(test, "o1");
      expect(await packScan(test, `00${label?.sscc}`)).toMatchObject({ kind: "label-bound", shipped: true });
      expect(await newest(test)).toMatchObject({ state: "confirmed", copy: 1 });
    });
  });
});
