import { assertNever } from "../kernel/result.ts";
import { type NotSentCode, sendOutcomeWords, type UnknownCode } from "./send-outcome.ts";

/** Why it is certain that nothing of a job was printed. */
export type NotPrintedCode =
  | NotSentCode
  | "port-missing"
  /** All of it was lost on the way: the printer's count has not moved, or its list does not have the job. */
  | "not-received"
  /** The printer is at another job and took this one not at all. */
  | "busy"
  /** The printer takes no such documents. */
  | "format-refused"
  /** The printer refused it for another reason. */
  | "refused-by-printer"
  /** Taken back before a sheet came out. */
  | "called-off"
  /** The printer gave up before a sheet came out. */
  | "aborted";

export type DoubtCode =
  | UnknownCode
  /** The printer's count moved, but not by this job's labels alone. */
  | "count-unclear"
  /** The printer's list has forgotten the job. */
  | "job-lost";

/** Sent again without asking: the printer got nothing, and nothing about the job itself is wrong. */
const goesAgain: ReadonlySet<string> = new Set<NotPrintedCode>([
  "refused",
  "unreachable",
  "name-unknown",
  "timeout-connecting",
  "not-connected",
  "port-missing",
  "not-received",
  "busy",
]);

/** A printer that swallows the same job again and again has something that a person must look at. */
const mostLosses = 5;

export function sendsAgain(job: { readonly code: string; readonly attempt: number }): boolean {
  return goesAgain.has(job.code) && (job.code !== "not-received" || job.attempt < mostLosses);
}

/** The printer can still be asked about it: it was broken off, and not asked in vain before. */
export function canBeSettled(job: { readonly code: string }): boolean {
  return job.code === "interrupted" || job.code === "closed-halfway";
}

/** What happened, then what to do; `told` are the printer's own words. */
export function notPrintedWords(code: NotPrintedCode, told = ""): string {
  const quoted = told === "" ? "" : ` It says: “${told}”.`;
  switch (code) {
    case "port-missing":
      return "The printer is not plugged in. Plug its cable in; it goes on by itself.";
    case "not-received":
      return "The job was lost on its way to the printer. Nothing was printed.";
    case "busy":
      return `The printer is at another job.${quoted} This one goes out after it.`;
    case "format-refused":
      return `The printer does not take such documents.${quoted} Move the print to another printer.`;
    case "refused-by-printer":
      return `The printer refused the job.${quoted} Look at its display, then try again.`;
    case "called-off":
      return "The job was taken back before anything was printed.";
    case "aborted":
      return `The printer gave the job up and printed nothing.${quoted} Look at its display, then try again.`;
    default:
      return sendOutcomeWords({ kind: "not-sent", code });
  }
}

export function doubtWords(code: DoubtCode): string {
  switch (code) {
    case "count-unclear":
      return "The printer has printed something meanwhile, perhaps this. Look at the printer, then say whether it printed.";
    case "job-lost":
      return "The printer took the job and has forgotten it since. Look at the printer, then say whether it printed.";
    case "closed-halfway":
    case "hung":
    case "cancelled":
    case "interrupted":
      return sendOutcomeWords({ kind: "unknown", bytesWritten: 0, code });
    default:
      return assertNever(code);
  }
}
