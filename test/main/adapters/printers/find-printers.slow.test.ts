import { networkInterfaces } from "node:os";
import { Bonjour } from "bonjour-service";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findPrinters } from "#main/adapters/printers/find-printers.ts";
import { IppPrinter } from "#main/adapters/printers/ipp-printer.ts";
import { meetZebra, ZebraPrinter, zebraTimes } from "#main/adapters/printers/zebra-printer.ts";
import { seededRandom } from "#test/crash/seeded-random.ts";
import { LabelPrinter, noFaults } from "#test/support/label-printer.ts";
import { noIppPrinter, type RealIppPrinter, startIppPrinter } from "#test/support/real-print-system.ts";

/** Printers that announce themselves by mDNS, found as the app finds them and printed to at the address that was found. */
const noNetwork = Object.values(networkInterfaces())
  .flat()
  .every((address) => address?.internal ?? true);
const mine = `Bench ${process.pid}`;
const quick = { ...zebraTimes, answerMs: 500, pollMs: 20, settleMs: 200 };
const progress = {
  signal: new AbortController().signal,
  onTaken: () => Promise.resolve(),
  onTrouble: () => undefined,
};
const job = (text: string) => ({
  ...{ bytes: Buffer.from(text), format: "application/vnd.zebra-zpl", labels: 1 },
  name: `holdfast-found-${process.pid}`,
});

describe.skipIf(noNetwork)("printers that announce themselves on the network", () => {
  let announcer: Bonjour;
  let label: LabelPrinter;
  let office: RealIppPrinter | undefined;

  beforeAll(async () => {
    label = await LabelPrinter.start({
      ...{ random: seededRandom(4), faults: noFaults, printMs: 5, answerMs: 2, refillMs: 1, host: "0.0.0.0" },
    });
    office = noIppPrinter ? undefined : await startIppPrinter(`${mine} office`);
    announcer = new Bonjour();
    const zebra = { ty: "Zebra ZD421", pdl: "application/vnd.zebra-zpl" };
    announcer.publish({ name: `${mine} labels`, type: "pdl-datastream", port: label.port, txt: zebra, probe: false });
    if (office) {
      const texts = { rp: "ipp/print", ty: "Office 3000" };
      announcer.publish({ name: `${mine} paper`, type: "ipp", port: office.port, txt: texts, probe: false });
    }
  });
  afterAll(async () => {
    await new Promise<void>((resolve) => {
      announcer.unpublishAll(() => announcer.destroy(resolve));
    });
    await label.close();
    await office?.stop();
  });

  it("are found with name and language, and print what they are sent", async () => {
    const found = await findPrinters();
    const zebra = found.find(({ name }) => name.startsWith(`${mine} labels`));
    expect(zebra).toMatchObject({ name: `${mine} labels, Zebra ZD421`, how: "network", language: "zpl" });
    if (zebra?.connection.kind !== "tcp") return expect.fail("a raw port was announced");
    expect(await meetZebra(zebra.connection, quick)).toMatchObject({ counts: true, trouble: undefined });
    const driver = new ZebraPrinter(zebra.connection, true, quick);
    expect(await driver.send(job("^XA^FDfound^FS^XZ"), label.count, progress)).toMatchObject({ kind: "printed" });
    expect(label.paper).toEqual(["^XA^FDfound^FS^XZ"]);

    if (!office) return;
    const paper = found.find(({ name }) => name.startsWith(`${mine} paper`));
    if (paper?.connection.kind !== "ipp") return expect.fail("an IPP printer was announced");
    const ipp = new IppPrinter(paper.connection.uri, paper.connection.keeper);
    expect(await ipp.ready()).toMatchObject({ kind: "ready" });
    expect(await ipp.send(job("^XA^FDpaper^FS^XZ"), null, progress)).toMatchObject({ kind: "printed" });
    expect((await office.papers()).map((bytes) => Buffer.from(bytes).toString())).toEqual(["^XA^FDpaper^FS^XZ"]);
  });
});
