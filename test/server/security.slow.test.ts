import { connect } from "node:net";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { revokeStation } from "#server/store/stations.ts";
import { metricsToken } from "#server/store/hub.ts";
import { type FactEnvelope, hashInput } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { clockSkewAllowed, mostBodyBytes } from "#shared/sync/wire.ts";
import { placed } from "#test/builders/facts.ts";
import { hubFacts } from "#test/support/hub/hub-state.ts";
import { HubStation, joinedStation, sha256 } from "#test/support/hub/hub-station.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { type RunningHub, startHub } from "#test/support/hub/start-hub.ts";

let postgres: TestPostgres;
let hub: RunningHub;
/** The hub's clock; a test may move it. */
let now = Date.now();
beforeAll(async () => {
  postgres = await startTestPostgres();
  hub = await startHub(await postgres.newDatabase(), { clock: () => now });
});
afterAll(async () => {
  await hub.close();
  await postgres.stop();
});

let given = 0;
const letters = (): string => {
  given += 1;
  return String.fromCharCode(65 + Math.floor(given / 26), 65 + (given % 26));
};
const joined = (): Promise<HubStation> => joinedStation(hub, letters());

const open = new Set(["GET /healthz", "GET /readyz", "POST /v1/enrol"]);

describe("without a token", () => {
  it("no route answers but health and enrolment, not even those that are not there", async () => {
    const station = await joined();
    const contract = (await (await station.request("GET", "/openapi.json")).json()) as {
      paths: Record<string, Record<string, unknown>>;
    };
    const routes = Object.entries(contract.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(routes.length).toBeGreaterThan(7);
    const hidden = [
      "GET /metrics",
      "GET /openapi.json",
      "GET /nowhere",
      "DELETE /v1/facts",
      "POST /",
      "HEAD /v1/facts",
    ];
    for (const token of ["", "Bearer", "Bearer wrong", `Basic ${station.token}`, `Bearer ${station.token} x`]) {
      for (const route of [...routes, ...hidden].filter((one) => !open.has(one))) {
        const [method = "", path = ""] = route.split(" ");
        const reply = await fetch(`${hub.address}${path}`, { method, headers: token ? { authorization: token } : {} });
        expect([route, token, reply.status]).toEqual([route, token, 401]);
      }
    }
  });

  it("figures are shown for their own token only", async () => {
    const station = await joined();
    expect((await station.request("GET", "/metrics")).status).toBe(401);
    station.token = await metricsToken(hub.hub.database);
    const figures = await (await station.request("GET", "/metrics")).text();
    expect(figures).toContain("holdfast_request_seconds");
    expect((await station.request("GET", "/v1/facts")).status).toBe(401);
  });
});

describe("a token", () => {
  it("is not in the database, and is void at once when it is taken away, for open streams too", async () => {
    const station = await joined();
    await station.pushAll();
    const [row] = await hub.hub.database.all(
      "SELECT string_agg(stations::text, '') AS text FROM stations WHERE station = $1",
      [station.id],
    );
    expect(row?.["text"]).not.toContain(station.token);
    let begun: () => void = () => undefined;
    const streaming = new Promise<void>((resolve) => (begun = resolve));
    const ended = station.stream(() => begun(), new AbortController().signal);
    await streaming;
    await revokeStation(hub.hub.database, station.id, now);
    await hub.hub.database.all("SELECT pg_notify('holdfast_revoked', '')");
    await ended;
    const reply = await station.request("GET", "/v1/acknowledged");
    expect([reply.status, await reply.json()]).toEqual([401, { code: "revoked", detail: "" }]);
    // It may join again with a new code, and goes on where it was.
    await station.enrol(await hub.newCode(), { letters: letters() });
    expect((await station.acknowledgement()).sequence).toBe(2);
  });
});

describe("an enrolment code", () => {
  const codeOf = async (reply: Response): Promise<unknown> => ((await reply.json()) as { code: string }).code;

  it("is good once, for a quarter of an hour, and read as people write it", async () => {
    const station = new HubStation(hub.address);
    const code = await hub.newCode();
    expect(await codeOf(await station.tryEnrol("WRONG-CODE", { letters: letters() }))).toBe("wrong-code");
    await station.enrol(` ${code.toLowerCase().replaceAll("-", " ")} `, { letters: letters() });
    const second = new HubStation(hub.address);
    expect(await codeOf(await second.tryEnrol(code))).toBe("used-code");
    const late = await hub.newCode();
    now += 15 * 60_000 + 1;
    expect(await codeOf(await second.tryEnrol(late))).toBe("expired-code");
  });

  it("does not let a second computer speak as a station, nor a station of another company in, nor one with an old store", async () => {
    const station = await joined();
    await station.pushAll();
    const copy = new HubStation(hub.address, { id: station.id });
    expect(await codeOf(await copy.tryEnrol(await hub.newCode()))).toBe("station-known");
    await revokeStation(hub.hub.database, station.id, now);
    expect(await codeOf(await copy.tryEnrol(await hub.newCode()))).toBe("station-behind");
    const stranger = new HubStation(hub.address);
    expect(await codeOf(await stranger.tryEnrol(await hub.newCode(), { companyId: "another" }))).toBe("other-company");
    expect(await codeOf(await stranger.tryEnrol(await hub.newCode(), { protocol: 99 }))).toBe("hub-too-old");
  });

  it("gives each station letters of its own", async () => {
    const one = await joinedStation(hub, "ZQ");
    const other = new HubStation(hub.address);
    const reply = await other.enrol(await hub.newCode(), { letters: "ZQ" });
    expect(reply.letters).not.toBe("ZQ");
    expect(one.hubId).toBe(reply.hubId);
  });

  it("cannot be guessed: few tries a minute from one caller, and few wrong ones from all", async () => {
    const limited = await startHub(await postgres.newDatabase(), {
      limits: { requestsAMinute: 1e6, enrolmentsAMinute: 3 },
    });
    const station = new HubStation(limited.address);
    const codes = [];
    for (let tries = 0; tries < 4; tries += 1) codes.push(await codeOf(await station.tryEnrol("GUESS")));
    expect(codes).toEqual(["wrong-code", "wrong-code", "wrong-code", "too-many-tries"]);
    await limited.close();
    const many = await startHub(await postgres.newDatabase());
    station.address = many.address;
    for (let tries = 0; tries < 50; tries += 1) await station.tryEnrol(`GUESS${tries}`);
    expect(await codeOf(await station.tryEnrol(await many.newCode()))).toBe("too-many-tries");
    await many.close();
  });
});

describe("a fact that breaks the rules is refused, recorded and told, and the next one is taken", () => {
  const resealed = (fact: FactEnvelope, change: Partial<FactEnvelope>): FactEnvelope => {
    const changed = { ...fact, ...change };
    return { ...changed, hash: sha256(hashInput(changed)) };
  };

  it.each<[string, (station: HubStation, other: HubStation) => unknown, string]>([
    [
      "in another station's name",
      (station, other) => resealed(station.record(placed("o1")), { station: other.id }),
      "other-station",
    ],
    [
      "in the hub's name",
      (station) => resealed(station.record(placed("o1")), { station: station.hubId }),
      "other-station",
    ],
    [
      "with a body that its hash does not cover",
      (station) => ({ ...station.record(placed("o1")), body: {} }),
      "broken-body",
    ],
    ["with another user", (station) => ({ ...station.record(placed("o1")), user: "somebody" }), "broken-hash"],
    [
      "that follows on another fact than the station's last",
      (station) => {
        const forked = resealed(station.record(placed("o1")), { previous: sha256("another") });
        station.head = { ...station.head, hash: forked.hash };
        return forked;
      },
      "broken-chain",
    ],
    [
      "with a folded field in its body",
      (station) =>
        station.record({ ...placed("o1"), body: { ...(placed("o1").body as object), stage: "shipped" } } as never),
      "broken-body",
    ],
    [
      "with a field beside the envelope",
      (station) => ({ ...station.record(placed("o1")), state: { stage: "shipped" } }),
      "broken-body",
    ],
    [
      "with a number of another schema",
      (station) => station.record(draft("print/j", "print.sent", { jobId: "j", orderId: "o", attempt: -1 })),
      "broken-body",
    ],
    [
      "from a future clock",
      (station) => {
        station.clock = () => now + clockSkewAllowed + 60_000;
        return station.record(placed("o1"));
      },
      "future-clock",
    ],
    ["by a person nobody knows", (station) => station.record(placed("o1"), { user: "nobody" }), "unknown-person"],
    [
      "that settles another station's affairs",
      (station, other) =>
        station.record(
          draft(`order/o1`, "work.passed", { orderId: "o1", from: other.id, to: station.id, askId: "", why: "asked" }),
        ),
      "not-allowed",
    ],
    [
      "with text that no database keeps",
      (station) =>
        station.record(
          draft("order/o1", "order.holdAdded", { orderId: "o1", holdId: "h", type: "OPERATOR", reason: "\0" }),
        ),
      "broken-body",
    ],
  ])("%s", async (_what, make, code) => {
    const [station, other] = [await joined(), await joined()];
    await station.pushAll();
    const broken = make(station, other);
    const before = await hubFacts(hub);
    expect((await station.push([broken])).results).toMatchObject([{ outcome: "refused", code }]);
    expect(await hubFacts(hub)).toEqual(before);
    const { refused } = await station.acknowledgement();
    expect(refused.map((one) => one.code)).toEqual([code]);
    // Said once more it is the same refusal.
    await station.push([broken]);
    expect((await station.acknowledgement()).refused).toHaveLength(1);
    // A hybrid clock that ran ahead stays ahead until the time has come.
    const goesOn = code !== "other-station" && code !== "future-clock";
    station.clock = () => now;
    if (goesOn)
      expect((await station.push([station.record(placed("o2"))])).results).toMatchObject([{ outcome: "accepted" }]);
  });

  it("what only a lead may do is refused to a packer, and taken once they are a lead", async () => {
    const station = await joined();
    const [lead, packer] = [station.user, "packer-1"];
    const person = { personId: packer, name: "Ben", badge: "HF-USR.B", pinSalt: "", pinHash: "" };
    station.record(draft(`person/${packer}`, "person.added", { ...person, roles: ["packer"] }));
    await station.pushAll();
    station.user = packer;
    const added = station.record(draft("person/p3", "person.added", { ...person, personId: "p3", roles: ["lead"] }));
    expect((await station.push([added])).results).toMatchObject([{ outcome: "refused", code: "not-allowed" }]);
    station.user = lead;
    await station.push([station.record(draft(`person/${packer}`, "person.added", { ...person, roles: ["lead"] }))]);
    expect((await station.push([added])).results).toMatchObject([{ outcome: "accepted" }]);
    expect(await station.acknowledgement()).toMatchObject({ refused: [], missing: [], sequence: 5 });
  });

  it("a clock that runs ahead is waited for: the same fact is taken when its time has come", async () => {
    const station = await joined();
    await station.pushAll();
    station.clock = () => now + clockSkewAllowed + 60_000;
    const early = station.record(placed("early"));
    expect((await station.push([early])).results).toMatchObject([{ outcome: "refused", code: "future-clock" }]);
    now += 120_000;
    expect((await station.push([early])).results).toMatchObject([{ outcome: "accepted" }]);
  });

  it("a kind that this hub does not know is kept and passed on", async () => {
    const [station, other] = [await joined(), await joined()];
    const strange = station.record({ stream: "drone/1", kind: "drone.landed", body: { at: 1 } } as never);
    await station.pushAll();
    expect((await other.pullAll()).facts.at(-1)).toEqual(strange);
  });

  it("a fork is not taken: a number that is used, an id that says something else", async () => {
    const station = await joined();
    const head = station.head;
    station.record(placed("o1"));
    await station.pushAll();
    station.head = head;
    const fork = station.record(placed("o2"));
    expect((await station.push([fork])).results).toMatchObject([{ outcome: "refused", code: "number-taken" }]);
    const same = resealed(fork, { id: station.facts[0]!.id });
    expect((await station.push([same])).results).toMatchObject([{ outcome: "refused", code: "id-taken" }]);
  });
});

describe("requests that are none", () => {
  it("a body too large, too deep or of another kind is refused with a word", async () => {
    const station = await joined();
    const status = async (body: string, type = "application/json") =>
      (await station.request("POST", "/v1/facts", body, { "content-type": type })).status;
    expect(await status(`{"facts":[${" ".repeat(mostBodyBytes)}]}`)).toBe(413);
    expect(await status("{")).toBe(400);
    expect(await status("<facts/>", "text/xml")).toBeLessThan(500);
    const deep = `{"facts":[${"[".repeat(100_000)}${"]".repeat(100_000)}]}`;
    const reply = (await (await station.request("POST", "/v1/facts", deep)).json()) as { results: unknown[] };
    expect(reply.results).toMatchObject([{ outcome: "refused", code: "not-a-fact" }]);
    expect((await station.request("GET", "/v1/facts?after=rubbish")).status).toBe(400);
    expect((await station.request("GET", "/v1/facts/of?view=secrets&id=1")).status).toBe(404);
  });

  it("bytes that are no HTTP end the connection, and nothing else", async () => {
    const { port } = new URL(hub.address);
    const socket = connect(Number(port), "127.0.0.1");
    socket.on("error", () => undefined);
    socket.end(Buffer.from([0x16, 0x03, 0x01, 0, 0xff, 0x0a, 0x0d, 0x0a, 0]));
    socket.resume();
    await once(socket, "close");
    expect((await fetch(`${hub.address}/healthz`)).status).toBe(200);
  });
});
