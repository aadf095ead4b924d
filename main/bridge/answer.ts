import { z } from "zod";
import {
  type BridgeRefusal,
  type BridgeReply,
  type CallName,
  type CodeOf,
  type CommonCode,
  contract,
  type OutputOf,
  type ParsedInputOf,
} from "#shared/bridge/contract.ts";
import { notSavedWords } from "../features/not-saved.ts";
import { err, type Result } from "#shared/kernel/result.ts";

type Refused<Name extends CallName> = BridgeRefusal<CodeOf<Name> | CommonCode>;

/** One handler a call; its types come from the contract, so a handler that drifts from it does not compile. */
export type Handlers = {
  readonly [Name in CallName]: (
    input: ParsedInputOf<Name>,
  ) => Promise<Result<OutputOf<Name>, Refused<Name>>> | Result<OutputOf<Name>, Refused<Name>>;
};

/** What a person who has not signed in may ask. */
const withoutSignIn: ReadonlySet<CallName> = new Set([
  "station.state",
  "station.begin",
  "station.diagnostics",
  "care.state",
  "care.rescue",
  "care.restore",
  "care.openAsIs",
  "care.fromHub",
  "window.keepTheme",
  "people.list",
  "people.signIn",
  "people.signOut",
  "scans.route",
  "scans.submit",
  "sync.state",
]);

/**
 * Answers one call: name known, somebody signed in, input parsed, then the handler. Whatever a handler throws becomes a
 * code and a line in the log; nothing that comes over the bridge can stop the station.
 */
export async function answer(
  name: unknown,
  input: unknown,
  parts: {
    /** Fewer than the contract has where the store could not be opened. */
    readonly handlers: Partial<Handlers>;
    readonly isSignedIn: () => boolean;
    readonly onProblem: (name: string, problem: unknown) => void;
  },
): Promise<BridgeReply<CallName>> {
  if (typeof name !== "string" || !Object.hasOwn(contract, name)) {
    return err({ code: "bad-input", detail: "No such call" });
  }
  const call = name as CallName;
  const handler = parts.handlers[call];
  if (!handler) return err({ code: "store-closed", detail: "" });
  const parsed = contract[call].input.safeParse(input);
  if (!parsed.success) return err({ code: "bad-input", detail: z.prettifyError(parsed.error) });
  if (!withoutSignIn.has(call) && !parts.isSignedIn()) return err({ code: "not-signed-in", detail: "" });
  try {
    // The map pairs each name with the handler of its own input; the union over all names cannot say so.
    return await (handler as (input: unknown) => Promise<BridgeReply<CallName>>)(parsed.data);
  } catch (problem) {
    parts.onProblem(call, problem);
    return err({ code: isDiskProblem(problem) ? "not-saved" : "unexpected", detail: notSavedWords(problem) });
  }
}

/** SQLite says so when the disk is full, gone or read-only; the person is told that nothing was saved. */
function isDiskProblem(problem: unknown): boolean {
  return problem instanceof Error && /disk|readonly|read-only|I\/O|SQLITE_(FULL|IOERR|READONLY)/i.test(problem.message);
}
