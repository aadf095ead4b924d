import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Metrics } from "../adapters/metrics.ts";
import type { Hub } from "../hub.ts";
import { refuse } from "./reply.ts";

const fine = z.object({ ok: z.literal(true) });

/** What watches over the hub: alive, able to serve, figures, and the contract in OpenAPI's words. */
export function healthRoutes(hub: Hub, metrics: Metrics): FastifyPluginAsyncZod {
  return async (app) => {
    app.get("/healthz", { config: { for: "anybody" }, schema: { response: { 200: fine } } }, () => ({
      ok: true as const,
    }));

    app.get("/readyz", { config: { for: "anybody" }, schema: { response: { 200: fine } } }, async (_request, reply) => {
      try {
        await hub.database.one("SELECT 1 FROM hub_state LIMIT 1");
        return { ok: true as const };
      } catch {
        return refuse(reply, "not-now", "the hub's database does not answer");
      }
    });

    app.get("/metrics", { config: { for: "metrics" }, schema: { hide: true } }, async (_request, reply) =>
      reply.type(metrics.registry.contentType).send(await metrics.registry.metrics()),
    );

    app.get("/openapi.json", { schema: { hide: true } }, () => app.swagger());
  };
}
