import { Subject } from "rxjs";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { PullReply, StreamEvent } from "#shared/sync/wire.ts";
import type { Store } from "../store/open-store.ts";
import { unknownFacts } from "../store/own-facts.ts";
import type { Line } from "./hub-line.ts";
import type { SendProblem } from "./sender.ts";
import { type DownloadProgress, readSync, writeSync } from "./sync-tables.ts";

export type ReceiveProblem = SendProblem | { readonly kind: "not-saved"; readonly detail: string };

/** Facts asked of the hub at once. */
export const pulledAtOnce = 400;

interface Page {
  /** Those still to be handed out. */
  readonly facts: FactEnvelope[];
  /** How many there were. */
  readonly count: number;
  readonly end: Pick<PullReply, "checkpoint" | "upToDate" | "phase" | "remaining">;
}

interface Source {
  readonly pull: (after: string | undefined) => Line<PullReply>;
  readonly settle: (outcome: Result<null, ReceiveProblem>) => void;
}

/**
 * What RxDB's replication pulls from. It hands out pages of the hub in small slices, and takes back what RxDB writes: the
 * facts, what they change in the views, and with the last slice of a page the hub's checkpoint, all in one commit. So a
 * crash or a full disk at any point costs nothing but pulling a page again, and facts that come twice are passed over.
 */
export class Receiver {
  /** Tells RxDB to pull. */
  readonly resync = new Subject<"RESYNC">();
  readonly #store: Store;
  readonly #onProgress: () => void;
  #source: Source | undefined;
  #page: Page | undefined;
  #ahead: { readonly after: string; readonly page: Line<PullReply> } | undefined;
  /** Facts that RxDB has been given and has not brought back, by their ids. */
  readonly #handedOut = new Map<string, FactEnvelope>();
  /** Resolves when the slice that RxDB was given last is on disk or given up. */
  #written: { readonly promise: Promise<void>; readonly resolve: () => void } | undefined;

  constructor(store: Store, onProgress: () => void) {
    this.#store = store;
    this.#onProgress = onProgress;
  }

  get position(): string | undefined {
    return readSync(this.#store.statements, "checkpoint");
  }

  /** Pulls from here on until the hub has nothing more; resolves then, or with what went wrong. */
  catchUp(pull: Source["pull"]): Promise<Result<null, ReceiveProblem>> {
    return new Promise((resolve) => {
      this.#begin({ pull, settle: resolve });
    });
  }

  /** What the live stream brought. `before` is the place in the stream it came after. */
  takeIn(event: StreamEvent, before: string | undefined, pull: Source["pull"]): Promise<Result<null, ReceiveProblem>> {
    return new Promise((resolve) => {
      const follows = before !== undefined && before === this.position && this.#page === undefined;
      if (follows) {
        const { facts, checkpoint } = event;
        this.#page = {
          facts: unknownFacts(this.#store, facts),
          count: facts.length,
          end: { checkpoint, upToDate: true, phase: "live", remaining: 0 },
        };
      }
      this.#begin({ pull, settle: resolve });
    });
  }

  #begin(source: Source): void {
    this.#source?.settle(ok(null));
    this.#source = source;
    this.resync.next("RESYNC");
  }

  /** Nothing is handed out from now on. */
  stop(): void {
    this.#source = undefined;
    this.#forget();
  }

  /** For RxDB: the next facts, at most `limit`; none where there are no more for now. Never throws, never waits for a line. */
  async next(limit: number): Promise<FactEnvelope[]> {
    await this.#written?.promise;
    while (this.#source) {
      const page = this.#page ?? (await this.#load(this.#source));
      if (!page) return [];
      this.#page = page;
      if (page.facts.length > 0) {
        const slice = page.facts.splice(0, limit);
        for (const fact of slice) this.#handedOut.set(fact.id, fact);
        this.#expectWrite();
        return slice;
      }
      if (!(await this.#closePage([], page, "sync"))) return [];
      if (page.end.upToDate) {
        this.#settle(ok(null));
        return [];
      }
    }
    return [];
  }

  /**
   * For RxDB: writes what `next` handed out. RxDB may come with several slices at once, and with one from before the line
   * broke, of which nothing is known here any more.
   */
  async write(ids: readonly string[], context: string): Promise<void> {
    const page = this.#page;
    const facts = ids.flatMap((id) => this.#handedOut.get(id) ?? []);
    for (const id of ids) this.#handedOut.delete(id);
    const isWhole = page?.facts.length === 0 && this.#handedOut.size === 0;
    try {
      if (!page) return;
      if (!isWhole) {
        await this.#save(() => this.#store.log.receive(facts, { context, isProvisional: true }));
      } else if ((await this.#closePage(facts, page, context)) && page.end.upToDate) {
        this.#settle(ok(null));
      } else {
        // RxDB takes a slice that is not full for the last one.
        setImmediate(() => this.resync.next("RESYNC"));
      }
    } finally {
      if (this.#handedOut.size === 0) {
        this.#written?.resolve();
        this.#written = undefined;
      }
    }
  }

  async #load({ pull }: Source): Promise<Page | undefined> {
    const after = this.position;
    const ahead = this.#ahead;
    this.#ahead = undefined;
    const pulled = await (ahead && ahead.after === after ? ahead.page : pull(after));
    if (!pulled.ok) {
      this.#settle(err(pulled.error));
      return undefined;
    }
    const { facts, epoch, ...end } = pulled.value;
    const known = readSync(this.#store.statements, "epoch");
    if (known !== undefined && known !== epoch) {
      this.#settle(err({ kind: "restored" }));
      return undefined;
    }
    // The next page is on its way while this one is written.
    if (!end.upToDate) this.#ahead = { after: end.checkpoint, page: pull(end.checkpoint) };
    return { facts: unknownFacts(this.#store, facts), count: facts.length, end };
  }

  /** The last facts of a page and its checkpoint, in one commit. */
  #closePage(facts: readonly FactEnvelope[], { end, count }: Page, context: string): Promise<boolean> {
    return this.#save(async () => {
      const { log, statements } = this.#store;
      const before = readSync(statements, "download");
      const progress = progressAfter(before, end, count);
      await log.receive(facts, {
        context,
        alongside(tables) {
          writeSync(tables, "checkpoint", end.checkpoint);
          if (progress.phase !== "live" || before?.phase !== "live") writeSync(tables, "download", progress);
        },
      });
      this.#page = undefined;
      this.#onProgress();
    });
  }

  async #save(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (problem) {
      this.#forget();
      this.#settle(err({ kind: "not-saved", detail: problem instanceof Error ? problem.message : String(problem) }));
      return false;
    }
  }

  #expectWrite(): void {
    let resolve = (): void => undefined;
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    this.#written = { promise, resolve };
  }

  #settle(outcome: Result<null, ReceiveProblem>): void {
    const source = this.#source;
    if (!outcome.ok) this.#forget();
    this.#source = undefined;
    source?.settle(outcome);
  }

  #forget(): void {
    this.#page = undefined;
    this.#ahead = undefined;
    this.#handedOut.clear();
    this.#written?.resolve();
    this.#written = undefined;
  }
}

function progressAfter(before: DownloadProgress | undefined, end: Page["end"], taken: number): DownloadProgress {
  const phase = end.upToDate ? "live" : end.phase;
  const received = before?.phase === phase ? before.received : 0;
  return { phase, received: received + taken, remaining: end.remaining };
}
