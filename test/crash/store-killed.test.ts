import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleProgram } from "../support/bundle.ts";
import { seededRandom } from "./seeded-random.ts";
import { expectBackupsSound, expectMigrated, expectWhole } from "./store/expectations.ts";
import { startLife, type WaitingLife } from "./store/live-and-die.ts";

/**
 * The station's store without a window, killed with SIGKILL at random moments of what it does, and opened again. What
 * was acknowledged before the kill must be there, whole, and the views must be what a rebuild makes of the facts.
 * `HOLDFAST_KILLS=2000` for a long run; `HOLDFAST_SEED` repeats one.
 */
const kills = Number(process.env["HOLDFAST_KILLS"] ?? 300);
const seed = Number(process.env["HOLDFAST_SEED"] ?? 20_261_124);
const random = seededRandom(seed);
const phases = ["writing", "checkpointing", "migrating", "backing up", "pruning", "rebuilding"];
/** A store is begun anew after so many kills, so that looking through it stays quick. */
const killsOfOneStore = 20;

let program: Awaited<ReturnType<typeof bundleProgram>>;
let folder: string;

beforeAll(async () => {
  program = await bundleProgram(fileURLToPath(new URL("./store/store-life.ts", import.meta.url)));
  folder = mkdtempSync(join(tmpdir(), "holdfast-killed-"));
});

afterAll(() => {
  program.remove();
  rmSync(folder, { recursive: true, force: true });
});

interface Victim {
  readonly directory: string;
  readonly side: string;
  readonly saved: Set<string>;
  version: number;
}

function newVictim(number: number): Victim {
  const home = join(folder, String(number));
  return { directory: join(home, "store"), side: join(home, "side.db"), saved: new Set(), version: 0 };
}

function phaseOf(kill: number): string {
  return phases[kill % phases.length] ?? "writing";
}

test(
  `the store, killed ${kills} times (seed ${seed}), keeps every acknowledged fact, whole`,
  async () => {
    const done = new Map<string, number>();
    let acknowledged = 0;
    let victim = newVictim(0);
    let next: WaitingLife | undefined;
    try {
      for (let kill = 0; kill < kills; kill++) {
        if (kill % killsOfOneStore === 0) {
          if (kill > 0) rmSync(join(victim.directory, ".."), { recursive: true, force: true });
          victim = newVictim(kill);
        }
        const life = next ?? startLife(program.path, victim.directory, phaseOf(kill), seed + kill, victim.version);
        const told = await life.liveUntil({
          after: random.chance(0.1) ? "nothing" : random.between(0, 30),
          milliseconds: random.between(0, 20),
        });
        for (const fact of told.saved) victim.saved.add(fact);
        for (const phase of told.done) done.set(phase, (done.get(phase) ?? 0) + 1);
        if (told.migrating !== undefined) victim.version = told.migrating;
        acknowledged += told.saved.size;
        const isLast = (kill + 1) % killsOfOneStore === 0 || kill + 1 === kills;
        // It loads while this process looks the store through.
        next = isLast
          ? undefined
          : startLife(program.path, victim.directory, phaseOf(kill + 1), seed + kill + 1, victim.version);
        // Making all views again takes as long as all the rest: it is done before a rebuild could mend what is amiss.
        const rebuilds = isLast || phaseOf(kill + 1) === "rebuilding";
        await expectWhole(victim.directory, victim.saved, rebuilds);
        if (life.phase === "backing up") await expectBackupsSound(victim.directory);
        if (told.migrating !== undefined) await expectMigrated(victim.side, victim.version);
      }
    } finally {
      next?.discard();
    }
    process.stdout.write(`${kills} kills: ${acknowledged} facts acknowledged, done: ${JSON.stringify([...done])}\n`);
    expect(acknowledged).toBeGreaterThan(kills * 5);
    // Every phase came to an end at times: the kills met it at work, not before it began.
    if (kills >= 100) expect([...done.keys()].toSorted()).toEqual(["backing up", "migrating", "pruning", "rebuilding"]);
  },
  60_000 + kills * 15_000,
);
