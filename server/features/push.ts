import type { FactEnvelope } from "#shared/facts/fact.ts";
import { touches } from "#shared/facts/views.ts";
import { laterStamp } from "#shared/kernel/hybrid-clock.ts";
import { must, type Result } from "#shared/kernel/result.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import type { PersonView } from "#shared/people/person-view.ts";
import { authorityProblem, systemUser } from "#shared/sync/authority.ts";
import { judgeFact, readFact, type ReadFact, type Refused, type Standing } from "#shared/sync/judge.ts";
import type { FactRefusal } from "#shared/sync/refusals.ts";
import { belonging, ordersOf, type Scope } from "#shared/sync/scope.ts";
import type { PushReply, PushResult } from "#shared/sync/wire.ts";
import type { Transaction } from "../adapters/postgres/database.ts";
import { appendFacts, type Chain, lockChains, type NewFact, writeChain } from "../store/append.ts";
import { epochOf, sha256 } from "../store/hub.ts";
import { Projector } from "../store/projector.ts";
import { forgetRefusals, type NewRefusal, recordRefusals, refusedBefore } from "../store/refusals.ts";
import { isHealing } from "./healing.ts";
import { type AnswerContext, answerWaiting, isOwn, noteAnswers } from "./answers.ts";

export interface PushingStation {
  readonly station: string;
  readonly scope: Scope;
}

export interface Pushed {
  readonly reply: PushReply;
  /** Facts that others are to be told of. */
  readonly added: number;
}

/** Takes a station's facts: all that can be taken, in one transaction with the number they raise and the documents they change. */
export async function push(context: AnswerContext, station: PushingStation, raws: readonly unknown[]): Promise<Pushed> {
  const arrivals = raws.map((raw) => new Arrival(raw));
  const now = context.clock();
  const { answers, ...pushed } = await context.database.transaction(async (queries) => {
    const batch = await Batch.begin(context, queries, station, arrivals, now);
    const results = arrivals.map((one) => batch.take(one));
    const { expected, added, answers } = await batch.finish();
    return { reply: { results, expected, epoch: await epochOf(queries), now }, added, answers };
  });
  // Before the reply, so that a station that asks and then pulls has its answer in one round trip.
  if (answers) await answerWaiting(context);
  return pushed;
}

/** What came as one fact, with all that can be said of it before anything is locked. */
class Arrival {
  readonly raw: unknown;
  readonly text: string;
  readonly read: Result<ReadFact, Refused>;
  #digest: string | undefined;

  constructor(raw: unknown) {
    let written: string | undefined;
    this.raw = raw;
    this.read = readFact(raw, () => (written ??= textOf(raw)), sha256);
    this.text = written ?? textOf(raw);
  }

  /** By which a refusal is known again; seldom asked. */
  get digest(): string {
    return (this.#digest ??= sha256(this.text));
  }
}

/** What is no fact may be too deep to be written down. */
function textOf(raw: unknown): string {
  try {
    return JSON.stringify(raw) ?? "";
  } catch {
    return "(too deep to be written down)";
  }
}

/** One push within its transaction. */
class Batch {
  readonly #context: AnswerContext;
  readonly #queries: Transaction;
  readonly #station: PushingStation;
  readonly #projector: Projector;
  readonly #chains: Map<string, Chain>;
  readonly #touched = new Set<string>();
  readonly #hashes: Map<string, string>;
  readonly #refusedBefore: ReadonlyMap<string, FactRefusal>;
  readonly #standing: Standing;
  readonly #added: NewFact[] = [];
  readonly #refused: NewRefusal[] = [];
  readonly #settled: string[] = [];

  static async begin(
    context: AnswerContext,
    queries: Transaction,
    station: PushingStation,
    arrivals: readonly Arrival[],
    now: number,
  ): Promise<Batch> {
    const readable = arrivals.flatMap(({ read }) => (read.ok ? [read.value] : []));
    const givesBack = readable.some(({ fact }) => fact.station === context.hub.hubId);
    const chains = await lockChains(queries, [station.station, ...(givesBack ? [context.hub.hubId] : [])]);
    const known = await queries.all<{ id: string; hash: string }>(
      "SELECT id, fact->>'hash' AS hash FROM facts WHERE id = ANY($1)",
      [readable.map(({ fact }) => fact.id)],
    );
    const hashes = new Map(known.map(({ id, hash }) => [id, hash]));
    const before = await refusedBefore(queries, station.station, () => arrivals.map(({ digest }) => digest));
    const projector = new Projector(queries);
    const fresh = readable.filter(({ fact }) => !hashes.has(fact.id));
    const folded = fresh.flatMap(({ known }) => (known ? [known] : []));
    await projector.load(folded.flatMap((fact) => [...touches(fact)]));
    await projector.look([
      ...folded.filter(({ user }) => user !== systemUser).map(({ user }) => ({ view: "people" as const, id: user })),
      ...folded.flatMap((fact) => ordersOf(fact).map((id) => ({ view: "orders" as const, id }))),
    ]);
    // Asked only where it matters: facts that the hub would refuse for what it does not know.
    const personOf = (user: string): PersonView | undefined => personIn(projector, user);
    const orderOf = (orderId: string): OrderView | undefined => projector.read("orders", orderId);
    const doubtful = folded.some((fact) =>
      authorityProblem(fact, { person: personOf(fact.user), orderOf, isHealing: false }),
    );
    const standing: Standing = {
      station: station.station,
      now,
      personOf,
      orderOf,
      isHealing: doubtful && (await isHealing(queries)),
    };
    return new Batch(context, queries, station, { projector, chains, hashes, before, standing });
  }

  private constructor(
    context: AnswerContext,
    queries: Transaction,
    station: PushingStation,
    there: {
      projector: Projector;
      chains: Map<string, Chain>;
      hashes: Map<string, string>;
      before: ReadonlyMap<string, FactRefusal>;
      standing: Standing;
    },
  ) {
    this.#context = context;
    this.#queries = queries;
    this.#station = station;
    this.#projector = there.projector;
    this.#chains = there.chains;
    this.#hashes = there.hashes;
    this.#refusedBefore = there.before;
    this.#standing = there.standing;
  }

  take(arrival: Arrival): PushResult {
    const { read } = arrival;
    if (!read.ok) return this.#refuseUnread(arrival, read.error);
    const { fact } = read.value;
    const hash = this.#hashes.get(fact.id);
    if (hash === fact.hash) return { id: fact.id, outcome: "duplicate" };
    if (hash !== undefined) return this.#refuse(arrival, fact, { code: "id-taken", detail: "" });
    if (isOwn(this.#context.hub, fact)) return this.#takeBack(arrival, read.value);
    if (fact.station !== this.#station.station) {
      return this.#refuse(arrival, fact, { code: "other-station", detail: fact.station });
    }
    const head = this.#chain(fact.station);
    const before = this.#refusedBefore.size > 0 ? this.#refusedBefore.get(arrival.digest) : undefined;
    if (before !== undefined) {
      // Where the chain is broken it stays so; of the others it was followed before they were refused.
      const problem = before === "broken-chain" ? brokenChain : judgeFact(read.value, null, this.#standing);
      if (problem || !this.#add(read.value, arrival.text)) return this.#refuse(arrival, fact, problem ?? unfoldable);
      this.#settled.push(arrival.digest);
      return { id: fact.id, outcome: "accepted" };
    }
    if (fact.sequence <= head.sequence) return this.#refuse(arrival, fact, { code: "number-taken", detail: "" });
    if (fact.sequence > head.sequence + 1) return { id: fact.id, outcome: "waiting" };
    const problem = judgeFact(read.value, head.hash, this.#standing);
    // Taken or not, its number is used and the next fact follows on it.
    this.#move(fact.station, { sequence: fact.sequence, hash: fact.hash, stamp: laterStamp(head.stamp, fact.stamp) });
    if (problem || !this.#add(read.value, arrival.text)) return this.#refuse(arrival, fact, problem ?? unfoldable);
    return { id: fact.id, outcome: "accepted" };
  }

  async finish(): Promise<{ expected: number; added: number; answers: boolean }> {
    await appendFacts(this.#queries, this.#added);
    await this.#projector.finish();
    await recordRefusals(this.#queries, this.#station.station, this.#refused, this.#standing.now);
    await forgetRefusals(this.#queries, this.#station.station, this.#settled);
    for (const station of this.#touched) await writeChain(this.#queries, station, this.#chain(station));
    const answers = await noteAnswers(this.#context, this.#queries, this.#projector);
    return { expected: this.#chain(this.#station.station).sequence + 1, added: this.#added.length, answers };
  }

  /** Answers false where no fold can take it. */
  #add({ fact, known }: ReadFact, text: string): boolean {
    if (known && !this.#projector.project(known)) return false;
    this.#hashes.set(fact.id, fact.hash);
    const where = belonging(fact, known ? touches(known) : [], this.#station.scope.site, (orderId) => {
      return this.#standing.orderOf(orderId)?.channel ?? null;
    });
    this.#added.push({ fact, known, belonging: where, text });
    return true;
  }

  /** A fact the hub made itself before it was restored from an older copy: a station that had it gives it back. */
  #takeBack(arrival: Arrival, read: ReadFact): PushResult {
    const { fact } = read;
    const head = this.#chain(fact.station);
    if (!read.sealed) return this.#refuse(arrival, fact, { code: "broken-hash", detail: "" });
    if (fact.sequence > head.sequence + 1) return { id: fact.id, outcome: "waiting" };
    if (fact.sequence <= head.sequence || fact.previous !== head.hash) {
      return this.#refuse(arrival, fact, { code: "number-taken", detail: "" });
    }
    this.#move(fact.station, { sequence: fact.sequence, hash: fact.hash, stamp: laterStamp(head.stamp, fact.stamp) });
    this.#add(read, arrival.text);
    return { id: fact.id, outcome: "accepted" };
  }

  #refuseUnread({ raw, text, digest }: Arrival, refused: Refused): PushResult {
    const { id, station, sequence, hash } = (
      typeof raw === "object" && raw !== null ? raw : {}
    ) as Partial<FactEnvelope>;
    const head = this.#chain(this.#station.station);
    const isNext = station === this.#station.station && sequence === head.sequence + 1;
    // A fact that its station cannot mend must not stand in the way of those after it.
    if (isNext) {
      const next = typeof hash === "string" && /^[0-9a-f]{64}$/.test(hash) ? hash : head.hash;
      this.#move(this.#station.station, { ...head, sequence, hash: next });
    }
    const factId = typeof id === "string" ? id.slice(0, 100) : "";
    this.#refused.push({ ...refused, digest, factId, sequence: isNext ? sequence : 0, text });
    return { id: factId, outcome: "refused", ...refused };
  }

  #refuse({ text, digest }: Arrival, { id, sequence }: FactEnvelope, refused: Refused): PushResult {
    this.#refused.push({ ...refused, digest, factId: id, sequence, text });
    return { id, outcome: "refused", ...refused };
  }

  #chain(station: string): Chain {
    return must(this.#chains.get(station), "the chain was locked at the beginning");
  }

  #move(station: string, chain: Chain): void {
    this.#chains.set(station, chain);
    this.#touched.add(station);
  }
}

function personIn(projector: Projector, user: string): PersonView | undefined {
  const found = projector.read("people", user);
  return found?.kind === "person" ? found : undefined;
}

const brokenChain: Refused = { code: "broken-chain", detail: "" };
const unfoldable: Refused = { code: "broken-body", detail: "its figures cannot be folded" };
