import { hash, randomBytes } from "node:crypto";
import { noPrevious } from "#shared/facts/fact.ts";
import { earliestStamp } from "#shared/kernel/hybrid-clock.ts";
import { uuidV7 } from "#shared/kernel/ids.ts";
import { must } from "#shared/kernel/result.ts";
import type { Database, Queries } from "../adapters/postgres/database.ts";

/** What makes this hub this hub; the same for all its processes and for as long as its database lives. */
export interface HubIdentity {
  readonly companyId: string;
  /** Station id under which it records facts of its own. */
  readonly hubId: string;
  /** Known to the hub alone: by it the hub knows facts again that it made before it was restored from an older copy. */
  readonly secret: Buffer;
}

export function sha256(text: string): string {
  return hash("sha256", text, "hex");
}

/** Reads who this hub is, and makes it up at its first start. */
export async function hubIdentity(database: Database, now: number): Promise<HubIdentity> {
  const fresh = {
    company: uuidV7(now, randomBytes(10)),
    hub: uuidV7(now, randomBytes(10)),
    secret: randomBytes(32).toString("hex"),
    epoch: newEpoch(),
  };
  for (const [name, value] of Object.entries(fresh)) {
    await database.all("INSERT INTO hub_state VALUES ($1, $2) ON CONFLICT DO NOTHING", [name, value]);
  }
  const rows = await database.all<{ name: string; value: string }>("SELECT name, value FROM hub_state");
  const state = new Map(rows.map(({ name, value }) => [name, value]));
  const known = (name: string) => must(state.get(name), "it was written above");
  const hubId = known("hub");
  await addChain(database, hubId);
  return { companyId: known("company"), hubId, secret: Buffer.from(known("secret"), "hex") };
}

export async function addChain(queries: Queries, station: string): Promise<void> {
  await queries.all("INSERT INTO chains VALUES ($1, 0, $2, $3) ON CONFLICT DO NOTHING", [
    station,
    noPrevious,
    earliestStamp,
  ]);
}

export async function epochOf(queries: Queries): Promise<string> {
  const row = await queries.one<{ value: string }>("SELECT value FROM hub_state WHERE name = 'epoch'");
  return must(row, "every hub has an epoch").value;
}

/**
 * Begins a new epoch, because this database is an older copy of the hub than stations have seen: checkpoints given out
 * before are void, and stations compare what they hold with what it holds. Nothing where another process did it first.
 */
export async function beginEpoch(queries: Queries, instead: string): Promise<void> {
  await queries.all("UPDATE hub_state SET value = $1 WHERE name = 'epoch' AND value = $2", [newEpoch(), instead]);
}

function newEpoch(): string {
  return randomBytes(9).toString("base64url");
}

/** A new token for reading the hub's figures; the one before is void. Shown once, kept as its hash. */
export async function metricsToken(queries: Queries): Promise<string> {
  const token = randomBytes(24).toString("base64url");
  await queries.all(
    "INSERT INTO hub_state VALUES ('metrics', $1) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    [sha256(token)],
  );
  return token;
}
