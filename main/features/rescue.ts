import type { CodeOf, ParsedInputOf } from "#shared/bridge/contract.ts";
import type { RescueState } from "#shared/care/care.ts";
import { ok } from "#shared/kernel/result.ts";
import { listBackups } from "../store/backups.ts";
import { goOnWithoutLog, readHead, restoreBackup } from "../store/restore.ts";
import { storePaths } from "../store/store-files.ts";
import { needsRescue } from "../store/store-refused.ts";
import { readHubNote } from "../sync/hub-note.ts";
import { type KeyRing, TokenVault } from "../sync/token-vault.ts";
import { getFromHub } from "./get-from-hub.ts";
import { refuse, type Reply } from "./station-context.ts";

export interface RescueParts {
  readonly directory: string;
  readonly clock: () => number;
  readonly keyRing?: KeyRing | undefined;
}

/**
 * A store that cannot be opened because its file is damaged or gone, and what it can be replaced with. Nothing is done
 * by itself: a person chooses.
 */
export class Rescue {
  readonly #directory: string;
  readonly #clock: () => number;
  readonly #keyRing: KeyRing | undefined;
  #fetched: RescueState["fetched"] = null;
  #isFetching = false;
  readonly #code: RescueState["code"];
  readonly #words: string;

  private constructor(parts: RescueParts, code: RescueState["code"], words: string) {
    this.#directory = parts.directory;
    this.#clock = parts.clock;
    this.#keyRing = parts.keyRing;
    this.#code = code;
    this.#words = words;
  }

  /** Undefined where a restore is no answer to the problem. */
  static of(problem: unknown, parts: RescueParts): Rescue | undefined {
    if (!needsRescue(problem)) return undefined;
    return new Rescue(parts, problem.code, problem.message);
  }

  async state(): Promise<RescueState> {
    const paths = storePaths(this.#directory);
    const head = readHead(paths.store);
    return {
      code: this.#code,
      words: this.#words,
      backups: (await listBackups(paths)).map(({ name, at, facts, bytes, sequence }) => ({
        name,
        at,
        facts,
        bytes,
        missing: head === null ? null : Math.max(0, head - sequence),
      })),
      hub: await this.#hub(),
      fetched: this.#fetched,
      asidePath: paths.aside,
    };
  }

  /** Afterwards the store can be opened. */
  async restore(name: string): Reply<null, "backup-unknown" | "backup-broken" | "not-saved"> {
    const now = this.#clock();
    const restored = await restoreBackup(storePaths(this.#directory), name, { driver: backupDriver, now });
    return restored.ok ? ok(null) : refuse(restored.error.code, restored.error.words);
  }

  async #hub(): Promise<RescueState["hub"]> {
    const note = readHubNote(storePaths(this.#directory));
    if (!note) return null;
    const token = await new TokenVault(this.#directory, this.#keyRing).read();
    return { address: note.address, needsCode: token === undefined };
  }

  /** Afterwards the store can be opened. */
  async fromHub({ code, asNew }: ParsedInputOf<"care.fromHub">): Reply<null, CodeOf<"care.fromHub"> | "not-saved"> {
    const note = readHubNote(storePaths(this.#directory));
    if (!note) return refuse("not-joined");
    if (this.#isFetching) return refuse("hub-busy");
    this.#isFetching = true;
    try {
      return await getFromHub({
        directory: this.#directory,
        note,
        clock: this.#clock,
        keyRing: this.#keyRing,
        code,
        asNew,
        onProgress: (facts, remaining) => {
          this.#fetched = { facts, remaining };
        },
      });
    } finally {
      this.#isFetching = false;
      this.#fetched = null;
    }
  }

  /**
   * Goes on with the file as it is, where only the log of last writes is gone. The log may have been on its way into the
   * file when the computer stopped: the file is looked through, and one that is not whole is damaged; views are made again
   * from the facts that are there.
   */
  async openAsIs(): Promise<boolean> {
    if (this.#code !== "log-missing") return false;
    await goOnWithoutLog(storePaths(this.#directory), { driver: backupDriver, now: this.#clock() });
    return true;
  }
}

/** Any of the engines reads a backup; this one loads everywhere. */
const backupDriver = "@photostructure/sqlite";
