import type { FastifyReply } from "fastify";
import { type HubRefusal, refusals } from "#shared/sync/refusals.ts";

/** Answers a request with no, in the contract's words. */
export function refuse(reply: FastifyReply, code: HubRefusal, detail = ""): FastifyReply {
  return reply.status(refusals[code].status).send({ code, detail });
}
