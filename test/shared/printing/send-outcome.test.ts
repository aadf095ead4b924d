import { describe, expect, it } from "vitest";
import { type SendOutcome, sendOutcomeWords } from "#shared/printing/send-outcome.ts";

const notSent = ["refused", "unreachable", "name-unknown", "timeout-connecting", "cancelled", "not-connected"] as const;
const unknown = ["closed-halfway", "hung", "cancelled", "interrupted"] as const;

describe("the words for how a send ended", () => {
  it("are none where all went well", () => {
    expect(sendOutcomeWords({ kind: "sent", bytesWritten: 1, evidence: "quiet" })).toBe("");
  });

  it("invite to print again where certainly nothing left", () => {
    for (const code of notSent) {
      expect(sendOutcomeWords({ kind: "not-sent", code })).toMatch(/^[A-Z].+\. .*[Pp]rint again( when ready)?\.$/);
    }
  });

  it("ask where it is in doubt, and never invite to print again", () => {
    for (const code of unknown) {
      const outcome: SendOutcome = { kind: "unknown", bytesWritten: 10, code };
      expect(sendOutcomeWords(outcome)).toMatch(/then say whether it printed\.$/);
      expect(sendOutcomeWords(outcome)).not.toMatch(/print again/i);
    }
  });
});
