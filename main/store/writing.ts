import { randomBytes } from "node:crypto";
import type { FactEnvelope } from "#shared/facts/fact.ts";
import { type Draft, type Fact, kinds, versionOf } from "#shared/facts/kinds.ts";
import { type ChainHead, seal } from "#shared/facts/seal.ts";
import type { ViewName, ViewStates } from "#shared/facts/views.ts";
import { earliestStamp, laterStamp, timeOf } from "#shared/kernel/hybrid-clock.ts";
import { uuidV7 } from "#shared/kernel/ids.ts";
import { must } from "#shared/kernel/result.ts";
import type { RxStorageSqlite, SqliteTransaction } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { Arrivals, type Received } from "./arrivals.ts";
import { factsCollection } from "./collections.ts";
import { parkFacts, type Refusal, unparkFact } from "./parked-facts.ts";
import { type Entry, Projection } from "./projection.ts";
import { sha256 } from "./sha256.ts";
import type { Statements } from "./side-tables.ts";

/** What a use case stands on while it decides and writes; everything in it is one commit. */
export interface Act {
  /** UTC milliseconds. */
  readonly now: number;
  readonly user: string;
  readonly station: string;
  /** Sees what this act has appended. */
  read<Name extends ViewName>(view: Name, id: string): ViewStates[Name] | undefined;
  append(drafts: readonly Draft[]): void;
  /** The next number of a series; taken for good only if this act commits, so a series has no gaps. */
  nextNumber(series: string): number;
  newId(): string;
}

export interface WritingParts {
  readonly storage: RxStorageSqlite;
  readonly statements: Statements;
  readonly station: string;
  /** UTC milliseconds. */
  readonly now: number;
  readonly user: string;
  readonly transaction: SqliteTransaction;
  readonly head: ChainHead;
  /** A document as it stood before this commit. */
  readonly before: (view: ViewName, id: string) => Entry | undefined;
  readonly readAhead: (view: ViewName, ids: readonly string[]) => ReadonlySet<string>;
}

/** One commit being written: facts of this station and of others, and the documents they change. */
export class Writing implements Act {
  readonly now: number;
  readonly user: string;
  readonly station: string;
  /** For plain tables that must change in the same commit. */
  readonly statements: Statements;
  readonly #parts: WritingParts;
  readonly #projection: Projection;
  #head: ChainHead;

  constructor(parts: WritingParts) {
    const { storage, statements, transaction, before, readAhead } = parts;
    this.#parts = parts;
    this.#head = parts.head;
    this.statements = statements;
    this.user = parts.user;
    this.station = parts.station;
    this.now = parts.now;
    this.#projection = new Projection({ storage, statements, transaction, before, readAhead });
  }

  read<Name extends ViewName>(view: Name, id: string): ViewStates[Name] | undefined {
    return this.#projection.entry(view, id)?.state as ViewStates[Name] | undefined;
  }

  append(drafts: readonly Draft[]): void {
    if (drafts.length === 0) return;
    const facts = drafts.map((draft) => this.#seal(draft));
    this.#parts.transaction.put(factsCollection, facts);
    this.#projection.add(facts as Fact[]);
  }

  nextNumber(series: string): number {
    const row = this.statements
      .of("INSERT INTO series VALUES (?, 1) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value")
      .get(series);
    return Number(must(row, "the statement returns a row")["value"]);
  }

  newId(): string {
    return uuidV7(this.now, randomBytes(10));
  }

  /** Takes in facts recorded elsewhere, in any order and as often as they come; see Arrivals for what is not taken. */
  receive(facts: readonly FactEnvelope[]): Received {
    const { storage, statements, transaction, station } = this.#parts;
    const arrivals = new Arrivals({ storage, statements, station, head: this.#head });
    const { received, taken, readable, head } = arrivals.sift(facts);
    if (taken.length > 0) transaction.put(factsCollection, [...taken]);
    this.#projection.add(readable);
    // Whatever is recorded here from now on comes after what was seen (hybrid clock).
    this.#head = { ...head, stamp: taken.reduce((latest, fact) => laterStamp(latest, fact.stamp), head.stamp) };
    return received;
  }

  /** Facts the hub refused: kept in the log, taken out of every document. Those parked already get the new reason. */
  park(refusals: readonly Refusal[]): void {
    this.#projection.takeOut(parkFacts(this.#parts.storage, this.statements, refusals, this.now));
  }

  /** Gives a parked fact its say again; false where it is not parked. */
  unpark(factId: string): boolean {
    const facts = unparkFact(this.#parts.storage, this.statements, factId);
    if (!facts) return false;
    this.#projection.add(facts);
    return true;
  }

  /**
   * A clock that was far ahead has left its mark: every later fact would be stamped after it, and refused for it. Once
   * nothing that counts has such a stamp any more, the hybrid clock goes back to the latest that does.
   */
  returnToPresent(allowedAhead: number): void {
    if (timeOf(this.#head.stamp) <= this.now + allowedAhead) return;
    const latest = this.statements.of("SELECT max(key) AS key FROM fact_touches").get()?.["key"];
    const stamp = String(latest ?? "").slice(0, earliestStamp.length) || earliestStamp;
    if (stamp < this.#head.stamp) this.#head = { ...this.#head, stamp };
  }

  /** Writes what changed into the transaction. */
  finish(): { head: ChainHead; entries: ReadonlyMap<string, Entry>; views: ReadonlySet<ViewName> } {
    const { head } = this.#parts;
    const { statements } = this;
    if (this.#head.sequence !== head.sequence) {
      statements.run(
        "INSERT OR REPLACE INTO station_heads VALUES (?, ?, ?)",
        this.station,
        this.#head.sequence,
        this.#head.hash,
      );
    }
    if (this.#head.stamp !== head.stamp) {
      statements.run("INSERT OR REPLACE INTO store_state VALUES ('stamp', ?)", this.#head.stamp);
    }
    return { head: this.#head, ...this.#projection.write() };
  }

  #seal(draft: Draft): FactEnvelope {
    // A draft that breaks its own schema is a bug of ours: it throws, and nothing of the act is written.
    const body = kinds[draft.kind].body.parse(draft.body) as Record<string, unknown>;
    const { fact, head } = seal(this.#head, {
      draft: { ...draft, body },
      version: versionOf(draft.kind, draft.body),
      station: this.station,
      user: this.user,
      now: this.now,
      sha256,
      idOf: () => this.newId(),
    });
    this.#head = head;
    return fact;
  }
}
