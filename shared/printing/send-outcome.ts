import { assertNever } from "../kernel/result.ts";

/** Why it is certain that the printer got nothing: it may be sent again without asking. */
export type NotSentCode =
  /** The machine answers, but nothing listens on that port. */
  | "refused"
  /** No way to that address. */
  | "unreachable"
  /** The printer's name is not known to the network. */
  | "name-unknown"
  /** No answer within the time allowed for connecting. */
  | "timeout-connecting"
  /** A person or the station called it off before the first byte. */
  | "cancelled"
  /** Any other reason that kept the connection from coming about. */
  | "not-connected";

/** Why nobody can tell from here whether it printed: a person is asked. */
export type UnknownCode =
  /** The printer ended or reset the connection before it had taken everything. */
  | "closed-halfway"
  /** The printer stopped taking bytes, or never ended the job, within the time allowed for silence. */
  | "hung"
  /** It was called off after the first byte. */
  | "cancelled"
  /** The station stopped while the job was on its way. */
  | "interrupted";

/** How sending a job to a printer ended. `bytesWritten` counts bytes handed to the network, which is not yet the printer. */
export type SendOutcome =
  /**
   * All bytes were taken. `printer-closed`: the printer ended the connection after our end. `quiet`: it kept silent, and this
   * printer is known to. Neither says that paper came out.
   */
  | { readonly kind: "sent"; readonly bytesWritten: number; readonly evidence: "printer-closed" | "quiet" }
  | { readonly kind: "not-sent"; readonly code: NotSentCode }
  | { readonly kind: "unknown"; readonly bytesWritten: number; readonly code: UnknownCode };

/** What happened, then what to do; empty where all went well. */
export function sendOutcomeWords(outcome: SendOutcome): string {
  switch (outcome.kind) {
    case "sent":
      return "";
    case "not-sent":
      return notSentWords(outcome.code);
    case "unknown":
      return `${unknownWords(outcome.code)} Look at the printer, then say whether it printed.`;
    default:
      return assertNever(outcome);
  }
}

function notSentWords(code: NotSentCode): string {
  switch (code) {
    case "refused":
      return "The printer's address answers, but no printer listens there. Check that the printer is on and the port is right, then print again.";
    case "unreachable":
      return "No way to the printer. Check its cable and the network, then print again.";
    case "name-unknown":
      return "The network does not know the printer's name. Check the name in the settings, then print again.";
    case "timeout-connecting":
      return "The printer does not answer. Check that it is on and connected, then print again.";
    case "cancelled":
      return "Printing was called off before anything was sent. Print again when ready.";
    case "not-connected":
      return "The printer could not be reached. Check that it is on and connected, then print again.";
    default:
      return assertNever(code);
  }
}

function unknownWords(code: UnknownCode): string {
  switch (code) {
    case "closed-halfway":
      return "The printer broke off before it had taken the whole job.";
    case "hung":
      return "The printer took the job and went silent.";
    case "cancelled":
      return "Printing was called off when part of the job had left.";
    case "interrupted":
      return "The station stopped while the job was on its way.";
    default:
      return assertNever(code);
  }
}
