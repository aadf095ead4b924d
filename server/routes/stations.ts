import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { protocolProblem } from "#shared/sync/protocol.ts";
import {
  acknowledgedQuerySchema,
  acknowledgedReplySchema,
  enrolReplySchema,
  enrolRequestSchema,
  ownReplySchema,
  scopeReplySchema,
  scopeRequestSchema,
} from "#shared/sync/wire.ts";
import { acknowledged } from "../features/acknowledge.ts";
import { answerWaiting } from "../features/answers.ts";
import { markCompared } from "../features/healing.ts";
import { ownFacts } from "../features/own-facts.ts";
import type { Hub } from "../hub.ts";
import { enrol } from "../store/stations.ts";
import { chooseScope } from "../store/station-scope.ts";
import { stationOf } from "./authenticate.ts";
import { refuse } from "./reply.ts";

/** Enrolment, what the hub holds of a station, and what the station wants of the hub. */
export function stationRoutes(hub: Hub, limits: { readonly enrolmentsAMinute: number }): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/v1/enrol",
      {
        config: { for: "anybody", rateLimit: { max: limits.enrolmentsAMinute, timeWindow: 60_000 } },
        bodyLimit: 16 * 1024,
        schema: { body: enrolRequestSchema, response: { 200: enrolReplySchema } },
      },
      async (request, reply) => {
        const problem = protocolProblem(request.body.protocol);
        if (problem) return refuse(reply, problem);
        const enrolled = await enrol(hub.database, hub.identity, request.body, hub.clock());
        if (!enrolled.ok) return refuse(reply, enrolled.error.code, enrolled.error.detail);
        request.log.info({ station: request.body.stationId, name: request.body.name }, "a station was enrolled");
        return enrolled.value;
      },
    );

    app.get(
      "/v1/acknowledged",
      { schema: { querystring: acknowledgedQuerySchema, response: { 200: acknowledgedReplySchema } } },
      async (request) => {
        const station = stationOf(request);
        const reply = await acknowledged(hub.database, hub.identity, station, hub.clock());
        const { held, hubHeld } = request.query;
        const hasAll = held <= reply.sequence && hubHeld <= reply.hub.sequence;
        if (hasAll && (await markCompared(hub.database, station)) && (await answerWaiting(hub.pushing)) > 0)
          hub.added();
        return reply;
      },
    );

    app.get("/v1/own", { schema: { response: { 200: ownReplySchema } } }, (request) =>
      ownFacts(hub.database, stationOf(request)),
    );

    app.put(
      "/v1/scope",
      { schema: { body: scopeRequestSchema, response: { 200: scopeReplySchema } } },
      async (request, reply) => {
        const { station } = stationOf(request);
        const chosen = await chooseScope(hub.database, station, request.body.scope);
        if (!chosen.ok) return refuse(reply, chosen.error.code, chosen.error.detail);
        request.log.info({ station, scope: chosen.value }, "a station chose what it receives");
        return { scope: chosen.value };
      },
    );
  };
}
