import { createHash, randomBytes } from "node:crypto";
import type { HubRefusal } from "#shared/sync/refusals.ts";
import type { Scope } from "#shared/sync/scope.ts";
import type { EnrolReply, EnrolRequest } from "#shared/sync/wire.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { protocolVersion } from "#shared/sync/protocol.ts";
import type { Database, Queries } from "../adapters/postgres/database.ts";
import { addChain, epochOf, type HubIdentity } from "./hub.ts";

/** A station as the hub knows it by its token. */
export interface KnownStation {
  readonly station: string;
  readonly scope: Scope;
  readonly revoked: boolean;
  readonly epoch: string;
}

/** Letters and digits that are not taken for one another; 12 of them are 60 bits. */
const codeAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";
const codeLength = 12;
export const codeMinutes = 15;

/** Wrong codes from anywhere within ten minutes before no code is looked at any more. */
const mostWrongCodes = 50;

function hashOf(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

function plainCode(code: string): string {
  return code.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
}

/** A new enrolment code, good for one station and a quarter of an hour; only its hash is kept. */
export async function newCode(queries: Queries, now: number): Promise<string> {
  const code = Array.from(randomBytes(codeLength), (byte) => codeAlphabet[byte % codeAlphabet.length]).join("");
  await queries.all("DELETE FROM codes WHERE expires_at < $1", [new Date(now - 24 * 3_600_000)]);
  await queries.all("INSERT INTO codes (hash, made_at, expires_at) VALUES ($1, $2, $3)", [
    hashOf(code),
    new Date(now),
    new Date(now + codeMinutes * 60_000),
  ]);
  return (code.match(/.{4}/g) ?? []).join("-");
}

export async function stationByToken(queries: Queries, token: string): Promise<KnownStation | undefined> {
  return queries.one<KnownStation & { scope: Scope }>(
    `SELECT station, scope, revoked_at IS NOT NULL AS revoked,
            (SELECT value FROM hub_state WHERE name = 'epoch') AS epoch
     FROM stations WHERE token_hash = $1`,
    [hashOf(token)],
  );
}

export async function enrol(
  database: Database,
  hub: HubIdentity,
  request: EnrolRequest,
  now: number,
): Promise<Result<EnrolReply, { readonly code: HubRefusal; readonly detail: string }>> {
  const refused = (code: HubRefusal, detail = "") => err({ code, detail });
  const outcome = await database.transaction(async (queries) => {
    const wrong = await queries.one<{ count: number }>("SELECT count(*) AS count FROM wrong_codes WHERE at > $1", [
      new Date(now - 10 * 60_000),
    ]);
    if ((wrong?.count ?? 0) >= mostWrongCodes) return refused("too-many-tries");
    const code = hashOf(plainCode(request.code));
    const found = await queries.one<{ expired: boolean; used: boolean }>(
      "SELECT expires_at < $2 AS expired, used_at IS NOT NULL AS used FROM codes WHERE hash = $1 FOR UPDATE",
      [code, new Date(now)],
    );
    if (!found) {
      await queries.all("INSERT INTO wrong_codes VALUES ($1)", [new Date(now)]);
      await queries.all("DELETE FROM wrong_codes WHERE at < $1", [new Date(now - 60 * 60_000)]);
      return refused("wrong-code");
    }
    if (found.used) return refused("used-code");
    if (found.expired) return refused("expired-code");
    if (request.companyId !== null && request.companyId !== hub.companyId) return refused("other-company");
    const known = await queries.one<{
      revoked: boolean;
      compared: boolean;
      name: string;
      letters: string;
      scope: Scope;
    }>(
      `SELECT revoked_at IS NOT NULL AS revoked, name, letters, scope,
              compared_epoch = (SELECT value FROM hub_state WHERE name = 'epoch') AS compared
       FROM stations WHERE station = $1 FOR UPDATE`,
      [request.stationId],
    );
    const begins = request.again === true && request.head.sequence === 0 && known?.compared === true;
    if (request.stationId === hub.hubId || (known && !known.revoked && !begins)) return refused("station-known");
    const chain = await queries.one<{ sequence: number; hash: string }>(
      "SELECT sequence, hash FROM chains WHERE station = $1",
      [request.stationId],
    );
    const { sequence, hash } = request.head;
    if (chain && !begins && (sequence < chain.sequence || (sequence === chain.sequence && hash !== chain.hash))) {
      return refused("station-behind", `the hub holds ${chain.sequence} facts of this station, it has ${sequence}`);
    }
    const token = randomBytes(32).toString("base64url");
    const { name, letters, scope } =
      begins && known
        ? known
        : { name: request.name, letters: await freeLetters(queries, request), scope: request.scope };
    await queries.all(
      `INSERT INTO stations (station, name, letters, scope, token_hash, enrolled_at, compared_epoch)
       VALUES ($1, $2, $3, $4, $5, $6, $7)
       ON CONFLICT (station) DO UPDATE SET name = excluded.name, letters = excluded.letters, scope = excluded.scope,
         token_hash = excluded.token_hash, enrolled_at = excluded.enrolled_at, revoked_at = NULL`,
      [
        request.stationId,
        name.replaceAll("\0", ""),
        letters,
        JSON.stringify(scope),
        hashOf(token),
        new Date(now),
        await epochOf(queries),
      ],
    );
    await addChain(queries, request.stationId);
    await queries.all("UPDATE codes SET used_at = $2, used_by = $3 WHERE hash = $1", [
      code,
      new Date(now),
      request.stationId,
    ]);
    const reply: EnrolReply = {
      token,
      companyId: hub.companyId,
      hubId: hub.hubId,
      letters,
      protocol: protocolVersion,
      epoch: await epochOf(queries),
      now,
    };
    return ok(reply);
  });
  return outcome;
}

/** The letters asked for, or the first that nobody has: they stand in every human number a station makes. */
async function freeLetters(queries: Queries, { stationId, letters }: EnrolRequest): Promise<string> {
  await queries.all("LOCK TABLE stations IN SHARE ROW EXCLUSIVE MODE");
  const rows = await queries.all<{ letters: string }>("SELECT letters FROM stations WHERE station <> $1", [stationId]);
  const taken = new Set(rows.map((row) => row.letters));
  if (!taken.has(letters)) return letters;
  const alphabet = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  const short = alphabet.flatMap((one) => [one, ...alphabet.map((two) => one + two)]);
  const long = alphabet.flatMap((one) => alphabet.flatMap((two) => alphabet.map((three) => one + two + three)));
  const free = [...short, ...long].find((candidate) => !taken.has(candidate));
  if (!free) throw new Error("All letters are taken");
  return free;
}

export interface StationRow {
  readonly station: string;
  readonly name: string;
  readonly letters: string;
  readonly enrolled: Date;
  readonly revoked: Date | null;
  readonly facts: number;
  readonly refused: number;
}

export function listStations(queries: Queries): Promise<StationRow[]> {
  return queries.all<StationRow>(
    `SELECT stations.station, name, letters, enrolled_at AS enrolled, revoked_at AS revoked, chains.sequence AS facts,
            (SELECT count(*) FROM refusals WHERE refusals.station = stations.station) AS refused
     FROM stations JOIN chains USING (station) ORDER BY enrolled_at`,
  );
}

/** Takes the token from a station, named by its id or its letters. Answers which; undefined where none is meant. */
export async function revokeStation(queries: Queries, named: string, now: number): Promise<StationRow | undefined> {
  const station = (await listStations(queries)).find(
    (row) => row.station === named || row.letters === named.toUpperCase(),
  );
  if (!station) return undefined;
  await queries.all("UPDATE stations SET revoked_at = $2 WHERE station = $1", [station.station, new Date(now)]);
  return station;
}

/** Where each station is. */
export async function sitesOf(queries: Queries): Promise<ReadonlyMap<string, string>> {
  const rows = await queries.all<{ station: string; site: string }>(
    "SELECT station, scope->>'site' AS site FROM stations",
  );
  return new Map(rows.map(({ station, site }) => [station, site]));
}
