import { timeOf } from "../kernel/hybrid-clock.ts";
import type { Fact } from "../facts/kinds.ts";

/**
 * How a print stands (design section 7). `sending` on disk without an end means the station stopped meanwhile: at the next
 * start it becomes `unknown` and a person is asked.
 */
export type PrintState = "queued" | "sending" | "sent" | "confirmed" | "failed" | "unknown" | "voided";

export interface PrintJobView {
  readonly jobId: string;
  readonly orderId: string;
  readonly parcelId: string;
  readonly sessionId: string;
  readonly document: "label" | "test";
  readonly title: string;
  /** The exact text the printer gets. */
  readonly content: string;
  readonly copy: number;
  readonly state: PrintState;
  readonly attempt: number;
  /** Why it failed or is in doubt, in words; empty otherwise. */
  readonly words: string;
  readonly queuedAt: number;
  readonly changedAt: number;
}

export function foldPrintJob(job: PrintJobView | undefined, fact: Fact): PrintJobView | undefined {
  if (fact.kind === "print.queued") return job ?? queued(fact);
  if (!job) return undefined;
  const changed = { ...job, changedAt: timeOf(fact.stamp) };
  switch (fact.kind) {
    case "print.sending":
      return { ...changed, state: "sending", attempt: fact.body.attempt, words: "" };
    case "print.sent":
      return { ...changed, state: "sent" };
    case "print.failed":
      return { ...changed, state: "failed", words: fact.body.words };
    case "print.unknown":
      return { ...changed, state: "unknown", words: fact.body.words };
    case "print.answered":
      return { ...changed, state: fact.body.printed ? "confirmed" : "queued", words: "" };
    case "print.retried":
      return { ...changed, state: "queued", words: "" };
    case "print.voided":
      return { ...changed, state: "voided", words: fact.body.reason };
    case "parcel.bound":
      // The paper was scanned on its box: it certainly printed.
      return job.state === "sent" || job.state === "unknown" ? { ...changed, state: "confirmed", words: "" } : job;
    default:
      return job;
  }
}

function queued(fact: Extract<Fact, { kind: "print.queued" }>): PrintJobView {
  const { jobId, orderId, parcelId, sessionId, document, title, content, copy } = fact.body;
  const at = timeOf(fact.stamp);
  return {
    jobId,
    orderId,
    parcelId,
    sessionId,
    document,
    title,
    content,
    copy,
    state: "queued",
    attempt: 0,
    words: "",
    queuedAt: at,
    changedAt: at,
  };
}
