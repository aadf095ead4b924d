import { assertNever, err, ok, type Result } from "../kernel/result.ts";
import type { SendOutcome, UnknownCode } from "./send-outcome.ts";
import type { PrintState } from "./print-job-view.ts";

/**
 * How a print may go on (design section 7). The law: between two sends of one job stands an answer, either the certainty
 * that nothing of it was printed or a person's word. Paper cannot be undone, so nothing is sent again on a guess.
 *
 *     queued -> sending -> sent ----> printed           the printer says so itself: its count, its list of jobs
 *       ^          |  \      \-----> confirmed         scanned on its box, or a person says it printed
 *       |          |   \-> unknown -> printed, confirmed, failed, queued     settled by the printer, or by a person
 *       |          \-----> failed                       certain that nothing was printed
 *       \----------------- failed                       retried, here or at another printer
 *
 * Every state but `sending` and the ends can be voided: the label is no longer wanted. A job is moved to another printer
 * only while it is certain that nothing was printed.
 */
export interface PrintStanding {
  readonly state: PrintState;
  /** Sends begun so far; 0 before the first. */
  readonly attempt: number;
  /** 1 for the first print of this document, 2, 3, ... for reprints, which are jobs of their own with the same bytes. */
  readonly copy: number;
}

export type PrintEvent =
  /** Written to disk before the first byte; `attempt` is one more than before. */
  | { readonly kind: "sending"; readonly attempt: number }
  | { readonly kind: "ended"; readonly attempt: number; readonly outcome: SendOutcome }
  /** The station started and found the job still `sending`: nobody knows how it ended. */
  | { readonly kind: "interrupted" }
  /** The printer itself has shown, by its count of labels or its list of jobs, whether this attempt came out. */
  | { readonly kind: "settled"; readonly attempt: number; readonly printed: boolean }
  /** A person looked at the printer. */
  | { readonly kind: "answered"; readonly printed: boolean }
  /** A person wants a job that certainly failed sent again; the printer is chosen when it is sent. */
  | { readonly kind: "retried" }
  /** It goes to another printer. */
  | { readonly kind: "moved" }
  /** The printed label was scanned on its box. */
  | { readonly kind: "scanned" }
  | { readonly kind: "voided" };

export type PrintRefusal =
  /** What happened does not belong to this state; `state` is where the job stands. */
  | { readonly code: "not-in-this-state"; readonly state: PrintState }
  /** It speaks of another attempt than the running one: an old connection that ended late. */
  | { readonly code: "other-attempt"; readonly attempt: number }
  /** The same bytes were printed before, so a scan may be of the older paper and proves nothing about this one. */
  | { readonly code: "scan-proves-nothing" };

/** Where the job stands after the event, or why the event cannot be. */
export function advancePrint(job: PrintStanding, event: PrintEvent): Result<PrintStanding, PrintRefusal> {
  switch (event.kind) {
    case "sending":
      // A void that the sender had not heard of when it sent: the paper is out, and the job says so.
      if (job.state !== "queued" && !(job.state === "voided" && job.attempt === 0)) return notInThisState(job);
      if (event.attempt !== job.attempt + 1) return err({ code: "other-attempt", attempt: job.attempt });
      return stand(job, "sending", event.attempt);
    case "ended":
      if (event.attempt !== job.attempt) return err({ code: "other-attempt", attempt: job.attempt });
      // Its paper may come out, and be scanned, before the connection has ended.
      if (job.state === "confirmed") return stand(job, "confirmed");
      // Asked again, the printer could not tell either.
      if (job.state === "unknown" && event.outcome.kind === "unknown") return stand(job, "unknown");
      // Taken by the printer, and lost there.
      if (job.state === "sent" && event.outcome.kind === "unknown") return stand(job, "unknown");
      if (job.state !== "sending") return notInThisState(job);
      return stand(job, stateAfter(event.outcome));
    case "interrupted":
      if (job.state === "unknown") return stand(job, "unknown");
      return job.state === "sending" ? stand(job, "unknown") : notInThisState(job);
    case "settled":
      if (event.attempt !== job.attempt) return err({ code: "other-attempt", attempt: job.attempt });
      if (job.state === "confirmed") return stand(job, "confirmed");
      if (job.state !== "sending" && job.state !== "sent" && job.state !== "unknown") return notInThisState(job);
      return stand(job, event.printed ? "printed" : "failed");
    case "answered":
      if (job.state !== "unknown" && job.state !== "sent") return notInThisState(job);
      return stand(job, event.printed ? "confirmed" : "queued");
    case "retried":
      return job.state === "failed" ? stand(job, "queued") : notInThisState(job);
    case "moved":
      return job.state === "failed" || job.state === "queued" ? stand(job, "queued") : notInThisState(job);
    case "scanned":
      return afterScan(job);
    case "voided":
      if (["sending", "printed", "confirmed", "voided"].includes(job.state)) return notInThisState(job);
      return stand(job, "voided");
    default:
      return assertNever(event);
  }
}

/** How a job that was found `sending` at start is to be ended: unknown, never sent again by itself. */
export function foundAtStart(): SendOutcome & { readonly kind: "unknown"; readonly code: UnknownCode } {
  return { kind: "unknown", bytesWritten: 0, code: "interrupted" };
}

/** The jobs that were on their way when the station stopped. */
export function interruptedJobs<Job extends PrintStanding>(jobs: readonly Job[]): Job[] {
  return jobs.filter((job) => job.state === "sending");
}

/**
 * The job to send now to one printer, given its jobs in the order they were queued: the first that waits, and none while
 * another is on its way, so that labels come out in order and the printer has one writer.
 */
export function nextToSend<Job extends PrintStanding>(jobs: readonly Job[]): Job | undefined {
  if (jobs.some((job) => job.state === "sending")) return undefined;
  return jobs.find((job) => job.state === "queued");
}

/** The copy number of a reprint: a new job with the same bytes, on a person's word, once the last one has left. */
export function nextCopy(job: PrintStanding): Result<number, PrintRefusal> {
  return job.state === "sent" || job.state === "printed" || job.state === "confirmed"
    ? ok(job.copy + 1)
    : notInThisState(job);
}

function stateAfter(outcome: SendOutcome): PrintState {
  switch (outcome.kind) {
    case "sent":
      return "sent";
    case "not-sent":
      return "failed";
    case "unknown":
      return "unknown";
    default:
      return assertNever(outcome);
  }
}

function afterScan(job: PrintStanding): Result<PrintStanding, PrintRefusal> {
  switch (job.state) {
    case "sent":
    case "unknown":
    case "printed":
    case "confirmed":
      return stand(job, "confirmed");
    case "sending":
    case "queued":
    case "failed":
      // Before its first send there is no paper; after an earlier one it came out after all.
      if (job.attempt === 0) return notInThisState(job);
      return job.copy === 1 ? stand(job, "confirmed") : err({ code: "scan-proves-nothing" });
    case "voided":
      return notInThisState(job);
    default:
      return assertNever(job.state);
  }
}

function stand(job: PrintStanding, state: PrintState, attempt = job.attempt): Result<PrintStanding, PrintRefusal> {
  return ok({ state, attempt, copy: job.copy });
}

function notInThisState(job: PrintStanding): Result<never, PrintRefusal> {
  return err({ code: "not-in-this-state", state: job.state });
}
