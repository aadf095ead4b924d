import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type FactEnvelope, factEnvelopeSchema, noPrevious } from "#shared/facts/fact.ts";
import { chainProblem } from "#shared/facts/seal.ts";
import { parseFact } from "#shared/facts/kinds.ts";
import { laterStamp } from "#shared/kernel/hybrid-clock.ts";
import { openPlain } from "../adapters/sqlite/open-sqlite.ts";
import type { SqliteConnection } from "../adapters/sqlite/connection.ts";
import type { SqliteTransaction } from "../adapters/rxstorage-sqlite/rxstorage-sqlite.ts";
import { factsCollection } from "./collections.ts";
import { factsNumbered } from "./own-facts.ts";
import { sha256 } from "./sha256.ts";
import { unpackAllOf } from "./packed-facts.ts";
import { rebuild } from "./rebuild.ts";
import type { LogSource } from "./refold.ts";
import { type StorePaths, storeFile } from "./store-files.ts";

/** Numbers that may have been given between the backup and the damage are not given again. */
const numbersLeftOut = 1000;

/** Does what the note of a restore asks for, once. */
export async function salvageAfterRestore(source: LogSource, { salvage: note }: StorePaths): Promise<number> {
  if (!existsSync(note)) return 0;
  const taken = await salvage(source, readFileSync(note, "utf8"));
  rmSync(note, { force: true });
  return taken;
}

/**
 * After a restore: takes over what can still be read in the damaged file and is not here. A fact comes in only where its
 * hashes come out and it fits its station's facts beside it; one of this station only where it follows on its last, so
 * that no number is left out and none is given twice. Gives how many came in. Counters of human numbers are set on.
 */
async function salvage(source: LogSource, aside: string): Promise<number> {
  let broken: SqliteConnection | undefined;
  let taken = 0;
  try {
    broken = openPlain(join(aside, storeFile), { readOnly: true });
    taken = takeOver(source, broken);
  } catch {
    // What cannot be read cannot be taken over: the backup stands by itself.
  }
  raiseNumbers(source, broken);
  broken?.close();
  if (taken > 0) {
    const steps = rebuild(source);
    while (!steps.next().done) await new Promise((done) => setImmediate(done));
  }
  return taken;
}

function takeOver(source: LogSource, broken: SqliteConnection): number {
  const own = String(source.statements.of("SELECT value FROM store_state WHERE name = 'station'").get()?.["value"]);
  /** Of this station, and still without those they follow on. */
  const waiting = new Map<number, FactEnvelope>();
  let taken = 0;
  const take = (facts: readonly FactEnvelope[]): void =>
    source.storage.transaction("salvage", (transaction) => {
      for (const fact of facts) {
        if (isKnown(source, fact)) continue;
        if (fact.station === own) waiting.set(fact.sequence, fact);
        else if (fitsIn(source, fact)) taken += keep(source, transaction, fact);
      }
      for (let next = nextOwn(source, own, waiting); next; next = nextOwn(source, own, waiting)) {
        waiting.delete(next.sequence);
        taken += keep(source, transaction, next);
        source.statements.run("INSERT OR REPLACE INTO station_heads VALUES (?, ?, ?)", own, next.sequence, next.hash);
      }
    });
  try {
    for (const facts of readable(broken, "forwards")) take(facts);
  } catch {
    // Past the broken page there may be more: the newest facts lie at the end.
    for (const facts of readable(broken, "backwards")) take(facts);
  }
  return taken;
}

function keep(source: LogSource, transaction: SqliteTransaction, fact: FactEnvelope): 1 {
  transaction.put(factsCollection, [fact]);
  const parsed = parseFact(fact);
  if (parsed.ok) unpackAllOf(source, transaction, [parsed.value]);
  raiseStamp(source, fact.stamp);
  return 1;
}

function nextOwn(
  { statements }: LogSource,
  own: string,
  waiting: ReadonlyMap<number, FactEnvelope>,
): FactEnvelope | undefined {
  const head = statements.of("SELECT sequence, hash FROM station_heads WHERE station = ?").get(own);
  const fact = waiting.get(Number(head?.["sequence"] ?? 0) + 1);
  return fact && !chainProblem(fact, String(head?.["hash"] ?? noPrevious), sha256) ? fact : undefined;
}

function isKnown({ storage, statements }: LogSource, { id }: FactEnvelope): boolean {
  const isRemoved = statements.of("SELECT 1 AS found FROM removed_facts WHERE id = ?").get(id) !== undefined;
  return isRemoved || storage.read(factsCollection, id) !== undefined;
}

/** Of another station, whose facts may be missing in between. */
function fitsIn(source: LogSource, fact: FactEnvelope): boolean {
  const beside = factsNumbered(source, fact.station, [fact.sequence - 1, fact.sequence, fact.sequence + 1]);
  const at = (place: number): FactEnvelope | undefined => beside.find(({ sequence }) => sequence === place);
  const before = fact.sequence === 1 ? noPrevious : at(fact.sequence - 1)?.hash;
  const after = at(fact.sequence + 1)?.previous;
  if (at(fact.sequence) || (after !== undefined && after !== fact.hash)) return false;
  return chainProblem(fact, before ?? fact.previous, sha256) === undefined;
}

/** Facts of the damaged file, as far as they can be read, in the order they were written, or from the newest back. */
function* readable(broken: SqliteConnection, way: "forwards" | "backwards"): Generator<FactEnvelope[], void, void> {
  const [past, order, start] = way === "forwards" ? [">", "ASC", 0] : ["<", "DESC", Number.MAX_SAFE_INTEGER];
  const next = broken.prepare(
    `SELECT seq, data FROM "rx_facts_0" WHERE seq ${past} ? AND deleted = 0 ORDER BY seq ${order} LIMIT 100`,
  );
  for (let rows = next.all(start); rows.length > 0; rows = next.all(rows.at(-1)?.["seq"] ?? 0)) {
    yield rows.flatMap((row) => readFact(String(row["data"])) ?? []);
  }
}

function readFact(text: string): FactEnvelope | undefined {
  try {
    const { _rev, _meta, _deleted, _attachments, ...fact } = JSON.parse(text) as Record<string, unknown>;
    const isOne = factEnvelopeSchema.safeParse(fact).success;
    return isOne ? (fact as unknown as FactEnvelope) : undefined;
  } catch {
    return undefined;
  }
}

function raiseStamp({ statements }: LogSource, stamp: string): void {
  const present = statements.of("SELECT value FROM store_state WHERE name = 'stamp'").get()?.["value"];
  const later = laterStamp(String(present ?? stamp), stamp);
  statements.run("INSERT OR REPLACE INTO store_state VALUES ('stamp', ?)", later);
}

/** From the damaged file where it can be read; else with a gap that is larger than any day's work. */
function raiseNumbers({ statements }: LogSource, broken: SqliteConnection | undefined): void {
  const raise = "UPDATE series SET value = max(value, ?) WHERE name = ?";
  try {
    if (!broken) throw new Error("The damaged file cannot be opened");
    for (const row of broken.prepare("SELECT name, value FROM series").all()) {
      statements.run("INSERT OR IGNORE INTO series VALUES (?, 0)", row["name"] ?? "");
      statements.run(raise, row["value"] ?? 0, row["name"] ?? "");
    }
  } catch {
    statements.run("UPDATE series SET value = value + ?", numbersLeftOut);
  }
}
