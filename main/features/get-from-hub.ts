import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import type { CodeOf } from "#shared/bridge/contract.ts";
import { factEnvelopeSchema, noPrevious } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { uuidV7 } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { widestScope } from "#shared/sync/decide-scope.ts";
import { protocolVersion } from "#shared/sync/protocol.ts";
import type { OwnReply } from "#shared/sync/wire.ts";
import { factsCollection } from "../store/collections.ts";
import { openStore, type Store } from "../store/open-store.ts";
import { markDiscarded } from "../store/parked-facts.ts";
import { putInPlace } from "../store/restore.ts";
import { type StorePaths, storePaths } from "../store/store-files.ts";
import { takeStoreLock } from "../store/store-lock.ts";
import { takeUpNumbers } from "../store/used-numbers.ts";
import { HubLine, type LineProblem } from "../sync/hub-line.ts";
import { type HubNote, keepHubNote } from "../sync/hub-note.ts";
import { pulledAtOnce } from "../sync/receiver.ts";
import { writeSync } from "../sync/sync-tables.ts";
import { type KeyRing, TokenVault } from "../sync/token-vault.ts";
import { joinRefusal } from "./hub.ts";
import { notSavedWords } from "./not-saved.ts";
import { refuse, systemUser } from "./station-context.ts";

type Code = CodeOf<"care.fromHub"> | "not-saved";
type Refused = { readonly ok: false; readonly error: { readonly code: Code; readonly detail: string } };

export interface FromHub {
  readonly directory: string;
  readonly note: HubNote;
  readonly clock: () => number;
  readonly keyRing: KeyRing | undefined;
  /** As the hub printed it; null where the station's kept token will do. */
  readonly code: string | null;
  /** Begins as another station: the hub cannot vouch for the numbers of this one. */
  readonly asNew: boolean;
  readonly onProgress: (facts: number, remaining: number) => void;
}

interface Claim {
  readonly stationId: string;
  readonly letters: string;
  readonly token: string;
}

/**
 * A lost store got again from the hub. It is made beside the old one, and takes its place when it is whole; until then
 * nothing there is touched, and a crash leaves nothing but the choice as it was.
 *
 * The station goes on in its own name where that is safe. The hub has every fact of it that anybody else can have seen, as
 * long as the station has compared itself with this hub since the hub was last restored; those facts come back, taken or
 * refused, and the next number is the one after them. What the station had recorded and not sent follows from the old file,
 * as far as that can be read. Where the hub cannot vouch for its numbers, the station begins in a new name.
 */
export async function getFromHub(asked: FromHub): Promise<Result<null, Refused["error"]>> {
  const { directory, note, clock, code } = asked;
  const paths = storePaths(directory);
  const vault = new TokenVault(directory, asked.keyRing);
  const unlock = takeStoreLock(directory);
  try {
    const claim = await claimStation(asked, vault);
    if (!claim.ok) return claim;
    const { token, stationId, letters } = claim.value;
    const isNew = stationId !== note.stationId;
    // The old one is void; what breaks off from here on goes on without a code.
    if (code !== null && !isNew) await vault.keep(token);
    const line = new HubLine({ origin: note.address, fingerprint: note.fingerprint ?? undefined, token });
    try {
      const own = await line.own();
      if (!own.ok) return refuseLine(own.error);
      if (own.value.station !== stationId) return refuse("code-needed");
      if (!isNew && !own.value.compared) return refuse("not-same-station");
      const made = await makeStore(asked, line, claim.value, own.value);
      if (!made.ok) return made;
      if (isNew) await vault.keep(token);
      // The facts of its old name were for the hub from that name alone; the old file keeps them.
      await putInPlace(paths, made.value, clock(), !isNew);
      keepHubNote(directory, { ...note, stationId, letters });
      return ok(null);
    } finally {
      await line.close();
    }
  } catch (problem) {
    return refuse("not-saved", notSavedWords(problem));
  } finally {
    rmSync(beside(paths), { recursive: true, force: true });
    unlock();
  }
}

/** The kept token, or a new one for a code. */
async function claimStation(asked: FromHub, vault: TokenVault): Promise<Result<Claim, Refused["error"]>> {
  const { note, code, asNew, clock } = asked;
  if (code === null) {
    const token = await vault.read();
    return token === undefined || asNew
      ? refuse("code-needed")
      : ok({ stationId: note.stationId, letters: note.letters, token });
  }
  const stationId = asNew ? uuidV7(clock(), randomBytes(10)) : note.stationId;
  const line = new HubLine({ origin: note.address, fingerprint: note.fingerprint ?? undefined });
  try {
    const reply = await line.enrol({
      code,
      stationId,
      name: note.name,
      letters: note.letters,
      head: { sequence: 0, hash: noPrevious },
      protocol: protocolVersion,
      companyId: note.companyId,
      scope: widestScope,
      ...(!asNew && { again: true }),
    });
    if (reply.ok) return ok({ stationId, letters: reply.value.letters, token: reply.value.token });
    const refusal = joinRefusal(reply.error);
    // Known, and not to be vouched for; or not known any more and with facts there.
    const isOther = refusal.code === "station-known" || refusal.code === "station-behind";
    return isOther ? refuse("not-same-station") : err(refusal);
  } finally {
    await line.close();
  }
}

function beside({ directory }: StorePaths): string {
  return `${directory}.from-hub`;
}

/** Gives the path of the file of a whole store, closed. */
async function makeStore(
  asked: FromHub,
  line: HubLine,
  claim: Claim,
  own: OwnReply,
): Promise<Result<string, Refused["error"]>> {
  const { clock, note } = asked;
  const folder = beside(storePaths(asked.directory));
  rmSync(folder, { recursive: true, force: true });
  const { stationId } = claim;
  const store = await openStore({ directory: folder, clock, station: stationId });
  try {
    const pulled = await pullAll(asked, line, store, own);
    if (!pulled.ok) return pulled;
    if (stationId === note.stationId) {
      await takeRefused(store, own);
      // A number of its own that the hub cannot fill would be given out again.
      if (store.log.head.sequence < own.sequence) return refuse("not-same-station");
      takeUpNumbers(store, stationId);
    } else {
      await beginAnew(store, note, claim);
    }
    await store.log.commit("from the hub", systemUser, ({ statements }) => {
      const { address, fingerprint, companyId, hubId } = note;
      writeSync(statements, "membership", { address, fingerprint, companyId, hubId, joinedAt: clock() });
      writeSync(statements, "epoch", own.epoch);
      writeSync(statements, "acknowledged", stationId === note.stationId ? own.sequence : 0);
    });
    return ok(store.paths.store);
  } finally {
    await store.close();
  }
}

/** Everything, the station's own facts too, as it came to the hub. */
async function pullAll(
  { onProgress }: FromHub,
  line: HubLine,
  store: Store,
  { epoch }: OwnReply,
): Promise<Result<null, Refused["error"]>> {
  let after: string | undefined;
  let facts = 0;
  for (;;) {
    const page = await line.pull({ after, limit: pulledAtOnce, own: true, inOrder: true });
    if (!page.ok) return refuseLine(page.error);
    const { checkpoint, remaining, upToDate } = page.value;
    // Restored in this very moment: what it said before is void.
    if (page.value.epoch !== epoch) return refuse("hub-busy");
    await store.log.receive(page.value.facts, {
      alongside: (tables) => {
        writeSync(tables, "checkpoint", checkpoint);
        writeSync(tables, "download", { phase: "live", received: 0, remaining: 0 });
      },
    });
    facts += page.value.facts.length;
    onProgress(facts, remaining);
    if (upToDate) return ok(null);
    after = checkpoint;
  }
}

/** They stand in the chain and have no say, as before; those that a person had discarded wait for nobody. */
async function takeRefused(store: Store, { refused }: OwnReply): Promise<void> {
  const facts = refused.flatMap(({ fact, code, detail }) => {
    const parsed = factEnvelopeSchema.safeParse(fact);
    return parsed.success ? [{ fact: parsed.data, code, detail }] : [];
  });
  if (facts.length === 0) return;
  await store.log.commit("refused before", systemUser, (writing) => {
    writing.receive(facts.map(({ fact }) => fact));
    writing.park(facts.map(({ fact, code, detail }) => ({ factId: fact.id, code, detail })));
    for (const { fact } of facts) {
      const { name } = store.storage.tableOf(factsCollection);
      const discarded = writing.statements
        .of(`SELECT 1 AS found FROM ${name} WHERE data ->> 'kind' = 'sync.discarded' AND data ->> 'stream' = ? LIMIT 1`)
        .get(`sync/${fact.id}`);
      if (discarded) markDiscarded(writing.statements, fact.id);
    }
  });
}

async function beginAnew(store: Store, { name, companyId, hubId }: HubNote, { letters }: Claim): Promise<void> {
  const { stationId } = store;
  await store.log.act(systemUser, (act) =>
    act.append([
      draft(`station/${stationId}`, "station.opened", { stationId, name, letters, demo: false }),
      draft(`station/${stationId}`, "station.joined", { stationId, companyId, hubId, letters }),
    ]),
  );
}

function refuseLine(problem: LineProblem): Refused {
  if (problem.kind === "refused" && (problem.code === "no-token" || problem.code === "revoked")) {
    return refuse("code-needed");
  }
  return { ok: false, error: joinRefusal(problem) };
}
