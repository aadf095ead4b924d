import { timeOf } from "../kernel/hybrid-clock.ts";
import type { Fact } from "../facts/kinds.ts";
import { advancePrint, type PrintEvent } from "./print-job.ts";
import type { SendOutcome } from "./send-outcome.ts";

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

/** The law of print-job.ts over the facts of one job; a fact that does not belong where the job stands changes nothing. */
export function foldPrintJob(job: PrintJobView | undefined, fact: Fact): PrintJobView | undefined {
  if (fact.kind === "print.queued") return job ?? queued(fact);
  const told = job && eventOf(fact);
  if (!job || !told) return job;
  const next = advancePrint(job, told.event);
  return next.ok ? { ...job, ...next.value, words: told.words, changedAt: timeOf(fact.stamp) } : job;
}

function eventOf(fact: Fact): { readonly event: PrintEvent; readonly words: string } | undefined {
  switch (fact.kind) {
    case "print.sending":
      return { event: { kind: "sending", attempt: fact.body.attempt }, words: "" };
    case "print.sent":
      return ended(fact.body.attempt, { kind: "sent", bytesWritten: 0, evidence: "printer-closed" });
    case "print.failed":
      return ended(fact.body.attempt, { kind: "not-sent", code: "not-connected" }, fact.body.words);
    case "print.unknown":
      return fact.body.code === "interrupted"
        ? { event: { kind: "interrupted" }, words: fact.body.words }
        : ended(fact.body.attempt, { kind: "unknown", bytesWritten: 0, code: "hung" }, fact.body.words);
    case "print.answered":
      return { event: { kind: "answered", printed: fact.body.printed }, words: "" };
    case "print.retried":
      return { event: { kind: "retried" }, words: "" };
    case "print.voided":
      return { event: { kind: "voided" }, words: fact.body.reason };
    case "parcel.bound":
      return { event: { kind: "scanned" }, words: "" };
    default:
      return undefined;
  }
}

function ended(attempt: number, outcome: SendOutcome, words = ""): { event: PrintEvent; words: string } {
  return { event: { kind: "ended", attempt, outcome }, words };
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
