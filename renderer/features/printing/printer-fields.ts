import type { FoundPrinter } from "#shared/bridge/print-types.ts";
import { type FlowControl, usualFlowControl } from "#shared/printing/flow-control.ts";
import { type Connection, type Language, type Printer, printerSchema, type Tells } from "#shared/printing/printer.ts";

/** How a printer is connected, as a person chooses it: CUPS speaks IPP, and still is another thing to know. */
export type ConnectionKind = "tcp" | "ipp" | "cups" | "usb" | "serial";

/** A printer as its form holds it: everything as text. */
export interface PrinterFields {
  readonly printerId: string;
  readonly name: string;
  readonly kind: ConnectionKind;
  readonly host: string;
  readonly port: string;
  readonly uri: string;
  /** Of a printer by USB, /dev/usb/lp0. */
  readonly path: string;
  /** Of a serial line, /dev/ttyUSB0. */
  readonly linePath: string;
  readonly baudRate: string;
  readonly flow: FlowControl;
  readonly language: Language;
  readonly dotsPerInch: string;
  readonly tells: Tells;
  readonly onlyUs: boolean;
}

export function emptyForm(): PrinterFields {
  return {
    printerId: crypto.randomUUID(),
    name: "",
    kind: "tcp",
    host: "",
    port: "9100",
    uri: "ipp://",
    path: "/dev/usb/lp0",
    linePath: "/dev/ttyUSB0",
    baudRate: "9600",
    flow: usualFlowControl,
    language: "zpl",
    dotsPerInch: "203",
    tells: "nothing",
    onlyUs: true,
  };
}

export function formOf(printer: Printer): PrinterFields {
  const { printerId, name, language, dotsPerInch, tells, onlyUs } = printer;
  const rest = { printerId, name, language, dotsPerInch: String(dotsPerInch), tells, onlyUs };
  return { ...emptyForm(), ...rest, ...fieldsOf(printer.connection) };
}

export function formOfFound(found: FoundPrinter): PrinterFields {
  const { name, language, connection } = found;
  return {
    ...emptyForm(),
    name,
    language,
    dotsPerInch: language === "pdf" ? "600" : "203",
    ...fieldsOf(connection),
    tells: connection.kind === "ipp" ? "jobs" : "nothing",
  };
}

function fieldsOf(connection: Connection): Partial<PrinterFields> {
  switch (connection.kind) {
    case "tcp":
      return { kind: "tcp", host: connection.host, port: String(connection.port) };
    case "usb":
      return { kind: "usb", path: connection.path };
    case "serial":
      return {
        kind: "serial",
        linePath: connection.path,
        baudRate: String(connection.baudRate),
        flow: connection.flow ?? usualFlowControl,
      };
    case "ipp":
      return { kind: connection.keeper === "cups" ? "cups" : "ipp", uri: connection.uri };
  }
}

export function connectionOf(fields: PrinterFields): unknown {
  switch (fields.kind) {
    case "tcp":
      return { kind: "tcp", host: fields.host, port: Number(fields.port) };
    case "usb":
      return { kind: "usb", path: fields.path };
    case "serial":
      return { kind: "serial", path: fields.linePath, baudRate: Number(fields.baudRate), flow: fields.flow };
    case "ipp":
    case "cups":
      return { kind: "ipp", uri: fields.uri, keeper: fields.kind === "cups" ? "cups" : "printer" };
  }
}

/** The printer, or the fields that need mending. */
export function readForm(fields: PrinterFields): {
  readonly printer?: Printer;
  readonly problems: ReadonlySet<string>;
} {
  const read = printerSchema.safeParse({
    printerId: fields.printerId,
    name: fields.name,
    connection: connectionOf(fields),
    language: fields.language,
    dotsPerInch: Number(fields.dotsPerInch),
    // What its connection cannot do it does not do.
    tells:
      fields.kind === "ipp" || fields.kind === "cups" ? "jobs" : fields.tells === "jobs" ? "nothing" : fields.tells,
    onlyUs: fields.onlyUs,
  });
  if (read.success) return { printer: read.data, problems: new Set() };
  return { problems: new Set(read.error.issues.map(({ path }) => String(path.at(-1) ?? ""))) };
}
