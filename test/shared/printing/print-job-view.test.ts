import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { advancePrint, type PrintEvent, type PrintStanding } from "#shared/printing/print-job.ts";
import type { PrintJobView } from "#shared/printing/print-job-view.ts";
import { facts, foldAll } from "#test/builders/facts.ts";
import { runs } from "#test/builders/runs.ts";

const job = { jobId: "j1", orderId: "o1" };
const queued = draft("print/j1", "print.queued", {
  ...job,
  parcelId: "p1",
  sessionId: "s1",
  document: "label",
  title: "#1",
  content: "^XA^XZ",
  copy: 1,
  reprintOf: "",
});

function after(...drafts: readonly Draft[]): PrintJobView {
  return foldAll(facts([queued, ...drafts])).get("printJobs/j1") as PrintJobView;
}

/** What happens to a job, as its law has it and as it is written down. */
const events: readonly {
  readonly event: (attempt: number) => PrintEvent;
  readonly fact: (attempt: number) => Draft;
}[] = [
  {
    event: (attempt) => ({ kind: "sending", attempt: attempt + 1 }),
    fact: (attempt) => draft("print/j1", "print.sending", { ...job, attempt: attempt + 1, printer: "printer:9100" }),
  },
  {
    event: (attempt) => ({ kind: "ended", attempt, outcome: { kind: "sent", bytesWritten: 6, evidence: "quiet" } }),
    fact: (attempt) => draft("print/j1", "print.sent", { ...job, attempt }),
  },
  {
    event: (attempt) => ({ kind: "ended", attempt, outcome: { kind: "not-sent", code: "refused" } }),
    fact: (attempt) =>
      draft("print/j1", "print.failed", { ...job, attempt, code: "refused", words: "Nothing listens." }),
  },
  {
    event: (attempt) => ({ kind: "ended", attempt, outcome: { kind: "unknown", bytesWritten: 3, code: "hung" } }),
    fact: (attempt) => draft("print/j1", "print.unknown", { ...job, attempt, code: "hung", words: "It went silent." }),
  },
  {
    event: () => ({ kind: "interrupted" }),
    fact: (attempt) =>
      draft("print/j1", "print.unknown", { ...job, attempt, code: "interrupted", words: "It stopped." }),
  },
  {
    event: () => ({ kind: "answered", printed: true }),
    fact: () => draft("print/j1", "print.answered", { ...job, printed: true }),
  },
  {
    event: () => ({ kind: "answered", printed: false }),
    fact: () => draft("print/j1", "print.answered", { ...job, printed: false }),
  },
  { event: () => ({ kind: "retried" }), fact: () => draft("print/j1", "print.retried", job) },
  {
    event: () => ({ kind: "scanned" }),
    fact: () =>
      draft("parcel/p1", "parcel.bound", { parcelId: "p1", orderId: "o1", sessionId: "s1", jobIds: ["j1"], scan: "" }),
  },
  {
    event: () => ({ kind: "voided" }),
    fact: () => draft("print/j1", "print.voided", { ...job, reason: "No longer wanted" }),
  },
];

describe("a print job on the disk", () => {
  it("stands where its facts have brought it, and says why", () => {
    const seen: Draft[] = [];
    for (const place of [0, 2, 7, 0, 3, 6, 0, 1]) {
      seen.push(events[place]?.fact(after(...seen).attempt) ?? expect.fail());
    }
    const states = seen.map((_, position) => {
      const { state, attempt, words } = after(...seen.slice(0, position + 1));
      return [state, attempt, words];
    });
    expect(states).toEqual([
      ["sending", 1, ""],
      ["failed", 1, "Nothing listens."],
      ["queued", 1, ""],
      ["sending", 2, ""],
      ["unknown", 2, "It went silent."],
      ["queued", 2, ""],
      ["sending", 3, ""],
      ["sent", 3, ""],
    ]);
  });

  it("is confirmed when its label is scanned on the box, after it was sent or is in doubt", () => {
    const bound = draft("parcel/p1", "parcel.bound", {
      parcelId: "p1",
      orderId: "o1",
      sessionId: "s1",
      jobIds: ["j1"],
      scan: "",
    });
    const sending = events[0]?.fact(0) ?? expect.fail();
    for (const end of [1, 3])
      expect(after(sending, events[end]?.fact(1) ?? expect.fail(), bound).state).toBe("confirmed");
    expect(after(queued, queued).queuedAt).toBe(after().queuedAt);
  });

  it("follows the law of print jobs step for step", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(events.length - 1), { maxLength: 20 }), (chosen) => {
        let standing: PrintStanding = { state: "queued", attempt: 0, copy: 1 };
        const drafts: Draft[] = [];
        for (const place of chosen) {
          const { event, fact } = events[place] ?? expect.fail();
          const next = advancePrint(standing, event(standing.attempt));
          if (!next.ok) continue;
          drafts.push(fact(standing.attempt));
          standing = next.value;
          const { state, attempt, copy } = after(...drafts);
          expect({ state, attempt, copy }).toEqual(standing);
        }
      }),
      { numRuns: runs(150) },
    );
  });
});
