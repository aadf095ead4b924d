import { describe, expect, it } from "vitest";
import { draft, type Draft, type Fact, type FactKind, kinds } from "#shared/facts/kinds.ts";
import type { Role } from "#shared/facts/kinds/people.ts";
import type { OrderView } from "#shared/orders/order-view.ts";
import { mayRecord, ruleOf } from "#shared/people/authority.ts";
import type { PersonView } from "#shared/people/person-view.ts";
import { authorityProblem } from "#shared/sync/authority.ts";
import { exampleDrafts } from "#test/builders/fact-examples.ts";
import { envelope, orderAfter } from "#test/builders/facts.ts";

const everyKind = Object.keys(kinds) as FactKind[];
const examples = exampleDrafts();
const exampleOf = (kind: FactKind): Draft => examples.get(kind) ?? expect.fail(`no example of ${kind}`);

/** As the house rules say it, in another hand than the table's. */
const leadsOnly = new Set<FactKind>([
  "order.refunded",
  "right.reclaimed",
  "channel.reclaimed",
  "sharing.configured",
  "work.taken",
  "printer.configured",
  "printer.removed",
  "printer.chosen",
  "person.added",
  "station.configured",
  "station.joined",
  "station.left",
  "device.remembered",
  "device.forgotten",
  "wedge.taught",
  "weighing.configured",
  "sync.discarded",
]);
/** What the example says decides. */
const byBody = new Set<FactKind>(["order.holdReleased", "order.asked", "pack.weighed", "sync.discarded"]);

const noOrder = (): undefined => undefined;
const person = (...roles: Role[]): PersonView => ({
  kind: "person",
  personId: "person-1",
  name: "Kim",
  badge: "HF-USR.1",
  pinSalt: "",
  pinHash: "",
  roles,
});

function atHub(entry: Draft, who: PersonView | "system", order?: OrderView, isHealing = false): string | undefined {
  const station = ruleOf(entry, () => order).saidBy() ?? "station-1";
  const user = who === "system" ? "system" : who.personId;
  const fact = { ...envelope({ station, user, sequence: 9 }), ...entry } as unknown as Fact;
  const known = { person: who === "system" ? undefined : who, orderOf: () => order, isHealing };
  return authorityProblem(fact, known)?.code;
}

describe("every kind of fact", () => {
  it.each(everyKind.filter((kind) => !byBody.has(kind)))("%s: a lead may; others only what is not a lead's", (kind) => {
    const entry = exampleOf(kind);
    const others = !leadsOnly.has(kind);
    expect(mayRecord(entry, person("lead"), noOrder)).toBe(true);
    expect(mayRecord(entry, person("packer"), noOrder)).toBe(others);
    expect(mayRecord(entry, person("clerk"), noOrder)).toBe(others);
  });

  it.each(everyKind)("%s: the hub takes it from whom a station lets record it, and from nobody else", (kind) => {
    const entry = exampleOf(kind);
    for (const who of [person("lead"), person("clerk"), person("packer")]) {
      expect(atHub(entry, who)).toBe(mayRecord(entry, who, noOrder) ? undefined : "not-allowed");
    }
    const alone = mayRecord(entry, undefined, noOrder) && kind !== "person.added";
    expect(atHub(entry, "system")).toBe(alone ? undefined : "not-allowed");
  });

  it.each(["right.passed", "work.passed", "station.opened", "station.configured", "printer.chosen"] as const)(
    "%s is said by the one station it is about",
    (kind) => {
      const fact = { ...envelope({ station: "another", sequence: 9 }), ...exampleOf(kind) } as unknown as Fact;
      const known = { person: person("lead"), orderOf: noOrder, isHealing: false };
      expect(authorityProblem(fact, known)?.code).toBe("not-allowed");
    },
  );
});

describe("what its body, or its order, decides", () => {
  const hold = (type: "FRAUD" | "OPERATOR") =>
    orderAfter([draft("order/o1", "order.holdAdded", { orderId: "o1", holdId: "h1", type, reason: "Odd" })]);
  const lift = draft("order/o1", "order.holdReleased", { orderId: "o1", holdIds: ["h1"], reason: "Rang" });
  const refund = { refundId: "r1", tenderId: "t1", amountMinor: 100, reason: "Broken" };
  const refunded = draft("order/o1", "order.refunded", { orderId: "o1", ...refund });
  const asked = draft("order/o1", "order.asked", { orderId: "o1", askId: "a1", ask: { type: "refund", ...refund } });

  it("a FRAUD hold takes a lead, and so does one nobody has heard of; others do not", () => {
    expect(atHub(lift, person("clerk"), hold("OPERATOR"))).toBeUndefined();
    for (const order of [hold("FRAUD"), orderAfter([]), undefined]) {
      expect(atHub(lift, person("clerk"), order)).toBe("not-allowed");
      expect(atHub(lift, "system", order)).toBe("not-allowed");
      expect(atHub(lift, person("lead"), order)).toBeUndefined();
    }
  });

  it("a hold that somebody has lifted already is no matter", () => {
    const lifted = orderAfter([
      draft("order/o1", "order.holdAdded", { orderId: "o1", holdId: "h1", type: "FRAUD", reason: "Odd" }),
      lift,
    ]);
    expect(atHub(lift, person("packer"), lifted)).toBeUndefined();
  });

  it("money is given back, and asked for, by a lead; a station by itself does only what was asked for", () => {
    expect(atHub(asked, person("clerk"))).toBe("not-allowed");
    expect(atHub(asked, "system")).toBe("not-allowed");
    expect(atHub(asked, person("lead"))).toBeUndefined();
    expect(atHub(refunded, "system", orderAfter([]))).toBe("not-allowed");
    expect(atHub(refunded, "system", orderAfter([asked]))).toBeUndefined();
    const other = draft("order/o1", "order.refunded", { orderId: "o1", ...refund, refundId: "r2" });
    expect(atHub(other, "system", orderAfter([asked]))).toBe("not-allowed");
  });

  it("a weight that does not fit takes a lead; what a clock spoilt is recorded anew by whoever did it", () => {
    const weighed = exampleOf("pack.weighed");
    if (weighed.kind !== "pack.weighed") expect.fail("another kind");
    const because = (overrideReason: string): Draft => ({ ...weighed, body: { ...weighed.body, overrideReason } });
    expect(atHub(because(""), person("packer"))).toBeUndefined();
    expect(atHub(because("Wet carton"), person("packer"))).toBe("not-allowed");
    expect(atHub(because("Wet carton"), person("lead"))).toBeUndefined();
    const body = { factId: "f1", kind: "order.placed", reason: "" };
    const given = (code: string): Draft => draft("sync/f1", "sync.discarded", { ...body, code });
    expect(atHub(given("future-clock"), person("packer"))).toBeUndefined();
    expect(atHub(given("unknown-person"), person("packer"))).toBe("not-allowed");
  });

  it("a hub that was restored takes what only its stations can know by now, and nothing that needs no knowledge", () => {
    expect(atHub(refunded, "system", undefined, true)).toBeUndefined();
    expect(atHub(lift, person("clerk"), undefined, true)).toBeUndefined();
    expect(atHub(exampleOf("station.configured"), person("clerk"), undefined, true)).toBe("not-allowed");
  });
});
