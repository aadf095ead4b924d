import { statfs } from "node:fs/promises";
import { writeFileSync } from "node:fs";
import { type BackupRow, type CareState, type ChainState, diskState } from "#shared/care/care.ts";
import { startOf } from "#shared/kernel/hybrid-clock.ts";
import { ok } from "#shared/kernel/result.ts";
import { examine } from "../adapters/sqlite/examine.ts";
import { type Backup, headQuestions, listBackups, makeBackup } from "../store/backups.ts";
import { verifyChains } from "../store/chain.ts";
import { countUnread } from "../store/unread-facts.ts";
import { pruneSome } from "../store/prune.ts";
import { isDamage } from "../store/store-refused.ts";
import { isDiskFull } from "./not-saved.ts";
import { refuse, type Reply, type StationContext } from "./station-context.ts";

/** Free bytes on the disk of a folder. */
export type FreeBytes = (directory: string) => Promise<number>;

export const freeBytesOf: FreeBytes = async (directory) => {
  const { bavail, bsize } = await statfs(directory);
  return bavail * bsize;
};

const pruneEveryMs = 3_600_000;
const firstPruneAfterMs = 10 * 60_000;
const prunePauseMs = 30;
/** Documents in one commit: a scan that comes meanwhile waits for no more than these. */
const prunedAtOnce = 4;
/** What closed longer ago is kept as snapshots. */
const keptDays = 90;
const dayMs = 86_400_000;

const chainAfterMs = 4000;
/** Between slices of about two milliseconds: a scan never waits for more than one. */
const chainPauseMs = 10;
/** Between two looks whether a download is through. */
const downloadPauseMs = 100;
const diskEveryMs = 30_000;
const firstBackupAfterMs = 90_000;
const backupLookEveryMs = 15 * 60_000;
const backupEveryMs = 6 * 3_600_000;

/**
 * Looks after the store while the station works: checks the chain from end to end in the background, makes backups,
 * watches the room on the disk, and says what it finds. Nothing here is in the way of a scan.
 */
export class Care {
  readonly #context: StationContext;
  readonly #freeBytes: FreeBytes;
  readonly #isDownloading: () => boolean;
  /** Somebody asked for it: the check of the chain waits for nothing. */
  #isAsked = false;
  readonly #timers = new Set<NodeJS.Timeout>();
  #free = Number.POSITIVE_INFINITY;
  #fullSaid = false;
  #chain: ChainState = { kind: "waiting" };
  #last: Backup | undefined;
  #trouble = "";
  #damage = "";
  #running: Promise<unknown> | undefined;
  #isBackingUp = false;
  #verifying: Promise<void> | undefined;
  #pruning: Promise<number> | undefined;
  #stopped = false;

  /** While `isDownloading` the chain is not checked unasked: what streams in is checked as it comes. */
  constructor(context: StationContext, freeBytes: FreeBytes = freeBytesOf, isDownloading: () => boolean = () => false) {
    this.#context = context;
    this.#freeBytes = freeBytes;
    this.#isDownloading = isDownloading;
    context.store.onChange(() => this.#wrote());
    context.store.onFailure((problem) => this.#failed(problem));
  }

  async start(): Promise<void> {
    [this.#last] = await listBackups(this.#context.store.paths);
    await this.lookAtDisk();
    this.#every(diskEveryMs, () => this.lookAtDisk());
    this.#after(chainAfterMs, () => this.#verifyChain());
    this.#after(firstBackupAfterMs, () => this.#backUpIfDue());
    this.#every(backupLookEveryMs, () => this.#backUpIfDue());
    this.#after(firstPruneAfterMs, () => this.prune());
    this.#every(pruneEveryMs, () => this.prune());
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    await this.#verifying;
    await this.#pruning;
    await this.#running;
  }

  state(): CareState {
    const { store, statements } = this.#context;
    return {
      disk: { state: diskState(this.#free, this.#fullSaid), freeBytes: Math.min(this.#free, Number.MAX_SAFE_INTEGER) },
      chain: this.#chain,
      backup: { running: this.#isBackingUp, last: this.#last ? rowOf(this.#last) : null, trouble: this.#trouble },
      damage: this.#damage,
      unread: countUnread(statements),
      salvaged: store.salvaged,
    };
  }

  async lookAtDisk(): Promise<void> {
    const before = diskState(this.#free, this.#fullSaid);
    this.#free = await this.#freeBytes(this.#context.store.paths.directory).catch(() => this.#free);
    if (diskState(this.#free, this.#fullSaid) !== before) this.#tell();
  }

  async backUp(): Reply<BackupRow, "backup-running" | "no-room" | "store-damaged" | "backup-failed"> {
    if (this.#isBackingUp) return refuse("backup-running");
    this.#isBackingUp = true;
    this.#tell();
    const making = this.#makeBackup();
    this.#running = making;
    const made = await making;
    this.#isBackingUp = false;
    if (made.ok) {
      this.#last = made.value;
      this.#trouble = "";
    } else {
      this.#trouble = made.error.words;
      // A copy may fail for many reasons; only what the store itself shows is damage.
      if (made.error.code === "store-damaged") await this.#checkFile();
    }
    this.#tell();
    return made.ok ? ok(rowOf(made.value)) : refuse(made.error.code, made.error.words);
  }

  /** The file and the chain, from end to end. */
  async verify(): Reply<CareState, "verify-running"> {
    // One that waits for a download has somebody waiting for it now.
    if (this.#isAsked || (this.#verifying && !this.#isDownloading())) return refuse("verify-running");
    this.#isAsked = true;
    try {
      await this.#checkFile();
      await this.#verifyChain();
    } finally {
      this.#isAsked = false;
    }
    return ok(this.state());
  }

  /** Keeps what closed long ago as snapshots, a few documents a commit. Gives the number of facts removed. */
  prune(): Promise<number> {
    this.#pruning ??= this.#pruneAll().finally(() => {
      this.#pruning = undefined;
    });
    return this.#pruning;
  }

  async #pruneAll(): Promise<number> {
    const { store, clock } = this.#context;
    const before = startOf(clock() - keptDays * dayMs);
    let removed = 0;
    while (!this.#stopped) {
      const step = await store.storage.enqueue("prune", (transaction) =>
        pruneSome(store, transaction, { before, mayPrune: store.mayPrune }, prunedAtOnce),
      );
      removed += step.removed;
      if (step.done) break;
      await new Promise<void>((done) => void setTimeout(done, prunePauseMs));
    }
    return removed;
  }

  async #makeBackup(): ReturnType<typeof makeBackup> {
    const { store, clock } = this.#context;
    const { driver, bytes, walBytes } = store.facts();
    const freeBytes = await this.#freeBytes(store.paths.directory).catch(() => this.#free);
    return makeBackup({ paths: store.paths, driver, now: clock(), storeBytes: bytes + walBytes, freeBytes });
  }

  async #backUpIfDue(): Promise<void> {
    const { log, clock, store } = this.#context;
    const isSame = this.#last?.station === store.stationId && this.#last.sequence === log.head.sequence;
    if (isSame || (this.#last && clock() - this.#last.at < backupEveryMs)) return;
    await this.backUp();
  }

  async #checkFile(): Promise<void> {
    const { store } = this.#context;
    const { path, driver } = store.facts();
    const checking = examine({ path, driver, questions: headQuestions });
    this.#running = checking;
    const found = await checking;
    const problem = found.kind === "failed" ? found.words : found.problems[0];
    if (problem !== undefined) this.#sawDamage(problem);
  }

  #sawDamage(words: string): void {
    if (this.#damage !== "") return;
    this.#damage = words;
    try {
      // The next start leads through a restore, even where the file would still open.
      writeFileSync(this.#context.store.paths.damage, `The store is damaged (${words}). It was left as it is.`);
    } catch {
      // On a disk that takes nothing more the file itself will say so.
    }
    this.#tell();
  }

  #verifyChain(): Promise<void> {
    this.#verifying ??= this.#walkChain().finally(() => {
      this.#verifying = undefined;
    });
    return this.#verifying;
  }

  async #walkChain(): Promise<void> {
    const { store, clock } = this.#context;
    const walk = verifyChains(store, store.stationId);
    for (;;) {
      if (this.#stopped) return;
      if (this.#isDownloading() && !this.#isAsked) {
        await new Promise<void>((done) => void setTimeout(done, downloadPauseMs));
        continue;
      }
      const step = walk.next();
      if (step.done) {
        const { checked, problems } = step.value;
        const at = clock();
        this.#chain =
          problems.length === 0 ? { kind: "whole", checked, at } : { kind: "broken", checked, at, problems };
        return this.#tell();
      }
      this.#chain = { kind: "checking", ...step.value };
      await new Promise<void>((done) => void setTimeout(done, chainPauseMs));
    }
  }

  #wrote(): void {
    if (!this.#fullSaid) return;
    this.#fullSaid = false;
    this.#tell();
    void this.lookAtDisk();
  }

  #failed(problem: unknown): void {
    if (isDamage(problem)) void this.#checkFile();
    if (!isDiskFull(problem) || this.#fullSaid) return;
    this.#fullSaid = true;
    this.#tell();
  }

  #tell(): void {
    if (this.#stopped) return;
    this.#context.emit("care", this.state());
  }

  #after(delay: number, work: () => Promise<unknown>): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      void work();
    }, delay);
    this.#timers.add(timer);
  }

  #every(delay: number, work: () => Promise<unknown>): void {
    this.#timers.add(setInterval(() => void work(), delay));
  }
}

function rowOf({ name, at, facts, bytes }: Backup): BackupRow {
  return { name, at, facts, bytes };
}
