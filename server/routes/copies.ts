import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { copyPartQuerySchema, copyReplySchema } from "#shared/sync/wire.ts";
import type { Copies } from "../features/copies.ts";
import { stationOf } from "./authenticate.ts";
import { refuse } from "./reply.ts";

/** Copies made ready for stations that come new; without `copies` there are none. */
export function copyRoutes(copies: Copies | undefined): FastifyPluginAsyncZod {
  return async (app) => {
    app.get("/v1/copy", { schema: { response: { 200: copyReplySchema } } }, async (request, reply) => {
      const found = await copies?.find(stationOf(request));
      return found ?? refuse(reply, "no-copy");
    });

    app.get("/v1/copy/part", { schema: { querystring: copyPartQuerySchema } }, async (request, reply) => {
      const { copy, part } = request.query;
      const found = await copies?.part(stationOf(request), copy, part);
      if (!found) return refuse(reply, "no-copy");
      return reply.type("application/octet-stream").header("content-length", found.bytes).send(found.stream);
    });
  };
}
