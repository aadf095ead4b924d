import type { Belonging, Scope } from "#shared/sync/scope.ts";
import { isWithin } from "#shared/sync/scope.ts";
import type { Database } from "../adapters/postgres/database.ts";

/** A place in the order facts are given out in. */
export interface Place {
  readonly xid: string;
  readonly position: number;
}

export interface LiveFact extends Place, Belonging {
  readonly station: string;
  /** The fact as JSON text. */
  readonly fact: string;
}

export interface Follower {
  readonly station: string;
  readonly scope: Scope;
  /** Facts that followed on the place of the call before, of this scope, and the place after them. */
  take(facts: readonly LiveFact[], place: Place): void;
}

/** What a look says beside the facts it gives. */
interface Looked {
  /** Every transaction before this one has ended. */
  readonly xmin: string;
  /** Facts are committed that wait for an open transaction before them. */
  readonly held: boolean;
  /** Facts looked at. */
  readonly came: number;
  /** Place of the last of them: transaction and position. */
  readonly last: readonly [string, string] | null;
}

const pageSize = 500;
/** A notice that got lost, or a transaction of somebody else that held facts back, is made up for after this long. */
const lookAgainMilliseconds = 2_000;
/** While a transaction is still open before facts that are committed. */
const waitMilliseconds = 10;

/**
 * Reads new facts once for all the streams of this process. A follower joins at a place and gets every fact after it; it
 * must itself have pulled what lies before.
 */
export class LiveFeed {
  readonly #database: Database;
  readonly #followers = new Set<Follower>();
  #place: Place;
  #pumping: Promise<void> | undefined;
  #again = false;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  /** Called with problems that are tried again. */
  readonly #troubled: (problem: unknown) => void;

  static async start(database: Database, troubled: (problem: unknown) => void): Promise<LiveFeed> {
    return new LiveFeed(database, await presentPlace(database), troubled);
  }

  private constructor(database: Database, place: Place, troubled: (problem: unknown) => void) {
    this.#database = database;
    this.#place = place;
    this.#troubled = troubled;
    this.#schedule(lookAgainMilliseconds);
  }

  /** Where the feed stands: a follower that joins now gets everything after it. */
  follow(follower: Follower): { readonly place: Place; readonly leave: () => void } {
    this.#followers.add(follower);
    return { place: this.#place, leave: () => void this.#followers.delete(follower) };
  }

  get followers(): readonly Follower[] {
    return [...this.#followers];
  }

  /** Something was committed. */
  wake(): void {
    if (this.#closed) return;
    if (this.#pumping) {
      this.#again = true;
      return;
    }
    this.#pumping = this.#pump().finally(() => {
      this.#pumping = undefined;
      // Woken between the last page and here.
      if (this.#again) this.wake();
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#pumping;
  }

  async #pump(): Promise<void> {
    clearTimeout(this.#timer);
    let heldBack = false;
    try {
      do {
        this.#again = false;
        heldBack = await this.#page();
      } while (this.#again && !this.#closed);
    } catch (problem) {
      this.#troubled(problem);
    }
    this.#schedule(heldBack ? waitMilliseconds : lookAgainMilliseconds);
  }

  #schedule(milliseconds: number): void {
    if (this.#closed) return;
    this.#timer = setTimeout(() => this.wake(), milliseconds);
    this.#timer.unref();
  }

  /** The station that all who listen are; empty where there are several, for no station is called so. */
  #onlyStation(): string {
    const stations = new Set(this.followers.map(({ station }) => station));
    const [only = ""] = stations;
    return stations.size === 1 ? only : "";
  }

  /** Answers whether facts are committed that must wait for an open transaction before them. */
  async #page(): Promise<boolean> {
    if (this.#followers.size === 0) {
      const place = await presentPlace(this.#database);
      // Whoever joins from now on has pulled what came before; one who joined meanwhile was told the place of before.
      if (this.#followers.size === 0) {
        this.#place = place;
        return false;
      }
    }
    const only = this.#onlyStation();
    const rows = await this.#database.all<LiveFact & Looked>(
      `WITH present AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin),
       came AS MATERIALIZED (
         SELECT new.* FROM present CROSS JOIN LATERAL (
           SELECT xid, position, station, site, channel, fact FROM facts
           WHERE (xid, position) > ($1::xid8, $2) AND xid < present.xmin ORDER BY xid, position LIMIT ${pageSize}
         ) AS new
       )
       SELECT present.xmin::text AS xmin,
              -- Of the last one alone: asked of all, PostgreSQL reads the whole log once for each row of the page.
              coalesce((SELECT xid FROM facts ORDER BY xid DESC, position DESC LIMIT 1) >= present.xmin, false) AS held,
              (SELECT count(*) FROM came) AS came,
              (SELECT ARRAY[xid::text, position::text] FROM came ORDER BY came.xid DESC, position DESC LIMIT 1) AS last,
              page.*
       FROM present LEFT JOIN LATERAL (
         SELECT xid::text AS xid, position, station, site, channel, fact::text AS fact FROM came
         -- What the one station that listens has sent itself is of use to nobody here.
         WHERE station <> $3 ORDER BY came.xid, position
       ) AS page ON true`,
      [this.#place.xid, this.#place.position, only],
    );
    // Somebody else has come meanwhile, who was told the place of before.
    if (only !== this.#onlyStation()) return this.#page();
    const facts = rows.filter((row) => row.position !== null);
    const [first] = rows;
    const full = first?.came === pageSize;
    const next: Place =
      full && first.last
        ? { xid: first.last[0], position: Number(first.last[1]) }
        : { xid: first?.xmin ?? "0", position: 0 };
    this.#place = next;
    if (full) this.#again = true;
    if (first && first.came > 0) {
      for (const follower of this.#followers) {
        const { station, scope } = follower;
        follower.take(
          facts.filter((fact) => fact.station !== station && isWithin(scope, fact)),
          next,
        );
      }
    }
    return first?.held ?? false;
  }
}

/** Before every transaction that is still open. */
async function presentPlace(database: Database): Promise<Place> {
  const row = await database.one<{ xmin: string }>("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin");
  return { xid: row?.xmin ?? "0", position: 0 };
}
