import { type FactEnvelope, noPrevious } from "#shared/facts/fact.ts";
import { type Fact, parseBody } from "#shared/facts/kinds.ts";
import { type ChainHead, type ChainProblem, chainProblem } from "#shared/facts/seal.ts";
import type { RxStorageSqlite } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { factsCollection } from "./collections.ts";
import { sha256 } from "./sha256.ts";
import type { Statements } from "./side-tables.ts";
import { keepUnread } from "./unread-facts.ts";

/**
 * Why a fact that arrived is not taken into the log. `broken-hash`: it does not say what its hashes say. `broken-chain`:
 * it does not fit its station's fact before or after it. `number-taken`: another fact has its sequence number.
 */
export type ArrivalProblem = ChainProblem | "number-taken";

export interface Received {
  /** Facts new to this station. */
  readonly taken: number;
  /** Facts it had. */
  readonly known: number;
  /** Kept and passed on, and folded by nobody here: of a kind or version this Holdfast does not know. */
  readonly unread: number;
  /** Set apart, neither in the log nor in any view. */
  readonly broken: readonly { readonly fact: FactEnvelope; readonly problem: ArrivalProblem }[];
}

interface Sifted {
  readonly received: Received;
  readonly taken: readonly FactEnvelope[];
  readonly readable: readonly Fact[];
  readonly head: ChainHead;
}

/** Sorts facts that arrived, inside the commit that will take them in. */
export class Arrivals {
  readonly #storage: RxStorageSqlite;
  readonly #statements: Statements;
  readonly #station: string;
  #head: ChainHead;
  readonly #links: string;
  readonly #known: string;

  constructor(parts: {
    readonly storage: RxStorageSqlite;
    readonly statements: Statements;
    readonly station: string;
    readonly head: ChainHead;
  }) {
    this.#storage = parts.storage;
    this.#statements = parts.statements;
    this.#station = parts.station;
    this.#head = parts.head;
    const { name, columns } = this.#storage.tableOf(factsCollection);
    const station = columns.get("station") ?? "";
    const sequence = columns.get("sequence") ?? "";
    this.#links = `SELECT ${sequence} AS sequence, id, data ->> '$.hash' AS hash, data ->> '$.previous' AS previous
      FROM ${name} WHERE deleted = 0 AND ${station} = ?1 AND ${sequence} BETWEEN ?2 AND ?3
      UNION ALL SELECT sequence, id, hash, previous FROM removed_facts
      WHERE station = ?1 AND sequence BETWEEN ?2 AND ?3 ORDER BY sequence`;
    this.#known = `SELECT value AS id FROM json_each(?) WHERE EXISTS (SELECT 1 FROM ${name} WHERE id = value)
      OR EXISTS (SELECT 1 FROM removed_facts WHERE id = value)`;
  }

  sift(facts: readonly FactEnvelope[]): Sifted {
    const known = new Set(
      this.#statements
        .of(this.#known)
        .all(JSON.stringify(facts.map((fact) => fact.id)))
        .map((row) => String(row["id"])),
    );
    const fresh = new Map(facts.filter((fact) => !known.has(fact.id)).map((fact) => [fact.id, fact]));
    const broken: { fact: FactEnvelope; problem: ArrivalProblem }[] = [];
    const taken: FactEnvelope[] = [];
    for (const [station, chain] of byStation([...fresh.values()])) {
      const links = this.#linksAround(station, chain);
      for (const fact of chain) {
        const problem = problemOf(fact, links);
        if (problem) {
          broken.push({ fact, problem });
          continue;
        }
        links.set(fact.sequence, fact);
        taken.push(fact);
      }
    }
    this.#setApart(broken);
    const { readable, unread } = this.#read(taken);
    this.#followOwnChain(taken);
    return {
      received: { taken: taken.length, known: facts.length - fresh.size, unread, broken },
      taken,
      readable,
      head: this.#head,
    };
  }

  /** What the log holds of a station in and right beside the numbers that came. */
  #linksAround(station: string, chain: readonly FactEnvelope[]): Map<number, Link> {
    const links = new Map<number, Link>();
    const first = chain[0]?.sequence ?? 0;
    const last = chain.at(-1)?.sequence ?? 0;
    const spans =
      last - first < 4 * chain.length
        ? [[first - 1, last + 1]]
        : chain.map((fact) => [fact.sequence - 1, fact.sequence + 1]);
    for (const [from = 0, to = 0] of spans) {
      for (const row of this.#statements.of(this.#links).all(station, from, to)) {
        links.set(Number(row["sequence"]), {
          id: String(row["id"]),
          hash: String(row["hash"]),
          previous: String(row["previous"]),
        });
      }
    }
    return links;
  }

  #next(taken: ReadonlyMap<number, Link>): Link | undefined {
    const number = this.#head.sequence + 1;
    const link =
      taken.get(number) ??
      this.#statements
        .of(this.#links)
        .all(this.#station, number, number)
        .map((row) => ({ id: String(row["id"]), hash: String(row["hash"]), previous: String(row["previous"]) }))[0];
    return link?.previous === this.#head.hash ? link : undefined;
  }

  #setApart(broken: readonly { readonly fact: FactEnvelope; readonly problem: ArrivalProblem }[]): void {
    for (const { fact, problem } of broken) {
      this.#statements.run(
        "INSERT OR REPLACE INTO broken_facts VALUES (?, ?, ?, ?, ?)",
        fact.id,
        fact.station,
        fact.sequence,
        problem,
        JSON.stringify(fact),
      );
    }
  }

  #read(taken: readonly FactEnvelope[]): { readable: Fact[]; unread: number } {
    const readable: Fact[] = [];
    for (const envelope of taken) {
      const fact = parseBody(envelope);
      if (fact.ok) readable.push(fact.value);
      else keepUnread(this.#statements, envelope, fact.error);
    }
    return { readable, unread: taken.length - readable.length };
  }

  /** A station whose disk was restored from a copy gets its own facts back and goes on counting behind them. */
  #followOwnChain(taken: readonly FactEnvelope[]): void {
    const own = taken.filter((fact) => fact.station === this.#station);
    if (own.length === 0) return;
    const byNumber = new Map<number, Link>(own.map((fact) => [fact.sequence, fact]));
    // Those that came before the ones they follow on lie in the log already.
    for (let next = this.#next(byNumber); next; next = this.#next(byNumber)) {
      this.#head = { ...this.#head, sequence: this.#head.sequence + 1, hash: next.hash };
    }
  }
}

/** What is asked of a fact by those beside it in its chain. */
interface Link {
  readonly id: string;
  readonly hash: string;
  readonly previous: string;
}

function problemOf(fact: FactEnvelope, links: ReadonlyMap<number, Link>): ArrivalProblem | undefined {
  if (links.has(fact.sequence)) {
    // What is not what it says has no claim on the number either.
    return chainProblem(fact, fact.previous, sha256) ?? "number-taken";
  }
  const before = fact.sequence === 1 ? noPrevious : links.get(fact.sequence - 1)?.hash;
  const problem = chainProblem(fact, before ?? fact.previous, sha256);
  if (problem) return problem;
  const after = links.get(fact.sequence + 1)?.previous;
  return after === undefined || after === fact.hash ? undefined : "broken-chain";
}

/** The facts of each station, in their sequence. */
function byStation(facts: readonly FactEnvelope[]): Map<string, FactEnvelope[]> {
  const stations = new Map<string, FactEnvelope[]>();
  for (const fact of facts) {
    const chain = stations.get(fact.station);
    if (chain) chain.push(fact);
    else stations.set(fact.station, [fact]);
  }
  for (const chain of stations.values()) chain.sort((one, other) => one.sequence - other.sequence);
  return stations;
}
