import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createPlainServer, type AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { protocolHeader } from "#shared/sync/protocol.ts";
import { type HubRefusal, refusals } from "#shared/sync/refusals.ts";
import { withStation } from "#test/builders/station.ts";
import { joinRefusals } from "#renderer/features/sync/join-text.ts";

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** Something that listens and answers as the test says. */
async function answering(answer: RequestListener): Promise<string> {
  const made = createServer(answer);
  server = made;
  await new Promise<void>((resolve) => void made.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(made.address() as AddressInfo).port}`;
}

const refusing =
  (code: HubRefusal): RequestListener =>
  (_request, response) => {
    response.writeHead(refusals[code].status, { "content-type": "application/json", [protocolHeader]: "1" });
    response.end(JSON.stringify({ code, detail: "" }));
  };

const json =
  (body: unknown, protocol = "1"): RequestListener =>
  (_request, response) => {
    response.writeHead(200, { "content-type": "application/json", [protocolHeader]: protocol });
    response.end(JSON.stringify(body));
  };

/** Asks to join; nothing may be left behind by a no. */
async function refusedJoin(address: string): Promise<string> {
  return withStation(async (test) => {
    const before = test.factCount();
    const reply = await test.call("sync.join", { address, code: "ABCD-EFGH", fingerprint: null });
    expect(test.factCount()).toBe(before);
    expect(test.station.hub.state()).toMatchObject({ hub: null, line: "alone" });
    expect(test.problems).toEqual([]);
    const code = reply.ok ? "joined" : reply.error.code;
    expect(Object.keys(joinRefusals)).toContain(code);
    return code;
  });
}

describe("a hub that cannot be joined says why, and the station stays as it was", () => {
  it.each([
    ["wrong-code", "wrong-code"],
    ["expired-code", "expired-code"],
    ["used-code", "used-code"],
    ["too-many-tries", "too-many-tries"],
    ["other-company", "other-company"],
    ["station-known", "station-known"],
    ["station-behind", "station-behind"],
    ["station-too-old", "station-too-old"],
    ["hub-too-old", "hub-too-old"],
    ["not-now", "hub-busy"],
    ["bad-request", "hub-refuses"],
  ] as const)("%s", async (said, code) => {
    expect(await refusedJoin(await answering(refusing(said)))).toBe(code);
  });

  it("an address that is none", async () => {
    expect(await refusedJoin("two words")).toBe("not-an-address");
  });

  it("nobody there", async () => {
    expect(await refusedJoin("http://127.0.0.1:1")).toBe("no-line");
  });

  it.each<[string, RequestListener]>([
    ["a page of a router", (_request, response) => response.end("<html>Welcome to your router</html>")],
    ["nothing found", (_request, response) => response.writeHead(404).end("Not found")],
    ["JSON of something else", json({ hello: "world" })],
    ["half of what a hub says", json({ token: "t", companyId: "c" })],
  ])("something else that listens there: %s", async (_what, answer) => {
    expect(await refusedJoin(await answering(answer))).toBe("not-a-hub");
  });

  it("a newer hub whose protocol this Holdfast does not know", async () => {
    expect(await refusedJoin(await answering(json({}, "99")))).toBe("station-too-old");
  });

  it("something that speaks no HTTP at all", async () => {
    const plain = createPlainServer((socket) =>
      socket.on("data", () => socket.write("220 mail.example.com ESMTP\r\n")),
    );
    await new Promise<void>((resolve) => void plain.listen(0, "127.0.0.1", resolve));
    expect(await refusedJoin(`http://127.0.0.1:${(plain.address() as AddressInfo).port}`)).toBe("not-a-hub");
    await new Promise<void>((resolve) => void plain.close(() => resolve()));
  });

  it("a first run that cannot join has not begun", async () => {
    const address = await answering(refusing("wrong-code"));
    await withStation(
      async (test) => {
        const hub = { address, code: "ABCD", fingerprint: null };
        const input = { mode: "hub", stationName: "Desk", letters: "A", personName: "Kim", pin: "1234", hub } as const;
        expect(await test.call("station.begin", input)).toMatchObject({ ok: false, error: { code: "wrong-code" } });
        expect(await test.call("station.state", {})).toMatchObject({ value: { phase: "first-run" } });
        expect(test.factCount()).toBe(0);
      },
      { begun: false },
    );
  });

  it("only a lead joins or leaves", async () => {
    await withStation(
      async (test) => {
        await test.begin(["packer"]);
        const hub = { address: "http://127.0.0.1:1", code: "ABCD", fingerprint: null };
        expect(await test.call("sync.join", hub)).toMatchObject({ ok: false, error: { code: "role-missing" } });
        expect(await test.call("sync.leave", { reason: "x" })).toMatchObject({ error: { code: "role-missing" } });
      },
      { begun: false },
    );
  });
});
