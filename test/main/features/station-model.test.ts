import fc from "fast-check";
import { expect, it } from "vitest";
import { derivedDigest, differences } from "#main/store/derived.ts";
import { askForRebuild } from "#main/store/rebuild.ts";
import { runs } from "#test/builders/runs.ts";
import { withStation } from "#test/builders/station.ts";
import { storedPicture } from "#test/builders/stored.ts";
import { checkStep, checkStore } from "./model/checks.ts";
import * as desk from "./model/desk-steps.ts";
import * as pack from "./model/pack-steps.ts";
import * as pick from "./model/pick-steps.ts";
import { Simulation } from "./model/simulation.ts";
import { walk } from "./model/world.ts";

/** One thing somebody does; `a` and `b` choose which and how, among what there is by then. */
interface Step {
  readonly what: keyof typeof steps;
  readonly a: number;
  readonly b: number;
}

type Doing = (run: Simulation, a: number, b: number) => Promise<unknown>;

const steps = {
  catalogue: desk.importCatalogue,
  orders: desk.importOrders,
  ordersAgain: desk.importAgain,
  place: desk.place,
  release: desk.release,
  releaseAll: desk.releaseAll,
  hold: desk.hold,
  lift: desk.liftHold,
  cancel: desk.cancel,
  pay: desk.pay,
  take: pick.take,
  openList: pick.open,
  leaveList: pick.leave,
  closeList: pick.close,
  pickRight: pick.forward,
  pickAll: pick.pickAll,
  pickBin: (run, a) => pick.scan(run, { kind: "bin", bin: walk[1 + (a % 3)] ?? "" }),
  pickItem: (run, a) => pick.scan(run, { kind: "item", sku: run.itemAt(a).sku }),
  pickTote: (run, a) => pick.scan(run, { kind: "tote", tote: `T-0${1 + (a % 3)}` }),
  pickQuantity: (run, a) => pick.scan(run, { kind: "quantity", quantity: 1 + (a % 3) }),
  pickShort: (run) => pick.scan(run, { kind: "short" }),
  pickUndo: (run) => pick.scan(run, { kind: "undo" }),
  pickOther: (run, a) => pick.scan(run, { kind: (["clear", "noise", "park"] as const)[a % 3] ?? "clear" }),
  packRight: pack.forward,
  packAll: pack.packAll,
  packOrder: (run, a) => pack.scan(run, { kind: "order", number: run.anyOrder(a)?.number ?? "#0" }),
  packTote: (run, a) => pack.scan(run, { kind: "tote", tote: `T-0${1 + (a % 3)}` }),
  packItem: (run, a) => pack.scan(run, { kind: "item", sku: run.itemAt(a).sku }),
  packLabel: (run, a) => {
    const parcels = run.allParcels();
    return pack.scan(run, {
      kind: "label",
      sscc: parcels[a % Math.max(1, parcels.length)]?.sscc ?? "095212340000000013",
    });
  },
  packQuantity: (run, a) => pack.scan(run, { kind: "quantity", quantity: 1 + (a % 3) }),
  packUndo: (run) => pack.scan(run, { kind: "UNDO" }),
  packBox: (run) => pack.scan(run, { kind: "BOX.NEW" }),
  packOther: (run, a) => {
    const others = ["PARK", "CLOSE", "CLEAR", "PRINT.AGAIN", "SHORT", "unknown", "noise"] as const;
    return pack.scan(run, { kind: others[a % others.length] ?? "CLEAR" });
  },
  resume: pack.resume,
  printer: pack.printerWorks,
  answerPrinter: pack.answerPrinter,
  printAgain: pack.printAgain,
  clock: (run, a) => {
    // Forwards by up to a day, or back.
    run.test.now += ((a % 49) - 24) * 3_600_017;
    return Promise.resolve();
  },
  restart: async (run) => {
    const before = storedPicture(run.test.store);
    await run.test.restart();
    expect(storedPicture(run.test.store)).toEqual(before);
    Object.assign(run.world, { listInHand: "", onBench: "", pickQuantity: 1, packQuantity: 1 });
  },
} satisfies Readonly<Record<string, Doing>>;

const often: Partial<Record<keyof typeof steps, number>> = {
  orders: 3,
  place: 4,
  release: 2,
  releaseAll: 4,
  take: 5,
  pickRight: 8,
  pickAll: 4,
  pickUndo: 4,
  pickShort: 2,
  pickQuantity: 2,
  closeList: 2,
  hold: 2,
  packRight: 8,
  packAll: 4,
  packItem: 2,
  packUndo: 3,
  packBox: 3,
  packLabel: 2,
  printer: 4,
  answerPrinter: 2,
};

const step: fc.Arbitrary<Step> = fc.record(
  {
    what: fc.oneof(
      ...(Object.keys(steps) as (keyof typeof steps)[]).map((what) => ({
        arbitrary: fc.constant(what),
        weight: often[what] ?? 1,
      })),
    ),
    a: fc.nat(100_000),
    b: fc.nat(1000),
  },
  { noNullPrototype: true },
);

it(
  "keeps to the book through anything that may happen at a desk, on a round and at a bench",
  { timeout: 3_600_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(100_000), fc.array(step, { minLength: 30, maxLength: 60, size: "max" }), (a, days) =>
        withStation(async (test) => {
          const run = new Simulation(test);
          const done: string[] = [];
          try {
            await desk.importCatalogue(run, a);
            await desk.importOrders(run, a, a >> 3);
            for (const { what, a: first, b: second } of days) {
              test.now += 1000;
              done.push(what);
              const doing: Doing = steps[what];
              await doing(run, first, second);
              await checkStep(run);
            }
            await checkStore(run);
            const before = storedPicture(test.store);
            const { facts } = test.store.facts();
            const derived = derivedDigest(test.store);
            // Law 3: thrown away and made again from the log, every view and every plain table is what it was.
            askForRebuild(test.store);
            await test.restart();
            expect(storedPicture(test.store)).toEqual(before);
            expect(differences(derivedDigest(test.store), derived)).toEqual([]);
            // And after what has ended was pruned, from snapshots and the facts that are left.
            test.now += 400 * 86_400_000;
            test.store.mayPrune = () => true;
            await test.station.care.prune();
            askForRebuild(test.store);
            await test.restart();
            expect(differences(derivedDigest(test.store), derived)).toEqual(
              test.store.facts().facts === facts ? [] : ["fact_touches"],
            );
            test.now -= 400 * 86_400_000;
            await checkStep(run);
          } catch (problem) {
            throw new Error(`After ${done.join(", ")}: ${String(problem)}`, { cause: problem });
          } finally {
            run.end();
          }
        }),
      ),
      { numRuns: runs(4), endOnFailure: process.env["HOLDFAST_SHRINK"] === undefined },
    );
  },
);
