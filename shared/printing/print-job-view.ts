import { timeOf } from "../kernel/hybrid-clock.ts";
import type { Fact } from "../facts/kinds.ts";
import { advancePrint, type PrintEvent } from "./print-job.ts";
import type { PrintDocument } from "./printer.ts";
import type { SendOutcome } from "./send-outcome.ts";

/**
 * How a print stands (design section 7). `sending` on disk without an end means the station stopped meanwhile: at the next
 * start it becomes `unknown` and is settled by the printer's own count or list, or a person is asked. `printed` is the
 * printer's word that it came out, `confirmed` a person's or a scan's.
 */
export type PrintState = "queued" | "sending" | "sent" | "printed" | "confirmed" | "failed" | "unknown" | "voided";

export interface PrintJobView {
  readonly jobId: string;
  readonly orderId: string;
  readonly parcelId: string;
  readonly sessionId: string;
  readonly document: PrintDocument;
  readonly title: string;
  /** What the printer gets: the exact text, or its bytes in base64. */
  readonly content: string;
  readonly encoding: "utf-8" | "base64";
  /** Labels of paper it makes; 0 where that cannot be told. */
  readonly labels: number;
  readonly copy: number;
  /** The printer it is for; empty for whichever one the holder uses for such documents. */
  readonly printerId: string;
  /** The station that sends it, and the only one that may. */
  readonly holder: string;
  readonly state: PrintState;
  readonly attempt: number;
  /** The printer's count of labels before the attempt at hand; null where it keeps none. */
  readonly countBefore: number | null;
  /** The printer's own number of the job, by which it is followed; null where there is none. */
  readonly printerJob: number | null;
  /** Another printer was asked for, and the holder has not answered yet. */
  readonly moveTo: { readonly printerId: string; readonly holder: string } | null;
  /** Why it failed or is in doubt, as a code for deciding; empty otherwise. */
  readonly code: string;
  /** The same in words. */
  readonly words: string;
  readonly queuedAt: number;
  readonly changedAt: number;
}

/** The law of print-job.ts over the facts of one job; a fact that does not belong where the job stands changes nothing. */
export function foldPrintJob(job: PrintJobView | undefined, fact: Fact): PrintJobView | undefined {
  if (fact.kind === "print.queued") return job ?? queued(fact);
  if (!job) return job;
  if (fact.kind === "print.moveAsked") return isOver(job) ? job : { ...job, moveTo: target(fact.body) };
  const told = eventOf(fact);
  if (!told) return job;
  const next = advancePrint(job, told.event);
  if (!next.ok) return job;
  return { ...job, ...next.value, code: "", ...trackOf(job, fact), words: told.words, changedAt: timeOf(fact.stamp) };
}

type Track = Partial<Pick<PrintJobView, "countBefore" | "printerJob" | "printerId" | "holder" | "moveTo" | "code">>;

/** What a fact says beyond where the job stands. */
function trackOf(job: PrintJobView, fact: Fact): Track {
  switch (fact.kind) {
    case "print.sending":
      return {
        countBefore: fact.body.countBefore ?? null,
        printerJob: null,
        printerId: fact.body.printerId ?? job.printerId,
      };
    case "print.failed":
    case "print.unknown":
      return { code: fact.body.code };
    case "print.sent":
      return { printerJob: fact.body.printerJob ?? null };
    case "print.moved":
      return { ...target(fact.body), moveTo: null };
    case "print.voided":
      return { moveTo: null };
    default:
      return {};
  }
}

function target(body: { readonly printerId: string; readonly holder: string }) {
  return { printerId: body.printerId, holder: body.holder };
}

function isOver(job: PrintJobView): boolean {
  return job.state === "confirmed" || job.state === "printed" || job.state === "voided";
}

function eventOf(fact: Fact): { readonly event: PrintEvent; readonly words: string } | undefined {
  switch (fact.kind) {
    case "print.sending":
      return { event: { kind: "sending", attempt: fact.body.attempt }, words: "" };
    case "print.sent":
      return ended(fact.body.attempt, { kind: "sent", bytesWritten: 0, evidence: "printer-closed" });
    case "print.printed":
      return { event: { kind: "settled", attempt: fact.body.attempt, printed: true }, words: "" };
    case "print.failed":
      // Also after a doubt: the printer's count or list has shown that nothing came out.
      return { event: { kind: "settled", attempt: fact.body.attempt, printed: false }, words: fact.body.words };
    case "print.unknown":
      return fact.body.code === "interrupted"
        ? { event: { kind: "interrupted" }, words: fact.body.words }
        : ended(fact.body.attempt, { kind: "unknown", bytesWritten: 0, code: "hung" }, fact.body.words);
    case "print.answered":
      return { event: { kind: "answered", printed: fact.body.printed }, words: "" };
    case "print.retried":
      return { event: { kind: "retried" }, words: "" };
    case "print.moved":
      return { event: { kind: "moved" }, words: "" };
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
  const { encoding = "utf-8", labels = 1, printerId = "", holder = fact.station, ...given } = fact.body;
  const { jobId, orderId, parcelId, sessionId, document, title, content, copy } = given;
  const at = timeOf(fact.stamp);
  return {
    jobId,
    orderId,
    parcelId,
    sessionId,
    document,
    title,
    content,
    encoding,
    labels,
    copy,
    printerId,
    holder,
    state: "queued",
    attempt: 0,
    countBefore: null,
    printerJob: null,
    moveTo: null,
    code: "",
    words: "",
    queuedAt: at,
    changedAt: at,
  };
}
