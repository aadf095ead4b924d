import type { CodeOf, OutputOf, ParsedInputOf } from "#shared/bridge/contract.ts";
import type { SentFact, SyncState } from "#shared/bridge/sync-types.ts";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { type Draft, draft } from "#shared/facts/kinds.ts";
import { timeOf } from "#shared/kernel/hybrid-clock.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { protocolVersion } from "#shared/sync/protocol.ts";
import type { Scope } from "#shared/sync/scope.ts";
import { clockSkewAllowed, type EnrolReply } from "#shared/sync/wire.ts";
import type { FreeBytes } from "./care.ts";
import { broughtChannels, leftChannels } from "./channels.ts";
import { factsCollection } from "../store/collections.ts";
import { factsOfStation } from "../store/own-facts.ts";
import { isRefused, markDiscarded, refusedFact, refusedFacts } from "../store/parked-facts.ts";
import { parseHubAddress } from "../sync/hub-address.ts";
import { forgetHubNote, keepHubNote } from "../sync/hub-note.ts";
import { HubLine, type LineProblem } from "../sync/hub-line.ts";
import { usualTiming, SyncEngine, type SyncTiming } from "../sync/sync-engine.ts";
import { forgetHub, type Membership, readSync, widestAt, writeSync } from "../sync/sync-tables.ts";
import { type KeyRing, TokenVault } from "../sync/token-vault.ts";
import {
  nameOf,
  may,
  refuse,
  type Reply,
  signedIn,
  type StationContext,
  stationView,
  systemUser,
} from "./station-context.ts";

export interface HubOptions {
  readonly keyRing?: KeyRing | undefined;
  /** Tests hurry. */
  readonly timing?: SyncTiming | undefined;
  readonly onProblem: (problem: unknown) => void;
  /** What the disk of the store has left. */
  readonly freeBytes: FreeBytes;
  /**
   * Closes the store and opens it as at a start; called once a prepared copy of the hub's lies ready, which then becomes the
   * store. Left out, the station takes none and pulls fact by fact.
   */
  readonly reopen?: (() => Promise<void>) | undefined;
  /** Something has changed between the station and its hub. */
  readonly onChange?: () => void;
}

type HubToJoin = ParsedInputOf<"sync.join">;
export type JoinCode = Exclude<CodeOf<"sync.join">, "role-missing">;

interface Enrolled {
  readonly membership: Membership;
  readonly reply: EnrolReply;
}

/** At most so often, milliseconds. */
const tellEvery = 250;
/** How long a station that leaves waits for its last facts to be taken, milliseconds. */
const toldWithin = 3000;

/** The station and its hub: joining, leaving, what waits, what was refused. */
export class Hub {
  readonly #context: StationContext;
  readonly #engine: SyncEngine;
  readonly #vault: TokenVault;
  readonly #onChange: () => void;
  #telling: NodeJS.Timeout | undefined;

  constructor(context: StationContext, options: HubOptions) {
    this.#context = context;
    this.#onChange = options.onChange ?? (() => undefined);
    this.#vault = new TokenVault(context.store.paths.directory, options.keyRing);
    this.#engine = new SyncEngine({
      store: context.store,
      clock: context.clock,
      chance: Math.random,
      timing: options.timing ?? usualTiming,
      freeBytes: options.freeBytes,
      reopen: options.reopen,
      onChange: () => this.#tell(),
      onProblem: options.onProblem,
    });
  }

  /** Goes on with the hub of last time, if there was one. */
  async start(): Promise<void> {
    const membership = readSync(this.#context.statements, "membership");
    // Without a readable token the hub answers that it does not know the station, and the page says what to do.
    if (!membership) return;
    this.#note(membership);
    this.#engine.start(membership, (await this.#vault.read()) ?? "");
  }

  async close(): Promise<void> {
    await this.#engine.stop();
    clearTimeout(this.#telling);
  }

  state(): SyncState {
    return this.#engine.state();
  }

  /** Facts stream in that the hub had before this station came to it. */
  isDownloading(): boolean {
    return this.#engine.isDownloading();
  }

  tryNow(): void {
    this.#engine.tryNow();
  }

  /** What the hub is to give from now on. */
  chooseScope(scope: Scope): Promise<Result<null, LineProblem>> {
    return this.#engine.chooseScope(scope);
  }

  /** Joins a hub with what the station already has. */
  async join(input: HubToJoin): Reply<SyncState, CodeOf<"sync.join">> {
    if (!may(this.#context, "station.joined")) return refuse("role-missing");
    const station = stationView(this.#context);
    const enrolled = await this.enrol(input, station?.name ?? "", station?.letters ?? "A");
    if (!enrolled.ok) return enrolled;
    const user = signedIn(this.#context)?.personId ?? systemUser;
    await this.belong(enrolled.value, user);
    return ok(this.state());
  }

  /** Asks the hub to take the station in; nothing is written here yet. */
  async enrol(
    input: HubToJoin,
    name: string,
    letters: string,
  ): Promise<Result<Enrolled, { readonly code: JoinCode; readonly detail: string }>> {
    const { store, statements, clock } = this.#context;
    if (readSync(statements, "membership")) return refuse("already-joined");
    const address = parseHubAddress(input.address);
    if (!address.ok) return refuse("not-an-address");
    const { sequence, hash } = store.log.head;
    const line = new HubLine({ origin: address.value.origin, fingerprint: input.fingerprint ?? undefined });
    try {
      const reply = await line.enrol({
        code: input.code,
        stationId: store.stationId,
        name,
        letters,
        head: { sequence, hash },
        protocol: protocolVersion,
        companyId: stationView(this.#context)?.companyId ?? null,
        scope: widestAt(statements),
      });
      if (!reply.ok) return err(joinRefusal(reply.error));
      const { companyId, hubId } = reply.value;
      const membership = {
        address: address.value.origin,
        fingerprint: input.fingerprint,
        companyId,
        hubId,
        joinedAt: clock(),
      };
      return ok({ membership, reply: reply.value });
    } finally {
      await line.close();
    }
  }

  /** Writes down that the station belongs to the hub, and begins to be the same as it. */
  async belong({ membership, reply }: Enrolled, user: string): Promise<void> {
    const { store, log } = this.#context;
    await this.#vault.keep(reply.token);
    try {
      await log.commit("join", user, (writing) => {
        const { stationId } = store;
        const { companyId, hubId } = membership;
        const body = { stationId, companyId, hubId, letters: reply.letters };
        writing.append([draft(`station/${stationId}`, "station.joined", body), ...broughtChannels(this.#context)]);
        forgetHub(writing.statements);
        writeSync(writing.statements, "membership", membership);
        writeSync(writing.statements, "epoch", reply.epoch);
      });
    } catch (problem) {
      this.#vault.forget();
      throw problem;
    }
    this.#note(membership);
    this.#engine.start(membership, reply.token);
  }

  /** For the day on which the store cannot be read. */
  #note({ address, fingerprint, companyId, hubId }: Membership): void {
    const { store } = this.#context;
    const { name = "Station", letters = "A" } = stationView(this.#context) ?? {};
    const note = { address, fingerprint, companyId, hubId, stationId: store.stationId, name, letters };
    keepHubNote(store.paths.directory, note);
  }

  /** Works alone from here on; everything that is here stays here. */
  async leave({ reason }: ParsedInputOf<"sync.leave">): Reply<SyncState, CodeOf<"sync.leave">> {
    if (!may(this.#context, "station.left")) return refuse("role-missing");
    if (reason.trim() === "") return refuse("reason-missing");
    const { store, log, statements } = this.#context;
    if (!readSync(statements, "membership")) return refuse("not-joined");
    await this.#giveUpChannels();
    await this.#engine.stop();
    const { stationId } = store;
    await log.commit("leave", signedIn(this.#context)?.personId ?? systemUser, (writing) => {
      writing.append([draft(`station/${stationId}`, "station.left", { stationId, reason: reason.trim() })]);
      forgetHub(writing.statements);
    });
    this.#vault.forget();
    forgetHubNote(store.paths.directory);
    this.#tell();
    return ok(this.state());
  }

  /** Told to the hub before the line is let go, where there is one; else a lead at another station takes them over. */
  async #giveUpChannels(): Promise<void> {
    const { log } = this.#context;
    const drafts = leftChannels(this.#context);
    if (drafts.length === 0) return;
    await log.act(signedIn(this.#context)?.personId ?? systemUser, (act) => act.append(drafts));
    for (let waited = 0; waited < toldWithin; waited += tellEvery) {
      const { line, waiting } = this.state();
      if (line !== "open" || waiting === 0) return;
      await new Promise<void>((resolve) => void setTimeout(resolve, tellEvery));
    }
  }

  /** The oldest first; a place is the sequence number of the last. */
  waiting({ after, limit }: ParsedInputOf<"sync.waiting">): OutputOf<"sync.waiting"> {
    const { store, statements } = this.#context;
    if (!readSync(statements, "membership")) return { facts: [], next: null };
    const acknowledged = this.#engine.sender.acknowledged();
    const from = Math.max(acknowledged, Number(after ?? 0) || 0);
    const facts = factsOfStation(store, store.stationId, from, limit);
    const last = facts.length === limit ? facts.at(-1) : undefined;
    return { facts: facts.map((fact) => this.#shown(fact)), next: last ? String(last.sequence) : null };
  }

  refused(asked: ParsedInputOf<"sync.refused">): OutputOf<"sync.refused"> {
    const { facts, next } = refusedFacts(this.#context.statements, asked);
    const shown = facts.flatMap(({ factId, code, detail }) => {
      const fact = this.#fact(factId);
      return fact ? [{ ...this.#shown(fact), code, detail }] : [];
    });
    return { facts: shown, next };
  }

  async sendAgain({
    factIds,
  }: ParsedInputOf<"sync.sendAgain">): Reply<{ stillRefused: number }, CodeOf<"sync.sendAgain">> {
    const { statements, clock } = this.#context;
    const facts = factIds.flatMap((id) => (isRefused(statements, id) ? (this.#fact(id) ?? []) : []));
    if (facts.length === 0) return refuse("fact-unknown");
    const isEarly = (fact: FactEnvelope): boolean => timeOf(fact.stamp) > clock() + clockSkewAllowed;
    const early = facts.filter((fact) => isEarly(fact));
    if (early.length > 0 && this.state().trouble?.code === "clock-ahead") return refuse("clock-ahead");
    for (const fact of early) await this.#recordAnew(fact);
    const again = facts.filter((fact) => !isEarly(fact));
    const sent = again.length > 0 ? await this.#engine.sendAgain(again.map((fact) => fact.sequence)) : ok(null);
    if (!sent.ok) return refuse("no-line");
    return ok({ stillRefused: again.filter((fact) => isRefused(statements, fact.id)).length });
  }

  /** A fact stamped by a clock that was far ahead is recorded once more under the right time; the old one is given up. */
  async #recordAnew(fact: FactEnvelope): Promise<void> {
    await this.#context.log.commit("record anew", fact.user, (writing) => {
      writing.returnToPresent(clockSkewAllowed);
      const { id: factId, stream, kind, body } = fact;
      const reason = "Recorded anew with the right time";
      writing.append([
        // It was appended by this very station, so its kind and body are known here.
        { stream, kind, body } as unknown as Draft,
        draft(`sync/${factId}`, "sync.discarded", { factId, kind, code: "future-clock", reason }),
      ]);
      markDiscarded(writing.statements, factId);
    });
  }

  async discard({ factId, reason }: ParsedInputOf<"sync.discard">): Reply<null, CodeOf<"sync.discard">> {
    if (!may(this.#context, "sync.discarded")) return refuse("role-missing");
    if (reason.trim() === "") return refuse("reason-missing");
    const parked = refusedFact(this.#context.statements, factId);
    const fact = parked && this.#fact(factId);
    if (!fact) return refuse("fact-unknown");
    const { kind } = fact;
    const body = { factId, kind, code: parked.code, reason: reason.trim() };
    await this.#context.log.commit("discard", signedIn(this.#context)?.personId ?? systemUser, (writing) => {
      writing.append([draft(`sync/${factId}`, "sync.discarded", body)]);
      markDiscarded(writing.statements, factId);
    });
    this.#tell();
    return ok(null);
  }

  #fact(factId: string): FactEnvelope | undefined {
    return this.#context.store.storage.read(factsCollection, factId) as FactEnvelope | undefined;
  }

  #shown(fact: FactEnvelope): SentFact {
    const { id: factId, kind, body, stamp, user } = fact;
    const orderId = body["orderId"];
    const order = typeof orderId === "string" ? this.#context.log.read("orders", orderId) : undefined;
    const placed = kind === "order.placed" ? (body["content"] as { number?: string } | undefined)?.number : undefined;
    // The content of an order or a print is large, and its words do not need it.
    const { content: _content, ...rest } = body;
    const who = nameOf(this.#context, user);
    return { factId, kind, body: rest, at: timeOf(stamp), who, orderNumber: order?.number ?? placed ?? "" };
  }

  #tell(): void {
    this.#telling ??= setTimeout(() => {
      this.#telling = undefined;
      this.#context.emit("sync", this.state());
      this.#context.emit("changed", { tags: ["sync"] });
      this.#onChange();
    }, tellEvery);
  }
}

export function joinRefusal(problem: LineProblem): { readonly code: JoinCode; readonly detail: string } {
  switch (problem.kind) {
    case "no-line":
    case "not-a-hub":
      return { code: problem.kind, detail: problem.detail };
    case "certificate":
      return { code: "certificate-unknown", detail: problem.fingerprint };
    case "refused":
      return { code: joinCodeOf(problem.code), detail: problem.detail };
  }
}

function joinCodeOf(code: Extract<LineProblem, { kind: "refused" }>["code"]): JoinCode {
  switch (code) {
    case "wrong-code":
    case "expired-code":
    case "used-code":
    case "too-many-tries":
    case "other-company":
    case "station-known":
    case "station-behind":
    case "station-too-old":
    case "hub-too-old":
      return code;
    case "not-now":
      return "hub-busy";
    default:
      return "hub-refuses";
  }
}
