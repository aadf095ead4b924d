import type { PrinterTrouble } from "#shared/printing/printer-trouble.ts";
import type { DoubtCode, NotPrintedCode } from "#shared/printing/driver-words.ts";

/** What a printer is sent, and what is known of it beforehand. */
export interface DriverJob {
  readonly bytes: Uint8Array;
  /** `application/pdf`, `application/vnd.zebra-zpl`, ... */
  readonly format: string;
  /** By this name it is found again in the printer's list; never used twice. */
  readonly name: string;
  /** Labels of paper it makes; 0 where that cannot be told. */
  readonly labels: number;
}

/** An attempt that was begun, as the log has it. */
export interface BegunJob extends Omit<DriverJob, "bytes" | "format"> {
  readonly countBefore: number | null;
  readonly printerJob: number | null;
}

export type Readiness =
  | { readonly kind: "ready"; readonly countBefore: number | null }
  | { readonly kind: "waits"; readonly trouble: PrinterTrouble; readonly words?: string };

export type DriverOutcome =
  /** `printer-list` and `cups-list`: the job is there as completed. */
  | { readonly kind: "printed"; readonly evidence: "count" | "printer-list" | "cups-list" }
  /** Taken, and more cannot be told. */
  | { readonly kind: "sent" }
  | { readonly kind: "not-printed"; readonly code: NotPrintedCode; readonly words?: string }
  | { readonly kind: "unknown"; readonly code: DoubtCode };

export interface Progress {
  readonly signal: AbortSignal;
  /** The printer has taken the job under this number; written down before it is followed. */
  readonly onTaken: (printerJob: number) => Promise<void>;
  /** It waits for a person, or no longer does. */
  readonly onTrouble: (trouble: PrinterTrouble | undefined, words?: string) => void;
}

/** How one kind of printer is spoken to. One job at a time; what is in doubt is said to be, never guessed. */
export interface PrinterDriver {
  /** Sends nothing that prints. */
  ready(signal: AbortSignal): Promise<Readiness>;
  send(job: DriverJob, countBefore: number | null, progress: Progress): Promise<DriverOutcome>;
  /**
   * Whether an attempt of which the end is not known came out; `waits` where the printer cannot be asked now, undefined
   * where it cannot tell at all.
   */
  settle(job: BegunJob, progress: Progress): Promise<DriverOutcome | Extract<Readiness, { kind: "waits" }> | undefined>;
  /** Whether it would take a job now, for one that could not be sent before. */
  probe(signal: AbortSignal): Promise<boolean>;
  /** Takes a job back that the printer holds. True where certainly nothing of it was printed. */
  callOff?(printerJob: number, signal: AbortSignal): Promise<boolean>;
}
