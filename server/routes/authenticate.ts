import { timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { acknowledgedHeader, protocolHeader, protocolProblem } from "#shared/sync/protocol.ts";
import { noticeOlderCopy, readAcknowledged } from "../features/acknowledge.ts";
import type { Hub } from "../hub.ts";
import { epochOf, sha256 } from "../store/hub.ts";
import { type KnownStation, stationByToken } from "../store/stations.ts";
import { refuse } from "./reply.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** The station whose token came with the request; null on routes that need none. */
    station: KnownStation | null;
  }
  interface FastifyContextConfig {
    /** Whom the route answers; left out: enrolled stations only. */
    for?: "anybody" | "metrics" | "station";
  }
}

/** Lets a request through to its route, or answers it. Runs for paths that do not exist as well. */
export function authenticate(hub: Hub) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const audience = request.routeOptions.config?.for ?? "station";
    if (audience === "anybody" && !request.is404) return undefined;
    const token = bearerOf(request);
    if (token === undefined) return refuse(reply, "no-token");
    if (audience === "metrics") {
      return (await isMetricsToken(hub, token)) ? undefined : refuse(reply, "no-token");
    }
    const station = await stationByToken(hub.database, token);
    if (!station) return refuse(reply, "no-token");
    if (station.revoked) return refuse(reply, "revoked");
    const problem = protocolProblem(Number(request.headers[protocolHeader] ?? 1));
    if (problem) return refuse(reply, problem);
    const told = readAcknowledged(request.headers[acknowledgedHeader]);
    const isOlder = told && (await noticeOlderCopy(hub.database, station, told));
    if (isOlder) request.log.warn({ station: station.station }, "this database is an older copy: a new epoch begins");
    request.station = isOlder ? { ...station, epoch: await epochOf(hub.database) } : station;
    return undefined;
  };
}

/** The station of a request that got through. */
export function stationOf(request: FastifyRequest): KnownStation {
  if (!request.station) throw new Error("The route answers anybody, so it knows no station");
  return request.station;
}

function bearerOf(request: FastifyRequest): string | undefined {
  const [scheme, token, ...more] = (request.headers.authorization ?? "").split(" ");
  return scheme?.toLowerCase() === "bearer" && token && token.length <= 200 && more.length === 0 ? token : undefined;
}

async function isMetricsToken(hub: Hub, token: string): Promise<boolean> {
  const row = await hub.database.one<{ value: string }>("SELECT value FROM hub_state WHERE name = 'metrics'");
  return row !== undefined && timingSafeEqual(Buffer.from(row.value), Buffer.from(sha256(token)));
}
