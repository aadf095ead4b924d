import { z } from "zod";
import { flowControlSchema } from "./flow-control.ts";

/** How bytes get to a printer. */
export const connectionSchema = z.discriminatedUnion("kind", [
  /** Raw TCP, port 9100 on nearly all label printers. */
  z.object({
    kind: z.literal("tcp"),
    host: z
      .string()
      .trim()
      .max(253)
      .regex(/^[\p{L}\p{N}][\p{L}\p{N}.:_%-]*$/u, "a name or an address"),
    port: z.int().min(1).max(65535),
  }),
  /** A USB printer as Linux shows it, `/dev/usb/lp0`. */
  z.object({
    kind: z.literal("usb"),
    path: z
      .string()
      .trim()
      .max(400)
      .regex(/^\/dev\/[\w/-]+$/, "a device, /dev/usb/lp0"),
  }),
  z.object({
    kind: z.literal("serial"),
    path: z.string().trim().min(1).max(400),
    baudRate: z.int().positive(),
    /** Without it, XON/XOFF. */
    flow: flowControlSchema.optional(),
  }),
  /** A printer that speaks IPP itself, or a queue of CUPS, which speaks it too: `ipp://localhost:631/printers/NAME`. */
  z.object({
    kind: z.literal("ipp"),
    uri: z
      .string()
      .trim()
      .max(400)
      .regex(/^ipps?:\/\/[^/\s]+(\/\S*)?$/, "ipp:// and an address"),
    /** Who keeps the job once it is handed over: the printer, or CUPS, which tries again by itself. */
    keeper: z.enum(["printer", "cups"]),
  }),
]);
export type Connection = z.infer<typeof connectionSchema>;

/** What a printer understands. */
export const languageSchema = z.enum(["zpl", "escpos", "pdf"]);
export type Language = z.infer<typeof languageSchema>;

/**
 * What a printer can say about a job, and so what settles a doubt. `counts`: it answers `~HS` and counts its labels.
 * `jobs`: IPP, which lists jobs by name. `nothing`: a raw port that keeps silent, where only a person can tell.
 */
export const tellsSchema = z.enum(["counts", "jobs", "nothing"]);
export type Tells = z.infer<typeof tellsSchema>;

/** What a bench wants printed where. */
export const printRoles = ["label", "slip", "receipt", "report"] as const;
export type PrintRole = (typeof printRoles)[number];

/** What can be printed. */
export const documentSchema = z.enum(["label", "test", "carrier-label", "slip", "receipt", "report"]);
export type PrintDocument = z.infer<typeof documentSchema>;

export const printerSchema = z.object({
  printerId: z.string().min(1).max(100),
  name: z.string().trim().min(1).max(60),
  connection: connectionSchema,
  language: languageSchema,
  dotsPerInch: z.int().min(100).max(1200),
  tells: tellsSchema,
  /**
   * Nobody but this station prints there, so the printer's own count speaks of our jobs alone. Where others print too, a
   * count that moved proves nothing.
   */
  onlyUs: z.boolean(),
});
export type Printer = z.infer<typeof printerSchema>;

export function roleOf(document: PrintDocument): PrintRole {
  switch (document) {
    case "label":
    case "test":
    case "carrier-label":
      return "label";
    case "slip":
    case "receipt":
    case "report":
      return document;
  }
}

/** The language a role's documents are made in for a printer; undefined where that printer cannot do it. */
export function canPrint(role: PrintRole, language: Language): boolean {
  switch (role) {
    case "label":
      return language === "zpl";
    case "receipt":
      return language === "escpos" || language === "pdf";
    case "slip":
    case "report":
      return language === "pdf" || language === "zpl";
  }
}

/** An address as people write it. */
export function connectionText(connection: Connection): string {
  switch (connection.kind) {
    case "tcp":
      return `${connection.host}:${connection.port}`;
    case "usb":
      return connection.path;
    case "serial":
      return `${connection.path}, ${connection.baudRate} baud`;
    case "ipp":
      return connection.uri;
  }
}
