import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { canonicalJson } from "#shared/facts/fact.ts";
import { type FactKind, isKnownKind, kinds, parseFact, versionOf } from "#shared/facts/kinds.ts";
import { touches, viewNames } from "#shared/facts/views.ts";
import { envelope } from "#test/builders/facts.ts";

const folder = join(import.meta.dirname, "../../fixtures/facts");

/** `order.placed.1.json`: a body of that kind as version 1 stored it. Files are added, never changed. */
const examples = readdirSync(folder)
  .toSorted()
  .map((file) => {
    const [, kind = "", version = ""] = /^(.+)\.(\d+)\.json$/.exec(file) ?? [];
    const body = JSON.parse(readFileSync(join(folder, file), "utf8")) as Record<string, unknown>;
    return { name: `${kind} ${version}`, kind, version: Number(version), body };
  });

const everyVersion = Object.entries(kinds).flatMap(([kind, { version }]) =>
  Array.from({ length: version }, (_, before) => `${kind} ${before + 1}`),
);

/**
 * What the disks of stations hold was written under these schemas. A changed schema needs a new version of its kind, an
 * upcaster from the old one, an example of the new one, and a new line here; the old line stays.
 */
const pinned: Readonly<Record<string, string>> = {
  "exception.resolved 1": "f853c0b49fc1f09c",
  "channel.accepted 1": "17ca9b8d3231f4ce",
  "channel.asked 1": "fe5141b92c16f042",
  "channel.granted 1": "243fc16617df8bdb",
  "channel.reclaimed 1": "849576d32f71c564",
  "channel.returned 1": "e235e49de9569c65",
  "device.forgotten 1": "affd0dac9e3fc0ce",
  "device.remembered 1": "9e8b586a56b418c4",
  "import.ended 1": "c604e08828bf0b63",
  "import.rowsSetAside 1": "32749f984e208662",
  "import.rowsSettled 1": "82d5e1b26fd0dfce",
  "item.defined 1": "e8de53abe7fa4423",
  "order.addressChanged 1": "2d95866f93734ac1",
  "order.askAnswered 1": "7c22f2578989c2fb",
  "order.asked 1": "2025c079a2035e3e",
  "order.cancelled 1": "0367f8cac5b60c45",
  "order.cancelled 2": "0367f8cac5b60c45",
  "order.detailsChanged 1": "652ede925006add0",
  "order.holdAdded 1": "00b8c0b13a3de1ed",
  "order.holdReleased 1": "a1b5b8bd47f6eb92",
  "order.linesChanged 1": "c04537f5caa34b54",
  "order.placed 1": "a4d17e46f5d3330a",
  "order.refunded 1": "7d1ec69f50bf839d",
  "order.released 1": "6b27866ff535e1aa",
  "order.released 2": "6b27866ff535e1aa",
  "order.shipped 1": "3083a62e6e96d4b6",
  "order.shipped 2": "3083a62e6e96d4b6",
  "order.shippedElsewhere 1": "6a236d49326165df",
  "order.tenderRecorded 1": "c1911bf17229e0d2",
  "order.unpromised 1": "1096c2c403f8e4e2",
  "order.unpromised 2": "1096c2c403f8e4e2",
  "pack.boxOpened 1": "ead706ce8c36eb97",
  "pack.closed 1": "645b2787e26d8f7d",
  "pack.refused 1": "5909aad3891d4cd6",
  "pack.started 1": "2d8e16c3e33ca4f8",
  "pack.undone 1": "fc09c83816806bba",
  "pack.verified 1": "689f95cbdc6f5d30",
  "pack.weighed 1": "691870d137b40c6a",
  "parcel.bound 1": "db8a84ab2e0d5c85",
  "person.added 1": "e8d83513d8ebd9ac",
  "person.signedIn 1": "94f5280f318fdf43",
  "person.signedOut 1": "342d4655055ad73e",
  "pick.binConfirmed 1": "9ba43484eb0c8b0a",
  "pick.closed 1": "8c666b3a33fd7815",
  "pick.closed 2": "8c666b3a33fd7815",
  "pick.confirmed 1": "793e17d3344a901a",
  "pick.confirmed 2": "793e17d3344a901a",
  "pick.shorted 1": "95ecd58b7a25335d",
  "pick.shorted 2": "95ecd58b7a25335d",
  "pick.started 1": "5a9a67d2e014daac",
  "pick.started 2": "5a9a67d2e014daac",
  "pick.undone 1": "927835ec6a39b297",
  "pick.undone 2": "927835ec6a39b297",
  "print.answered 1": "7d66253d93123a6d",
  "print.failed 1": "d63e984bfbeec915",
  "print.moveAsked 1": "97b5571834d45a9b",
  "print.moved 1": "97b5571834d45a9b",
  "print.printed 1": "d600eb24256525be",
  "print.queued 1": "28483db8da6f2ee7",
  "print.queued 2": "deea11759421b865",
  "print.retried 1": "6d44f57dce90da3f",
  "print.sending 1": "555ea646acadb930",
  "print.sending 2": "a8d82949a0bcef07",
  "print.sent 1": "13a2b090c02b438a",
  "print.sent 2": "9d1220ab026e53d7",
  "print.unknown 1": "d63e984bfbeec915",
  "print.voided 1": "765602fa145f4c92",
  "right.asked 1": "ee5479f91924d24d",
  "right.passed 1": "e711d894376dacec",
  "right.passed 2": "e711d894376dacec",
  "right.reclaimed 1": "7a1225d7f3685cb3",
  "right.reclaimed 2": "7a1225d7f3685cb3",
  "printer.chosen 1": "8dbdc269763d3923",
  "printer.configured 1": "fceccd75f53d8b01",
  "printer.configured 2": "27c617857bffae5e",
  "printer.removed 1": "b44579fe94548261",
  "station.configured 1": "b5ebd2bb96612417",
  "station.joined 1": "31da11ed8dd16a06",
  "station.left 1": "1a4c95f1bc7f97e3",
  "station.opened 1": "d1659fd46f0cb586",
  "stock.counted 1": "a630483ef8539935",
  "stock.counted 2": "f1cefb72c2ae7d58",
  "stock.moved 1": "25026076304d982f",
  "stock.moved 2": "78575ca53e58a539",
  "stock.relocated 1": "99c70264426421f5",
  "stock.relocated 2": "99c70264426421f5",
  "sharing.configured 1": "bf0f5a2050b87085",
  "sync.discarded 1": "984bf7b5c5f2069e",
  "transfer.received 1": "03da7466a9d0dfcf",
  "transfer.received 2": "03da7466a9d0dfcf",
  "transfer.sent 1": "e340403a4df2045c",
  "transfer.sent 2": "e340403a4df2045c",
  "work.asked 1": "30c4df1f5f8d1864",
  "work.claimed 1": "eb5c37156700d4bd",
  "work.passed 1": "56f9ea2d92abf8de",
  "work.taken 1": "b50c87c3a9f39aa1",
  "wedge.taught 1": "de7ecb173a094cee",
  "weighing.configured 1": "a4aa12aa66715839",
};

/** Kinds whose second version names places of sites. */
const sited: ReadonlySet<string> = new Set(
  examples
    .filter(({ version, body }) => version === 2 && JSON.stringify(body).includes("@North"))
    .map(({ kind }) => kind),
);

function schemaHash(kind: FactKind): string {
  const schema = z.toJSONSchema(kinds[kind].body, { target: "draft-2020-12" });
  return createHash("sha256").update(canonicalJson(schema)).digest("hex").slice(0, 16);
}

describe("the kinds of fact", () => {
  it("have an example of every version there ever was", () => {
    expect(examples.map((example) => example.name)).toEqual(everyVersion.toSorted());
  });

  it.each(examples)("still read $name as it was stored", ({ kind, version, body }) => {
    const parsed = parseFact(envelope({ kind, version, body }));
    expect(parsed).toEqual({ ok: true, value: { ...envelope({ kind, version }), body } });
  });

  it.each(examples)("fold $name into at least one document of a view", ({ kind, version, body }) => {
    const parsed = parseFact(envelope({ kind, version, body }));
    const touched = parsed.ok ? touches(parsed.value) : [];
    expect(touched).not.toEqual([]);
    expect(touched.filter(({ view, id }) => !viewNames.includes(view) || id === "")).toEqual([]);
  });

  it.each(examples.filter(({ kind }) => sited.has(kind)))(
    "write $name as the version that can say it: places of main as before there were sites",
    ({ kind, version, body }) => {
      const parsed = parseFact(envelope({ kind, version, body }));
      expect(parsed.ok && versionOf(parsed.value.kind, parsed.value.body)).toBe(version);
    },
  );

  it("are stored under the schemas that are written down here", () => {
    const now = Object.keys(kinds).map((kind) => {
      const known = isKnownKind(kind) ? kind : undefined;
      return known ? [`${kind} ${kinds[known].version}`, schemaHash(known)] : [];
    });
    expect(pinned).toMatchObject(Object.fromEntries(now));
    expect(Object.keys(pinned).toSorted()).toEqual(everyVersion.toSorted());
  });
});

describe("a fact from a disk or a wire", () => {
  const body = { orderId: "o1", holdId: "h1", type: "FRAUD", reason: "Ring first" };

  it("of a kind nobody here knows is told apart, to be kept and passed on", () => {
    expect(parseFact(envelope({ kind: "order.teleported" }))).toEqual({
      ok: false,
      error: { code: "unknown-kind", detail: "order.teleported" },
    });
    expect(parseFact(envelope({ kind: "toString" }))).toMatchObject({ ok: false, error: { code: "unknown-kind" } });
    expect(parseFact(envelope({ kind: "__proto__" }))).toMatchObject({ ok: false, error: { code: "unknown-kind" } });
  });

  it("of a newer version than this program writes is not guessed at", () => {
    expect(parseFact(envelope({ kind: "order.holdAdded", version: 2, body }))).toEqual({
      ok: false,
      error: { code: "newer-version", detail: "order.holdAdded 2" },
    });
  });

  it("with a body that its schema refuses says where", () => {
    const parsed = parseFact(envelope({ kind: "order.holdAdded", body: { ...body, type: "WHIM" } }));
    expect(parsed).toMatchObject({ ok: false, error: { code: "broken-body" } });
    expect(parsed.ok ? "" : parsed.error.detail).toContain("type");
  });

  it.each([
    ["no object", null],
    ["no stream", envelope({ stream: "order" })],
    ["a sequence of nought", { ...envelope(), sequence: 0 }],
    ["a stamp that is none", envelope({ stamp: "yesterday" })],
    ["a hash cut short", envelope({ hash: "00" })],
    ["an id that is no UUID", envelope({ id: "1" })],
  ])("that has %s is no fact", (_what, value) => {
    expect(parseFact(value)).toMatchObject({ ok: false, error: { code: "not-a-fact" } });
  });
});
