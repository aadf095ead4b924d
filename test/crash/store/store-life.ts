/**
 * The life of one store until it is killed: opens the store at argv[2] once its parent says so, writes without end, and
 * says on its output what has been acknowledged. argv[3]: what it does beside writing; argv[4]: its seed.
 *
 * Lines out: `ready`, `open`, `saved FACT...` after the promise of an act resolved, `done PHASE`, `migrating VERSION`.
 */
import { writeSync } from "node:fs";
import { join } from "node:path";
import { startCheckpointer } from "#main/adapters/sqlite/checkpointer.ts";
import { makeBackup } from "#main/store/backups.ts";
import { openStore, type Store } from "#main/store/open-store.ts";
import { pruneSome } from "#main/store/prune.ts";
import { rebuild } from "#main/store/rebuild.ts";
import { draft, type Draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import { line } from "#test/builders/orders.ts";
import { seededRandom } from "../seeded-random.ts";
import { openSideStore } from "./side-store.ts";

const [, , directory = "", phase = "writing", seed = "1"] = process.argv;
const random = seededRandom(Number(seed));
const skus = ["BOWL", "CUP", "PLATE", "JUG"];
const open: string[] = [];

function say(words: string): void {
  writeSync(1, `${words}\n`);
}

async function saved(store: Store, user: string, draftsFor: (newId: () => string, number: () => number) => Draft[]) {
  const orderId = await store.log.act(user, (act) => {
    const drafts = draftsFor(
      () => act.newId(),
      () => act.nextNumber("crash"),
    );
    act.append(drafts);
    return drafts[0]?.stream.slice("order/".length) ?? "";
  });
  const facts = store.log.factsOf("orders", orderId).map(({ id }) => id);
  if (facts.length > 0) say(`saved ${facts.join(" ")}`);
  return orderId;
}

async function place(store: Store): Promise<void> {
  const lines = [line({ sku: random.pick(skus), quantity: random.between(1, 3) })];
  const note = "x".repeat(random.between(0, 3000));
  // Unpaid: a paid order that is cancelled waits for its refund, and does not close.
  const content = { lines, note, tenders: [] };
  open.push(
    await saved(store, "person-1", (newId, number) => [placed(newId(), { ...content, number: `C-${number()}` })]),
  );
}

async function cancel(store: Store): Promise<void> {
  const orderId = open.shift();
  if (!orderId) return;
  await saved(store, "person-2", () => [
    draft(`order/${orderId}`, "order.cancelled", { orderId, by: "merchant", at: Date.now(), reason: "No", freed: [] }),
  ]);
}

async function moveStock(store: Store): Promise<void> {
  const sku = random.pick(skus);
  await store.log.act("person-3", (act) =>
    act.append([
      draft(`item/${sku}`, "stock.moved", {
        moves: [{ sku, from: "adjustment", to: `bin/A-${random.between(1, 3)}`, quantity: random.between(1, 9) }],
        reason: "catalogue",
        stated: [],
      }),
    ]),
  );
}

/** Several acts of one turn share a commit. */
async function write(store: Store): Promise<void> {
  const acts = [place, place, cancel, moveStock].filter(() => random.chance(0.6));
  await Promise.all(acts.map((act) => act(store)));
}

async function rebuildAgain(store: Store): Promise<void> {
  for (const _ of rebuild(store)) {
    // Nobody may write meanwhile; the kill comes between two commits or inside one.
  }
}

async function backUp(store: Store): Promise<void> {
  const { driver, bytes } = store.facts();
  const { paths } = store;
  const made = await makeBackup({ paths, driver, now: Date.now(), storeBytes: bytes, freeBytes: Infinity });
  if (!made.ok) throw new Error(made.error.words);
  say("done backing up");
}

/** Folds away what closed, of whatever age. */
async function prune(store: Store): Promise<void> {
  const rules = { before: "g", mayPrune: () => true };
  const { removed } = await store.storage.enqueue("prune", (transaction) => pruneSome(store, transaction, rules, 3));
  if (removed > 0) say("done pruning");
}

/** One version on. */
async function migrate(version: number): Promise<void> {
  say(`migrating ${version}`);
  const side = await openSideStore(join(directory, "..", "side.db"), version);
  await side.close();
  say("done migrating");
}

async function live(): Promise<void> {
  const store = await openStore({ directory, clock: Date.now });
  startCheckpointer(store.storage.connection, { everyMilliseconds: phase === "checkpointing" ? 1 : 20, idleRounds: 2 });
  say("open");
  let version = Number(process.argv[5] ?? 0);
  for (let turn = 1; ; turn++) {
    // Beside the writing, as in the application.
    await Promise.all([write(store), phase === "backing up" ? backUp(store) : undefined]);
    if (phase === "pruning") await prune(store);
    if (phase === "migrating" && turn % 3 === 0) await migrate(version++);
    if (phase === "rebuilding" && turn % 4 === 0) {
      await rebuildAgain(store);
      say("done rebuilding");
    }
  }
}

process.stdin.once("data", () => void live());
say("ready");
