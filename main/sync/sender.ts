import type { FactEnvelope } from "#shared/facts/fact.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import { clockSkewAllowed, mostBodyBytes, mostFactsPushed, type PushReply } from "#shared/sync/wire.ts";
import { systemUser } from "../features/station-context.ts";
import type { Store } from "../store/open-store.ts";
import { factsNumbered, factsOfStation } from "../store/own-facts.ts";
import type { HubLine, LineProblem } from "./hub-line.ts";
import { readSync, writeSync } from "./sync-tables.ts";

/** Another epoch than before: the hub was restored from an older copy, and all it said before is void. */
export type SendProblem = LineProblem | { readonly kind: "restored" };

/** Facts of one push; small enough that a slow line shows progress. */
const pushedAtOnce = Math.min(200, mostFactsPushed);

/**
 * Sends this station's facts in their sequence. Truth is the sequence and what the hub has acknowledged, both on disk: what
 * somebody was told about a new fact, or was not told, decides nothing. A push that was lost, cut or answered twice is
 * sent again; the hub knows facts by their id.
 */
export class Sender {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** How many facts the hub has not acknowledged. */
  waiting(): number {
    return Math.max(0, this.#store.log.head.sequence - this.acknowledged());
  }

  acknowledged(): number {
    return readSync(this.#store.statements, "acknowledged") ?? 0;
  }

  /** The facts that wait, the oldest first. */
  oldest(limit: number): FactEnvelope[] {
    return factsOfStation(this.#store, this.#store.stationId, this.acknowledged(), limit);
  }

  /** Sends until nothing waits any more. */
  async sendAll(line: HubLine, signal: AbortSignal): Promise<Result<null, SendProblem>> {
    while (!signal.aborted && this.waiting() > 0) {
      const before = this.acknowledged();
      const pushed = await this.#push(line, fitting(this.oldest(pushedAtOnce)));
      if (!pushed.ok) return pushed;
      if (this.acknowledged() === before) return stuck(pushed.value);
    }
    return ok(null);
  }

  /** Sends facts that the hub turned out to lack, by their numbers. */
  async sendMissing(line: HubLine, station: string, numbers: readonly number[]): Promise<Result<null, SendProblem>> {
    for (let start = 0; start < numbers.length; start += pushedAtOnce) {
      const facts = factsNumbered(this.#store, station, numbers.slice(start, start + pushedAtOnce));
      for (let rest = facts; rest.length > 0;) {
        const batch = fitting(rest);
        const pushed = await this.#push(line, batch, station === this.#store.stationId);
        if (!pushed.ok) return pushed;
        rest = rest.slice(batch.length);
      }
    }
    return ok(null);
  }

  async #push(line: HubLine, facts: readonly FactEnvelope[], own = true): Promise<Result<PushReply, SendProblem>> {
    const pushed = await line.push(facts);
    if (!pushed.ok) return pushed;
    const { results, expected, epoch } = pushed.value;
    const { statements, log } = this.#store;
    const known = readSync(statements, "epoch");
    if (known !== undefined && known !== epoch) return { ok: false, error: { kind: "restored" } };
    const sent = new Set(facts.map((fact) => fact.id));
    const refusals = results.flatMap((result) =>
      result.outcome === "refused" && sent.has(result.id)
        ? [{ factId: result.id, code: result.code, detail: result.detail }]
        : [],
    );
    await log.commit("acknowledge", systemUser, (writing) => {
      if (!own) return;
      writing.park(refusals);
      if (refusals.some(({ code }) => code === "future-clock")) writing.returnToPresent(clockSkewAllowed);
      // What was refused once and is taken now has its say again.
      for (const { id, outcome } of results) if (outcome === "accepted" || outcome === "duplicate") writing.unpark(id);
      const upTo = Math.min(expected - 1, log.head.sequence);
      writeSync(writing.statements, "acknowledged", upTo);
      writeSync(writing.statements, "epoch", epoch);
    });
    return pushed;
  }
}

/** As many of the first facts as one request may carry. */
function fitting(facts: readonly FactEnvelope[]): FactEnvelope[] {
  let bytes = 0;
  const batch: FactEnvelope[] = [];
  for (const fact of facts) {
    bytes += Buffer.byteLength(JSON.stringify(fact)) + 1;
    if (batch.length > 0 && bytes > mostBodyBytes / 4) break;
    batch.push(fact);
  }
  return batch;
}

/** A hub that takes nothing of what it asked for would be asked for ever. */
function stuck({ expected }: PushReply): Result<null, SendProblem> {
  return { ok: false, error: { kind: "not-a-hub", detail: `still wants fact ${expected}` } };
}
