import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answer } from "#main/bridge/answer.ts";
import { makeHandlers } from "#main/bridge/handlers.ts";
import { commonCodes } from "#shared/bridge/call.ts";
import { type CallName, contract } from "#shared/bridge/contract.ts";
import { callNames, eventNames } from "#shared/bridge/names.ts";
import { draft } from "#shared/facts/kinds.ts";
import { placed } from "#test/builders/facts.ts";
import { item } from "#test/builders/orders.ts";
import { runs } from "#test/builders/runs.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { anyText } from "#test/builders/text.ts";
import { examples } from "./support/examples.ts";

/** What works before anybody has signed in. */
const open: ReadonlySet<CallName> = new Set<CallName>([
  "station.state",
  "station.begin",
  "station.diagnostics",
  "care.state",
  "care.rescue",
  "care.restore",
  "care.openAsIs",
  "care.fromHub",
  "window.keepTheme",
  "sync.state",
  "people.list",
  "people.signIn",
  "people.signOut",
  "scans.route",
  "scans.submit",
]);

// Cloned as the bridge does it: an object without a prototype has one when it comes.
const anything = fc
  .anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, maxDepth: 3 })
  .map((value): unknown => structuredClone(value));

/** Text that means something to a search, a path, a cursor or a scanner. */
const slyText = fc.oneof(
  anyText({ maxLength: 40 }),
  fc.constantFrom(
    '"',
    "* OR 1=1 --",
    "NEAR(a b)",
    "a AND NOT b",
    "-1/",
    "99999999999999999999999999/x",
    "__proto__",
    "\u0000",
    "\u001d0109520000000011",
    "HF-CMD.QTY.99",
    "HF-USR.",
    "é́ ﷽",
    "\ud800",
    "../../etc/passwd",
    "%_%",
  ),
);

/** A right input with one thing in it, however deep, replaced. */
function spoilt(value: unknown): fc.Arbitrary<unknown> {
  const replaced = fc.oneof({ arbitrary: anything, weight: 1 }, { arbitrary: slyText, weight: 2 });
  if (value === null || typeof value !== "object") return replaced;
  const entries = Object.entries(value);
  if (entries.length === 0) return replaced;
  const inside = fc
    .constantFrom(...entries)
    .chain(([key, entry]) =>
      spoilt(entry).map((bad): unknown =>
        Array.isArray(value)
          ? value.map((each, place) => (String(place) === key ? bad : each))
          : { ...value, [key]: bad },
      ),
    );
  return fc.oneof({ arbitrary: inside, weight: 6 }, { arbitrary: replaced, weight: 1 });
}

function codesOf(name: CallName): readonly string[] {
  return [...contract[name].codes, ...commonCodes];
}

describe("the names of calls", () => {
  it("are those of the contract, and each has its handler", async () => {
    expect([...callNames].toSorted()).toEqual(Object.keys(contract).toSorted());
    expect(new Set(eventNames).size).toBe(eventNames.length);
    await withStation(({ station }) => {
      const nobody = (): Promise<undefined> => Promise.resolve(undefined);
      const dialogs = { askOpenPath: nobody, askLabelPath: nobody, askSavePath: nobody };
      const handlers = makeHandlers(station, { ...dialogs, version: "", reopenStore: nobody, keepTheme: nobody });
      expect(Object.keys(handlers).toSorted()).toEqual([...callNames].toSorted());
      return Promise.resolve();
    });
  });

  it("that are none answer bad-input, whatever they are", async () => {
    await withStation(async (test) => {
      const names = fc.oneof(
        anything,
        fc.constantFrom("toString", "__proto__", "constructor", "orders", "orders.Get", ""),
      );
      await fc.assert(
        fc.asyncProperty(names, anything, async (name, input) => {
          fc.pre(typeof name !== "string" || !Object.hasOwn(contract, name));
          expect(await test.ask(name, input)).toEqual({
            ok: false,
            error: { code: "bad-input", detail: "No such call" },
          });
        }),
        { numRuns: runs(100) },
      );
      expect(test.problems).toEqual([]);
    });
  });
});

describe("a call with garbage", () => {
  it("answers bad-input and leaves no fact", { timeout: 120_000 }, async () => {
    await withStation(async (test) => {
      const before = test.factCount();
      for (const name of callNames) {
        await fc.assert(
          fc.asyncProperty(anything, async (input) => {
            fc.pre(!contract[name].input.safeParse(input).success);
            expect(await test.ask(name, input)).toMatchObject({ ok: false, error: { code: "bad-input" } });
          }),
          { numRuns: runs(15) },
        );
      }
      expect(test.factCount()).toBe(before);
      expect(test.problems).toEqual([]);
    });
  });

  it(
    "in one field answers bad-input, or a code of its contract; a refusal leaves no fact",
    { timeout: 120_000 },
    async () => {
      await withStation(async (test) => {
        await fillShelf(test);
        // Settings come last: with a printer's name among them the queue begins to write facts of its own.
        const last = "station.configure";
        const tried = callNames.filter((name) => !["station.begin", "people.add", last].includes(name));
        for (const name of [...tried, last] as const) {
          await fc.assert(
            fc.asyncProperty(spoilt(examples[name]), async (input) => {
              const before = test.factCount();
              const isRight = contract[name].input.safeParse(input).success;
              const reply = await test.ask(name, input);
              await test.station.imports.settled();
              if (!isRight) expect(reply).toMatchObject({ ok: false, error: { code: "bad-input" } });
              if (!reply.ok) {
                expect(codesOf(name)).toContain(reply.error.code);
                expect(reply.error.code).not.toBe("unexpected");
                if (name !== last) expect(test.factCount()).toBe(before);
              }
            }),
            { numRuns: runs(25) },
          );
          // Signing out is a right call too.
          await signInAgain(test);
        }
        expect(test.problems).toEqual([]);
      });
    },
  );

  it("from somebody who has not signed in answers not-signed-in or bad-input, and leaves no fact", async () => {
    await withStation(async (test) => {
      await test.call("people.signOut", {});
      const before = test.factCount();
      for (const name of callNames) {
        const reply = await test.ask(name, examples[name]);
        if (open.has(name)) expect(reply.ok ? "" : reply.error.code, name).not.toBe("not-signed-in");
        else expect(reply, name).toEqual({ ok: false, error: { code: "not-signed-in", detail: "" } });
        if (!open.has(name)) expect(await test.ask(name, 7)).toMatchObject({ ok: false, error: { code: "bad-input" } });
      }
      expect(test.factCount()).toBe(before);
    });
  });

  it("before the station has begun changes nothing but by beginning it", async () => {
    await withStation(
      async (test) => {
        for (const name of callNames.filter((each) => each !== "station.begin")) await test.ask(name, examples[name]);
        expect(test.factCount()).toBe(0);
        expect(test.problems).toEqual([]);
        expect(await test.call("station.state", {})).toEqual({ ok: true, value: { phase: "first-run" } });
      },
      { begun: false },
    );
  });
});

describe("a right call about what is not there", () => {
  it("is answered or refused by a code of its contract, and leaves no fact", { timeout: 30_000 }, async () => {
    await withStation(async (test) => {
      const writes: ReadonlySet<CallName> = new Set<CallName>([
        "station.configure",
        "people.add",
        "people.signOut",
        "printers.save",
        "printers.choose",
        "devices.remember",
        "devices.forget",
        "devices.teachWedge",
        "devices.setTolerance",
        "channels.ask",
        "sync.configureSharing",
      ]);
      const before = test.factCount();
      for (const name of callNames.filter((each) => !writes.has(each))) {
        const reply = await test.ask(name, examples[name]);
        await test.station.imports.settled();
        if (!reply.ok) expect([...contract[name].codes], name).toContain(reply.error.code);
      }
      expect(test.factCount()).toBe(before);
      expect(test.problems).toEqual([]);
    });
  });

  it("while the store is closed says so", async () => {
    await withStation(async (test) => {
      await test.close();
      expect(await test.ask("orders.counts", {})).toEqual({ ok: false, error: { code: "store-closed", detail: "" } });
    });
  });

  it("answers not-saved when the disk refuses, and unexpected when a handler has a fault; both are noted", async () => {
    await withStation(async (test) => {
      const { connection } = test.store.storage;
      connection.exec("PRAGMA query_only = ON");
      expect(await test.call("people.signOut", {})).toMatchObject({ ok: false, error: { code: "not-saved" } });
      connection.exec("PRAGMA query_only = OFF");
      expect(test.problems).toHaveLength(1);
      const noted: unknown[] = [];
      const faulty = answer(
        "orders.counts",
        {},
        {
          handlers: { "orders.counts": () => expect.fail("a fault of ours") },
          isSignedIn: () => true,
          onProblem: (name, problem) => noted.push([name, problem]),
        },
      );
      expect(await faulty).toEqual({ ok: false, error: { code: "unexpected", detail: "a fault of ours" } });
      expect(noted).toMatchObject([["orders.counts", { message: "a fault of ours" }]]);
    });
  });
});

describe("anything a scanner may send", () => {
  const routes = ["desk", "pick", "pack", "sign-in", "devices"] as const;

  it("never stops the station, on any screen, signed in or not", { timeout: 60_000 }, async () => {
    await withStation(async (test) => {
      await fillShelf(test);
      await fc.assert(
        fc.asyncProperty(fc.constantFrom(...routes), slyText, async (to, text) => {
          await test.call("scans.route", { to });
          expect(await test.call("scans.submit", { text })).toEqual({ ok: true, value: null });
          await test.station.scans.frame({ kind: "scan", text, hex: "" });
        }),
        { numRuns: runs(100) },
      );
      expect(test.problems).toEqual([]);
    });
  });
});

/** Two items and two orders, so that what is asked for may be found. */
async function fillShelf(test: TestStation): Promise<void> {
  await test.store.log.act("person-1", (act) =>
    act.append([
      draft("item/BOWL", "item.defined", { item: item() }),
      draft("item/TOWEL", "item.defined", { item: item({ sku: "TOWEL", name: "Tea towel", barcode: "TOWEL" }) }),
      placed("o1"),
      placed("o2", { number: "#2", channel: "shopify" }),
    ]),
  );
}

async function signInAgain(test: TestStation): Promise<void> {
  await test.store.log.act("person-1", (act) =>
    act.append([draft("person/person-1", "person.signedIn", { personId: "person-1", method: "badge" })]),
  );
}
