import { rm, statfs } from "node:fs/promises";
import { join } from "node:path";
import { factEnvelopeSchema } from "#shared/facts/fact.ts";
import type { FromCopier, ToCopier } from "#shared/sync/copier.ts";
import { isSameScope } from "#shared/sync/decide-scope.ts";
import { layout } from "../store/inspect.ts";
import { kindsMark } from "../store/kinds-mark.ts";
import { openStore, type Store } from "../store/open-store.ts";
import { readSync, scopeOf, writeSync } from "../sync/sync-tables.ts";
import { writeCopy } from "./write-copy.ts";

/** Whose store it is: nobody's, for it makes no facts. */
export const copierStation = "copier";

/** What the disk must have left: the hub's own data may lie on it. */
const leastLeft = 1024 ** 3;

/** Answers the hub. Throws where it cannot go on; the process then ends, and the hub begins another one later. */
export class Copier {
  readonly #folder: string;
  readonly #clock: () => number;
  #store: Store | undefined;

  constructor(folder: string, clock: () => number) {
    this.#folder = folder;
    this.#clock = clock;
  }

  async answer(asked: ToCopier): Promise<FromCopier> {
    switch (asked.what) {
      case "begin":
        return this.#begin(asked);
      case "take":
        return this.#take(asked);
      case "copy": {
        const store = this.#opened();
        const { bytes, walBytes } = store.facts();
        // As large as the store, and once more packed.
        await this.#needRoom(2 * (bytes + walBytes));
        const { facts } = await writeCopy(store, this.#folder, this.#clock());
        return { what: "copied", facts };
      }
    }
  }

  async close(): Promise<void> {
    await this.#store?.close();
    this.#store = undefined;
  }

  async #begin({ epoch, scope }: Extract<ToCopier, { what: "begin" }>): Promise<FromCopier> {
    const store = (await this.#goOn(epoch, scope)) ?? (await this.#beginAnew());
    await store.log.commit("begin", copierStation, ({ statements }) => {
      writeSync(statements, "epoch", epoch);
      writeSync(statements, "scope", scope);
    });
    this.#store = store;
    const checkpoint = readSync(store.statements, "checkpoint") ?? null;
    return { what: "begun", checkpoint, facts: store.facts().facts, layout, kinds: kindsMark() };
  }

  /** The store of before, where it can be opened and is of this epoch and scope. */
  async #goOn(epoch: string, scope: Extract<ToCopier, { what: "begin" }>["scope"]): Promise<Store | undefined> {
    const store = await this.#open().catch((problem: unknown) => {
      // Another hub process on this computer has a copier here.
      if (problem instanceof Error && "code" in problem && problem.code === "in-use") throw problem;
      return undefined;
    });
    if (!store) return undefined;
    const { statements } = store;
    const known = readSync(statements, "epoch");
    if (known === undefined || (known === epoch && isSameScope(scopeOf(statements), scope))) return store;
    await store.close();
    return undefined;
  }

  async #beginAnew(): Promise<Store> {
    await rm(this.#directory, { recursive: true, force: true });
    return this.#open();
  }

  get #directory(): string {
    return join(this.#folder, "store");
  }

  #open(): Promise<Store> {
    return openStore({ directory: this.#directory, clock: this.#clock, station: copierStation });
  }

  async #take({ facts, checkpoint }: Extract<ToCopier, { what: "take" }>): Promise<FromCopier> {
    await this.#needRoom(0);
    const store = this.#opened();
    const { broken } = await store.log.receive(
      facts.map((text) => factEnvelopeSchema.parse(JSON.parse(text))),
      { alongside: (statements) => writeSync(statements, "checkpoint", checkpoint) },
    );
    const [first] = broken;
    // A station would set such a fact apart and say so; nobody would see it said of a copy.
    if (first) throw new Error(`The hub holds a fact that does not fit (${first.fact.id}: ${first.problem})`);
    return { what: "taken", facts: store.facts().facts };
  }

  async #needRoom(bytes: number): Promise<void> {
    const { bavail, bsize } = await statfs(this.#folder);
    if (bavail * bsize < bytes + leastLeft) throw new Error("There is not enough room on the disk for a copy");
  }

  #opened(): Store {
    if (!this.#store) throw new Error("The hub has not begun");
    return this.#store;
  }
}
