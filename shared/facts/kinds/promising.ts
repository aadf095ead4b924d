import { z } from "zod";

const quantity = z.int().positive();

/**
 * Rights to promise stock, and the keeping of orders (design section 5): both are moved by their holder's signed fact only.
 * A holder is a station id, or the hub's.
 */
export const promisingKinds = {
  /** A station would like to promise more of a SKU than it holds the rights to. */
  "right.asked": {
    version: 1,
    body: z.object({
      askId: z.string().min(1),
      sku: z.string().min(1),
      quantity,
      reason: z.enum(["release", "shortage", "stock-up"]),
    }),
  },
  /** The giver gives up so many units of what it may promise at a place. Has no effect unless `from` signed it. */
  "right.passed": {
    version: 2,
    body: z.object({
      sku: z.string().min(1),
      place: z.string().min(1),
      from: z.string().min(1),
      to: z.string().min(1),
      quantity,
      /** The ask it answers; empty where nobody asked. */
      askId: z.string(),
    }),
  },
  /** A lead takes rights from a station that will not come back; what it promised meanwhile becomes a shortage. */
  "right.reclaimed": {
    version: 2,
    body: z.object({
      sku: z.string().min(1),
      place: z.string().min(1),
      from: z.string().min(1),
      to: z.string().min(1),
      quantity,
      reason: z.string().min(1),
    }),
  },
  /** A station would like to work on an order that is kept elsewhere. */
  "work.asked": { version: 1, body: z.object({ askId: z.string().min(1), orderId: z.string().min(1) }) },
  /** The keeper hands the order's work on. Has no effect unless `from` keeps the order and signed it. */
  "work.passed": {
    version: 1,
    body: z.object({
      orderId: z.string().min(1),
      from: z.string().min(1),
      to: z.string().min(1),
      askId: z.string(),
      /** `not-ours`: the order came in by file, and any station of the company may have read the same one. */
      why: z.enum(["asked", "shared", "not-ours"]),
    }),
  },
  /** A lead takes an order from a station that will not come back; what that did meanwhile becomes an exception. */
  "work.taken": {
    version: 1,
    body: z.object({
      orderId: z.string().min(1),
      from: z.string().min(1),
      to: z.string().min(1),
      reason: z.string().min(1),
    }),
  },
  /** A person's answer to an exception (law 4); what it leads to are facts of their own beside it. */
  "exception.resolved": {
    version: 1,
    body: z.object({
      exceptionId: z.string().min(1),
      subject: z.enum(["order", "stock", "transfer"]),
      subjectId: z.string().min(1),
      choice: z.string().min(1),
      reason: z.string(),
    }),
  },
} as const;
