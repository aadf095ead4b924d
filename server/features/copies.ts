import { createReadStream } from "node:fs";
import { mkdir, readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { type CopyNote, copyNoteFile, copyNoteSchema } from "#shared/sync/copier.ts";
import { widestScope } from "#shared/sync/decide-scope.ts";
import { type Scope, scopeSchema } from "#shared/sync/scope.ts";
import type { Copier, StartCopier } from "../adapters/copier-process.ts";
import type { Database } from "../adapters/postgres/database.ts";
import { scopeMark } from "../store/checkpoint.ts";
import { epochOf, sha256 } from "../store/hub.ts";
import { pull } from "./pull.ts";

export interface CopyOptions {
  readonly database: Database;
  /** Of the copies; made if it is not there. One folder a scope. */
  readonly folder: string;
  readonly startCopier: StartCopier;
  readonly clock: () => number;
  readonly log?: { warn(problem: unknown, words: string): void; info(what: object, words: string): void };
  readonly pace?: CopyPace;
}

/** Times in milliseconds. */
export interface CopyPace {
  /** Between two looks whether enough came. */
  readonly lookEvery: number;
  /** Facts there must be, and that must have come since the last copy: a pull of fewer takes a second. */
  readonly leastFacts: number;
  /** After a copy that could not be made. */
  readonly restAfterFailure: number;
}

const usualPace: CopyPace = { lookEvery: 60_000, leastFacts: 2000, restAfterFailure: 3_600_000 };

/** Scopes that copies are kept of: each takes about the room of a station's store. */
const mostScopes = 4;
/** Facts given to the copier at once. */
const pageSize = 400;
/** A copy that took so long to write is not written again for so many times as long: its work is a small part of the hub's. */
const restAfterCopy = 20;

/** What is known here of a scope's copier; what is true lies in its folder. */
interface Standing {
  /** Position of the newest fact when its copier was last fed to the end. */
  readonly fedTo: number;
  readonly notBefore: number;
}

interface Found {
  readonly note: CopyNote;
  /** Of the note's file. */
  readonly version: string;
  /** Where each part begins. */
  readonly starts: readonly number[];
  readonly size: number;
}

/**
 * Store files made ready for stations that come new. A copier, a process of its own, is fed what a station of that scope would
 * pull, and writes a copy when enough has come. Copies lie in the hub's folder and belong to this process, or to all on this
 * computer that share the folder; where there are none, stations pull.
 */
export class Copies {
  readonly #options: CopyOptions;
  readonly #pace: CopyPace;
  readonly #standings = new Map<string, Standing>();
  readonly #found = new Map<string, Found>();
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | undefined;
  #copier: Copier | undefined;
  #isStopped = false;
  #epoch = "";

  constructor(options: CopyOptions) {
    this.#options = options;
    this.#pace = options.pace ?? usualPace;
  }

  /** Looks now, and from now on. */
  start(): void {
    this.#isStopped = false;
    this.#round = this.#look()
      .catch((problem: unknown) => this.#options.log?.warn(problem, "copies could not be looked after"))
      .finally(() => {
        if (this.#isStopped) return;
        this.#timer = setTimeout(() => this.start(), this.#pace.lookEvery);
        this.#timer.unref();
      });
  }

  /** Whatever copier is at work is ended; the next one goes on. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    await this.#copier?.end();
    await this.#round;
  }

  /** The copy for a station of this scope, where there is a whole one of the present epoch. */
  async find({ scope, epoch }: { readonly scope: Scope; readonly epoch: string }): Promise<CopyNote | undefined> {
    const found = await this.#findWhole(scopeMark(scope, sha256));
    return found?.note.epoch === epoch ? found.note : undefined;
  }

  /** The bytes of one part; undefined where that copy, or that part of it, is not there. */
  async part(
    station: { readonly scope: Scope; readonly epoch: string },
    copy: string,
    place: number,
  ): Promise<{ readonly bytes: number; readonly stream: Readable } | undefined> {
    const mark = scopeMark(station.scope, sha256);
    const found = await this.#findWhole(mark);
    const part = found?.note.parts[place];
    const start = found?.starts[place];
    if (!part || start === undefined || found?.note.copy !== copy || found.note.epoch !== station.epoch)
      return undefined;
    const path = join(this.#folderOf(mark), found.note.file);
    return { bytes: part.bytes, stream: createReadStream(path, { start, end: start + part.bytes - 1 }) };
  }

  async #look(): Promise<void> {
    const { database, folder } = this.#options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const epoch = await epochOf(database);
    // Positions of before mean nothing any more.
    if (epoch !== this.#epoch) this.#standings.clear();
    this.#epoch = epoch;
    const scopes = await this.#scopes();
    await this.#dropVoid(epoch, new Set(scopes.keys()));
    for (const [mark, scope] of scopes) {
      if (this.#isStopped) return;
      await this.#tend(mark, scope, epoch).catch((problem: unknown) => {
        if (this.#isStopped) return;
        this.#options.log?.warn(problem, "a copy could not be made");
        this.#rest(mark, { fedTo: 0, notBefore: this.#options.clock() + this.#pace.restAfterFailure });
      });
    }
  }

  /** The widest, in which every station joins, and those most stations have, by their marks. */
  async #scopes(): Promise<ReadonlyMap<string, Scope>> {
    const rows = await this.#options.database.all<{ scope: unknown }>(
      "SELECT scope FROM stations WHERE revoked_at IS NULL GROUP BY scope ORDER BY count(*) DESC, scope",
    );
    const scopes = [widestScope, ...rows.map(({ scope }) => scopeSchema.parse(scope))];
    const byMark = new Map(scopes.map((scope) => [scopeMark(scope, sha256), scope] as const));
    return new Map([...byMark].slice(0, mostScopes));
  }

  /** Copies of another epoch, and what belongs to scopes that nobody has any more. */
  async #dropVoid(epoch: string, marks: ReadonlySet<string>): Promise<void> {
    const { folder } = this.#options;
    for (const mark of await readdir(folder)) {
      if (!marks.has(mark)) await rm(join(folder, mark), { recursive: true, force: true });
      else if (((await this.#findWhole(mark))?.note.epoch ?? epoch) !== epoch) {
        await rm(join(folder, mark, copyNoteFile), { force: true });
      }
    }
  }

  async #tend(mark: string, scope: Scope, epoch: string): Promise<void> {
    const { database, clock, log } = this.#options;
    const { leastFacts } = this.#pace;
    const standing = this.#standings.get(mark) ?? { fedTo: 0, notBefore: 0 };
    const newest = await newestPosition(database);
    if (clock() < standing.notBefore || newest - standing.fedTo < leastFacts) return;
    const copier = this.#options.startCopier(this.#folderOf(mark));
    this.#copier = copier;
    try {
      const { facts, layout, kinds } = await this.#feed(copier, scope, epoch);
      this.#rest(mark, { fedTo: newest, notBefore: 0 });
      const last = (await this.#findWhole(mark))?.note;
      const isOfToday = last?.layout === layout && last.kinds === kinds;
      if (facts - (isOfToday ? last.facts : 0) < leastFacts) return;
      if ((await epochOf(database)) !== epoch) return;
      const began = clock();
      await copier.ask({ what: "copy" }, "copied");
      const took = clock() - began;
      this.#rest(mark, { fedTo: newest, notBefore: clock() + took * restAfterCopy });
      log?.info({ scope, facts, took }, "a copy for new stations was made");
    } finally {
      this.#copier = undefined;
      await copier.end();
    }
  }

  /** Gives the copier what it lacks, as a station that has no facts of its own would pull it; gives what it then stands at. */
  async #feed(copier: Copier, scope: Scope, epoch: string): Promise<{ facts: number; layout: number; kinds: string }> {
    const { checkpoint: from, layout, kinds } = await copier.ask({ what: "begin", epoch, scope }, "begun");
    let after = from ?? undefined;
    for (;;) {
      const options = { after, limit: pageSize, phase: "history", own: false } as const;
      const page = await pull(this.#options.database, { station: "", scope, epoch }, options);
      if (!page) throw new Error("The copier's place is none of a hub's");
      const { facts, checkpoint, upToDate } = page;
      const { facts: held } = await copier.ask({ what: "take", facts: [...facts], checkpoint }, "taken");
      if (upToDate || this.#isStopped) return { facts: held, layout, kinds };
      after = checkpoint;
    }
  }

  #rest(mark: string, standing: Standing): void {
    this.#standings.set(mark, standing);
  }

  /** What lies in a scope's folder, where the file is as its note says; read anew only where the note is another. */
  async #findWhole(mark: string): Promise<Found | undefined> {
    const folder = this.#folderOf(mark);
    try {
      const { ino, mtimeMs } = await stat(join(folder, copyNoteFile));
      const version = `${ino}/${mtimeMs}`;
      let found = this.#found.get(mark);
      if (found?.version !== version) {
        found = foundBy(await readFile(join(folder, copyNoteFile), "utf8"), version);
        this.#found.set(mark, found);
      }
      // Another copy may have taken its place since the note was read.
      return (await stat(join(folder, found.note.file))).size === found.size ? found : undefined;
    } catch {
      return undefined;
    }
  }

  #folderOf(mark: string): string {
    return join(this.#options.folder, mark);
  }
}

/** Throws for what no copier wrote. */
function foundBy(text: string, version: string): Found {
  const note = copyNoteSchema.parse(JSON.parse(text));
  const starts: number[] = [];
  let size = 0;
  for (const { bytes } of note.parts) {
    starts.push(size);
    size += bytes;
  }
  return { note, version, starts, size };
}

async function newestPosition(database: Database): Promise<number> {
  const row = await database.one<{ newest: number | null }>(
    "SELECT position AS newest FROM facts ORDER BY xid DESC, position DESC LIMIT 1",
  );
  return row?.newest ?? 0;
}
