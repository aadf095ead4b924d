import { describe, expect, it } from "vitest";
import { emptyForm, formOf, readForm } from "#renderer/features/printing/printer-fields.ts";
import { type Connection, printerSchema } from "#shared/printing/printer.ts";

const connections: readonly Connection[] = [
  { kind: "tcp", host: "192.0.2.9", port: 6101 },
  { kind: "usb", path: "/dev/usb/lp3" },
  { kind: "serial", path: "/dev/ttyS1", baudRate: 19_200, flow: "dtr-dsr" },
  { kind: "ipp", uri: "ipp://192.0.2.9/ipp/print", keeper: "printer" },
  { kind: "ipp", uri: "ipp://localhost:631/printers/desk", keeper: "cups" },
];

describe("the form of a printer", () => {
  it.each(connections)("changed in nothing gives the printer as it was: $kind $keeper", (connection) => {
    const tells = connection.kind === "ipp" ? "jobs" : "nothing";
    const printer = printerSchema.parse({
      ...{ printerId: "p-1", name: "Bench 1", language: "zpl", dotsPerInch: 300, tells, onlyUs: false },
      connection,
    });
    expect(readForm(formOf(printer)).printer).toEqual(printer);
  });

  it("of a new one begins with a port that belongs to how it is connected", () => {
    const named = { ...emptyForm(), name: "Bench 1" };
    expect(readForm({ ...named, kind: "serial" }).printer?.connection).toMatchObject({ path: "/dev/ttyUSB0" });
    expect(readForm({ ...named, kind: "usb" }).printer?.connection).toMatchObject({ path: "/dev/usb/lp0" });
  });
});
