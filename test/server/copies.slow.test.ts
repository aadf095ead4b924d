import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openPlain } from "#main/adapters/sqlite/open-sqlite.ts";
import { type Copier, startCopier } from "#server/adapters/copier-process.ts";
import { silentPolicy } from "#server/features/answers.ts";
import { scopeMark } from "#server/store/checkpoint.ts";
import { beginEpoch, epochOf } from "#server/store/hub.ts";
import { type CopyNote, copyNoteFile, copyNoteSchema } from "#shared/sync/copier.ts";
import { must } from "#shared/kernel/result.ts";
import type { Scope } from "#shared/sync/scope.ts";
import { copyPartBytes, type CopyReply } from "#shared/sync/wire.ts";
import { placed } from "#test/builders/facts.ts";
import { everything, HubStation, joinedStation, sha256 } from "#test/support/hub/hub-station.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { type RunningHub, startHub } from "#test/support/hub/start-hub.ts";
import { copyWith, hurriedCopies } from "#test/support/sync/prepared.ts";

/** The copies a real hub keeps for stations that come new, written by copiers of its own. */

let postgres: TestPostgres;
let url: string;
let folder: string;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  url = await postgres.newDatabase();
  folder = mkdtempSync(join(tmpdir(), "holdfast-copies-"));
  return () => rmSync(folder, { recursive: true, force: true });
});

async function withHub(
  use: (hub: RunningHub) => Promise<void>,
  start: (folder: string) => Copier = startCopier,
): Promise<void> {
  const hub = await startHub(url, {
    policy: silentPolicy,
    copies: { folder, pace: hurriedCopies, startCopier: start },
  });
  hub.copies?.start();
  try {
    await use(hub);
  } finally {
    await hub.close();
  }
}

/** The whole file, from its parts as a station gets them. */
async function fetched(station: HubStation, copy: CopyReply): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const [place, { bytes, sha256: digest }] of copy.parts.entries()) {
    const response = await station.request("GET", `/v1/copy/part?copy=${copy.copy}&part=${place}`);
    expect(response.status).toBe(200);
    const packed = Buffer.from(await response.arrayBuffer());
    expect([packed.length, await digestOf(packed)]).toEqual([bytes, digest]);
    parts.push(gunzipSync(packed));
  }
  expect(parts.slice(0, -1).every((part) => part.length === copyPartBytes)).toBe(true);
  return Buffer.concat(parts);
}

async function digestOf(bytes: Buffer): Promise<string> {
  return Buffer.from(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes))).toString("hex");
}

/** What a copy holds: the streams of its facts, and the tables that must be empty. */
function lookInto(bytes: Buffer): { streams: string[]; ofTheCopier: unknown[] } {
  const path = join(folder, "looked-into.sqlite");
  writeFileSync(path, bytes);
  const connection = openPlain(path);
  try {
    const rows = connection.prepare(`SELECT data ->> 'stream' AS stream FROM "rx_facts_0"`).all();
    const tables = ["sync_state", "series", "station_heads", "parked_facts", "broken_facts"];
    return {
      streams: rows.map((row) => String(row["stream"])),
      ofTheCopier: [
        ...tables.flatMap((table) => connection.prepare(`SELECT * FROM ${table}`).all()),
        ...connection.prepare("SELECT name FROM store_state WHERE name <> 'stamp'").all(),
      ],
    };
  } finally {
    connection.close();
    rmSync(path);
  }
}

const noteOf = (scope: Scope): string => join(folder, scopeMark(scope, sha256), copyNoteFile);
const readNote = (scope: Scope): CopyNote => copyNoteSchema.parse(JSON.parse(readFileSync(noteOf(scope), "utf8")));

async function recordAndPush(station: HubStation, from: number, count: number): Promise<void> {
  for (let order = from; order < from + count; order += 1) station.record(placed(`o${order}`));
  await station.pushAll();
}

describe("the copies of a hub", () => {
  it("hold every fact up to their checkpoint and nothing of the copier's, and are made anew once enough has come", async () => {
    await withHub(async (hub) => {
      const station = await joinedStation(hub);
      expect((await station.request("GET", "/v1/copy")).status).toBe(404);
      await recordAndPush(station, 0, 10);
      const first = await copyWith(station, 12);
      const { streams, ofTheCopier } = lookInto(await fetched(station, first));
      expect(streams.toSorted()).toEqual(station.facts.map(({ stream }) => stream).toSorted());
      expect(ofTheCopier).toEqual([]);
      expect((await station.pullAll({ after: first.checkpoint, own: true })).facts).toEqual([]);
      await recordAndPush(station, 10, 10);
      const second = await copyWith(station, 22);
      expect(lookInto(await fetched(station, second)).streams).toHaveLength(22);
      // Of the one before nothing is left, and who is in the middle of it hears so.
      const gone = await station.request("GET", `/v1/copy/part?copy=${first.copy}&part=0`);
      expect([gone.status, await gone.json()]).toEqual([404, { code: "no-copy", detail: "" }]);
      // The copy is there before the copier has cleared away what it made it from.
      await vi.waitFor(() => {
        const files = readdirSync(join(folder, scopeMark(everything, sha256)));
        expect(files.toSorted()).toEqual([`${second.copy}.parts`, "copy.json", "store"].toSorted());
      }, 30_000);
    });
  });

  it("of a scope hold what belongs to it and no more", async () => {
    const narrow: Scope = { site: "main", channels: ["phone"] };
    await withHub(async (hub) => {
      const station = await joinedStation(hub);
      for (let order = 0; order < 6; order += 1) {
        station.record(placed(`shop-${order}`, { channel: "shopify" }));
        station.record(placed(`phone-${order}`, { channel: "phone" }));
      }
      await station.pushAll();
      const other = new HubStation(hub.address);
      other.open("B");
      await other.enrol(await hub.newCode(), { letters: "B", scope: narrow });
      const wide = await copyWith(station, 14);
      const copy = await copyWith(other, 8);
      expect([wide.facts, copy.facts]).toEqual([14, 8]);
      expect(copy.scope).toEqual(narrow);
      const { streams } = lookInto(await fetched(other, copy));
      expect(streams.filter((stream) => stream.includes("shop-"))).toEqual([]);
      // It cannot be had by a station of another scope.
      expect((await station.request("GET", `/v1/copy/part?copy=${copy.copy}&part=0`)).status).toBe(404);
    });
  });

  it("go on where a copier was killed, at any moment", async () => {
    let started = 0;
    const killed: Copier[] = [];
    const dying = (where: string): Copier => {
      const copier = startCopier(where);
      started += 1;
      const dies = started;
      return {
        end: () => copier.end(),
        async ask(asked, answer) {
          const said = copier.ask(asked, answer);
          // The first dies while it takes facts in, the second while it writes the copy.
          if ((dies === 1 && asked.what === "take") || (dies === 2 && asked.what === "copy")) {
            killed.push(copier);
            void copier.end();
          }
          return said;
        },
      };
    };
    await withHub(async (hub) => {
      const station = await joinedStation(hub);
      await recordAndPush(station, 0, 30);
      const copy = await copyWith(station, 32);
      expect(killed).toHaveLength(2);
      expect(lookInto(await fetched(station, copy)).streams).toHaveLength(32);
    }, dying);
  });

  it("are made by one of two processes that share the folder, and given whole by both", async () => {
    const problems: unknown[] = [];
    const log = { info: () => undefined, warn: (problem: unknown) => void problems.push(problem) };
    const hubs = await Promise.all(
      [0, 1].map(() => startHub(url, { policy: silentPolicy, copies: { folder, pace: hurriedCopies, log } })),
    );
    try {
      for (const hub of hubs) hub.copies?.start();
      const [one] = hubs;
      const station = await joinedStation(must(one, "two were started"));
      for (const count of [10, 20, 30]) {
        await recordAndPush(station, count - 10, 10);
        const epoch = await epochOf(must(one, "two were started").hub.database);
        await vi.waitFor(
          async () => {
            const found = await Promise.all(hubs.map(async ({ copies }) => copies?.find({ scope: everything, epoch })));
            expect(found.map((note) => note?.facts)).toEqual([count + 2, count + 2]);
            expect(found[0]?.copy).toBe(found[1]?.copy);
          },
          { timeout: 60_000, interval: 20 },
        );
        const copy = await copyWith(station, count + 2);
        expect(lookInto(await fetched(station, copy)).streams).toHaveLength(count + 2);
      }
      for (const problem of problems) expect(String(problem)).toContain("is open already");
    } finally {
      for (const hub of hubs) await hub.close();
    }
  });

  it("are given whole or not at all", async () => {
    await withHub(async (hub) => {
      const station = await joinedStation(hub);
      await recordAndPush(station, 0, 10);
      const { copy } = await copyWith(station, 12);
      await hub.copies?.stop();
      const { file } = readNote(everything);
      const path = join(noteOf(everything), "..", file);
      const bytes = readFileSync(path);
      writeFileSync(path, bytes.subarray(0, -1));
      expect((await station.request("GET", "/v1/copy")).status).toBe(404);
      expect((await station.request("GET", `/v1/copy/part?copy=${copy}&part=0`)).status).toBe(404);
      writeFileSync(path, bytes);
      expect((await station.request("GET", `/v1/copy/part?copy=${copy}&part=0`)).status).toBe(200);
      expect((await station.request("GET", `/v1/copy/part?copy=${copy}&part=1`)).status).toBe(404);
    });
  });

  it("are void in another epoch, and made of what the hub then holds", async () => {
    await withHub(async (hub) => {
      const station = await joinedStation(hub);
      await recordAndPush(station, 0, 10);
      const before = await copyWith(station, 12);
      await hub.copies?.stop();
      await beginEpoch(hub.hub.database, await epochOf(hub.hub.database));
      expect((await station.request("GET", "/v1/copy")).status).toBe(404);
      // As if the hub had been restored from before the last five.
      await hub.hub.database.all("DELETE FROM facts WHERE sequence > 7");
      hub.copies?.start();
      const after = await copyWith(station, 7);
      expect(after.epoch).not.toBe(before.epoch);
      expect(lookInto(await fetched(station, after)).streams).toHaveLength(7);
    });
  });

  it("of scopes that nobody has any more are deleted, and none are made of few facts", async () => {
    const left = join(folder, "0123456789ab");
    await withHub(async (hub) => {
      writeFileSync(left, "");
      const station = await joinedStation(hub);
      await station.pushAll();
      await vi.waitFor(() => expect(existsSync(left)).toBe(false), { timeout: 10_000 });
      expect(existsSync(noteOf(everything))).toBe(false);
    });
  });
});
