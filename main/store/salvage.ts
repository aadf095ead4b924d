import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { canonicalJson, type FactEnvelope, factEnvelopeSchema, hashInput, noPrevious } from "#shared/facts/fact.ts";
import { parseFact } from "#shared/facts/kinds.ts";
import { laterStamp } from "#shared/kernel/hybrid-clock.ts";
import { openPlain } from "../adapters/sqlite/open-sqlite.ts";
import type { SqliteConnection } from "../adapters/sqlite/connection.ts";
import { factsCollection } from "./collections.ts";
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
 * After a restore: takes over what can still be read in the damaged file and is not in the backup. A fact comes in only
 * where its hashes come out and it follows the one before it on its station, so nothing half-read gets in. Gives how many
 * came in. Counters of human numbers are set on, so that no number is given twice.
 */
async function salvage(source: LogSource, aside: string): Promise<number> {
  const { storage, statements } = source;
  let broken: SqliteConnection | undefined;
  let taken = 0;
  try {
    broken = openPlain(join(aside, storeFile), { readOnly: true });
    for (const facts of readable(broken)) {
      storage.transaction("salvage", (transaction) => {
        for (const fact of facts) {
          if (!follows(source, fact)) continue;
          transaction.put(factsCollection, [fact]);
          const parsed = parseFact(fact);
          if (parsed.ok) unpackAllOf(source, transaction, [parsed.value]);
          statements.run(
            "INSERT OR REPLACE INTO station_heads VALUES (?, ?, ?)",
            fact.station,
            fact.sequence,
            fact.hash,
          );
          raiseStamp(source, fact.stamp);
          taken += 1;
        }
      });
    }
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

/** Facts of the damaged file, as far as they can be read, in the order they were written. */
function* readable(broken: SqliteConnection): Generator<FactEnvelope[], void, void> {
  const next = broken.prepare(
    `SELECT seq, data FROM "rx_facts_0" WHERE seq > ? AND deleted = 0 ORDER BY seq LIMIT 100`,
  );
  for (let rows = next.all(0); rows.length > 0; rows = next.all(rows.at(-1)?.["seq"] ?? 0)) {
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

function follows({ statements }: LogSource, fact: FactEnvelope): boolean {
  const head = statements.of("SELECT sequence, hash FROM station_heads WHERE station = ?").get(fact.station);
  return (
    fact.sequence === Number(head?.["sequence"] ?? 0) + 1 &&
    fact.previous === String(head?.["hash"] ?? noPrevious) &&
    fact.bodyHash === sha256(canonicalJson(fact.body)) &&
    fact.hash === sha256(hashInput(fact))
  );
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
