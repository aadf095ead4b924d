import { describe, expect, it } from "vitest";
import { bowls, place } from "#test/builders/floor.ts";
import { type TestStation, withStation } from "#test/builders/station.ts";
import { storedFacts } from "#test/builders/stored.ts";

const first = { mode: "empty" as const, stationName: " Bench 1 ", letters: "LS", personName: "Kim", pin: "1234" };

async function begun(test: TestStation): Promise<string> {
  const reply = await test.call("station.begin", first);
  const state = reply.ok ? reply.value : expect.fail(reply.error.code);
  return (state.phase === "ready" && state.person?.personId) || expect.fail("nobody is signed in");
}

describe("the first start", () => {
  it("names the station and makes its first person a lead, who is signed in", { timeout: 20_000 }, async () => {
    await withStation(
      async (test) => {
        await begun(test);
        expect(await test.call("station.state", {})).toMatchObject({
          value: {
            phase: "ready",
            station: { name: "Bench 1", letters: "LS", demo: false },
            person: { name: "Kim", roles: ["lead", "clerk", "packer"], method: "first-run" },
          },
        });
        expect(await test.call("station.begin", first)).toMatchObject({ error: { code: "already-begun" } });
      },
      { begun: false },
    );
  });

  it("keeps no PIN: neither in a fact nor in what is told to the window", async () => {
    await withStation(
      async (test) => {
        await test.call("station.begin", { ...first, pin: "73915482" });
        expect(JSON.stringify(storedFacts(test.store))).not.toContain("73915482");
        const told = [await test.call("people.list", {}), await test.call("station.state", {}), test.told];
        expect(JSON.stringify(told)).not.toMatch(/73915482|pinHash|pinSalt/);
      },
      { begun: false },
    );
  });
});

describe("signing in", () => {
  it("takes the right PIN, pauses after five wrong ones, and names who did what afterwards", async () => {
    await withStation(
      async (test) => {
        const personId = await begun(test);
        await test.call("people.signOut", {});
        const attempt = async (pin: string): Promise<string> => {
          const reply = await test.call("people.signIn", { personId, pin });
          return reply.ok ? "in" : reply.error.code;
        };
        const wrong = ["0000", "12345", "", "4321", "1235"];
        for (const pin of wrong) expect(await attempt(pin)).toBe("pin-wrong");
        expect(await attempt("1234")).toBe("too-many-tries");
        test.now += 29_000;
        expect(await attempt("1234")).toBe("too-many-tries");
        test.now += 1_001;
        expect(await attempt("1234")).toBe("in");
        expect(await test.call("people.signIn", { personId: "nobody", pin: "1234" })).toMatchObject({
          error: { code: "person-unknown" },
        });
        await place(test, "o1", [bowls(1)]);
        await test.call("orders.hold", { orderId: "o1", type: "OPERATOR", reason: "Ring" });
        expect(storedFacts(test.store).at(-1)).toMatchObject({ kind: "order.holdAdded", user: personId });
      },
      { begun: false },
    );
  });

  it("tells badge codes to nobody who has not come in", async () => {
    await withStation(async (test) => {
      const badges = async () => {
        const people = await test.call("people.list", {});
        return people.ok ? people.value.map((person) => person.badge) : [];
      };
      expect(await badges()).toContain("HF-USR.23456789ABC");
      await test.call("people.signOut", {});
      expect(new Set(await badges())).toEqual(new Set([""]));
    });
  });

  it("takes a badge of this station, on any screen, and no other", async () => {
    await withStation(async (test) => {
      await test.call("people.signOut", {});
      await test.call("scans.submit", { text: "HF-USR.ZZZZZZZZZZZ" });
      expect(await test.call("orders.counts", {})).toMatchObject({ error: { code: "not-signed-in" } });
      await test.call("scans.submit", { text: "HF-USR.23456789ABC" });
      expect(await test.call("station.state", {})).toMatchObject({
        value: { person: { name: "Kim", method: "badge" } },
      });
      await test.call("scans.submit", { text: "HF-CMD.OUT" });
      expect(await test.call("station.state", {})).toMatchObject({ value: { person: null } });
      const facts = test.factCount();
      await test.call("people.signOut", {});
      expect(test.factCount()).toBe(facts);
    });
  });
});

describe("roles", () => {
  it("keep people, settings and fraud holds with the lead", async () => {
    await withStation(
      async (test) => {
        await test.begin(["packer", "clerk"]);
        await place(test, "o1", [bowls(1)]);
        await test.call("orders.hold", { orderId: "o1", type: "FRAUD", reason: "Ring" });
        const before = test.factCount();
        const state = await test.call("station.state", {});
        const settings = state.ok && state.value.phase === "ready" ? state.value.settings : expect.fail("no settings");
        const holdIds = test.store.log.read("orders", "o1")?.holds.map((hold) => hold.holdId) ?? [];
        const refused = { ok: false, error: { code: "role-missing", detail: "" } };
        expect(await test.call("people.add", { name: "Lee", pin: "1234", roles: ["lead"] })).toEqual(refused);
        expect(await test.call("station.configure", { settings })).toEqual(refused);
        expect(await test.call("orders.liftHolds", { orderId: "o1", holdIds, reason: "Rang" })).toEqual(refused);
        expect(test.factCount()).toBe(before);
      },
      { begun: false },
    );
  });

  it("let a lead add a person, with a badge that opens the door", async () => {
    await withStation(async (test) => {
      const added = await test.call("people.add", { name: " Lee ", pin: "4321", roles: ["packer"] });
      const lee = added.ok ? added.value : expect.fail(added.error.code);
      expect(lee).toMatchObject({ name: "Lee", roles: ["packer"] });
      expect(lee.badge).toMatch(/^HF-USR\.[2-9A-HJ-NP-Z]{11}$/);
      await test.call("people.signOut", {});
      await test.call("scans.submit", { text: lee.badge });
      expect(await test.call("station.state", {})).toMatchObject({ value: { person: { name: "Lee" } } });
    });
  });
});
