import { rmSync } from "node:fs";
import type { RescueState } from "#shared/care/care.ts";
import { ok } from "#shared/kernel/result.ts";
import { listBackups } from "../store/backups.ts";
import { readHead, restoreBackup } from "../store/restore.ts";
import { storePaths } from "../store/store-files.ts";
import { needsRescue } from "../store/store-refused.ts";
import { refuse, type Reply } from "./station-context.ts";

/**
 * A store that cannot be opened because its file is damaged or gone, and what it can be replaced with. Nothing is done
 * by itself: a person chooses.
 */
export class Rescue {
  readonly #directory: string;
  readonly #clock: () => number;
  readonly #code: RescueState["code"];
  readonly #words: string;

  private constructor(directory: string, clock: () => number, code: RescueState["code"], words: string) {
    this.#directory = directory;
    this.#clock = clock;
    this.#code = code;
    this.#words = words;
  }

  /** Undefined where a restore is no answer to the problem. */
  static of(problem: unknown, directory: string, clock: () => number): Rescue | undefined {
    if (!needsRescue(problem)) return undefined;
    return new Rescue(directory, clock, problem.code, problem.message);
  }

  state(): RescueState {
    const paths = storePaths(this.#directory);
    const head = readHead(paths.store);
    return {
      code: this.#code,
      words: this.#words,
      backups: listBackups(paths).map(({ name, at, facts, bytes, sequence }) => ({
        name,
        at,
        facts,
        bytes,
        missing: head === null ? null : Math.max(0, head - sequence),
      })),
      // A station joined to a hub will get its facts from there; none is joined yet.
      hub: false,
      asidePath: paths.aside,
    };
  }

  /** Afterwards the store can be opened. */
  async restore(name: string): Reply<null, "backup-unknown" | "backup-broken" | "not-saved"> {
    const now = this.#clock();
    const restored = await restoreBackup(storePaths(this.#directory), name, { driver: backupDriver, now });
    return restored.ok ? ok(null) : refuse(restored.error.code, restored.error.words);
  }

  /** Goes on with the file as it is, where only the log of last writes is gone. */
  openAsIs(): boolean {
    if (this.#code !== "log-missing") return false;
    rmSync(storePaths(this.#directory).open, { force: true });
    return true;
  }
}

/** Any of the engines reads a backup; this one loads everywhere. */
const backupDriver = "@photostructure/sqlite";
