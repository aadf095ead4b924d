import { z } from "zod";
import { documentSchema, printerSchema } from "../../printing/printer.ts";

const job = { jobId: z.string(), orderId: z.string() };
const attempt = z.int().positive();

export const printingKinds = {
  /** Written before the first byte leaves. `content` is the exact text sent, so that a reprint is the same bytes. */
  "print.queued": {
    version: 2,
    body: z.object({
      ...job,
      parcelId: z.string(),
      sessionId: z.string(),
      document: documentSchema,
      title: z.string(),
      content: z.string().min(1),
      /** 1 for the first print of this document, 2, 3, ... for reprints. */
      copy: z.int().positive(),
      reprintOf: z.string(),
      /** How `content` stands for bytes; utf-8 where it is left out. */
      encoding: z.enum(["utf-8", "base64"]).optional(),
      /** The printer it is for; left out for whichever one its station uses for such documents when it is sent. */
      printerId: z.string().optional(),
      /** The station that has the printer and so sends it; left out for the one that queued it. */
      holder: z.string().optional(),
      /** How many labels of paper the content makes; 1 where it is left out, 0 where that cannot be told. */
      labels: z.int().min(0).optional(),
    }),
  },
  "print.sending": {
    version: 2,
    body: z.object({
      ...job,
      attempt,
      printer: z.string(),
      printerId: z.string().optional(),
      /** The printer's own count of labels before the first byte; left out where it keeps none. */
      countBefore: z.int().min(0).optional(),
    }),
  },
  "print.sent": {
    version: 2,
    body: z.object({
      ...job,
      attempt,
      /** The printer's number of the job (IPP): by it the job is followed, and found again after a crash. */
      printerJob: z.int().positive().optional(),
    }),
  },
  /** The printer says so itself: its count of labels went up by this job's, or its list (or that of CUPS) has the job as completed. */
  "print.printed": {
    version: 1,
    body: z.object({ ...job, attempt, evidence: z.enum(["count", "printer-list", "cups-list"]) }),
  },
  /** Certain that nothing of it was printed: safe to send again. */
  "print.failed": { version: 1, body: z.object({ ...job, attempt, code: z.string(), words: z.string() }) },
  /** Bytes may have left: a person is asked, never a blind second print. */
  "print.unknown": { version: 1, body: z.object({ ...job, attempt, code: z.string(), words: z.string() }) },
  "print.answered": { version: 1, body: z.object({ ...job, printed: z.boolean() }) },
  "print.retried": { version: 1, body: z.object({ ...job }) },
  "print.voided": { version: 1, body: z.object({ ...job, reason: z.string() }) },
  /** To another printer. Only the station that holds the job writes this, since only it knows that nothing was sent. */
  "print.moved": { version: 1, body: z.object({ ...job, printerId: z.string(), holder: z.string() }) },
  /** A wish to the station that holds the job. */
  "print.moveAsked": { version: 1, body: z.object({ ...job, printerId: z.string(), holder: z.string() }) },

  "printer.configured": { version: 2, body: z.object({ stationId: z.string(), printer: printerSchema }) },
  "printer.removed": { version: 1, body: z.object({ stationId: z.string(), printerId: z.string() }) },
  /** Which printers a station uses for what; empty for none. */
  "printer.chosen": {
    version: 1,
    body: z.object({
      stationId: z.string(),
      printers: z.object({ label: z.string(), slip: z.string(), receipt: z.string(), report: z.string() }),
    }),
  },
} as const;
