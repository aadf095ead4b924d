import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  advancePrint,
  foundAtStart,
  interruptedJobs,
  nextCopy,
  nextToSend,
  type PrintEvent,
  type PrintStanding,
} from "#shared/printing/print-job.ts";
import type { SendOutcome } from "#shared/printing/send-outcome.ts";

const queued: PrintStanding = { state: "queued", attempt: 0, copy: 1 };
const sent: SendOutcome = { kind: "sent", bytesWritten: 900, evidence: "printer-closed" };
const notSent: SendOutcome = { kind: "not-sent", code: "refused" };
const doubtful: SendOutcome = { kind: "unknown", bytesWritten: 400, code: "closed-halfway" };

/** Applies events one after the other; refused ones change nothing. */
function after(start: PrintStanding, events: readonly PrintEvent[]): PrintStanding {
  return events.reduce((job, event) => {
    const next = advancePrint(job, event);
    return next.ok ? next.value : job;
  }, start);
}

describe("a print job", () => {
  it("is sent and then confirmed by the scan of its label", () => {
    const events: PrintEvent[] = [
      { kind: "sending", attempt: 1 },
      { kind: "ended", attempt: 1, outcome: sent },
      { kind: "scanned" },
    ];
    expect(after(queued, events)).toEqual({ state: "confirmed", attempt: 1, copy: 1 });
  });

  it("fails where certainly no byte left, and is sent again on request", () => {
    const failed = after(queued, [
      { kind: "sending", attempt: 1 },
      { kind: "ended", attempt: 1, outcome: notSent },
    ]);
    expect(failed).toEqual({ state: "failed", attempt: 1, copy: 1 });
    expect(after(failed, [{ kind: "retried" }, { kind: "sending", attempt: 2 }])).toEqual({
      state: "sending",
      attempt: 2,
      copy: 1,
    });
  });

  it("that broke off is neither retried nor sent until a person answers", () => {
    const unknown = after(queued, [
      { kind: "sending", attempt: 1 },
      { kind: "ended", attempt: 1, outcome: doubtful },
    ]);
    const refusal = { ok: false, error: { code: "not-in-this-state", state: "unknown" } };
    expect(advancePrint(unknown, { kind: "sending", attempt: 2 })).toEqual(refusal);
    expect(advancePrint(unknown, { kind: "retried" })).toEqual(refusal);
    expect(nextCopy(unknown)).toEqual(refusal);
    expect(after(unknown, [{ kind: "answered", printed: true }]).state).toBe("confirmed");
    expect(after(unknown, [{ kind: "answered", printed: false }]).state).toBe("queued");
  });

  it("found on its way at start is in doubt", () => {
    const sending = after(queued, [{ kind: "sending", attempt: 1 }]);
    expect(interruptedJobs([queued, sending])).toEqual([sending]);
    expect(after(sending, [{ kind: "interrupted" }])).toEqual({ state: "unknown", attempt: 1, copy: 1 });
    expect(foundAtStart()).toEqual({ kind: "unknown", bytesWritten: 0, code: "interrupted" });
  });

  it("does not listen to an attempt that is over", () => {
    const second = after(queued, [
      { kind: "sending", attempt: 1 },
      { kind: "ended", attempt: 1, outcome: notSent },
      { kind: "retried" },
      { kind: "sending", attempt: 2 },
    ]);
    expect(advancePrint(second, { kind: "ended", attempt: 1, outcome: sent })).toEqual({
      ok: false,
      error: { code: "other-attempt", attempt: 2 },
    });
  });

  it("may be scanned before its connection has ended, and stays confirmed when that breaks", () => {
    const events: PrintEvent[] = [
      { kind: "sending", attempt: 1 },
      { kind: "scanned" },
      { kind: "ended", attempt: 1, outcome: doubtful },
    ];
    expect(after(queued, events)).toEqual({ state: "confirmed", attempt: 1, copy: 1 });
  });

  it("whose paper turns up after all is not printed a second time", () => {
    const again = after(queued, [
      { kind: "sending", attempt: 1 },
      { kind: "ended", attempt: 1, outcome: doubtful },
      { kind: "answered", printed: false },
    ]);
    expect(after(again, [{ kind: "scanned" }])).toEqual({ state: "confirmed", attempt: 1, copy: 1 });
  });

  it("cannot be scanned before it was ever sent", () => {
    expect(advancePrint(queued, { kind: "scanned" })).toEqual({
      ok: false,
      error: { code: "not-in-this-state", state: "queued" },
    });
  });

  it("that is a reprint is not confirmed by a scan while it is on its way, for that may be the older paper", () => {
    const reprint = after({ ...queued, copy: 2 }, [{ kind: "sending", attempt: 1 }]);
    expect(advancePrint(reprint, { kind: "scanned" })).toEqual({ ok: false, error: { code: "scan-proves-nothing" } });
  });

  it("is reprinted as the next copy once the last one has left", () => {
    expect(nextCopy({ state: "sent", attempt: 1, copy: 1 })).toEqual({ ok: true, value: 2 });
    expect(nextCopy({ state: "confirmed", attempt: 3, copy: 2 })).toEqual({ ok: true, value: 3 });
    for (const state of ["queued", "sending", "failed", "unknown", "voided"] as const) {
      expect(nextCopy({ state, attempt: 1, copy: 1 })).toEqual({
        ok: false,
        error: { code: "not-in-this-state", state },
      });
    }
  });

  it("that is voided is not chosen to be sent, but shows the paper of a sender who had not heard of it", () => {
    const voided = after(queued, [{ kind: "voided" }]);
    expect(nextToSend([voided])).toBeUndefined();
    expect(after(voided, [{ kind: "sending", attempt: 1 }]).state).toBe("sending");
    const once = after(queued, [{ kind: "sending", attempt: 1 }, { kind: "interrupted" }, { kind: "voided" }]);
    expect(advancePrint(once, { kind: "sending", attempt: 2 }).ok).toBe(false);
  });

  it("in doubt is settled by the printer's own count, either way", () => {
    const doubt = after(queued, [{ kind: "sending", attempt: 1 }, { kind: "interrupted" }]);
    expect(after(doubt, [{ kind: "settled", attempt: 1, printed: true }]).state).toBe("printed");
    const lost = after(doubt, [{ kind: "settled", attempt: 1, printed: false }]);
    expect(lost.state).toBe("failed");
    expect(advancePrint(lost, { kind: "settled", attempt: 1, printed: true }).ok).toBe(false);
    expect(after(lost, [{ kind: "retried" }, { kind: "sending", attempt: 2 }]).attempt).toBe(2);
  });

  it("is moved to another printer only while certainly nothing was printed", () => {
    expect(after(queued, [{ kind: "moved" }]).state).toBe("queued");
    const doubt = after(queued, [{ kind: "sending", attempt: 1 }, { kind: "interrupted" }]);
    expect(advancePrint(doubt, { kind: "moved" }).ok).toBe(false);
    expect(after(doubt, [{ kind: "answered", printed: false }, { kind: "moved" }]).state).toBe("queued");
  });
});

describe("the queue of one printer", () => {
  it("sends the first that waits, and nothing while one is on its way", () => {
    const first = { ...queued, jobId: "a" };
    const second = { ...queued, jobId: "b" };
    const doubt = { state: "unknown", attempt: 1, copy: 1, jobId: "c" } as const;
    expect(nextToSend([doubt, first, second])).toBe(first);
    expect(nextToSend([{ ...first, state: "sending" as const, attempt: 1 }, second])).toBeUndefined();
    expect(nextToSend([])).toBeUndefined();
  });
});

const outcome: fc.Arbitrary<SendOutcome> = fc.constantFrom(sent, notSent, doubtful);
const event: fc.Arbitrary<PrintEvent> = fc.oneof(
  fc.integer({ min: 1, max: 6 }).map((attempt) => ({ kind: "sending" as const, attempt })),
  fc.record({ kind: fc.constant("ended" as const), attempt: fc.integer({ min: 1, max: 6 }), outcome }),
  fc.constant({ kind: "interrupted" as const }),
  fc.record({
    kind: fc.constant("settled" as const),
    attempt: fc.integer({ min: 1, max: 6 }),
    printed: fc.boolean(),
  }),
  fc.constant({ kind: "moved" as const }),
  fc.boolean().map((printed) => ({ kind: "answered" as const, printed })),
  fc.constant({ kind: "retried" as const }),
  fc.constant({ kind: "scanned" as const }),
  fc.constant({ kind: "voided" as const }),
);
/** Mostly events that fit, so that long lives come about; `sending` and `ended` name the attempt at hand. */
const life = fc.array(fc.tuple(event, fc.boolean()), { maxLength: 60 });

function eventsThatHappened(copy: number, drawn: readonly (readonly [PrintEvent, boolean])[]): PrintEvent[] {
  let job: PrintStanding = { state: "queued", attempt: 0, copy };
  const happened: PrintEvent[] = [];
  for (const [given, fitting] of drawn) {
    const now = fitting ? fitted(given, job.attempt) : given;
    const next = advancePrint(job, now);
    if (!next.ok) continue;
    happened.push(now);
    job = next.value;
  }
  return happened;
}

function fitted(given: PrintEvent, attempt: number): PrintEvent {
  if (given.kind === "sending") return { ...given, attempt: attempt + 1 };
  if (given.kind === "ended" || given.kind === "settled") return { ...given, attempt };
  return given;
}

describe("whatever happens to a job", () => {
  it("between two sends stands the certainty that no byte left, or a person's word", () => {
    fc.assert(
      fc.property(life, fc.integer({ min: 1, max: 2 }), (drawn, copy) => {
        let answered = true;
        for (const now of eventsThatHappened(copy, drawn)) {
          if (now.kind === "sending") {
            expect(answered).toBe(true);
            answered = false;
          }
          if (now.kind === "ended" && now.outcome.kind === "not-sent") answered = true;
          if (now.kind === "settled" && !now.printed) answered = true;
          if (now.kind === "answered" && !now.printed) answered = true;
        }
      }),
      { numRuns: 3000 },
    );
  });

  it("attempts count up by one, and a job that printed, was confirmed, or was voided after it was sent is never sent again", () => {
    fc.assert(
      fc.property(life, (drawn) => {
        let attempt = 0;
        let over = false;
        let job: PrintStanding = queued;
        for (const now of eventsThatHappened(1, drawn)) {
          if (now.kind === "sending") {
            expect(over).toBe(false);
            attempt += 1;
            expect(now.attempt).toBe(attempt);
          }
          job = after(job, [now]);
          over ||= job.state === "confirmed" || job.state === "printed" || (job.state === "voided" && attempt > 0);
        }
        expect(job.attempt).toBe(attempt);
      }),
      { numRuns: 3000 },
    );
  });

  it("every state but the two ends has a way on", () => {
    const ways: PrintEvent[] = [
      { kind: "sending", attempt: 2 },
      { kind: "ended", attempt: 1, outcome: sent },
      { kind: "answered", printed: true },
      { kind: "retried" },
    ];
    for (const state of ["queued", "sending", "sent", "failed", "unknown"] as const) {
      expect(ways.some((way) => advancePrint({ state, attempt: 1, copy: 1 }, way).ok)).toBe(true);
    }
  });
});
