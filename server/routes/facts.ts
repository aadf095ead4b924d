import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { isViewName } from "#shared/facts/views.ts";
import {
  factsOfQuerySchema,
  factsOfReplySchema,
  pullQuerySchema,
  pullReplySchema,
  pushReplySchema,
  pushRequestSchema,
  snapshotsQuerySchema,
  snapshotsReplySchema,
} from "#shared/sync/wire.ts";
import { pull } from "../features/pull.ts";
import { push } from "../features/push.ts";
import { snapshots } from "../features/snapshots.ts";
import type { Hub } from "../hub.ts";
import type { Metrics } from "../adapters/metrics.ts";
import { factsOf } from "../store/projector.ts";
import { stationOf } from "./authenticate.ts";
import { refuse } from "./reply.ts";

/** Facts and documents, in and out. */
export function factRoutes(hub: Hub, metrics: Metrics): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/v1/facts",
      { schema: { body: pushRequestSchema, response: { 200: pushReplySchema } } },
      async (request) => {
        const { reply, added } = await push(hub.pushing, stationOf(request), request.body.facts);
        for (const { outcome } of reply.results) metrics.pushed.inc({ outcome });
        if (added > 0) hub.added();
        return reply;
      },
    );

    app.get(
      "/v1/facts",
      { schema: { querystring: pullQuerySchema, response: { 200: pullReplySchema } } },
      async (request, reply) => {
        const station = stationOf(request);
        const page = await pull(hub.database, station, { ...request.query, after: request.query.after });
        if (!page) return refuse(reply, "bad-request", "the checkpoint is none of a hub's");
        const { facts, ...rest } = page;
        metrics.pulled.inc(facts.length);
        const head = JSON.stringify({ ...rest, epoch: station.epoch });
        // The facts are JSON texts already; reading and writing each again would be most of the work.
        return reply
          .type("application/json; charset=utf-8")
          .send(`${head.slice(0, -1)},"facts":[${facts.join(",")}]}` as never);
      },
    );

    app.get(
      "/v1/facts/of",
      { schema: { querystring: factsOfQuerySchema, response: { 200: factsOfReplySchema } } },
      async (request, reply) => {
        const { view, id } = request.query;
        if (!isViewName(view)) return refuse(reply, "not-found", `no view is called ${view}`);
        return { facts: await factsOf(hub.database, { view, id }) };
      },
    );

    app.get(
      "/v1/snapshots",
      { schema: { querystring: snapshotsQuerySchema, response: { 200: snapshotsReplySchema } } },
      async (request, reply) => {
        const { after, limit } = request.query;
        const page = await snapshots(hub.database, stationOf(request), { after, limit });
        return page ?? refuse(reply, "bad-request", "`after` is none of a hub's");
      },
    );
  };
}
