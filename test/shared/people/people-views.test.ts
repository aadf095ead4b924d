import { describe, expect, it } from "vitest";
import { draft } from "#shared/facts/kinds.ts";
import { firstSettings, type StationView } from "#shared/people/station-view.ts";
import { fact, facts, foldAll } from "#test/builders/facts.ts";

const bench = { stationId: "station-1", name: "Bench 1", letters: "A", demo: false };
const opened = draft("station/station-1", "station.opened", bench);
const signedIn = draft("person/p1", "person.signedIn", { personId: "p1", method: "badge" });
const kim = {
  personId: "p1",
  name: "Kim",
  badge: "HF-USR.23456789ABC",
  pinSalt: "00",
  pinHash: "00",
  roles: ["packer" as const],
};
const added = draft("person/p1", "person.added", kim);

describe("a station", () => {
  const after = (...drafts: Parameters<typeof facts>[0]): StationView =>
    foldAll(facts(drafts)).get("people/station-1") as StationView;

  it("is opened once, with settings that work before anybody has looked at them", () => {
    const again = draft("station/station-1", "station.opened", { ...bench, name: "Bench 2", letters: "B", demo: true });
    expect(after(opened, again)).toMatchObject({ name: "Bench 1", letters: "A", demo: false, signedIn: "" });
    expect(after(opened).settings).toEqual(firstSettings);
    expect(firstSettings.companyPrefix).toMatch(/^952/);
  });

  it("knows who is signed in and how, until they sign out", () => {
    expect(after(opened, signedIn)).toMatchObject({ signedIn: "p1", signedInBy: "badge" });
    const out = draft("person/p1", "person.signedOut", { personId: "p1" });
    expect(after(opened, signedIn, out)).toMatchObject({ signedIn: "", signedInBy: "" });
  });

  it("does not hear of who signs in elsewhere", () => {
    const elsewhere = fact("person.signedIn", { personId: "p2", method: "pin" }, { station: "station-2", sequence: 9 });
    const states = foldAll([...facts([opened, signedIn]), elsewhere]);
    expect(states.get("people/station-1")).toMatchObject({ signedIn: "p1" });
    expect(states.get("people/station-2")).toBeUndefined();
  });

  it("takes its settings from itself only", () => {
    const settings = { ...firstSettings, printerHost: "printer" };
    const own = draft("station/station-1", "station.configured", { stationId: "station-1", settings });
    expect(after(opened, own).settings.printerHost).toBe("printer");
    const foreign = fact(
      "station.configured",
      { stationId: "station-1", settings },
      { station: "station-2", sequence: 9 },
    );
    expect(foldAll([...facts([opened]), foreign]).get("people/station-1")).toMatchObject({ settings: firstSettings });
  });
});

describe("a person", () => {
  it("is what was written down last", () => {
    const renamed = draft("person/p1", "person.added", { ...kim, name: "Kim Lee" });
    const states = foldAll(facts([added, renamed]));
    expect(states.get("people/p1")).toMatchObject({ kind: "person", name: "Kim Lee", roles: ["packer"] });
  });
});
