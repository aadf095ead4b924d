import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import {
  acknowledgedHeader,
  protocolFloor,
  protocolHeader,
  protocolHistory,
  protocolProblem,
  protocolVersion,
} from "#shared/sync/protocol.ts";
import { factRefusals, hubRefusals, refusals } from "#shared/sync/refusals.ts";
import * as wire from "#shared/sync/wire.ts";

/** What each protocol looks like on the wire. A changed schema needs a new version, or proof that old stations can read it. */
const looks: Readonly<Record<number, string>> = {
  // Since then a station that lost its store may say `again` and ask for /v1/own: stations of before do neither, and a hub of
  // before refuses such a station as it did. Since then too, `acknowledged` says the station's scope, which stations of before
  // pass over, and /v1/scope may answer `channel-held`, which they never ask. Since then too, a station may ask for /v1/copy and its
  // parts: stations of before never do, and a hub of before answers `not-found`, with which a station pulls.
  1: "c20edd5a43c74cbb",
};

function look(): string {
  const schemas = Object.entries(wire)
    .filter(([, value]) => value instanceof z.ZodType)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, schema]) => [name, z.toJSONSchema(schema as z.ZodType, { unrepresentable: "any", io: "input" })]);
  expect(schemas.length).toBeGreaterThan(10);
  return createHash("sha256").update(JSON.stringify(schemas)).digest("hex").slice(0, 16);
}

describe("the protocol between station and hub", () => {
  it("has a history line for every version, and a pinned look for the present one", () => {
    expect(protocolHistory.map(({ version }) => version)).toEqual(
      Array.from({ length: protocolVersion }, (_, position) => position + 1),
    );
    expect(look()).toBe(looks[protocolVersion]);
  });

  it("speaks with stations from the floor up to itself, and tells the others which side is old", () => {
    expect(protocolProblem(protocolFloor - 1)).toBe("station-too-old");
    expect(protocolProblem(protocolFloor)).toBeUndefined();
    expect(protocolProblem(protocolVersion)).toBeUndefined();
    expect(protocolProblem(protocolVersion + 1)).toBe("hub-too-old");
  });

  it("names its headers as Node hands them over", () => {
    for (const name of [protocolHeader, acknowledgedHeader]) expect(name).toBe(name.toLowerCase());
  });

  it("answers every refusal with a status of its own kind", () => {
    expect(hubRefusals.every((code) => refusals[code].status >= 400)).toBe(true);
    expect(new Set(factRefusals).size).toBe(factRefusals.length);
  });

  it("says which limits a push and a pull have", () => {
    const tooMany = { facts: Array.from({ length: wire.mostFactsPushed + 1 }, () => ({})) };
    expect(wire.pushRequestSchema.safeParse(tooMany).success).toBe(false);
    expect(wire.pullQuerySchema.safeParse({ limit: wire.mostFactsPulled + 1 }).success).toBe(false);
  });
});
