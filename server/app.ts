import fastify, { type FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import { protocolHeader, protocolVersion } from "#shared/sync/protocol.ts";

/** The hub's HTTP face. */
export function buildApp(): FastifyInstance {
  const app = fastify({ logger: false });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.addHook("onSend", async (_request, reply) => {
    reply.header(protocolHeader, protocolVersion);
  });
  app.get("/healthz", () => ({ ok: true }));
  return app;
}
