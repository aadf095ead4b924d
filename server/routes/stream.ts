import type { ServerResponse } from "node:http";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { protocolHeader, protocolVersion } from "#shared/sync/protocol.ts";
import type { Metrics } from "../adapters/metrics.ts";
import { aheadOf, type Batch } from "../features/ahead.ts";
import type { Place } from "../features/live.ts";
import { pull } from "../features/pull.ts";
import type { Hub } from "../hub.ts";
import { type Checkpoint, readCheckpoint, scopeMark, writeCheckpoint } from "../store/checkpoint.ts";
import { sha256 } from "../store/hub.ts";
import { type KnownStation, stationByToken } from "../store/stations.ts";
import { stationOf } from "./authenticate.ts";
import { refuse } from "./reply.ts";

const heartbeatMilliseconds = 15_000;
/** A listener that takes no more is let go; it comes back and pulls. */
const mostUnsentBytes = 8 * 1024 * 1024;
const pageSize = 500;

/** GET /v1/stream: new facts as server-sent events, from `Last-Event-ID` (or `after`) on; without either from now on. */
export function streamRoute(hub: Hub, metrics: Metrics): FastifyPluginAsyncZod {
  const open = new Set<ServerResponse>();
  return async (app) => {
    app.addHook("preClose", () => {
      for (const response of open) response.end();
    });
    hub.onRevoked(() => open.forEach((response) => response.emit("holdfast-check")));

    app.get(
      "/v1/stream",
      {
        // A HEAD of something that does not end would never be answered to its end, and hold its connection for ever.
        exposeHeadRoute: false,
        schema: { querystring: z.object({ after: z.string().max(400).optional() }) },
      },
      async (request, reply) => {
        const station = stationOf(request);
        const header = request.headers["last-event-id"];
        const after = typeof header === "string" && header !== "" ? header : request.query.after;
        if (after !== undefined && !readCheckpoint(after))
          return refuse(reply, "bad-request", "the checkpoint is none of a hub's");
        reply.hijack();
        const response = reply.raw;
        response.writeHead(200, {
          "content-type": "text/event-stream",
          "cache-control": "no-store",
          "x-accel-buffering": "no",
          [protocolHeader]: protocolVersion,
        });
        // Whoever asked may have gone while it was looked up who they are: no `close` would come any more.
        if (response.destroyed) return reply;
        open.add(response);
        const stream = new StationStream(
          hub,
          metrics,
          station,
          response,
          (request.headers.authorization ?? "").slice(7),
        );
        response.on("close", () => open.delete(response));
        await stream.run(after).catch((problem: unknown) => {
          request.log.warn(problem, "a stream broke off");
          response.destroy();
        });
        return reply;
      },
    );
  };
}

class StationStream {
  readonly #hub: Hub;
  readonly #metrics: Metrics;
  readonly #station: KnownStation;
  readonly #response: ServerResponse;
  readonly #token: string;
  /** Batches that came while the stream was still catching up; null once it has. */
  #waiting: Batch[] | null = [];
  /** What was sent while catching up reaches this far, which may be beyond where the feed stands. */
  #reached: Place | undefined;

  constructor(hub: Hub, metrics: Metrics, station: KnownStation, response: ServerResponse, token: string) {
    this.#hub = hub;
    this.#metrics = metrics;
    this.#station = station;
    this.#response = response;
    this.#token = token;
  }

  async run(after: string | undefined): Promise<void> {
    const { station, scope } = this.#station;
    const { place, leave } = this.#hub.feed.follow({
      station,
      scope,
      take: (facts, place) => {
        if (this.#waiting) this.#waiting.push({ facts, place });
        else this.#pass({ facts, place });
      },
    });
    const heartbeat = setInterval(() => void this.#check(), heartbeatMilliseconds);
    this.#response.on("holdfast-check", () => void this.#check());
    this.#response.on("close", () => {
      leave();
      clearInterval(heartbeat);
    });
    this.#reached = after === undefined ? place : await this.#catchUp(after);
    if (after === undefined) this.#send([], place);
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    waiting.forEach((batch) => this.#pass(batch));
  }

  /** Sends what of it was not sent while catching up. */
  #pass(batch: Batch): void {
    const ahead = aheadOf(this.#reached, batch);
    if (!ahead) return;
    this.#send(
      ahead.facts.map(({ fact }) => fact),
      ahead.place,
    );
  }

  /** Sends what the station missed; answers the place after it, which is not before where the feed stood at the start. */
  async #catchUp(after: string): Promise<Place> {
    for (let from = after; ;) {
      const page = await pull(this.#hub.database, this.#station, {
        after: from,
        limit: pageSize,
        phase: "history",
        own: false,
      });
      const next = page && readCheckpoint(page.checkpoint);
      if (!page || !next) throw new Error("A checkpoint just read cannot be read");
      this.#write(page.facts, page.checkpoint);
      if (next.phase === "history" && (page.upToDate || this.#response.destroyed)) return next;
      from = page.checkpoint;
      await this.#drained();
    }
  }

  #send(facts: readonly string[], { xid, position }: Place): void {
    const { epoch, scope } = this.#station;
    const mark = scopeMark(scope, sha256);
    const checkpoint: Checkpoint = { epoch, phase: "history", scope: mark, given: "0", xid, position };
    this.#write(facts, writeCheckpoint(checkpoint));
  }

  #write(facts: readonly string[], checkpoint: string): void {
    if (this.#response.writableLength > mostUnsentBytes) {
      this.#response.destroy();
      return;
    }
    this.#metrics.streamed.inc(facts.length);
    const head = JSON.stringify({ checkpoint, epoch: this.#station.epoch });
    this.#response.write(
      `event: facts\nid: ${checkpoint}\ndata: ${head.slice(0, -1)},"facts":[${facts.join(",")}]}\n\n`,
    );
  }

  async #drained(): Promise<void> {
    while (this.#response.writableNeedDrain && !this.#response.destroyed) {
      await new Promise<void>((resolve) => {
        this.#response.once("drain", resolve);
        this.#response.once("close", resolve);
      });
    }
  }

  /** A stream outlives neither its token, nor its scope, nor the epoch it began in. */
  async #check(): Promise<void> {
    try {
      const known = await stationByToken(this.#hub.database, this.#token);
      const { epoch, scope } = this.#station;
      if (
        !known ||
        known.revoked ||
        known.epoch !== epoch ||
        scopeMark(known.scope, sha256) !== scopeMark(scope, sha256)
      ) {
        this.#response.end();
      } else this.#response.write(": still here\n\n");
    } catch {
      // The database is away: looked at again with the next heartbeat.
    }
  }
}
