import { mkdirSync } from "node:fs";
import type { SyncState } from "#shared/bridge/sync-types.ts";
import { must } from "#shared/kernel/result.ts";
import { isSameScope } from "#shared/sync/decide-scope.ts";
import { systemUser } from "#shared/sync/authority.ts";
import { copyPartBytes, type CopyReply } from "#shared/sync/wire.ts";
import { layout } from "../store/inspect.ts";
import { kindsMark } from "../store/kinds-mark.ts";
import type { Store } from "../store/open-store.ts";
import { holdsSnapshots } from "../store/snapshots.ts";
import { storePaths } from "../store/store-files.ts";
import { CopyFile } from "./copy-file.ts";
import { copyFolder, dropCopyFolder, writeReady } from "./copy-folder.ts";
import type { HubLine, LineProblem } from "./hub-line.ts";
import { stopped } from "./stopped.ts";
import { readSync, scopeOf, writeSync } from "./sync-tables.ts";

/** Facts of its own with which a station still takes a copy: they are taken into it while the store is closed. */
const mostOwnFacts = 5000;
/** A copy that saves fewer facts than this saves nothing. */
const leastSaved = 2000;
/** Parts asked for at a time. */
const partsAtOnce = 4;
/** A line that carries everything else, and after so many tries no part, is not waited for. */
const mostTriesInVain = 5;
/** What the disk must have left beside the copy, bytes. */
const leastLeft = 1_000_000_000;

/** Milliseconds. */
export interface CopyTiming {
  /** How long pulling waits for the copy; then it begins, and the copy goes on coming. */
  readonly pullAfter: number;
  /** How long a whole copy waits at most until nobody is in the middle of something. */
  readonly quietWithin: number;
}

export const usualCopyTiming: CopyTiming = { pullAfter: 20_000, quietWithin: 60_000 };
const quietLookEvery = 250;

type CopyOutcome =
  /** It lies in its folder, whole. */
  | { readonly kind: "whole" }
  /** The hub has none that fits, or it cannot be used. */
  | { readonly kind: "none" }
  /** What has come so far is gone on with when there is a line again. */
  | { readonly kind: "broken-off"; readonly problem: LineProblem };

interface FirstCopyParts {
  readonly store: Store;
  /** Of the disk the store lies on. */
  readonly freeBytes: (directory: string) => Promise<number>;
  /** Closes the store and opens it anew. */
  readonly reopen: () => Promise<void>;
  readonly timing: CopyTiming;
  readonly onProgress: () => void;
  readonly onProblem: (problem: unknown) => void;
}

/**
 * Fetches a hub's prepared copy for a station that holds little of what its hub has; see main/sync/take-up-copy.ts for how it
 * becomes the station's store. Whatever is wrong with it, the station pulls.
 */
export class FirstCopy {
  readonly #parts: FirstCopyParts;
  #copy: CopyReply | undefined;
  /** Places of the parts that are in the file. */
  readonly #here = new Set<number>();
  #triesInVain = 0;
  #fetching: Promise<CopyOutcome> | undefined;
  /** No copy is asked for any more, or it lies ready. */
  #isOver = false;
  #isReady = false;

  constructor(parts: FirstCopyParts) {
    this.#parts = parts;
  }

  /** Bytes of the file, while it is being fetched. */
  get progress(): SyncState["download"] {
    const copy = this.#fetching && this.#copy;
    if (!copy) return null;
    const received = Math.min(copy.bytes, this.#here.size * copyPartBytes);
    return { phase: "copy", received, remaining: copy.bytes - received };
  }

  /**
   * At the beginning of a session: fetches a copy where this station may take one. Gives what the session is to end with;
   * undefined where pulling may begin, because there is no copy or it takes long. One that is whole later calls `whole`.
   */
  async begin(
    line: HubLine,
    signal: AbortSignal,
    whole: () => void,
  ): Promise<{ readonly kind: "copy" } | LineProblem | undefined> {
    // Of the session before, which its line has ended.
    await this.#fetching;
    if (!this.#isWanted()) return undefined;
    const fetching = this.#fetch(line, signal).finally(() => {
      this.#fetching = undefined;
      this.#parts.onProgress();
    });
    this.#fetching = fetching;
    const outcome = await Promise.race([fetching, pause(this.#parts.timing.pullAfter, signal)]);
    if (outcome?.kind === "whole") return { kind: "copy" };
    if (outcome?.kind === "broken-off") return outcome.problem;
    if (!outcome) {
      void fetching.then(({ kind }) => {
        if (kind !== "whole" || signal.aborted) return;
        if (this.#savesMuch()) whole();
        else this.#giveUp();
      });
    }
    return undefined;
  }

  /** Has the store opened anew, with the copy, which is tried once. Resolves when `stop` says so, or it cannot be done. */
  async takeUp(stop: AbortSignal): Promise<void> {
    const { store, reopen, onProblem } = this.#parts;
    try {
      const { copy, epoch, scope, checkpoint } = must(this.#copy, "it was fetched");
      await store.log.commit("copy", systemUser, ({ statements }) => writeSync(statements, "copyTried", copy));
      writeReady(store.paths.directory, { copy, epoch, scope, checkpoint, tries: 0 });
      this.#isReady = true;
      store.endsWithoutLog = true;
      // It closes this very session, which must not wait for it.
      await Promise.race([stopped(stop), reopen()]);
    } catch (problem) {
      onProblem(problem);
    }
    if (!stop.aborted) this.#giveUp();
  }

  /** What was fetched in part is let go. */
  async stop(): Promise<void> {
    await this.#fetching;
    if (this.#isReady) return;
    this.#giveUp();
    this.#isOver = false;
  }

  /** Whether this station may take a copy: its first download is not through, and it has little of its own. */
  #isWanted(): boolean {
    const { statements, log } = this.#parts.store;
    if (this.#isOver || readSync(statements, "download")?.phase === "live") return false;
    // One that was tried did not become the store.
    if (readSync(statements, "copyTried") !== undefined) return false;
    return log.head.sequence <= mostOwnFacts && !holdsSnapshots(statements);
  }

  /** Whether what is here lacks so much of the copy that it is worth beginning anew with that. */
  #savesMuch(): boolean {
    const copy = this.#copy;
    if (!copy || !this.#isWanted()) return false;
    const held = this.#parts.store.facts().facts;
    return copy.facts - held >= leastSaved && held <= Math.max(mostOwnFacts, copy.facts / 2);
  }

  #giveUp(): void {
    this.#isOver = true;
    this.#isReady = false;
    this.#parts.store.endsWithoutLog = false;
    this.#copy = undefined;
    this.#here.clear();
    dropCopyFolder(this.#parts.store.paths.directory);
  }

  /** Resolves in any case, with a whole copy once nobody is in the middle of something. What `signal` ends is broken off. */
  async #fetch(line: HubLine, signal: AbortSignal): Promise<CopyOutcome> {
    const before = this.#here.size;
    try {
      const outcome = await this.#fetchFile(line, signal);
      if (outcome.kind === "whole") await this.#quiet(signal);
      this.#triesInVain = this.#here.size > before || signal.aborted ? 0 : this.#triesInVain + 1;
      const isStuck = outcome.kind === "broken-off" && this.#triesInVain >= mostTriesInVain;
      if (outcome.kind !== "none" && !isStuck) return outcome;
    } catch (problem) {
      // The disk takes it no more, or it is not what the hub said it was.
      this.#parts.onProblem(problem);
    }
    this.#giveUp();
    return { kind: "none" };
  }

  async #quiet(signal: AbortSignal): Promise<void> {
    const { store, timing } = this.#parts;
    const until = performance.now() + timing.quietWithin;
    while (!store.log.isQuiet && performance.now() < until && !signal.aborted) await pause(quietLookEvery, signal);
  }

  async #fetchFile(line: HubLine, signal: AbortSignal): Promise<CopyOutcome> {
    const { store, freeBytes } = this.#parts;
    const { directory } = store.paths;
    const asked = await line.copy();
    if (!asked.ok) return asked.error.kind === "refused" ? { kind: "none" } : brokenOff(asked.error);
    const copy = asked.value;
    if (this.#copy?.copy !== copy.copy) {
      this.#copy = copy;
      this.#here.clear();
      dropCopyFolder(directory);
    }
    if (!this.#fits(copy) || !this.#savesMuch()) return { kind: "none" };
    if ((await freeBytes(directory)) < copy.bytes + leastLeft) return { kind: "none" };
    mkdirSync(copyFolder(directory), { recursive: true });
    const file = new CopyFile(storePaths(copyFolder(directory)).store, this.#here.size > 0);
    try {
      const problem = await this.#fetchParts(line, signal, copy, file);
      if (problem?.kind === "refused") return { kind: "none" };
      if (problem) return brokenOff(problem);
      await file.sync();
      return { kind: "whole" };
    } finally {
      await file.close();
    }
  }

  #fits({ epoch, scope, layout: theirs, kinds, bytes, parts }: CopyReply): boolean {
    const { statements } = this.#parts.store;
    return (
      theirs === layout &&
      kinds === kindsMark() &&
      epoch === readSync(statements, "epoch") &&
      isSameScope(scope, scopeOf(statements)) &&
      parts.length === Math.ceil(bytes / copyPartBytes)
    );
  }

  /** Several at a time: one is unpacked while others are on their way. Gives what ended it before all were here. */
  async #fetchParts(
    line: HubLine,
    signal: AbortSignal,
    copy: CopyReply,
    file: CopyFile,
  ): Promise<LineProblem | undefined> {
    const wanted = [...copy.parts.keys()].filter((place) => !this.#here.has(place));
    let problem: LineProblem | undefined;
    const some = async (): Promise<void> => {
      for (let place = wanted.shift(); place !== undefined && !problem; place = wanted.shift()) {
        const part = await line.copyPart(copy.copy, place, signal);
        if (!part.ok) {
          problem ??= part.error;
          return;
        }
        const bytes = Math.min(copyPartBytes, copy.bytes - place * copyPartBytes);
        await file.put({ place, packed: part.value, sha256: copy.parts[place]?.sha256 ?? "", bytes });
        this.#here.add(place);
        this.#parts.onProgress();
      }
    };
    const ends = await Promise.allSettled(Array.from({ length: partsAtOnce }, some));
    // Only now is nobody left who writes to the file.
    for (const end of ends) if (end.status === "rejected") throw end.reason;
    return problem;
  }
}

/** Ends before its time where the signal says so. */
function pause(milliseconds: number, signal: AbortSignal): Promise<undefined> {
  const over = AbortSignal.any([signal, AbortSignal.timeout(milliseconds)]);
  return stopped(over);
}

function brokenOff(problem: LineProblem): CopyOutcome {
  return { kind: "broken-off", problem };
}
