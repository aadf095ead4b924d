import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { get } from "node:https";
import { join } from "node:path";
import type { TLSSocket } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownCertificate } from "#server/adapters/certificate.ts";
import { buildApp } from "#server/app.ts";
import { canonicalJson, type FactEnvelope } from "#shared/facts/fact.ts";
import { draft } from "#shared/facts/kinds.ts";
import { type SnapshotsReply, snapshotsReplySchema } from "#shared/sync/wire.ts";
import { content } from "#test/builders/orders.ts";
import { placed } from "#test/builders/facts.ts";
import { documentsOf, hubDocuments, hubFacts } from "#test/support/hub/hub-state.ts";
import { type HubStation, joinedStation } from "#test/support/hub/hub-station.ts";
import { startTestPostgres, type TestPostgres } from "#test/support/hub/postgres.ts";
import { startHub } from "#test/support/hub/start-hub.ts";

let postgres: TestPostgres;
beforeAll(async () => {
  postgres = await startTestPostgres();
});
afterAll(() => postgres.stop());

const idsOf = (facts: readonly FactEnvelope[]): string[] => facts.map(({ id }) => id);
const cancelled = (orderId: string) =>
  draft(`order/${orderId}`, "order.cancelled", { orderId, by: "merchant", at: 1, reason: "x", freed: [] });

/** A label that came out: nothing is left to do for it. */
const printed = (job: { jobId: string; orderId: string }) => [
  draft(`print/${job.jobId}`, "print.queued", {
    ...job,
    parcelId: "p1",
    sessionId: "s1",
    document: "label",
    title: "#1",
    content: "^XA^XZ",
    copy: 1,
    reprintOf: "",
  }),
  draft(`print/${job.jobId}`, "print.sending", { ...job, attempt: 1, printer: "printer:9100" }),
  draft(`print/${job.jobId}`, "print.sent", { ...job, attempt: 1 }),
];

async function snapshotsOf(
  station: HubStation,
): Promise<{ documents: SnapshotsReply["documents"]; checkpoint: string }> {
  const documents: SnapshotsReply["documents"] = [];
  for (let after = ""; ;) {
    const query = new URLSearchParams({ limit: "2", ...(after ? { after } : {}) });
    const page = snapshotsReplySchema.parse(await (await station.request("GET", `/v1/snapshots?${query}`)).json());
    documents.push(...page.documents);
    if (page.upToDate) return { documents, checkpoint: page.checkpoint };
    ({ after } = page);
  }
}

describe("what a station is given", () => {
  it("open work comes first, then the whole history; what came in meanwhile is in it", async () => {
    const hub = await startHub(await postgres.newDatabase());
    const [one, other] = [await joinedStation(hub, "A"), await joinedStation(hub, "B")];
    const closed = [one.record(placed("closed")), one.record(cancelled("closed"))];
    const open = [one.record(placed("open-1")), one.record(placed("open-2"))];
    await one.pushAll();
    const first = await other.pull({ phase: "open", limit: 1 });
    expect(first).toMatchObject({ phase: "open", upToDate: false, remaining: 3 });
    const rest = await other.pull({ after: first.checkpoint, limit: 100 });
    const early = idsOf([...first.facts, ...rest.facts]);
    for (const { id } of open) expect(early).toContain(id);
    for (const { id } of closed) expect(early).not.toContain(id);
    const late = one.record(placed("late"));
    await one.pushAll();
    const history = await other.pullAll({ after: rest.checkpoint, limit: 2 });
    // Nothing is missing, and nothing that came with the open work comes a second time.
    expect(idsOf([...first.facts, ...rest.facts, ...history.facts]).toSorted()).toEqual(idsOf(one.facts).toSorted());
    expect(idsOf(history.facts)).toContain(late.id);
    await hub.close();
  });

  it("work that is taken up again while the open work is being given out comes whole with the history", async () => {
    const hub = await startHub(await postgres.newDatabase());
    const [one, other] = [await joinedStation(hub, "A"), await joinedStation(hub, "B")];
    const job = { jobId: "j1", orderId: "o1" };
    for (const entry of printed(job)) one.record(entry);
    one.record(placed("o1"));
    one.record(placed("o2"));
    await one.pushAll();
    const first = await other.pull({ phase: "open", limit: 3 });
    expect(first).toMatchObject({ phase: "open", upToDate: false, remaining: 1 });
    // The pages are past where the print stands by now.
    one.record(draft("print/j1", "print.answered", { ...job, printed: false }));
    one.record(placed("o3"));
    await one.pushAll();
    const rest = await other.pullAll({ after: first.checkpoint, limit: 2 });
    const given = idsOf([...first.facts, ...rest.facts]);
    expect(new Set(given)).toEqual(new Set(idsOf(one.facts)));
    await hub.close();
  });

  it("a station that sees one channel gets its orders, all stock and all people, and begins anew when it wants more", async () => {
    const hub = await startHub(await postgres.newDatabase());
    const [one, other] = [await joinedStation(hub, "A"), await joinedStation(hub, "B")];
    const phone = one.record(placed("o1", { channel: "phone" }));
    const counter = one.record(placed("o2", { channel: "counter" }));
    const held = one.record(
      draft("order/o2", "order.holdAdded", { orderId: "o2", holdId: "h", type: "OPERATOR", reason: "" }),
    );
    const move = { sku: content().lines[0]?.sku ?? "", from: "supplier", to: "bin/A-1", quantity: 3 };
    const stock = one.record(draft("item/x", "stock.moved", { moves: [move], reason: "receipt", stated: [] }));
    await one.pushAll();
    const scope = { site: "main", channels: ["phone"] };
    expect((await other.request("PUT", "/v1/scope", { scope })).status).toBe(200);
    const narrow = await other.pullAll();
    expect(idsOf(narrow.facts)).toEqual([...idsOf(one.facts.slice(0, 2)), phone.id, stock.id]);
    // What it records itself is its own whatever its channels: a store that is made again needs every one of its facts.
    other.record(placed("o3", { channel: "counter" }));
    await other.pushAll();
    const own = (await other.pullAll({ own: true })).facts.filter(({ station }) => station === other.id);
    expect(idsOf(own)).toEqual(idsOf(other.facts));
    expect((await other.acknowledgement()).scope).toEqual(scope);
    await other.request("PUT", "/v1/scope", { scope: { site: "main", channels: null } });
    const wide = await other.pullAll({ after: narrow.checkpoint });
    expect(idsOf(wide.facts)).toEqual(expect.arrayContaining([counter.id, held.id, phone.id]));
    await hub.close();
  });

  it("a station cannot leave out a channel that it takes in or has asked to, nor be without a site", async () => {
    const hub = await startHub(await postgres.newDatabase());
    const one = await joinedStation(hub, "A");
    const choose = (scope: unknown) => one.request("PUT", "/v1/scope", { scope });
    one.record(draft("channel/shopify", "channel.asked", { askId: "a1", channel: "shopify", reason: "import" }));
    await one.pushAll();
    const refused = await choose({ site: "main", channels: ["phone"] });
    expect([refused.status, await refused.json()]).toEqual([409, { code: "channel-held", detail: "shopify" }]);
    expect((await choose({ site: "  ", channels: null })).status).toBe(400);
    expect((await one.acknowledgement()).scope).toEqual({ site: "main", channels: null });
    expect((await choose({ site: "york", channels: ["shopify"] })).status).toBe(200);
    expect((await one.acknowledgement()).scope).toEqual({ site: "york", channels: ["shopify"] });
    await hub.close();
  });

  it("closed work and stock are given as they stand, and every fact of one document for the asking", async () => {
    const hub = await startHub(await postgres.newDatabase());
    const [one, other] = [await joinedStation(hub, "A"), await joinedStation(hub, "B")];
    for (const orderId of ["c1", "c2", "c3"]) {
      one.record(placed(orderId));
      one.record(cancelled(orderId));
    }
    one.record(placed("open"));
    await one.pushAll();
    const { documents, checkpoint } = await snapshotsOf(other);
    const wanted = documentsOf(one.facts);
    const orders = documents.filter(({ view }) => view === "orders");
    expect(orders.map(({ id }) => id)).toEqual(["c1", "c2", "c3"]);
    for (const { view, id, state } of documents) expect(canonicalJson(state)).toBe(wanted[`${view}/${id}`]);
    const late = one.record(placed("later"));
    await one.pushAll();
    expect(idsOf((await other.pullAll({ after: checkpoint })).facts)).toEqual([late.id]);
    const reply = (await (await other.request("GET", "/v1/facts/of?view=orders&id=c2")).json()) as {
      facts: FactEnvelope[];
    };
    expect(idsOf(reply.facts)).toEqual(idsOf(one.facts.filter(({ stream }) => stream === "order/c2")));
    await hub.close();
  });
});

describe("the hub's own documents", () => {
  it("are what all facts make together, though a fact arrives after later ones", async () => {
    const hub = await startHub(await postgres.newDatabase());
    const [early, late] = [await joinedStation(hub, "A"), await joinedStation(hub, "B")];
    early.record(placed("o1"));
    const hold = (holdId: string) =>
      draft("order/o1", "order.holdAdded", { orderId: "o1", holdId, type: "OPERATOR" as const, reason: "" });
    late.clock = () => Date.now() + 60_000;
    late.record(hold("h1"));
    late.record(draft("order/o1", "order.holdReleased", { orderId: "o1", holdIds: ["h0"], reason: "" }));
    await late.pushAll();
    early.record(hold("h0"));
    await early.pushAll();
    expect(await hubDocuments(hub)).toEqual(documentsOf(await hubFacts(hub)));
    await hub.close();
  });

  it("take in at the next start what a newer station made, once its kind is known", async () => {
    const url = await postgres.newDatabase();
    const hub = await startHub(url);
    const one = await joinedStation(hub);
    one.record(placed("o1"));
    await one.pushAll();
    await hub.close();
    // As an older hub would have kept it: without knowing what it says.
    await postgres.query(url, "UPDATE facts SET known = false WHERE kind = 'order.placed'");
    await postgres.query(url, "DELETE FROM fact_touches WHERE view IN ('orders', 'customers')");
    await postgres.query(url, "DELETE FROM documents WHERE view IN ('orders', 'customers')");
    const newer = await startHub(url);
    expect(await hubDocuments(newer)).toEqual(documentsOf(one.facts));
    await newer.close();
  });
});

describe("the hub's own certificate", () => {
  it("is made once, its key is nobody else's, and it is the one the hub speaks with", async () => {
    const folder = await mkdtemp(join(tmpdir(), "holdfast-tls-"));
    const [made, again] = [await ownCertificate(folder), await ownCertificate(folder)];
    expect(again).toEqual(made);
    expect((await stat(join(folder, "key.pem"))).mode & 0o077).toBe(0);
    const hub = await startHub(await postgres.newDatabase());
    const app = await buildApp({ hub: hub.hub, tls: made });
    const address = await app.listen({ port: 0, host: "127.0.0.1" });
    const seen = await new Promise((resolve, reject) => {
      get(`${address}/healthz`, { ca: made.certificate }, (response) => {
        response.resume();
        const socket = response.socket as TLSSocket;
        resolve([response.statusCode, socket.getPeerCertificate().fingerprint256]);
      }).on("error", reject);
    });
    expect(seen).toEqual([200, made.fingerprint]);
    await app.close();
    await hub.close();
    await rm(folder, { recursive: true, force: true });
  });
});
