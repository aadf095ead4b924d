import type { SyncState, SyncTrouble } from "#shared/bridge/sync-types.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { timeOf } from "#shared/kernel/hybrid-clock.ts";
import { type Backoff, waitBeforeTry } from "#shared/sync/backoff.ts";
import { type AcknowledgedReply, clockSkewAllowed } from "#shared/sync/wire.ts";
import { systemUser } from "../features/station-context.ts";
import { isSameScope } from "#shared/sync/decide-scope.ts";
import type { Scope } from "#shared/sync/scope.ts";
import type { Store } from "../store/open-store.ts";
import { lastNumberOf } from "../store/own-facts.ts";
import { countRefused } from "../store/parked-facts.ts";
import { type CopyTiming, FirstCopy, usualCopyTiming } from "./first-copy.ts";
import { HubLine, type Line, type LineProblem } from "./hub-line.ts";
import { pulledAtOnce, type ReceiveProblem, Receiver } from "./receiver.ts";
import { startReplication } from "./replication.ts";
import { Sender } from "./sender.ts";
import { stopped } from "./stopped.ts";
import { streamEvents } from "./stream-events.ts";
import { forgetProgress, type Membership, readSync, scopeOf, takeScope, writeSync } from "./sync-tables.ts";
import { troubleOf } from "./trouble.ts";

export interface SyncTiming extends Backoff {
  /** Between two comparisons with what the hub has acknowledged, milliseconds. */
  readonly compareEvery: number;
  readonly copy?: CopyTiming;
}

export const usualTiming: SyncTiming = { first: 1000, longest: 60_000, compareEvery: 180_000 };

export interface SyncParts {
  readonly store: Store;
  readonly clock: () => number;
  /** 0 to 1. */
  readonly chance: () => number;
  readonly timing: SyncTiming;
  readonly freeBytes: (directory: string) => Promise<number>;
  /** See HubOptions. */
  readonly reopen?: (() => Promise<void>) | undefined;
  readonly onChange: () => void;
  readonly onProblem: (problem: unknown) => void;
}

/**
 * What ended a session. `scope`: the hub gives other facts from now on, so everything is pulled anew. `copy`: the store is to
 * be opened anew, with the hub's prepared copy.
 */
type SessionEnd = ReceiveProblem | { readonly kind: "scope"; readonly scope: Scope } | { readonly kind: "copy" };

interface Session {
  readonly line: HubLine;
  readonly stop: AbortController;
  readonly replication: { stop(): Promise<void> };
  readonly ended: Promise<void>;
}

/**
 * Keeps the station and its hub the same, as long as there is a line. Each session: compare what the hub has acknowledged,
 * send what it lacks, pull until nothing more comes, then live by the stream, comparing again every few minutes. Whatever
 * breaks ends the session, and the next one begins by comparing: nothing is remembered that could be wrong.
 */
export class SyncEngine {
  readonly #parts: SyncParts;
  readonly #sender: Sender;
  readonly #receiver: Receiver;
  readonly #firstCopy: FirstCopy | undefined;
  #session: Session | undefined;
  #line: SyncState["line"] = "alone";
  #trouble: SyncTrouble | null = null;
  #awaySince: number | null = null;
  #nextTryAt: number | null = null;
  #retryNow = (): void => undefined;
  #wakeSender = (): void => undefined;
  #endSession = (_why: SessionEnd): void => undefined;
  /** Called once a new scope is written down. */
  readonly #scopeTaken = new Set<() => void>();

  constructor(parts: SyncParts) {
    this.#parts = parts;
    this.#sender = new Sender(parts.store);
    this.#receiver = new Receiver(parts.store, parts.onChange);
    const { store, freeBytes, reopen, timing, onChange, onProblem } = parts;
    this.#firstCopy =
      reopen &&
      new FirstCopy({
        store,
        freeBytes,
        reopen,
        timing: timing.copy ?? usualCopyTiming,
        onProgress: onChange,
        onProblem,
      });
  }

  get sender(): Sender {
    return this.#sender;
  }

  start(membership: Membership, token: string): void {
    if (this.#session) throw new Error("The station is with a hub already");
    const { store } = this.#parts;
    const line = new HubLine({
      origin: membership.address,
      token,
      fingerprint: membership.fingerprint ?? undefined,
      acknowledged: () => {
        const epoch = readSync(store.statements, "epoch");
        return epoch === undefined ? undefined : `${epoch}/${this.#sender.acknowledged()}`;
      },
    });
    const stop = new AbortController();
    const replication = startReplication(store, this.#receiver, () => {
      this.#wakeSender();
      this.#parts.onChange();
    });
    const ended = this.#run(line, membership, stop.signal).catch(this.#parts.onProblem);
    this.#session = { line, stop, replication, ended };
  }

  /** Ends after what is being written is on disk. */
  async stop(): Promise<void> {
    const session = this.#session;
    if (!session) return;
    session.stop.abort();
    this.#retryNow();
    await session.replication.stop();
    await session.line.close();
    await session.ended;
    await this.#firstCopy?.stop();
    this.#session = undefined;
    this.#set("alone", null);
  }

  /** Sends facts that the hub has refused once more; "no-line" where it cannot be asked now. */
  async sendAgain(numbers: readonly number[]): Promise<Result<null, "no-line">> {
    const session = this.#session;
    if (!session || this.#line !== "open") return err("no-line");
    const sent = await this.#sender.sendMissing(session.line, this.#parts.store.stationId, numbers);
    this.#parts.onChange();
    return sent.ok ? sent : err("no-line");
  }

  /** Asks the hub for other facts from now on; gives what it answered, once that is written down and being pulled. */
  async chooseScope(scope: Scope): Promise<Result<null, LineProblem>> {
    const session = this.#session;
    const away = err({ kind: "no-line", detail: "" } as const);
    if (!session || this.#line !== "open") return away;
    const chosen = await session.line.chooseScope(scope);
    if (!chosen.ok) return chosen;
    if (this.#session !== session || isSameScope(scopeOf(this.#parts.store.statements), chosen.value.scope))
      return ok(null);
    const taken = new Promise<void>((resolve) => {
      this.#scopeTaken.add(resolve);
      session.stop.signal.addEventListener("abort", () => resolve(), { once: true });
    });
    // Where the session broke in this moment the next one hears of it as it compares.
    this.#endSession({ kind: "scope", scope: chosen.value.scope });
    await taken;
    return ok(null);
  }

  /** Tries the line now instead of when it would have been tried; compares at once where it is open. */
  tryNow(): void {
    this.#retryNow();
  }

  isDownloading(): boolean {
    return this.#line === "open" && readSync(this.#parts.store.statements, "download")?.phase !== "live";
  }

  state(): SyncState {
    const { store } = this.#parts;
    const { statements } = store;
    const membership = readSync(statements, "membership");
    const [oldest] = membership ? this.#sender.oldest(1) : [];
    return {
      hub: membership
        ? { address: membership.address, joinedAt: membership.joinedAt, fingerprint: membership.fingerprint }
        : null,
      line: this.#line,
      trouble: this.#trouble,
      waiting: membership ? this.#sender.waiting() : 0,
      oldestWaitingAt: oldest ? timeOf(oldest.stamp) : null,
      refused: countRefused(statements),
      broken: Number(statements.of("SELECT count(*) AS n FROM broken_facts").get()?.["n"] ?? 0),
      lastSyncedAt: readSync(statements, "lastSyncedAt") ?? null,
      awaySince: this.#awaySince,
      nextTryAt: this.#nextTryAt,
      download: this.#firstCopy?.progress ?? readSync(statements, "download") ?? null,
      facts: store.facts().facts,
    };
  }

  async #run(line: HubLine, membership: Membership, stop: AbortSignal): Promise<void> {
    this.#set("connecting", null);
    for (let failures = 0; !stop.aborted;) {
      const problem = await this.#once(line, membership, stop);
      if (stop.aborted) return;
      if (problem.kind === "restored") {
        // The next comparison tells what this hub holds; everything else is pulled and sent again.
        await this.#parts.store.log.commit("hub restored", systemUser, ({ statements }) => forgetProgress(statements));
        continue;
      }
      if (problem.kind === "scope") {
        const { scope } = problem;
        await this.#parts.store.log.commit("scope", systemUser, ({ statements }) => takeScope(statements, scope));
        for (const tell of this.#scopeTaken) tell();
        this.#scopeTaken.clear();
        this.#parts.onChange();
        continue;
      }
      if (problem.kind === "copy") {
        await this.#firstCopy?.takeUp(stop);
        continue;
      }
      failures = this.#line === "open" ? 1 : failures + 1;
      const trouble = troubleOf(problem);
      const wait = waitBeforeTry(this.#parts.timing, failures, this.#parts.chance());
      this.#nextTryAt = this.#parts.clock() + wait;
      this.#set(trouble.needsPerson ? "stopped" : "away", trouble);
      await this.#pause(wait, stop);
      this.#nextTryAt = null;
    }
  }

  /** One session; gives what ended it. */
  async #once(line: HubLine, { hubId }: Membership, stop: AbortSignal): Promise<SessionEnd> {
    const ending = new AbortController();
    const signal = AbortSignal.any([stop, ending.signal]);
    let problem: SessionEnd = { kind: "no-line", detail: "The stream has ended" };
    const end = (why: SessionEnd): void => {
      if (!ending.signal.aborted) problem = why;
      ending.abort();
    };
    this.#endSession = end;
    try {
      const compared = await this.#compare(line, hubId, signal);
      if (!compared.ok) return compared.error;
      this.#follow(line, signal, end);
      this.#repeat(line, hubId, signal, end);
      const pull = (after: string | undefined): ReturnType<HubLine["pull"]> =>
        line.pull({ after, limit: pulledAtOnce });
      const copied = await this.#firstCopy?.begin(line, signal, () => end({ kind: "copy" }));
      if (signal.aborted) return problem;
      if (copied) return copied;
      const caughtUp = await Promise.race([this.#receiver.catchUp(pull), stopped(signal)]);
      if (signal.aborted || !caughtUp) return problem;
      if (!caughtUp.ok) return caughtUp.error;
      this.#synced();
      let place = this.#receiver.position;
      const opened: Awaited<Line<AsyncIterable<Uint8Array>>> = await line.stream(place, signal);
      if (signal.aborted) return problem;
      if (!opened.ok) return opened.error;
      for await (const event of streamEvents(opened.value)) {
        const taken = await this.#receiver.takeIn(event, place, pull);
        if (!taken.ok) return taken.error;
        place = event.checkpoint;
        this.#synced();
      }
      return problem;
    } finally {
      ending.abort();
      this.#receiver.stop();
      this.#wakeSender = () => undefined;
      this.#retryNow = () => undefined;
      this.#endSession = () => undefined;
    }
  }

  /** Sends what waits now, and from now on what is recorded. */
  #follow(line: HubLine, signal: AbortSignal, end: (why: SessionEnd) => void): void {
    this.#set("open", this.#clockTrouble);
    let running = false;
    let again = false;
    const send = async (): Promise<void> => {
      if (running) {
        again = true;
        return;
      }
      running = true;
      do {
        again = false;
        const sent = this.#clockTrouble?.code === "clock-ahead" ? ok(null) : await this.#sender.sendAll(line, signal);
        if (!sent.ok && !signal.aborted) end(sent.error);
      } while (again && !signal.aborted);
      running = false;
      this.#synced();
    };
    this.#wakeSender = () => void send().catch((problem: unknown) => end(notSaved(problem)));
    this.#wakeSender();
  }

  /** Compares again every few minutes, and when somebody asks for it. */
  #repeat(line: HubLine, hubId: string, signal: AbortSignal, end: (why: SessionEnd) => void): void {
    const again = (): void =>
      void this.#compare(line, hubId, signal)
        .then((compared) => (compared.ok ? this.#wakeSender() : end(compared.error)))
        .catch((problem: unknown) => end(notSaved(problem)));
    const timer = setInterval(again, this.#parts.timing.compareEvery);
    signal.addEventListener("abort", () => clearInterval(timer), { once: true });
    this.#retryNow = again;
  }

  #clockTrouble: SyncTrouble | null = null;

  async #compare(line: HubLine, hubId: string, signal: AbortSignal): Promise<Result<null, SessionEnd>> {
    const { store, clock } = this.#parts;
    const hubHeld = lastNumberOf(store, hubId);
    const asked = await line.acknowledged({ held: store.log.head.sequence, hubHeld });
    if (!asked.ok) return asked;
    const { epoch, sequence, refused, missing, hub, now, scope } = asked.value;
    const known = readSync(store.statements, "epoch");
    if (known !== undefined && known !== epoch) return err({ kind: "restored" });
    // Chosen by this station, whose line broke before it heard so; or before its store was made again.
    if (scope && !isSameScope(scope, scopeOf(store.statements))) return err({ kind: "scope", scope });
    if (sequence > store.log.head.sequence) return this.#behind(line, asked.value);
    this.#clockTrouble = clockTrouble(clock() - now);
    try {
      await store.log.commit("compare", systemUser, (writing) => {
        writing.park(refused.map(({ id, code, detail }) => ({ factId: id, code, detail })));
        if (!this.#clockTrouble) writing.returnToPresent(clockSkewAllowed);
        writeSync(writing.statements, "epoch", epoch);
        writeSync(writing.statements, "acknowledged", sequence);
      });
    } catch (problem) {
      return err(notSaved(problem));
    }
    if (signal.aborted) return ok(null);
    const sent = await this.#sender.sendMissing(line, store.stationId, missing);
    if (!sent.ok) return sent;
    this.#set(this.#line, this.#clockTrouble);
    return this.#giveBack(line, hubId, { from: hub.sequence, to: hubHeld });
  }

  /** A restored hub gets its own later facts back from those that have them. */
  #giveBack(line: HubLine, hubId: string, lost: { from: number; to: number }): Promise<Result<null, ReceiveProblem>> {
    const numbers = Array.from({ length: Math.max(0, lost.to - lost.from) }, (_, place) => lost.from + 1 + place);
    return this.#sender.sendMissing(line, hubId, numbers);
  }

  /** This store is an older copy of itself: the hub has facts of this station that it lost. They come back by pulling. */
  async #behind(line: HubLine, { epoch, sequence }: AcknowledgedReply): Promise<Result<null, ReceiveProblem>> {
    const { store } = this.#parts;
    await store.log.commit("behind", systemUser, ({ statements }) => {
      forgetProgress(statements);
      writeSync(statements, "epoch", epoch);
    });
    const caughtUp = await this.#receiver.catchUp((after) => line.pull({ after, limit: pulledAtOnce, own: true }));
    if (!caughtUp.ok) return caughtUp;
    if (store.log.head.sequence >= sequence) return ok(null);
    return err({ kind: "refused", code: "station-behind", detail: String(sequence - store.log.head.sequence) });
  }

  #synced(): void {
    const { store, clock, onChange } = this.#parts;
    if (this.#sender.waiting() === 0) writeSync(store.statements, "lastSyncedAt", clock());
    onChange();
  }

  #set(line: SyncState["line"], trouble: SyncTrouble | null): void {
    this.#line = line;
    this.#trouble = trouble;
    if (line === "open" || line === "alone") this.#awaySince = null;
    else if (line !== "connecting") this.#awaySince ??= this.#parts.clock();
    this.#parts.onChange();
  }

  #pause(milliseconds: number, stop: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const over = (): void => {
        clearTimeout(timer);
        // A month without a line is tens of thousands of pauses.
        stop.removeEventListener("abort", over);
        resolve();
      };
      const timer = setTimeout(over, milliseconds);
      this.#retryNow = over;
      stop.addEventListener("abort", over, { once: true });
    });
  }
}

function clockTrouble(ahead: number): SyncTrouble | null {
  if (ahead > clockSkewAllowed) return { code: "clock-ahead", detail: String(ahead), needsPerson: true };
  if (ahead < -clockSkewAllowed) return { code: "clock-behind", detail: String(-ahead), needsPerson: true };
  return null;
}

function notSaved(problem: unknown): ReceiveProblem {
  return { kind: "not-saved", detail: problem instanceof Error ? problem.message : String(problem) };
}
