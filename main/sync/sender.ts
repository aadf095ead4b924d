import type { FactEnvelope } from "#shared/facts/fact.ts";
import { Pace } from "#shared/kernel/pace.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import { clockSkewAllowed, mostBodyBytes, mostFactsPushed, type PushReply } from "#shared/sync/wire.ts";
import { systemUser } from "../features/station-context.ts";
import type { Store } from "../store/open-store.ts";
import { factsNumbered, factsOfStation } from "../store/own-facts.ts";
import { refusedAmong } from "../store/parked-facts.ts";
import type { HubLine, Line, LineProblem } from "./hub-line.ts";
import { readSync, writeSync } from "./sync-tables.ts";

/** Another epoch than before: the hub was restored from an older copy, and all it said before is void. */
export type SendProblem = LineProblem | { readonly kind: "restored" };

/** Facts of one push: as many as the line and the hub deal with in a second, so that a slow line shows progress. */
const pushing = { mayTakeMs: 1000, least: 50, most: mostFactsPushed, first: 200 };

/** Pushes on their way at once: the hub reads one while its database writes the one before. */
const mostOnTheWay = 3;

interface Batch {
  readonly facts: readonly FactEnvelope[];
  /** Each of them as JSON. */
  readonly texts: readonly string[];
}

interface OnTheWay {
  readonly batch: Batch;
  readonly reply: Line<PushReply>;
}

/**
 * Sends this station's facts in their sequence. Truth is the sequence and what the hub has acknowledged, both on disk: what
 * somebody was told about a new fact, or was not told, decides nothing. A push that was lost, cut or answered twice is
 * sent again; the hub knows facts by their id.
 */
export class Sender {
  readonly #store: Store;
  readonly #pace = new Pace(pushing);

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

  /**
   * Sends until nothing waits any more. A batch that overtakes the one before it on its way is told to wait, and sent
   * again.
   */
  async sendAll(line: HubLine, signal: AbortSignal): Promise<Result<null, SendProblem>> {
    while (!signal.aborted && this.waiting() > 0) {
      const before = this.acknowledged();
      const sent = await this.#sendOn(line, signal);
      if (!sent.ok) return sent;
      if (this.acknowledged() === before) return stuck(before + 1);
    }
    return ok(null);
  }

  /** Sends one batch after the other from what is acknowledged on, until the hub does not follow or nothing waits. */
  async #sendOn(line: HubLine, signal: AbortSignal): Promise<Result<null, SendProblem>> {
    const { log } = this.#store;
    const onTheWay: OnTheWay[] = [];
    let last = this.acknowledged();
    let follows = true;
    const next = (): Batch | undefined => {
      if (!follows || signal.aborted || onTheWay.length >= mostOnTheWay || last >= log.head.sequence) return undefined;
      const batch = fitting(factsOfStation(this.#store, this.#store.stationId, last, this.#pace.next));
      last = batch.facts.at(-1)?.sequence ?? log.head.sequence;
      return batch.facts.length > 0 ? batch : undefined;
    };
    const send = () => {
      for (let batch = next(); batch; batch = next()) onTheWay.push({ batch, reply: this.#timed(line, batch) });
    };
    for (;;) {
      send();
      const first = onTheWay.shift();
      if (!first) return ok(null);
      const reply = await first.reply;
      if (!reply.ok) return reply;
      follows &&= reply.value.results.every(({ outcome }) => outcome !== "waiting");
      // Before this one's answer is on the disk here, for the hub has nothing to do meanwhile.
      send();
      const taken = await this.#take(first.batch, reply.value);
      if (!taken.ok) return taken;
    }
  }

  async #timed(line: HubLine, batch: Batch): Line<PushReply> {
    const start = performance.now();
    const reply = await line.push(batch.texts);
    if (reply.ok) this.#pace.took(batch.facts.length, performance.now() - start);
    return reply;
  }

  /** Sends facts that the hub turned out to lack, by their numbers. */
  async sendMissing(line: HubLine, station: string, numbers: readonly number[]): Promise<Result<null, SendProblem>> {
    for (let start = 0; start < numbers.length; start += pushing.first) {
      const facts = factsNumbered(this.#store, station, numbers.slice(start, start + pushing.first));
      for (let rest = facts; rest.length > 0;) {
        const batch = fitting(rest);
        const reply = await line.push(batch.texts);
        if (!reply.ok) return reply;
        const taken = await this.#take(batch, reply.value, station === this.#store.stationId);
        if (!taken.ok) return taken;
        rest = rest.slice(batch.facts.length);
      }
    }
    return ok(null);
  }

  /** Writes down what the hub said of a batch. */
  async #take({ facts }: Batch, reply: PushReply, own = true): Promise<Result<null, SendProblem>> {
    const { results, expected, epoch } = reply;
    const { statements, log } = this.#store;
    const known = readSync(statements, "epoch");
    if (known !== undefined && known !== epoch) return { ok: false, error: { kind: "restored" } };
    const sent = new Set(facts.map((fact) => fact.id));
    const refusals = results.flatMap((result) =>
      result.outcome === "refused" && sent.has(result.id)
        ? [{ factId: result.id, code: result.code, detail: result.detail }]
        : [],
    );
    const taken = results.flatMap(({ id, outcome }) => (outcome === "accepted" || outcome === "duplicate" ? [id] : []));
    await log.commit("acknowledge", systemUser, (writing) => {
      if (!own) return;
      writing.park(refusals);
      if (refusals.some(({ code }) => code === "future-clock")) writing.returnToPresent(clockSkewAllowed);
      // What was refused once and is taken now has its say again.
      for (const id of refusedAmong(writing.statements, taken)) writing.unpark(id);
      const upTo = Math.min(expected - 1, log.head.sequence);
      writeSync(writing.statements, "acknowledged", upTo);
      writeSync(writing.statements, "epoch", epoch);
    });
    return ok(null);
  }
}

/** As many of the first facts as one request may carry. */
function fitting(facts: readonly FactEnvelope[]): Batch {
  const texts: string[] = [];
  let bytes = 0;
  for (const fact of facts) {
    const text = JSON.stringify(fact);
    bytes += Buffer.byteLength(text) + 1;
    if (texts.length > 0 && bytes > mostBodyBytes / 4) break;
    texts.push(text);
  }
  return { facts: facts.slice(0, texts.length), texts };
}

/** A hub that takes nothing of what it asked for would be asked for ever. */
function stuck(expected: number): Result<null, SendProblem> {
  return { ok: false, error: { kind: "not-a-hub", detail: `still wants fact ${expected}` } };
}
