import { once } from "node:events";
import { connect } from "node:net";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { silentPolicy } from "#server/features/answers.ts";
import { scopeSchema } from "#shared/sync/scope.ts";
import { placed } from "#test/builders/facts.ts";
import { anyText } from "#test/builders/text.ts";
import { everything, type HubStation, joinedStation } from "#test/support/hub/hub-station.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { type RunningHub, startHub } from "#test/support/hub/start-hub.ts";

/** `HOLDFAST_FUZZ=100000` for the long run. */
const requests = Number(process.env["HOLDFAST_FUZZ"] ?? 2_000);
const atOnce = 8;

let postgres: TestPostgres;
let hub: RunningHub;
let station: HubStation;
beforeAll(async () => {
  postgres = await startTestPostgres();
  hub = await startHub(await postgres.newDatabase(), { policy: silentPolicy });
  station = await joinedStation(hub);
  for (let n = 0; n < 5; n += 1) station.record(placed(`o${n}`));
  await station.pushAll();
});
afterAll(async () => {
  await hub.close();
  await postgres.stop();
});

interface Attempt {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

const text = fc.oneof(anyText(), fc.constantFrom("\0", "\uD800", "'; DROP TABLE facts; --", "..", "__proto__"));
const oddities = fc.constantFrom<unknown>(null, true, -1, 0, 2 ** 53, 1e308, "", [], {}, "NaN", { __proto__: 1 });
const anything = fc.oneof(oddities, text, fc.jsonValue({ maxDepth: 4 }));

/** A fact the hub has, with one thing wrong; its number is one that is used, for an unused one would rightly be used up. */
const brokenFact = fc
  .record({
    place: fc.nat(4),
    field: fc.oneof(
      fc.constantFrom(
        "id",
        "stream",
        "kind",
        "version",
        "body",
        "station",
        "user",
        "stamp",
        "hash",
        "previous",
        "bodyHash",
      ),
      text,
    ),
    value: anything,
    remove: fc.boolean(),
  })
  .map(({ place, field, value, remove }) => {
    const fact: Record<string, unknown> = { ...station.facts[place] };
    if (remove) delete fact[field];
    else Object.defineProperty(fact, field, { value, enumerable: true, configurable: true });
    return fact;
  });

const paths = fc.oneof(
  fc.constantFrom(
    "/v1/facts",
    "/v1/acknowledged",
    "/v1/snapshots",
    "/v1/facts/of",
    "/v1/scope",
    "/v1/stream",
    "/v1/enrol",
    "/v1/copy",
    "/v1/copy/part",
    "/metrics",
    "/readyz",
    "/openapi.json",
    "/",
  ),
  text.map((part) => `/v1/${encodeURIComponent(part.replaceAll(/[\uD800-\uDFFF]/g, "?"))}`),
);

const query = fc.oneof(
  fc.constant(""),
  fc
    .dictionary(
      fc.constantFrom("after", "limit", "phase", "own", "view", "id", "held", "hubHeld", "copy", "part", "x"),
      fc.oneof(text, fc.integer().map(String), fc.constantFrom("orders", "open", "1e9", "true")),
      { maxKeys: 4 },
    )
    .map(
      (pairs) =>
        `?${Object.entries(pairs)
          .map(([name, value]) => `${name}=${safe(value)}`)
          .join("&")}`,
    ),
);

const bodies = fc.oneof(
  fc.constant(undefined),
  fc.array(fc.oneof(brokenFact, anything), { maxLength: 4 }).map((facts) => JSON.stringify({ facts })),
  anything.map((value) => JSON.stringify(value) ?? ""),
  fc
    .record(
      {
        code: text,
        stationId: text,
        name: text,
        letters: text,
        head: anything,
        protocol: anything,
        companyId: anything,
        scope: fc.oneof(anything, fc.constant(everything)),
      },
      { requiredKeys: [] },
    )
    .map((value) => JSON.stringify(value)),
  text,
);

const wild: fc.Arbitrary<Attempt> = fc.record({
  method: fc.constantFrom("GET", "POST", "POST", "PUT", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"),
  path: fc.tuple(paths, query).map(([path, query]) => `${path}${query}`),
  headers: fc.record(
    {
      authorization: fc.oneof(
        { weight: 4, arbitrary: fc.constant("").map(() => `Bearer ${station.token}`) },
        { weight: 1, arbitrary: text.map((value) => `Bearer ${safe(value)}`) },
      ),
      "content-type": fc.constantFrom(
        "application/json",
        "application/json",
        "text/plain",
        "application/json; charset=utf-7",
        "x",
      ),
      "holdfast-protocol": text.map(safe),
      "holdfast-acknowledged": text.map(safe),
      "last-event-id": text.map(safe),
    },
    { requiredKeys: ["authorization"] },
  ),
  body: bodies,
});

/** In every other way as a station sends it. */
const almostRight: fc.Arbitrary<Attempt> = fc.array(brokenFact, { minLength: 1, maxLength: 3 }).map((facts) => ({
  method: "POST",
  path: "/v1/facts",
  headers: { authorization: `Bearer ${station.token}`, "content-type": "application/json" },
  body: JSON.stringify({ facts }),
}));

/** A stream from any place, left again as soon as it has said something. */
const listening: fc.Arbitrary<Attempt> = fc
  .record({ after: fc.oneof(text.map(safe), fc.constant("")), last: fc.option(text.map(safe)) })
  .map(({ after, last }) => ({
    method: "GET",
    path: after === "" ? "/v1/stream" : `/v1/stream?after=${after}`,
    headers: { authorization: `Bearer ${station.token}`, ...(last === null ? {} : { "last-event-id": last }) },
    body: undefined,
  }));

/** A scope of any shape, some of them lawful. */
const rescoping: fc.Arbitrary<Attempt> = fc
  .record({
    site: fc.oneof(text, fc.constant("main"), anything),
    channels: fc.oneof(fc.constant(null), fc.array(text, { maxLength: 3 }), anything),
    more: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: anything }),
  })
  .map(({ site, channels, more }) => ({
    method: "PUT",
    path: "/v1/scope",
    headers: { authorization: `Bearer ${station.token}`, "content-type": "application/json" },
    body: JSON.stringify({ scope: { site, channels, more } }),
  }));

const attempts = fc.oneof(
  { weight: 8, arbitrary: almostRight },
  { weight: 20, arbitrary: wild },
  { weight: 2, arbitrary: listening },
  { weight: 2, arbitrary: rescoping },
);

/** What is no HTTP, or breaks off, or was changed on its way: the first line of the answer, where there is one. */
const torn = fc
  .record({ attempt: attempts, at: fc.double({ min: 0, max: 1, noNaN: true }), put: fc.uint8Array({ maxLength: 40 }) })
  .map(({ attempt: { method, path, headers, body = "" }, at, put }) => {
    const head = Object.entries({ ...headers, "content-length": Buffer.byteLength(body) });
    const lines = [`${method} ${path} HTTP/1.1`, "host: hub", ...head.map(([name, value]) => `${name}: ${value}`)];
    const whole = Buffer.from(`${lines.join("\r\n")}\r\n\r\n${body}`);
    const place = Math.floor(at * whole.length);
    return Buffer.concat([whole.subarray(0, place), put, put.length % 2 === 0 ? whole.subarray(place) : Buffer.of()]);
  });

async function sendTorn(bytes: Buffer): Promise<number> {
  const socket = connect(Number(new URL(hub.address).port), "127.0.0.1");
  let answer = "";
  socket.on("error", () => undefined);
  socket.on("data", (piece: Buffer) => {
    answer += piece.toString("latin1");
    socket.destroy();
  });
  socket.end(bytes);
  await once(socket, "close");
  return Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
}

function safe(value: string): string {
  return encodeURIComponent(value.replaceAll(/[\uD800-\uDFFF]/g, "?"));
}

async function attempt({ method, path, headers, body }: Attempt): Promise<number> {
  const hasBody = body !== undefined && method !== "GET" && method !== "HEAD";
  const response = await fetch(`${hub.address}${path}`, { method, headers, ...(hasBody ? { body } : {}) });
  const isStream = response.headers.get("content-type") === "text/event-stream";
  if (isStream) await response.body?.cancel();
  else await response.arrayBuffer();
  return response.status;
}

/** Everything that counts, as one text. */
async function state(): Promise<string> {
  const sums = [];
  for (const table of ["facts", "documents", "chains", "stations", "codes", "fact_touches", "hub_state"]) {
    const [row] = await hub.hub.database.all(
      // A station may say what it wants to hear of.
      `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) AS sum
       FROM (SELECT to_jsonb(row) - 'scope' AS t FROM ${table} row) AS rows`,
    );
    sums.push(`${table} ${String(row?.["sum"])}`);
  }
  return sums.join("\n");
}

it(`answers ${requests} requests of any shape without a fault, and nothing has changed`, async () => {
  const before = await state();
  const statuses = new Map<number, number>();
  await fc.assert(
    fc.asyncProperty(
      fc.array(attempts, { minLength: atOnce - 1, maxLength: atOnce - 1 }),
      torn,
      async (some, bytes) => {
        const codes = await Promise.all([...some.map(attempt), sendTorn(bytes)]);
        for (const code of codes) statuses.set(code, (statuses.get(code) ?? 0) + 1);
        expect(codes.filter((code) => code >= 500)).toEqual([]);
      },
    ),
    { numRuns: Math.ceil(requests / atOnce), endOnFailure: true },
  );
  expect(await state()).toBe(before);
  expect((await fetch(`${hub.address}/readyz`)).status).toBe(200);
  // They reached the hub's rules and did not all end at its door.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(requests / 20);
  const scopes = await hub.hub.database.all<{ scope: unknown }>("SELECT scope FROM stations");
  for (const { scope } of scopes) expect(scopeSchema.safeParse(scope)).toMatchObject({ success: true });
  await expect.poll(() => hub.hub.feed.followers.length, { timeout: 10_000 }).toBe(0);
  process.stdout.write(`answers: ${JSON.stringify([...statuses].toSorted(([one], [other]) => one - other))}\n`);
  const refused = (await station.acknowledgement()).refused;
  expect(refused.length).toBeGreaterThan(0);
  expect((await station.push(station.facts)).results.every(({ outcome }) => outcome === "duplicate")).toBe(true);
}, 3_600_000);
