import { z } from "zod";

const job = { jobId: z.string(), orderId: z.string() };

export const printingKinds = {
  /** Written before the first byte leaves. `content` is the exact text sent, so that a reprint is the same bytes. */
  "print.queued": {
    version: 1,
    body: z.object({
      ...job,
      parcelId: z.string(),
      sessionId: z.string(),
      document: z.enum(["label", "test"]),
      title: z.string(),
      content: z.string().min(1),
      /** 1 for the first print of this document, 2, 3, ... for reprints. */
      copy: z.int().positive(),
      reprintOf: z.string(),
    }),
  },
  "print.sending": { version: 1, body: z.object({ ...job, attempt: z.int().positive(), printer: z.string() }) },
  "print.sent": { version: 1, body: z.object({ ...job, attempt: z.int().positive() }) },
  /** Certain that no byte left the station: safe to send again. */
  "print.failed": {
    version: 1,
    body: z.object({ ...job, attempt: z.int().positive(), code: z.string(), words: z.string() }),
  },
  /** Bytes may have left: a person is asked, never a blind second print. */
  "print.unknown": {
    version: 1,
    body: z.object({ ...job, attempt: z.int().positive(), code: z.string(), words: z.string() }),
  },
  "print.answered": { version: 1, body: z.object({ ...job, printed: z.boolean() }) },
  "print.retried": { version: 1, body: z.object({ ...job }) },
  "print.voided": { version: 1, body: z.object({ ...job, reason: z.string() }) },
} as const;
